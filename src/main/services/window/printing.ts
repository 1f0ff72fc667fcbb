import { join } from 'node:path'
import type { PdfView, WrittenFile } from '#core/contract/views.ts'
import type { Request } from '#core/contract/contract.ts'
import { AppError } from '#core/model/error.ts'
import { localDay } from '../package-publication.ts'
import { printSelection } from '../print-selection.ts'
import { checkedReport, type WindowSession } from './session.ts'
import { runTask } from './tasks.ts'
import { succeeds, writeFreeFile } from './written-files.ts'

/** Makes the PDF that is asked for and keeps it for the window to show. Errors: those of `printSelection`. */
export async function makePrint(session: WindowSession, request: Request<'print:make'>): Promise<PdfView> {
  const workspace = session.workspace()
  const { task, parts, tables, pages, binding } = request
  const sources = request.reports.map((report) => checkedReport(workspace, report))
  const printed = await runTask(session, task, (steps) =>
    printSelection(workspace, sources, { parts, tables, pages, binding, ...steps }),
  )
  return { pdf: session.pdfs.keep(printed.pdf), pages: printed.pages }
}

/** Writes a PDF that was made for the window beside the packages and opens it in the system's viewer, which prints it. Errors: APP_PDF_GONE. */
export async function openPrint(session: WindowSession, name: string): Promise<WrittenFile> {
  const pdf = session.pdfs.find(name)
  if (!pdf)
    throw new AppError({
      code: 'APP_PDF_GONE',
      message: '这份排好的 PDF 已经不在，没有打开。',
      remedies: [{ text: '重新排版后再打开。' }],
    })
  const path = writeFreeFile(
    join(session.exportFolder, '打印'),
    `打印-${localDay(session.workspace().clock())}.pdf`,
    pdf,
  )
  return { path, isShown: await succeeds(() => session.desktop.openFile(path)) }
}
