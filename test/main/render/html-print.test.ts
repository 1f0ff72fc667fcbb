import { afterAll, expect, test } from 'vitest'
import { openChromium } from '#main/host/chromium.ts'
import { fontFaceCss } from '#main/render/fonts.ts'
import { BODY_ID, renderPrintHtml } from '#main/render/html.ts'
import { headingsOf } from '#main/render/layout/toc.ts'
import { paginate } from '#main/render/pdf.ts'
import { MODEL } from './fixture-model.ts'
import { pdfFacts } from './pdf-facts.ts'

const port = openChromium()
afterAll(() => port.close())

const fontCss = fontFaceCss(renderPrintHtml(MODEL, { pages: new Map(), fontCss: '' }))
const { pdf, pages } = await paginate(port, (known) => renderPrintHtml(MODEL, { pages: known, fontCss }), {
  firstNumberedPage: { id: BODY_ID },
})
const facts = await pdfFacts(pdf)
/** Cover and 目录. */
const FRONT = 2
const tight = (text: string): string => text.replace(/\s+/g, '')
const textOf = (page: number | undefined): string => facts.pages[FRONT - 1 + (page ?? 0)]?.text ?? ''

test('every entry of the 目录 names the page on which its heading is printed, and that page carries the number', () => {
  const toc = facts.pages[1]?.text ?? ''
  const titles = new Map(
    MODEL.blocks.flatMap((block) => (block.kind === 'grid' ? [[block.grid.id, block.grid.title]] : [])),
  )
  const entries = headingsOf(MODEL).filter(({ level }) => level <= 2)
  expect(entries.length).toBe(13)
  for (const { id, text } of entries) {
    const page = pages.get(id)
    expect(toc).toContain(`${tight(text)}${page}`)
    expect(textOf(page)).toContain(tight(titles.get(id) ?? text))
    expect(textOf(page)).toContain(`—${page}—`)
  }
})

test('cover and 目录 carry no number, and no page is empty', () => {
  for (const page of facts.pages.slice(0, FRONT)) expect(page.text).not.toMatch(/—\d+—/)
  for (const page of facts.pages.slice(FRONT)) expect(page.text.replace(/—\d+—/, '')).not.toBe('')
})

test('landscape tables stand on landscape pages, everything else on upright ones', () => {
  const landscape = ['收入决算表', '基本支出决算明细表', '三公经费支出决算表'].map((id) => pages.get(id))
  const sizes = landscape.map((page) => facts.pages[FRONT - 1 + (page ?? 0)])
  expect(sizes.map((page) => [page?.width, page?.height])).toEqual([
    [842, 595],
    [842, 595],
    [842, 595],
  ])
  expect(facts.pages.at(-1)).toMatchObject({ width: 595, height: 842 })
})
