import { describe, expect, test } from 'vitest'
import { glimpseSheet, shapeOf } from '#core/recognise/glimpse.ts'
import { readWorkbookTables } from '#core/recognise/read-workbook-tables.ts'
import { recogniseSheet } from '#core/recognise/recognise-sheet.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { asText, packOf, workbookOf, type SketchCell } from './workbooks.ts'

const pack = packOf('base/2023-决算')
const STRANGE = ['代号', '叫法', '花费总数', '日常', '专项', '上缴上级支出', '经营支出', '对附属单位补助支出']
const MEANINGS = {
  代号: '@科目代码',
  叫法: '@科目名称',
  花费总数: '本年支出合计',
  日常: '基本支出',
  专项: '项目支出',
}

async function sheetOf(title: string, header: readonly SketchCell[], name = 'Sheet1'): Promise<Sheet> {
  const rows = [[title], ['单位：万元'], [...header], ['合计', null, 3, 1, 2], ['2010301', '行政运行', 3, 1, 2]]
  const { sheets } = await workbookOf({ [name]: { rows } })
  const [sheet] = sheets
  if (!sheet) throw new Error('no sheet')
  return sheet
}

describe('what the user says of the columns of a sheet', () => {
  test('is read, although no heading is known', async () => {
    const sheet = await sheetOf('花钱情况', STRANGE)
    expect(recogniseSheet(sheet, pack)).toMatchObject([{ kind: 'none' }])
    const options = { tableFor: { Sheet1: '支出决算表' }, columnsFor: { Sheet1: MEANINGS } }
    const { findings, tables } = readWorkbookTables({ fileName: 'a.xlsx', sheets: [sheet] }, pack, options)
    expect(findings).toEqual([])
    expect(asText(tables[0]?.cells ?? [])).toMatchObject({
      '合计/本年支出合计': '3000000±10000',
      '2010301/基本支出': '1000000±10000',
      '2010301/项目支出': '2000000±10000',
    })
  })

  test('goes before what the headings say themselves', async () => {
    const header = ['科目代码', '科目名称', '本年支出合计', '项目支出', '基本支出', '上缴上级支出', '经营支出', '对附属单位补助支出'] // prettier-ignore
    const sheet = await sheetOf('支出决算表', header)
    const said = { 项目支出: '基本支出', 基本支出: '项目支出' }
    const options = { tableFor: { Sheet1: '支出决算表' }, columnsFor: { Sheet1: said } }
    const { tables } = readWorkbookTables({ fileName: 'a.xlsx', sheets: [sheet] }, pack, options)
    expect(asText(tables[0]?.cells ?? [])).toMatchObject({ '2010301/基本支出': '1000000±10000' })
  })

  test('two columns said to be the same one are given to none: nothing is guessed', async () => {
    const sheet = await sheetOf('支出决算表', STRANGE)
    const said = { ...MEANINGS, 专项: '基本支出' }
    const options = { tableFor: { Sheet1: '支出决算表' }, columnsFor: { Sheet1: said } }
    const { tables } = readWorkbookTables({ fileName: 'a.xlsx', sheets: [sheet] }, pack, options)
    const cells = Object.keys(asText(tables[0]?.cells ?? []))
    expect(cells.filter((key) => key.endsWith('/基本支出') || key.endsWith('/项目支出'))).toEqual([])
  })

  test('a table of which most columns are unknown asks for them', async () => {
    const sheet = await sheetOf('花钱情况', [...STRANGE.slice(0, 5), '甲栏', '乙栏', '丙栏'])
    const [found] = recogniseSheet(sheet, pack, '支出决算表')
    expect(found).toMatchObject({ kind: 'none', why: '没有找到“支出决算表”的表头：请指明各栏是什么。' })
  })
})

describe('a near match', () => {
  test('names the table that the user may confirm', async () => {
    const sheet = await sheetOf('没有标题', ['科目代码', '科目名称', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出']) // prettier-ignore
    const { findings } = readWorkbookTables({ fileName: 'a.xlsx', sheets: [sheet] }, pack)
    expect(findings).toMatchObject([{ code: 'IMPORT_TABLE_UNSURE', sheet: 'Sheet1', tableId: '支出决算表' }])
  })
})

describe('the first rows of a sheet', () => {
  test('show what each column is taken for, and its first figures', async () => {
    const sheet = await sheetOf('支出决算表', ['科目代码', '科目名称', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '其他的']) // prettier-ignore
    const [found] = recogniseSheet(sheet, pack)
    const { columns, rows } = glimpseSheet(sheet, found)
    expect(columns.map(({ letter, heading, meaning }) => `${letter} ${heading}=${meaning ?? ''}`)).toEqual([
      'A 科目代码=@科目代码',
      'B 科目名称=@科目名称',
      'C 本年支出合计=本年支出合计',
      'D 基本支出=基本支出',
      'E 项目支出=项目支出',
      'F 上缴上级支出=上缴上级支出',
      'G 经营支出=经营支出',
      'H 其他的=',
    ])
    expect(rows[1]?.slice(0, 4)).toEqual(['2010301', '行政运行', '3', '1'])
  })

  test('are shown of a sheet that nothing is known of', async () => {
    const sheet = await sheetOf('花钱情况', STRANGE)
    expect(glimpseSheet(sheet, undefined).columns.map(({ heading }) => heading)).toEqual(STRANGE)
  })
})

describe('the shape of a sheet', () => {
  test('is the same in another year and with other figures, and another one with other headings or titles', async () => {
    const shape = shapeOf(await sheetOf('2023年度花钱情况', STRANGE))
    expect(shapeOf(await sheetOf('2024年度花钱情况', STRANGE))).toBe(shape)
    expect(shapeOf(await sheetOf('2024年度来钱情况', STRANGE))).not.toBe(shape)
    expect(shapeOf(await sheetOf('2023年度花钱情况', [...STRANGE.slice(0, 7), '别的']))).not.toBe(shape)
    expect(shapeOf(await sheetOf('2023年度花钱情况', STRANGE, 'Sheet2'))).not.toBe(shape)
  })
})
