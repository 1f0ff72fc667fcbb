import { afterAll, expect, test } from 'vitest'
import { withCorrection } from '#core/document/correction.ts'
import type { Block, DocumentModel } from '#core/document/model.ts'
import { openChromium } from '#main/host/chromium.ts'
import { renderDocx } from '#main/render/docx.ts'
import { renderPrintHtml } from '#main/render/html.ts'
import { printDocument } from '#main/render/print-document.ts'
import { SMALL } from './fixture-model.ts'
import { pdfFacts } from './pdf-facts.ts'
import { all, parseHtmlStrictly, parseXml, partOf, shownText, valueOf } from './read-back.ts'

const port = openChromium()
afterAll(() => port.close())

const paragraph = (id: string, role: 'title' | 'body', text: string): Block => ({
  kind: 'paragraph',
  id,
  role,
  content: [{ kind: 'text', text }],
})
const FRONT: readonly Block[] = [
  { kind: 'page-break', front: true },
  paragraph('审签页.标题', 'title', '保密审查和审签'),
  paragraph('审签页.审查人', 'body', '保密审查人：甲'),
]
const [cover, ...behind] = SMALL.blocks
if (cover === undefined) throw new Error('no cover')
/** The page between cover and 目录, or behind both where there is no 目录 to close it. */
const signed: DocumentModel = { ...SMALL, blocks: [cover, ...FRONT, ...behind] }
const withoutContents: DocumentModel = {
  ...SMALL,
  blocks: [cover, ...FRONT, { kind: 'page-break' }, ...behind.filter(({ kind }) => kind !== 'toc')],
}

test.each([
  ['with a 目录', signed, 3],
  ['without one', withoutContents, 2],
])(
  '%s, the PDF neither counts nor numbers the page behind the cover: the text begins as page 1',
  async (_, model, fronts) => {
    const { pdf, pages } = await printDocument(port, model)
    const texts = (await pdfFacts(pdf)).pages.map(({ text }) => text)
    expect(texts[1]).toContain('保密审查和审签保密审查人：甲')
    expect(texts.slice(0, fronts).filter((text) => text.includes('—'))).toEqual([])
    expect(texts[fronts]).toContain('第三部分')
    expect(texts.slice(fronts).map((text) => /—(\d+)—/u.exec(text)?.[1])).toEqual(['1', '2'])
    if (fronts === 3) expect(pages.get('part-3')).toBe(1)
  },
)

test.each([
  ['with a 目录', signed, 3],
  ['without one', withoutContents, 2],
])('%s, Word starts counting behind the front pages, which have no footer', async (_, model, fronts) => {
  const body = parseXml(partOf(await renderDocx(model, new Map()), 'word/document.xml'))
  const sections = all(body, 'w:sectPr')
  const numbered = sections.map((section) => all(section, 'w:footerReference').length > 0)
  expect(numbered).toEqual(sections.map((_section, index) => index >= fronts))
  const starts = sections.map((section) => valueOf(section, 'w:pgNumType', 'w:start'))
  expect(starts).toEqual(sections.map((_section, index) => (index === fronts ? '1' : undefined)))
})

test('its heading is set as a title in print and in Word', async () => {
  const page = parseHtmlStrictly(renderPrintHtml(signed, { pages: new Map(), fontCss: '' }))
  expect(page.querySelector('section.front > p.title')?.textContent).toBe('保密审查和审签')
  const body = parseXml(partOf(await renderDocx(signed, new Map()), 'word/document.xml'))
  const title = all(body, 'w:p').find((one) => shownText(one) === '保密审查和审签')
  expect(title && valueOf(title, 'w:pStyle')).toBe('MzTitle')
})

test('a 更正说明 stands before the text, behind the front pages', () => {
  const note = { version: 1, publishedOn: '2024-09-05', places: [{ where: '甲', was: '1', is: '2', why: '录错' }] }
  for (const model of [signed, withoutContents]) {
    const ids = withCorrection(model, note).blocks.flatMap((block) => ('id' in block ? [block.id] : []))
    expect(ids.slice(0, 5)).toEqual(['审签页.标题', '审签页.审查人', '更正说明', '更正说明-1', 'part-3'])
  }
})
