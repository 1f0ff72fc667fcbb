import { fontFaceCss } from '#main/render/fonts.ts'
import { renderPrintHtml } from '#main/render/html.ts'
import { checkedReport, type WindowSession } from './session.ts'

/** The document as print HTML, with its own fonts; the window cuts it into pages. */
export function previewHtml({ workspace }: Pick<WindowSession, 'workspace'>, reportId: number): string {
  const { model } = checkedReport(workspace(), reportId)
  const plain = renderPrintHtml(model, { pages: new Map(), fontCss: '' })
  return renderPrintHtml(model, { pages: new Map(), fontCss: fontFaceCss(plain) })
}
