import { describe, expect, test } from 'vitest'
import { readWorkbookTables, type WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import { asText, packOf, workbookOf, type SketchCell } from './workbooks.ts'

const PACK = packOf('base/2026-预算')

async function read(title: string, rows: readonly SketchCell[][]): Promise<WorkbookReading> {
  return readWorkbookTables(await workbookOf({ 表: { rows: [[title], ['单位：万元'], ...rows] } }), PACK)
}

describe('a form that lists only what is in use', () => {
  const whole: readonly SketchCell[][] = [
    ['收入', null, '支出', null],
    ['项目', '预算数', '项目', '预算数'],
    ['一、一般公共预算拨款收入', 5, '一、教育支出', 7],
    ['二、事业收入', 2, null, null],
    ['本年收入合计', 7, '本年支出合计', 7],
    ['收入总计', 7, '支出总计', 7],
  ]
  test('leaves out rows that a printed total adds up: they are zero', async () => {
    const { tables, findings } = await read('部门收支总表', whole)
    expect(findings).toEqual([])
    expect(tables[0]?.complete).toBe(true)
  })
  test.each(['本年收入合计', '本年支出合计', '收入总计', '支出总计'])('may not leave out %s', async (label) => {
    const rows = whole.map((row) =>
      row.map((cell, at) => (cell === label || (at > 0 && row[at - 1] === label) ? null : cell)),
    )
    const { tables, findings } = await read('部门收支总表', rows)
    expect(tables[0]?.complete).toBe(false)
    expect(findings).toMatchObject([{ code: 'IMPORT_ROW_MISSING', severity: 'warn' }])
    expect(findings[0]?.message).toContain(label)
  })
})

test('parts belong to the section that stands above them', async () => {
  const rows: readonly SketchCell[][] = [
    ['收入', null, '支出', null, null, null, null],
    ['项目', '预算数', '项目', '合计', '一般公共预算', '政府性基金预算', '国有资本经营预算'],
    ['一、本年收入', 5, '一、本年支出', 6, 6, null, null],
    ['（一）一般公共预算拨款', 5, '（五）教育支出', 6, 6, null, null],
  ]
  const total: SketchCell[] = ['收入总计', 6, '支出总计', 6, 6, null, null]
  const only = await read('财政拨款收支总表', [...rows, total])
  expect(only.findings.filter(({ severity }) => severity === 'refuse')).toEqual([])
  expect(asText(only.tables[0]?.cells ?? [])).toMatchObject({ '一般公共预算拨款/预算数': '5000000±10000' })
  const both = await read('财政拨款收支总表', [
    ...rows,
    ['二、上年结转', 1, null, null, null, null, null],
    ['（一）一般公共预算拨款', 1, null, null, null, null, null],
    total,
  ])
  expect(asText(both.tables[0]?.cells ?? [])).toMatchObject({
    '一般公共预算拨款/预算数': '5000000±10000',
    '上年一般公共预算拨款/预算数': '1000000±10000',
  })
})
