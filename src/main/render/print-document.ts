import type { DocumentModel } from '#core/document/model.ts'
import { chartDrawings } from './chart/drawings.ts'
import { fontFaceCss } from './fonts.ts'
import { BODY_ID, renderPrintHtml } from './html.ts'
import type { PrintSheets } from './html.ts'
import { paginate, type Paginated } from './pdf.ts'
import { pageCountOf } from './pdf-pages.ts'
import type { PrintPort } from './print-port.ts'

/**
 * A document as a finished PDF with the page number of every entry of its 目录. A document without one is printed once and has no
 * page numbers to tell. Errors: those of `paginate`.
 */
export async function printDocument(port: PrintPort, model: DocumentModel, sheets?: PrintSheets): Promise<Paginated> {
  const drawings = await chartDrawings(model)
  const fontCss = fontFaceCss(renderPrintHtml(model, { pages: new Map(), fontCss: '', drawings }))
  const render = (pages: ReadonlyMap<string, number>): string =>
    renderPrintHtml(model, { pages, fontCss, sheets, drawings })
  // Only the 目录 links to where the numbering starts; without one the first page is page 1.
  if (model.blocks.some((block) => block.kind === 'toc'))
    return paginate(port, render, { firstNumberedPage: { id: BODY_ID } })
  const pdf = await port.pdf(render(new Map()))
  return { pdf, pages: new Map(), pageCount: await pageCountOf(pdf) }
}
