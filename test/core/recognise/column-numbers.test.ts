import { expect, test } from 'vitest'
import { readWorkbookTables } from '#core/recognise/read-workbook-tables.ts'
import { asText, packOf, workbookOf } from './workbooks.ts'

const HEAD = [
  ['部门收支总表'],
  ['部门名称：测试单位', null, null, '单位：万元'],
  ['收入', null, '支出', null],
  ['项目', '预算数', '项目', '预算数'],
]
const BODY = [['一、一般公共预算拨款收入', 5.5, '一、一般公共服务支出', 5.5]]

test('a row that numbers the columns of labels too is no row of the table', async () => {
  const workbook = await workbookOf({ 表: { rows: [...HEAD, [1, 2, 3, 4], ...BODY] } })
  const reading = readWorkbookTables(workbook, packOf('base/2026-预算'))
  expect(reading.findings.filter(({ severity }) => severity === 'refuse')).toEqual([])
  expect(asText(reading.tables[0]?.cells ?? [])).toMatchObject({ '201/预算数': '5500000±10000' })
  expect(reading.tables[0]?.skipped.filter(({ reason }) => reason === 'column-numbers')).toHaveLength(1)
})

test('a row with other numbers in place of labels is refused', async () => {
  const workbook = await workbookOf({ 表: { rows: [...HEAD, [1, 2, 3, 5], ...BODY] } })
  const reading = readWorkbookTables(workbook, packOf('base/2026-预算'))
  expect(reading.findings.filter(({ severity }) => severity === 'refuse')).not.toEqual([])
})
