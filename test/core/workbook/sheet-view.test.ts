import { expect, test } from 'vitest'
import type { Sheet, SheetValue } from '#core/workbook/grid.ts'
import { textOf, viewSheet } from '#core/workbook/sheet-view.ts'

const text = (value: string): SheetValue => ({ kind: 'text', text: value })

const sheet: Sheet = {
  name: '表',
  hidden: false,
  hiddenColumns: [],
  merges: [
    { top: 0, left: 1, bottom: 1, right: 3 },
    { top: 5, left: 0, bottom: 500, right: 0 },
  ],
  rows: [
    { index: 0, hidden: false, cells: [{ column: 1, value: text(' 本年支出 ') }] },
    {
      index: 5,
      hidden: true,
      cells: [
        { column: 0, value: text('高') },
        { column: 7, value: { kind: 'boolean', value: true } },
      ],
    },
  ],
}
const view = viewSheet(sheet)

test('a merged range shows its text everywhere, its own text only in its first cell', () => {
  expect([view.shown(1, 3), view.text(1, 3), view.text(0, 1)]).toEqual(['本年支出', '', '本年支出'])
  expect(view.shown(2, 1)).toBe('')
})

test('a very high merge is found as well', () => {
  expect([view.shown(499, 0), view.shown(501, 0)]).toEqual(['高', ''])
})

test('what lies outside is empty', () => {
  expect([view.text(99, 99), view.value(0, 0), view.row(3)]).toEqual(['', undefined, undefined])
  expect([view.lastRow, view.lastColumn]).toEqual([5, 7])
})

test.each<[SheetValue, string]>([
  [{ kind: 'number', text: '1.50', format: '0.00' }, '1.50'],
  [{ kind: 'date', text: '2023-12-31' }, '2023-12-31'],
  [{ kind: 'boolean', value: false }, 'FALSE'],
  [{ kind: 'error', text: '#REF!' }, '#REF!'],
  [{ kind: 'uncalculated', formula: 'SUM(A1:A2)' }, '=SUM(A1:A2)'],
])('%j as text', (value, expected) => {
  expect(textOf(value)).toBe(expected)
})
