import { describe, expect, test } from 'vitest'
import type { Grid } from '#core/document/model.ts'
import { gridSlots, spanWidth, textWidth } from '#main/render/layout/grid-layout.ts'
import { gridSetting } from '#main/render/layout/grid-setting.ts'
import type { GridPlace, GridSetting } from '#main/render/layout/grid-setting.ts'
import { POINTS_PER_MM, pageGeometry } from '#main/render/layout/pages.ts'
import { basicDetail, cell, income, incomeAndExpenditure, scoringSheet, threePublic } from './fixture-grids.ts'
import { STYLE } from './fixture-model.ts'

const place = (grid: Grid, above: GridPlace['above'] = []): GridPlace => ({
  form: { orientation: grid.orientation, content: 'table' },
  above,
})
const settingOf = (grid: Grid): GridSetting => gridSetting(grid, STYLE, place(grid))
const sizeOf = (grid: Grid): number => settingOf(grid).fontSize
const rows = (count: number): Grid => ({
  ...income(),
  rows: Array.from({ length: count }, () => ({ cells: [cell(0, '甲')] })),
})
const PART: GridPlace['above'][number] = {
  kind: 'heading',
  level: 1,
  id: 'part',
  content: [{ kind: 'text', text: '第二部分 决算表' }],
  pageBreakBefore: true,
}

test('a table with few columns is set as the pack says', () => {
  expect(sizeOf({ ...income(), rows: income().rows.slice(0, 8) })).toBe(10.5)
})

test('twelve columns on an upright page are set smaller, but not below 6 points', () => {
  const size = sizeOf({ ...basicDetail(), orientation: 'portrait', fontSize: 10.5 })
  expect(size).toBeLessThan(9)
  expect(size).toBeGreaterThanOrEqual(6)
})

describe('columns', () => {
  test.each([income(), basicDetail(), threePublic(), incomeAndExpenditure(), scoringSheet()])(
    'of $id fill the type area, and the text of every number fits into its column',
    (grid) => {
      const { fontSize, padding, widths } = settingOf(grid)
      const { typeWidth } = pageGeometry(STYLE, place(grid).form)
      expect(spanWidth(widths, 0, widths.length)).toBeCloseTo(typeWidth * POINTS_PER_MM, 6)
      const figures = grid.rows.flatMap((row) => row.cells).filter(({ text }) => /^-?[\d,.]+$/.test(text))
      expect(figures.length).toBeGreaterThan(0)
      for (const { text, column, colSpan } of figures) {
        expect(spanWidth(widths, column, colSpan) - padding).toBeGreaterThan(textWidth(text) * fontSize)
      }
    },
  )

  test('keep the widths of the pack where everything fits', () => {
    const grid: Grid = { ...incomeAndExpenditure(), rows: [{ cells: [cell(0, '甲'), cell(2, '1.00')] }] }
    const { widths } = settingOf(grid)
    const total = spanWidth(widths, 0, widths.length)
    widths.forEach((width, index) => {
      expect(width / total).toBeCloseTo((grid.widths[index] ?? 0) / 100, 6)
    })
  })

  test('a long label takes its room from columns that have some to spare', () => {
    const label = '二十六、抗疫特别国债安排的支出'
    const grid: Grid = { ...incomeAndExpenditure(), widths: [10, 45, 45], headerRows: 0 }
    const { widths, fontSize, padding } = settingOf({ ...grid, rows: [{ cells: [cell(0, label), cell(1, '1.00')] }] })
    expect(fontSize).toBe(10.5)
    expect((widths[0] ?? 0) - padding).toBeGreaterThan(textWidth(label) * fontSize)
  })

  test('a long text that breaks anyway does not push the others aside', () => {
    const grid: Grid = { ...incomeAndExpenditure(), widths: [50, 50], headerRows: 0 }
    const { widths } = settingOf({ ...grid, rows: [{ cells: [cell(0, '说明'.repeat(60)), cell(1, '1.00')] }] })
    expect(widths[0]).toBeCloseTo(widths[1] ?? 0, 6)
  })
})

describe('words across several columns', () => {
  /** Two columns of labels and two that only one column of reasons goes across, as the 自评表 has them. */
  const across = (reason: string): Grid => ({
    ...{ ...incomeAndExpenditure(), widths: [30, 30, 20, 20], headerRows: 0 },
    rows: ['偏差原因分析', reason].map((text) => ({
      cells: [
        cell(0, '服务对象满意度指标和社会公众满意度指标（按年度）'),
        cell(1, '第一项工作任务按期完成情况及其质量和效果等内容'),
        { ...cell(2, text), colSpan: 2 },
      ],
    })),
  })

  test.each([
    ['a head', ''],
    ['a reason of three hundred characters', '供货商延期交付，'.repeat(38)],
  ])('%s has room for a line of its own', (_, reason) => {
    const { fontSize, padding, widths } = settingOf(across(reason))
    expect(spanWidth(widths, 2, 2) - padding).toBeGreaterThanOrEqual(6 * fontSize)
  })
})

