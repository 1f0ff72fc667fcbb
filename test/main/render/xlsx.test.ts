import { read } from '@e965/xlsx'
import type { WorkBook } from '@e965/xlsx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Grid, GridCell } from '#core/document/model.ts'
import { renderXlsx } from '#main/render/xlsx.ts'
import { sheetNames } from '#main/render/xlsx/sheet-names.ts'
import { cell, incomeAndExpenditure, scoringSheet } from './fixture-grids.ts'
import { MODEL, STYLE } from './fixture-model.ts'
import { all, attribute, parseXml, partOf, partsOf, valueOf } from './read-back.ts'

const PROPERTIES = { title: '2023年度决算表', unitName: '某单位' }
const grids = MODEL.blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid] : []))
const bytes = await renderXlsx(grids, STYLE, PROPERTIES)
const book = open(bytes)

function open(data: Uint8Array): WorkBook {
  return read(data, { type: 'array', cellNF: true, cellText: true, WTF: true })
}

/** First row of a grid's table on its sheet, counted from 0: title, code and unit line stand above. */
const firstRow = (grid: Grid): number =>
  1 + (grid.code === undefined ? 0 : 1) + (grid.line.every((part) => part === '') ? 0 : 1)

function cellAt(
  workbook: WorkBook,
  index: number,
  row: number,
  column: number,
): { t: string; v?: unknown; w?: string } | undefined {
  const sheet = workbook.Sheets[workbook.SheetNames[index] ?? '']
  return sheet?.[`${String.fromCharCode(65 + column)}${row + 1}`] as { t: string; v?: unknown; w?: string } | undefined
}

async function oneCell(content: GridCell): Promise<ReturnType<typeof cellAt>> {
  const grid: Grid = { ...incomeAndExpenditure(), headerRows: 0, rows: [{ cells: [content] }] }
  return cellAt(open(await renderXlsx([grid], STYLE, PROPERTIES)), 0, firstRow(grid), content.column)
}

const figure = (text: string, number: string): GridCell => ({ ...cell(0, text, { align: 'right' }), number })

test('every cell comes back: a figure as its number that shows as printed, everything else as its text', () => {
  grids.forEach((grid, index) => {
    grid.rows.forEach((row, rowIndex) => {
      for (const { column, text, number } of row.cells) {
        const found = cellAt(book, index, firstRow(grid) + rowIndex, column)
        const where = `${grid.id} ${rowIndex} ${column}`
        if (number !== undefined) {
          expect(found?.t, where).toBe('n')
          expect(found?.v, where).toBe(Number(number))
          expect(found?.w, where).toBe(text)
        } else {
          expect(found?.v ?? '', where).toBe(text)
        }
      }
    })
  })
})

test('blank, 0, 0.00 and —— stay four different things', async () => {
  const cells = await Promise.all([cell(0, ''), figure('0', '0'), figure('0.00', '0.00'), cell(0, '——')].map(oneCell))
  expect(cells.map((found) => [found?.t, found?.v, found?.w])).toEqual([
    [undefined, undefined, undefined],
    ['n', 0, '0'],
    ['n', 0, '0.00'],
    ['s', '——', '——'],
  ])
})

test.each([
  ['1,035.8', '1035.8', '#,##0.0', '1,035.8'],
  ['-1,234.50', '-1234.50', '#,##0.00', '-1,234.50'],
  ['60.12%', '60.12', '0.00"%"', '60.12%'],
  ['60.1', '60.1234', '0.0', '60.1'],
])('%s is the number %s in the format %s', async (text, number, format, shown) => {
  const found = await oneCell(figure(text, number))
  expect(found).toMatchObject({ t: 'n', v: Number(number), z: format, w: shown })
})

test.each([
  ['≤62万元', '62'],
  ['100', '99'],
  ['', '0'],
  ['12345678901234567.89', '12345678901234567.89'],
])('%s stays text beside the number %s, for the number would not say the same', async (text, number) => {
  const found = await oneCell(figure(text, number))
  expect(found?.v ?? '').toBe(text)
  expect(found?.t).not.toBe('n')
})

test('any amount in 万元 or 元 with two decimals comes back to the 分', async () => {
  const fen = fc.integer({ min: -1e13, max: 1e13 })
  await fc.assert(
    fc.asyncProperty(fc.array(fen, { minLength: 1, maxLength: 40 }), async (amounts) => {
      const texts = amounts.map((value) => {
        const digits = String(Math.abs(value)).padStart(3, '0')
        return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
      })
      const grid: Grid = {
        ...incomeAndExpenditure(),
        headerRows: 0,
        rows: texts.map((text) => ({ cells: [figure(text, text)] })),
      }
      const workbook = open(await renderXlsx([grid], STYLE, PROPERTIES))
      texts.forEach((text, index) => {
        expect(cellAt(workbook, 0, firstRow(grid) + index, 0)?.v).toBe(Number(text))
      })
    }),
    { numRuns: 15 },
  )
})

