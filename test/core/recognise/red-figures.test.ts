import { expect, test } from 'vitest'
import { readWorkbookTables } from '#core/recognise/read-workbook-tables.ts'
import type { SheetValue, Workbook } from '#core/workbook/grid.ts'
import { asText, packOf, workbookOf } from './workbooks.ts'

const PACK = packOf('base/2026-预算')
const ROWS = [
  ['部门收支总表'],
  ['单位：万元'],
  ['收入', null, '支出', null],
  ['项目', '预算数', '项目', '预算数'],
  ['一、一般公共预算拨款收入', 7, '一、教育支出', 7],
  ['本年收入合计', 7, '本年支出合计', 7],
  ['收入总计', 7, '支出总计', 7],
]

/** The numbers of column B in this format. */
async function inColumnB(format: string): Promise<Workbook> {
  const book = await workbookOf({ 表: { rows: ROWS } })
  const painted = (value: SheetValue): SheetValue => (value.kind === 'number' ? { ...value, format } : value)
  const sheets = book.sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => (cell.column === 1 ? { ...cell, value: painted(cell.value) } : cell)) })), // prettier-ignore
  }))
  return { ...book, sheets }
}

test('figures above zero in red are read as they are and pointed at, once per table', async () => {
  const { tables, findings } = readWorkbookTables(await inColumnB('[Red]0.00'), PACK)
  expect(findings).toMatchObject([{ code: 'IMPORT_RED_FIGURE', severity: 'warn', address: 'B5' }])
  expect(findings[0]?.message).toContain('B5等 3 个单元格是红字')
  expect(asText(tables[0]?.cells ?? [])).toMatchObject({ '收入总计/预算数': '7000000±10000' })
})

test('a format that is red below zero is no red figure', async () => {
  expect(readWorkbookTables(await inColumnB('0.00;[Red]-0.00'), PACK).findings).toEqual([])
})
