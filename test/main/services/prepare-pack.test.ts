import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadArchived } from '#main/files/packs/archive.ts'
import { openParsedPacks } from '#main/files/packs/parsed-packs.ts'
import { parsePackAside } from '#main/jobs/parse-pack.ts'
import { chooseReport } from '#main/services/open-report.ts'
import { openSampleWorkspace } from './sample-workspace.ts'

test('a pack parsed on a thread is the pack parsed here, and is found parsed the next time', async () => {
  const { workspace, folder, close } = await openSampleWorkspace()
  const report = chooseReport(workspace, {})
  const archived = workspace.store.reports.pack(report.id)
  if (!archived) throw new Error('the report has no pack')
  const here = loadArchived(archived.bytes)
  const digest = report.pack.hash
  const kept = join(folder, 'kept')
  expect(await parsePackAside({ archive: archived.bytes, digest, folder: kept })).toEqual(here)
  // The thread keeps it after it has answered.
  await expect.poll(() => existsSync(join(kept, `${digest}.pack`)), { timeout: 20_000 }).toBe(true)
  expect(openParsedPacks(kept).find(digest)).toEqual(here)
  await close()
})

test('an archive that no thread can read is left to be read here, where it is refused in words', async () => {
  const job = { archive: new Uint8Array([1, 2, 3]), digest: 'a', folder: 'never made' }
  expect(await parsePackAside(job)).toBeUndefined()
  expect(existsSync('never made')).toBe(false)
})
