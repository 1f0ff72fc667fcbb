import { extname } from 'node:path'
import type { ProofView } from '#core/contract/proof-views.ts'
import type { WrittenFile } from '#core/contract/views.ts'
import { proofreadFile, proofSummary, proofWorkbook } from '../proofread.ts'
import { checkedReport, type WindowSession } from './session.ts'
import { deliver } from './written-files.ts'

/** What is wrong in an uploaded document; it is kept, so that the list can be written, until the window drops it. Errors: as `proofreadFile`. */
export async function proofreadUpload(session: WindowSession, reportId: number, upload: string): Promise<ProofView> {
  const workspace = session.workspace()
  const { opened, model } = checkedReport(workspace, reportId)
  const read = await proofreadFile(workspace, opened, session.uploads.pathOf(upload), model)
  return { file: read.file, summary: proofSummary(read), rows: read.rows }
}

/** Writes the list into the export folder and shows it there. Errors: as `proofreadFile`, FILE_NOT_WRITTEN. */
export async function writeProofreading(
  session: WindowSession,
  reportId: number,
  upload: string,
): Promise<WrittenFile> {
  const workspace = session.workspace()
  const { opened, model } = checkedReport(workspace, reportId)
  const read = await proofreadFile(workspace, opened, session.uploads.pathOf(upload), model)
  const name = `${read.file.slice(0, read.file.length - extname(read.file).length)}-核对结果.xlsx`
  return deliver(session, name, await proofWorkbook(read, opened))
}
