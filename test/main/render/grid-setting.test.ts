import { expect, test } from 'vitest'
import type { Grid } from '#core/document/model.ts'
import { gridSlots } from '#main/render/layout/grid-layout.ts'
import { gridSetting } from '#main/render/layout/grid-setting.ts'
import { basicDetail, cell, income, incomeAndExpenditure } from './fixture-grids.ts'
import { STYLE } from './fixture-model.ts'

const sizeOf = (grid: Grid): number => gridSetting(grid, STYLE).fontSize
const rows = (count: number): Grid => ({
  ...income(),
  rows: Array.from({ length: count }, () => ({ cells: [cell(0, '甲')] })),
})

test('a table with few columns is set as the pack says', () => {
  expect(sizeOf({ ...income(), rows: income().rows.slice(0, 8) })).toBe(10.5)
})

test('twelve columns on an upright page are set smaller, but not below 6.5 points', () => {
  const size = sizeOf({ ...basicDetail(), orientation: 'portrait', fontSize: 10.5 })
  expect(size).toBeLessThan(9)
  expect(size).toBeGreaterThanOrEqual(6.5)
})

test('a number is never cut in two lines while a smaller size can prevent it', () => {
  const narrow: Grid = { ...incomeAndExpenditure(), widths: [30, 6, 9, 30, 6, 9], headerRows: 0 }
  const long = { ...narrow, rows: [{ cells: [cell(2, '123,456,789.00')] }] }
  // Nine of ninety parts of 442 points, less the padding, hold fourteen digits at 5 points only: the floor stands.
  expect(sizeOf(long)).toBe(6.5)
  expect(sizeOf({ ...narrow, rows: [{ cells: [cell(2, '1,234.00')] }] })).toBe(8.5)
  expect(sizeOf({ ...narrow, rows: [{ cells: [cell(2, '可以换行的文字可以换行')] }] })).toBe(10.5)
})

test('a table that misses its page by a row or two is set a little smaller; a longer one keeps its size and takes two', () => {
  expect(sizeOf(rows(22))).toBe(10.5)
  expect(sizeOf(rows(24))).toBeLessThan(10.5)
  expect(sizeOf(rows(24))).toBeGreaterThanOrEqual(9)
  expect(sizeOf(rows(40))).toBe(10.5)
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
