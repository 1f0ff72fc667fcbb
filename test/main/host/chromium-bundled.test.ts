import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { unpackBundledBrowser } from '#main/host/chromium-bundled.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mingzhang-test-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const uid = process.getuid?.() ?? 0

describe('the bundled browser', () => {
  test('is unpacked once, by two who come at once, with its libraries, and only for its user', async () => {
    const before = { ...process.env }
    const seen = new Set<string | undefined>()
    const sampler = setInterval(() => seen.add(process.env['TMPDIR']), 5)
    const [one, two] = await Promise.all([unpackBundledBrowser(root), unpackBundledBrowser(root)])
    clearInterval(sampler)

    expect(one).toEqual(two)
    const folder = dirname(one.executable)
    expect(await readdir(join(root, `mingzhang-${uid}`))).toEqual([folder.split('/').at(-1)])
    expect((await stat(join(root, `mingzhang-${uid}`))).mode & 0o777).toBe(0o700)
    expect((await stat(one.executable)).mode & 0o111).not.toBe(0)
    for (const library of ['libnss3.so', 'libnspr4.so', 'libexpat.so.1']) {
      expect(existsSync(join(folder, 'al2023', 'lib', library))).toBe(true)
    }
    expect(process.env).toEqual(before)
    expect([...seen]).toEqual([before['TMPDIR']])
  })

  test('is unpacked again when the system has tidied one of its files away', async () => {
    const { executable } = await unpackBundledBrowser(root)
    const library = join(dirname(executable), 'al2023', 'lib', 'libnss3.so')
    await rm(library)
    await unpackBundledBrowser(root)
    expect(existsSync(library)).toBe(true)
  })

  test('is not taken from a folder that others can write, and the folder used instead is found again', async () => {
    const shared = join(root, 'shared')
    const planted = join(shared, `mingzhang-${uid}`)
    await mkdir(planted, { recursive: true })
    await chmod(planted, 0o777)
    const first = await unpackBundledBrowser(shared)
    expect(first.executable.startsWith(`${planted}/`)).toBe(false)
    expect(await readdir(planted)).toEqual([])
    expect(await unpackBundledBrowser(shared)).toEqual(first)
  })
})
