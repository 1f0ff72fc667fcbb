import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { BOMBS, bombBytes } from './bombs.ts'

const run = promisify(execFile)
const outcome = z.object({ code: z.string(), rssMb: z.number(), ms: z.number() })
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a file of about 1 MB that unfolds to a gigabyte', () => {
  test.each(Object.entries(BOMBS))('is refused within 400 MB: %s', async (name, bomb) => {
    const path = join(folder, `${name}.xlsx`)
    const bytes = bombBytes(bomb)
    expect(bytes.length).toBeLessThan(4 * 2 ** 20)
    await writeFile(path, bytes)
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'read-in-child.ts'), path])
    const { code, rssMb } = outcome.parse(JSON.parse(stdout))
    expect(code).toBe('FILE_TOO_LARGE')
    expect(rssMb).toBeLessThan(400)
  })
})