test('a number is never cut in two lines: the column grows first, then the table is set smaller', () => {
  const narrow: Grid = { ...incomeAndExpenditure(), widths: [30, 6, 9, 30, 6, 9], headerRows: 0 }
  expect(sizeOf({ ...narrow, rows: [{ cells: [cell(2, '123,456,789,012.34')] }] })).toBe(10.5)
  const full = Array.from({ length: 6 }, (_, column) => cell(column, '123,456,789,012.34'))
  const { fontSize, widths, padding } = settingOf({ ...narrow, rows: [{ cells: full }] })
  expect(fontSize).toBeLessThan(10.5)
  for (const width of widths) expect(width - padding).toBeGreaterThan(textWidth('123,456,789,012.34') * fontSize)
})

test('the numbers are whole even where they need less than a readable size', () => {
  const columns = Array.from({ length: 12 }, (_, column) => cell(column, '-123,456,789,012.34'))
  const grid: Grid = { ...threePublic(), rows: [{ cells: columns }], headerRows: 0 }
  const { fontSize, widths, padding } = settingOf(grid)
  expect(fontSize).toBeLessThan(6)
  for (const width of widths) expect(width - padding).toBeGreaterThan(textWidth('-123,456,789,012.34') * fontSize)
})

describe('a table that misses its page', () => {
  const most = Array.from({ length: 60 }, (_, count) => count).find((count) => sizeOf(rows(count + 1)) < 10.5) ?? 0

  test('by a row or two is set a little smaller', () => {
    expect(most).toBeGreaterThan(20)
    expect(sizeOf(rows(most + 2))).toBeLessThan(10.5)
    expect(sizeOf(rows(most + 2))).toBeGreaterThanOrEqual(9)
  })

  test('by far keeps its size and takes two', () => {
    expect(sizeOf(rows(90))).toBe(10.5)
  })

  test('because a heading stands over it is set a little smaller, too', () => {
    const grid = rows(most)
    const alone = settingOf(grid)
    const under = gridSetting(grid, STYLE, place(grid, [PART]))
    expect([under.fontSize < alone.fontSize, under.margin < alone.margin]).toContain(true)
  })
})

test('the rows of a short table stand further apart than those of a full one', () => {
  expect(settingOf(rows(5)).margin).toBeGreaterThan(settingOf(rows(20)).margin)
})

test('a table in the text has the type area of the text', () => {
  const grid = incomeAndExpenditure()
  const style = { ...STYLE, page: { ...STYLE.page, tableMargin: { top: 20, right: 10, bottom: 20, left: 10 } } }
  const width = (content: 'text' | 'table'): number => {
    const { widths } = gridSetting(grid, style, { form: { orientation: 'portrait', content }, above: [] })
    return Math.round(spanWidth(widths, 0, widths.length) / POINTS_PER_MM)
  }
  expect([width('text'), width('table')]).toEqual([156, 190])
})

test('every column of every row belongs to one cell, to one above it, or is empty', () => {
  const grid: Grid = {
    ...incomeAndExpenditure(),
    widths: [1, 1, 1],
    rows: [{ cells: [cell(0, '甲', { colSpan: 2, rowSpan: 2 })] }, { cells: [cell(2, '乙')] }],
  }
  expect(
    gridSlots(grid).map((slots) => slots.map(({ kind, column, colSpan }) => `${kind} ${column} ${colSpan}`)),
  ).toEqual([
    ['cell 0 2', 'empty 2 1'],
    ['covered 0 2', 'cell 2 1'],
  ])
})

test.each([
  ['reaches past the last row', [{ cells: [cell(0, '甲', { rowSpan: 2 })] }]],
  ['reaches past the last column', [{ cells: [cell(5, '甲', { colSpan: 2 })] }]],
  ['lies on another', [{ cells: [cell(0, '乙', { rowSpan: 2 })] }, { cells: [cell(0, '甲')] }]],
])('a cell that %s is refused by name', (_how, body) => {
  expect(() => gridSlots({ ...incomeAndExpenditure(), rows: body })).toThrow(/甲/)
})
