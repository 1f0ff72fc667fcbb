import { afterAll, describe, expect, test } from 'vitest'
import type { Block, DocumentModel, Grid, GridCell } from '#core/document/model.ts'
import { openChromium } from '#main/host/chromium.ts'
import { fontFaceCss } from '#main/render/fonts.ts'
import { BODY_ID, renderPrintHtml } from '#main/render/html.ts'
import { headingsOf } from '#main/render/layout/toc.ts'
import { paginate } from '#main/render/pdf.ts'
import { openSample } from '#test/samples/open-sample.ts'
import { SAMPLE_FOLDER } from '#test/samples/write-001.ts'
import { basicDetail, cell, income, incomeAndExpenditure } from './fixture-grids.ts'
import { MODEL } from './fixture-model.ts'
import { pdfFacts } from './pdf-facts.ts'

const port = openChromium()
afterAll(() => port.close())

interface Printed {
  readonly pages: ReadonlyMap<string, number>
  /** Text of the pages from the cover on, without white space. */
  readonly texts: readonly string[]
  /** Pages before page 1. */
  readonly front: number
}

async function print(model: DocumentModel): Promise<Printed> {
  const fontCss = fontFaceCss(renderPrintHtml(model, { pages: new Map(), fontCss: '' }))
  const { pdf, pages, pageCount } = await paginate(port, (known) => renderPrintHtml(model, { pages: known, fontCss }), {
    firstNumberedPage: { id: BODY_ID },
  })
  const { pages: facts } = await pdfFacts(pdf)
  const texts = facts.map(({ text }) => text)
  const front = texts.findIndex((text) => /—1—/.test(text))
  expect(texts).toHaveLength(pageCount)
  return { pages, texts, front }
}

/** How many pages each table takes: up to whatever begins the next page. */
function lengths(model: DocumentModel, { pages, texts, front }: Printed): ReadonlyMap<string, number> {
  const starts = headingsOf(model).map(({ id }) => pages.get(id) ?? 0)
  const end = texts.length - front + 1
  return new Map(
    model.blocks.flatMap((block): [string, number][] => {
      if (block.kind !== 'grid' || block.grid.headingLevel === undefined) return []
      const page = pages.get(block.grid.id) ?? 0
      return [[block.grid.id, Math.min(end, ...starts.filter((start) => start > page)) - page]]
    }),
  )
}

/** Every amount, also where there is none, as large as a whole province's, some of them negative. */
function exaggerated(grid: Grid): Grid {
  const text = (cell: GridCell, column: number): string =>
    cell.align === 'right' ? (column % 5 === 4 ? '-123,456,789.01' : '123,456,789,012.34') : cell.text
  return {
    ...grid,
    line: [`部门名称：${'某某市某某区'.repeat(7)}`, grid.line[1], grid.line[2]],
    rows: grid.rows.map((row, index) =>
      index < grid.headerRows ? row : { ...row, cells: row.cells.map((one, at) => ({ ...one, text: text(one, at) })) },
    ),
  }
}

const part: Block = {
  kind: 'heading',
  level: 1,
  id: 'part-2',
  content: [{ kind: 'text', text: '第二部分 2023年度部门决算表' }],
  pageBreakBefore: true,
}
const FRONT = MODEL.blocks.slice(0, 2)
const gridBlock = (grid: Grid): Block => ({ kind: 'grid', grid })

describe('the sample', async () => {
  const { model } = await openSample(SAMPLE_FOLDER)
  const printed = await print(model)

  test('prints every statutory table and every scoring sheet on one page, also under the heading of its part', () => {
    const pages = lengths(model, printed)
    expect(pages.size).toBe(16)
    expect([...pages].filter(([, count]) => count !== 1)).toEqual([])
  })

  test('has its 目录 on one page, and no page without text', () => {
    expect(printed.front).toBe(2)
    for (const text of printed.texts) expect(text.replace(/—\d+—/, '')).not.toBe('')
  })

  test('with amounts of twelve digits and a unit of 42 characters still has its fixed tables on one page', async () => {
    const blocks = model.blocks.map((block) => (block.kind === 'grid' ? gridBlock(exaggerated(block.grid)) : block))
    const pages = lengths(model, await print({ ...model, blocks }))
    expect([...pages].filter(([, count]) => count !== 1)).toEqual([])
  })
})

describe('a table that has to break', async () => {
  const long: Grid = {
    ...income(),
    rows: [
      ...income().rows.slice(0, 3),
      ...Array.from({ length: 90 }, (_, index) => ({ cells: [cell(0, `第${index + 1}行`), cell(2, '1,234.56')] })),
    ],
    notes: ['注：本表反映本年度收入情况。'],
  }
  const model: DocumentModel = { ...MODEL, blocks: [...FRONT, part, gridBlock(long), gridBlock(basicDetail())] }
  const { pages, texts, front } = await print(model)
  const first = (pages.get(long.id) ?? 0) + front - 1
  const own = texts.slice(first, (pages.get(basicDetail().id) ?? 0) + front - 1)

  test('repeats its header on every page', () => {
    expect(own.length).toBeGreaterThan(1)
    for (const text of own) expect(text).toContain('财政拨款收入')
  })

  test('keeps its last row with the notes', () => {
    expect(own.at(-1)).toMatch(/第89行.*第90行.*注：本表反映本年度收入情况。/)
  })

  test('loses no row', () => {
    for (let row = 1; row <= 90; row += 1) expect(own.join('')).toContain(`第${row}行`)
  })
})

test('a 目录 that misses one page by some lines is set closer, a very long one takes two', async () => {
  const withHeadings = (count: number): DocumentModel => ({
    ...MODEL,
    blocks: [
      ...FRONT,
      part,
      gridBlock(incomeAndExpenditure()),
      ...Array.from({ length: count }, (_, index): Block => {
        const text = `${index + 1}、一般公共预算财政拨款支出决算情况说明`
        return { kind: 'heading', level: 2, id: `h${index}`, content: [{ kind: 'text', text }], pageBreakBefore: false }
      }),
    ],
  })
  expect((await print(withHeadings(20))).front).toBe(2)
  expect((await print(withHeadings(33))).front).toBe(2)
  expect((await print(withHeadings(45))).front).toBe(3)
})
