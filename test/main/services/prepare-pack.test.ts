import { expect, test } from 'vitest'
import { loadArchived } from '#main/files/packs/archive.ts'
import { parsePackAside } from '#main/jobs/parse-pack.ts'
import { chooseReport } from '#main/services/open-report.ts'
import { openSampleWorkspace } from './sample-workspace.ts'

test('a pack parsed on a thread is the pack parsed here', async () => {
  const { workspace, close } = await openSampleWorkspace()
  const archived = workspace.store.reports.pack(chooseReport(workspace, {}).id)
  await close()
  if (!archived) throw new Error('the report has no pack')
  expect(await parsePackAside(archived.bytes)).toEqual(loadArchived(archived.bytes))
})

test('an archive that no thread can read is left to be read here, where it is refused in words', async () => {
  expect(await parsePackAside(new Uint8Array([1, 2, 3]))).toBeUndefined()
})