test('merged cells of the table are merged in the sheet', () => {
  const merges = book.Sheets[book.SheetNames[4] ?? '']?.['!merges'] ?? []
  const form = scoringSheet()
  const expected = form.rows.flatMap((row, index) =>
    row.cells
      .filter((content) => content.colSpan > 1 || content.rowSpan > 1)
      .map(({ column, colSpan, rowSpan }) => {
        const top = firstRow(form) + index
        return { s: { r: top, c: column }, e: { r: top + rowSpan - 1, c: column + colSpan - 1 } }
      }),
  )
  expect(expected.length).toBeGreaterThan(20)
  expect(merges).toEqual(expect.arrayContaining(expected))
})

test('print set-up: A4, orientation, one page wide, header rows repeated, page number in the footer', () => {
  const sheet = parseXml(partOf(bytes, 'xl/worksheets/sheet3.xml'))
  const setup = all(sheet, 'pageSetup')[0]
  expect(['paperSize', 'orientation', 'fitToWidth'].map((name) => attribute(setup, name))).toEqual([
    '9',
    'landscape',
    '1',
  ])
  expect(all(sheet, 'oddFooter')[0]?.textContent).toBe('&C— &P —')
  const names = all(parseXml(partOf(bytes, 'xl/workbook.xml')), 'definedName').map((node) => node.textContent)
  expect(names).toContain("'公开06表 一般公共预算财政拨款基本支出决算明细表'!$4:$5")
  expect(names).toContain("'公开06表 一般公共预算财政拨款基本支出决算明细表'!$A$1:$L$35")
})

test('a form that is little longer than a page is made to fit it, a long table takes several', async () => {
  const form = parseXml(partOf(bytes, 'xl/worksheets/sheet5.xml'))
  expect(valueOf(form, 'pageSetup', 'fitToHeight')).toBe('1')
  const long = incomeAndExpenditure()
  const twice: Grid = { ...long, rows: [...long.rows, ...long.rows] }
  const sheet = parseXml(partOf(await renderXlsx([twice], STYLE, PROPERTIES), 'xl/worksheets/sheet1.xml'))
  expect(valueOf(sheet, 'pageSetup', 'fitToHeight')).toBe('0')
})

test('a row is high enough for its longest text, also when the cell is merged over rows', async () => {
  const height = async (content: readonly GridCell[]): Promise<number> => {
    const grid: Grid = { ...incomeAndExpenditure(), headerRows: 0, rows: [{ cells: content }, { cells: [] }] }
    const sheet = parseXml(partOf(await renderXlsx([grid], STYLE, PROPERTIES), 'xl/worksheets/sheet1.xml'))
    const rows = all(sheet, 'row').slice(firstRow(grid))
    return rows.slice(0, 2).reduce((sum, row) => sum + Number(attribute(row, 'ht')), 0)
  }
  const text = '保证区委各项工作正常运转'.repeat(12)
  // 144 characters at 12 to a line are 12 lines of at least 10.5 points.
  expect(await height([cell(0, text)])).toBeGreaterThan(12 * 10.5)
  expect(await height([cell(0, text, { rowSpan: 2 })])).toBeGreaterThan(12 * 10.5)
  expect(await height([cell(0, '短')])).toBeLessThan(60)
})

test('every cell under a merge has its border', () => {
  const sheet = parseXml(partOf(bytes, 'xl/worksheets/sheet5.xml'))
  const styles = parseXml(partOf(bytes, 'xl/styles.xml'))
  const formats = all(all(styles, 'cellXfs')[0] ?? styles, 'xf')
  const bordered = (ref: string): boolean => {
    const found = all(sheet, 'c').find((node) => attribute(node, 'r') === ref)
    return attribute(formats[Number(attribute(found, 's'))], 'borderId') !== '0'
  }
  // 项目名称 spans A and B, its value C to J.
  expect(['A3', 'B3', 'C3', 'J3', 'A6'].map(bordered)).toEqual([true, true, true, true, true])
})

test('sheet names are what Excel takes: at most 31 characters, no forbidden one, none twice', () => {
  const named = (title: string, code?: string): Grid => ({ ...incomeAndExpenditure(), title, code })
  const names = sheetNames([
    named('甲/乙:丙?*[丁]\\', '公开01表'),
    named('很'.repeat(40)),
    named('很'.repeat(40)),
    named("'表'"),
    named(''),
    named('History'),
  ])
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[^\\/?*[\]:']{1,31}$/)
  expect(names[0]).toBe('公开01表 甲 乙 丙 丁')
  expect(names[2]).toBe(`${'很'.repeat(28)}(2)`)
})

test('the same tables give the same bytes', async () => {
  const again = await renderXlsx(grids, STYLE, PROPERTIES)
  expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true)
})

test('every part of the workbook is well-formed XML', () => {
  for (const [name, text] of partsOf(bytes)) if (!name.endsWith('/')) expect(() => parseXml(text), name).not.toThrow()
})

test('cells that overlap are refused', async () => {
  const grid: Grid = {
    ...incomeAndExpenditure(),
    rows: [{ cells: [cell(0, '甲', { rowSpan: 2 })] }, { cells: [cell(0, '乙')] }],
  }
  await expect(renderXlsx([grid], STYLE, PROPERTIES)).rejects.toThrow(/乙/)
})
