import type { PdfView } from '#core/contract/views.ts'
import { chartDrawings } from '#main/render/chart/drawings.ts'
import { fontFaceCss } from '#main/render/fonts.ts'
import { renderPrintHtml } from '#main/render/html.ts'
import { printDocument } from '#main/render/print-document.ts'
import { heedingPrint } from '../heeding-print.ts'
import { beginStep } from '../steps.ts'
import { checkedReport, type CheckedSession, type WindowSession } from './session.ts'
import { runTask } from './tasks.ts'

/** The document as print HTML, with its own fonts; the window cuts it into pages. */
export async function previewHtml({ workspace }: Pick<WindowSession, 'workspace'>, reportId: number): Promise<string> {
  const { model } = checkedReport(workspace(), reportId)
  const drawings = await chartDrawings(model)
  const plain = renderPrintHtml(model, { pages: new Map(), fontCss: '', drawings })
  return renderPrintHtml(model, { pages: new Map(), fontCss: fontFaceCss(plain), drawings })
}

/** PDFs by the state of the report that they show, as long as that state is known. */
const shown = new WeakMap<CheckedSession, PdfView>()

/** The PDF as an export would write it, for the window to show. Errors: those of `printDocument`. */
export async function previewPdf(session: WindowSession, reportId: number, task: string): Promise<PdfView> {
  const checked = checkedReport(session.workspace(), reportId)
  const known = shown.get(checked)
  if (known && session.pdfs.find(known.pdf)) return known
  const { pdf, pageCount } = await runTask(session, task, async (steps) => {
    await beginStep(steps, '排版 PDF')
    return printDocument(heedingPrint(session.workspace().print, steps), checked.model)
  })
  const view = { pdf: session.pdfs.keep(pdf), pages: pageCount }
  shown.set(checked, view)
  return view
}
