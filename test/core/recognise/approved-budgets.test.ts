import { describe, expect, test } from 'vitest'
import { readWorkbookTables, type WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import { asText, packOf, workbookOf, type SheetSketch } from './workbooks.ts'

const pack = packOf('base/2024-预算')
const expectReport = { names: ['测试局', '测试局机关'], code: '151001', year: 2024 }

type Cell = string | number | null
type Row = readonly Cell[]

const sheet = (title: string, head: readonly Row[], body: readonly Row[], line: Row = ['部门：测试局', '2024年度', '单位：元']): SheetSketch => ({ rows: [[title], line, ...head, ...body] }) // prettier-ignore

async function read(sheets: Readonly<Record<string, SheetSketch>>): Promise<WorkbookReading> {
  return readWorkbookTables(await workbookOf(sheets, '批复.xlsx'), pack, { expect: expectReport })
}

const cells = (reading: WorkbookReading, id: string): Record<string, string> =>
  asText(reading.tables.find(({ tableId }) => tableId === id)?.cells ?? [])

const codes = ({ findings }: WorkbookReading): readonly string[] => findings.map(({ code }) => code)

/** Rows read = rows stored + rows explained. */
function explainsAll(reading: WorkbookReading, sketch: SheetSketch): void {
  const filled = sketch.rows.filter((row) => row.some((cell) => cell !== null)).length
  const [form] = [...reading.sources, ...reading.tables]
  expect((form?.storedRows ?? 0) + (form?.skipped.length ?? 0)).toBe(filled)
}

const HEAD: readonly Row[] = [['科目编码', '科目名称', '批复数', '基本支出', '项目支出']]
const OWN: readonly Row[] = [
  ['合计', null, 1000.5, 800.5, 200],
  ['201', '一般公共服务支出', 1000.5, 800.5, 200],
  ['20103', '政府办公厅及相关机构事务', 1000.5, 800.5, 200],
  ['2010301', '行政运行', 800.5, 800.5, null],
  ['2010302', '一般行政管理事务', 200, null, 200],
]
const WANTED = {
  '合计/合计': '100050±1',
  '2010301/基本支出': '80050±1',
  '2010302/项目支出': '20000±1',
}
const T5 = '一般公共预算支出表'

describe('approved tables of one unit', () => {
  const LAYOUTS: Readonly<Record<string, SheetSketch>> = {
    'a title with 批复': sheet('2024年一般公共预算支出批复表', HEAD, OWN),
    'the set before the name of the table': sheet('2024年部门预算批复表（一般公共预算支出表）', HEAD, OWN),
    'the set in a line of its own': { rows: [['测试县2024年部门预算批复表'], ['一般公共预算支出表'], ['部门：测试局', null, '单位：元'], ...HEAD, ...OWN] },
    'the number of an annex': sheet('附件2：一般公共预算支出预算批复表', HEAD, OWN),
    '批复 in brackets behind the published title': sheet('一般公共预算支出表（批复）', [['科目编码', '科目名称', '合计', '基本支出', '项目支出']], OWN),
    'two rows of headings': sheet('一般公共预算财政拨款支出预算批复表', [['功能分类科目', null, '2024年预算批复数', null, null], ['科目编码', '科目名称', '合计', '基本支出', '项目支出']], OWN),
    'personnel and other costs below 基本支出': sheet(
      '一般公共预算支出批复表',
      [['科目编码', '科目名称', '合计', '基本支出', null, null, '项目支出'], [null, null, null, '小计', '人员经费', '公用经费', null]],
      OWN.map(([code = null, name = null, total = null, basic = null, project = null]) => [code, name, total, basic, basic, null, project]),
    ),
    'codes in three columns': sheet(
      '一般公共预算支出批复表',
      [['功能分类科目编码', null, null, '科目名称', '合计', '基本支出', '项目支出'], ['类', '款', '项', null, null, null, null]],
      OWN.map(([code, ...rest]) => [...(code === '合计' ? [null, null, null] : [String(code).slice(0, 3), String(code).slice(3, 5) || null, String(code).slice(5) || null]), ...(code === '合计' ? ['合计', ...rest.slice(1)] : rest)]),
    ),
    'numbers of columns and a remark': sheet('一般公共预算支出批复表', [[...(HEAD[0] ?? []), '备注'], ['栏次', null, 1, 2, 3, null]], [...OWN.slice(0, 4), [...(OWN[4] ?? []), '含会议费']]),
    'a column of the one unit': sheet('一般公共预算支出批复表', [['预算单位', ...(HEAD[0] ?? [])]], OWN.map((row) => ['151001-测试局', ...row])),
  } // prettier-ignore
  test.each(Object.entries(LAYOUTS))('%s', async (_, sketch) => {
    const reading = await read({ Sheet1: sketch })
    expect(codes(reading)).toEqual([])
    expect(cells(reading, T5)).toMatchObject(WANTED)
    explainsAll(reading, sketch)
  })
})

const OTHER: readonly Row[] = [
  ['2010301', '行政运行', 50, 50, null],
  ['2010302', '一般行政管理事务', 7, null, 7],
]
const with2 = (code: Cell, name: Cell, rows: readonly Row[]): readonly Row[] => rows.map((row) => [code, name, ...row])
const BARE = OWN.slice(1)

describe('tables of several units', () => {
  const head: readonly Row[] = [['单位编码', '单位名称', ...(HEAD[0] ?? [])]]
  const one: readonly Row[] = [['预算单位', ...(HEAD[0] ?? [])]]
  const LAYOUTS: Readonly<Record<string, SheetSketch>> = {
    'code and name of the unit in every row, a total over all first': sheet(
      '一般公共预算支出批复表',
      head,
      [[null, '合计', null, null, 1057.5, 850.5, 207], ['151002', '测试中心', null, null, 57, 50, 7], ...with2('151002', '测试中心', OTHER), ['151001', '测试局', null, null, 1000.5, 800.5, 200], ...with2('151001', '测试局', BARE)],
    ),
    'the unit only in its first row, above its total': sheet(
      '一般公共预算支出批复表',
      one,
      [['合计', null, null, 1057.5, 850.5, 207], ['测试局', '小计', null, 1000.5, 800.5, 200], ...BARE.map((row) => [null, ...row]), ['测试中心', '小计', null, 57, 50, 7], ...OTHER.map((row) => [null, ...row])],
    ),
    'the unit merged over its rows': { ...sheet('一般公共预算支出批复表', one, [['测试中心', ...(OTHER[0] ?? [])], [null, ...(OTHER[1] ?? [])], ['测试局', ...(OWN[0] ?? [])], ...BARE.map((row) => [null, ...row])]), merges: ['A4:A5', 'A6:A10'] },
    'code and name joined, a unit line of the office above': sheet(
      '一般公共预算支出批复表',
      one,
      [...OTHER.map((row) => ['151002-测试中心', ...row]), ...OWN.map((row) => ['151001-测试局', ...row])],
      ['部门：某某主管局', null, '单位：元'],
    ),
    'the unit by its code alone': sheet('一般公共预算支出批复表', [['单位代码', ...(HEAD[0] ?? [])]], [...OTHER.map((row) => ['151002', ...row]), ...OWN.map((row) => ['151001', ...row])]),
    'totals and subtotals of units after their rows': sheet(
      '一般公共预算支出批复表',
      one,
      [...BARE.map((row) => ['测试局', ...row]), [null, '小计', null, 1000.5, 800.5, 200], ...OTHER.map((row) => ['测试中心', ...row]), ['合计', null, null, 1057.5, 850.5, 207]],
    ),
  } // prettier-ignore
  test.each(Object.entries(LAYOUTS))('%s', async (_, sketch) => {
    const reading = await read({ Sheet1: sketch })
    expect(codes(reading)).toEqual([])
    expect(cells(reading, T5)).toMatchObject(WANTED)
    expect(JSON.stringify(cells(reading, T5))).not.toContain('5000±')
    explainsAll(reading, sketch)
  })

  test('rows of other units and the total over all are explained as such', async () => {
    const reading = await read({ Sheet1: LAYOUTS['the unit only in its first row, above its total'] ?? { rows: [] } })
    const reasons = reading.sources[0]?.skipped.map(({ row, reason }) => `${row} ${reason}`)
    expect(reasons).toEqual(expect.arrayContaining(['4 all-units', '10 other-unit', '11 other-unit', '12 other-unit']))
  })

  test('“三公” and income by unit: the row of the unit', async () => {
    const meals = sheet('“三公”经费预算批复表', [['单位名称', '合计', '因公出国（境）费', '公务用车购置及运行维护费', null, null, '公务接待费'], [null, null, null, '小计', '公务用车购置费', '公务用车运行维护费', null]], [['合计', 9, 0, 5, 0, 5, 4], ['测试中心', 6, 0, 5, 0, 5, 1], ['测试局', 3, 0, 0, 0, 0, 3]]) // prettier-ignore
    const income = sheet('部门收入批复表', [['单位编码', '单位名称', '合计', '一般公共预算拨款收入', '政府性基金预算拨款收入']], [[null, '合计', 90, 80, 10], ['151002', '测试中心', 60, 60, 0], ['151001', '测试局', 30, 20, 10]]) // prettier-ignore
    const reading = await read({ 三公: meals, 收入: income })
    expect(codes(reading)).toEqual([])
    expect(cells(reading, '一般公共预算三公经费支出表')).toMatchObject({ '三公经费/合计': '300±1', '三公经费/公务接待费': '300±1' }) // prettier-ignore
    expect(cells(reading, '部门收入总表')).toMatchObject({ '合计/合计': '3000±1', '合计/政府性基金预算拨款收入': '1000±1' }) // prettier-ignore
  })

  test('a last row 合计 without its unit is a question, never taken for the unit or for all', async () => {
    const body = [...OTHER.map((row) => ['测试中心', ...row]), ['测试局', ...(BARE[3] ?? [])], [null, '合计', null, 257, 50, 207]] // prettier-ignore
    expect(codes(await read({ Sheet1: sheet('一般公共预算支出批复表', one, body) }))).toContain('IMPORT_ROW_WHOSE')
  })

  test('none of the units is the report’s, or nobody said whose it is: refused', async () => {
    const sketch = sheet('一般公共预算支出批复表', one, [...OTHER.map((row) => ['甲中心', ...row]), ...OTHER.map((row) => ['乙中心', ...row])], [null, null, '单位：元']) // prettier-ignore
    expect(codes(await read({ Sheet1: sketch }))).toContain('IMPORT_UNIT_NOT_LISTED')
    const whose = readWorkbookTables(await workbookOf({ Sheet1: sketch }), pack)
    expect(whose.findings.map(({ code }) => code)).toContain('IMPORT_UNIT_NOT_LISTED')
    const foreign = sheet('一般公共预算支出批复表', one, OTHER.map((row) => ['甲中心', ...row]), [null, null, '单位：元']) // prettier-ignore
    expect(codes(await read({ Sheet1: foreign }))).toContain('IMPORT_OTHER_UNIT')
  })
})

test('totals by label: 收支 and 财政拨款收支, headings 批复数', async () => {
  const all = sheet('2024年部门预算批复表', [['收入', null, '支出', null], ['项目', '批复数', '项目', '批复数']], [['一、一般公共预算拨款收入', 9, '一、一般公共服务支出', 9], ['本年收入合计', 9, '本年支出合计', 9], ['收入总计', 9, '支出总计', 9]]) // prettier-ignore
  const state = sheet('财政拨款收支预算批复总表', [['收入', null, '支出', null, null, null, null], ['项目', '批复数', '项目', '合计', '一般公共预算', '政府性基金预算', '国有资本经营预算']], [['一、本年收入', 9, '一、本年支出', 9, 9, null, null], ['（一）一般公共预算拨款', 9, '（一）一般公共服务支出', 9, 9, null, null], ['收入总计', 9, '支出总计', 9, 9, null, null]]) // prettier-ignore
  const reading = await read({ 一: all, 二: state })
  expect(reading.findings.filter(({ severity }) => severity === 'refuse')).toEqual([])
  expect(cells(reading, '部门收支总表')).toMatchObject({ '201/预算数': '900±1', '收入总计/预算数': '900±1' })
  expect(cells(reading, '财政拨款收支总表')).toMatchObject({ '201/一般公共预算': '900±1', '支出总计/合计': '900±1' })
})

test('economic classes, funds and state capital', async () => {
  const reading = await read({
    一: sheet('一般公共预算基本支出预算批复表', [['科目编码', '科目名称', '合计', '人员经费', '公用经费']], [['合计', null, 8, 6, 2], ['301', '工资福利支出', 6, 6, null], ['30101', '基本工资', 6, 6, null], ['302', '商品和服务支出', 2, null, 2], ['30201', '办公费', 2, null, 2]]),
    二: sheet('政府性基金预算支出批复表', HEAD, [['合计', null, 4, null, 4], ['2120801', '征地和拆迁补偿支出', 4, null, 4]]),
    三: sheet('国有资本经营预算支出批复表', HEAD, [['合计', null, 5, null, 5], ['2230105', '国有企业退休人员社会化管理补助支出', 5, null, 5]]),
    四: sheet('部门支出预算批复表', HEAD, OWN),
  }) // prettier-ignore
  expect(codes(reading)).toEqual([])
  expect(cells(reading, '一般公共预算基本支出表')).toMatchObject({
    '30101/人员经费': '600±1',
    '合计/公用经费': '200±1',
  })
  expect(cells(reading, '政府性基金预算支出表')).toMatchObject({ '2120801/项目支出': '400±1' })
  expect(cells(reading, '国有资本经营预算支出表')).toMatchObject({ '2230105/合计': '500±1' })
  expect(cells(reading, '部门支出总表')).toMatchObject(WANTED)
})

describe('beside the published tables', () => {
  const published = (total: number, unit: string): SheetSketch =>
    sheet('一般公共预算支出表', [['科目编码', '科目名称', '合计', '基本支出', '项目支出']], [['合计', null, total, 800.5, 200], ...BARE], ['部门：测试局', null, `单位：${unit}`]) // prettier-ignore

  test('without the word 批复 the same headings are the published table', async () => {
    const reading = await read({ Sheet1: published(1000.5, '元') })
    expect(reading.sources).toEqual([])
    expect(cells(reading, T5)).toMatchObject(WANTED)
  })

  test('both in one workbook are no double claim, also in one unit', async () => {
    const both = { 公开: published(1000.5, '元'), 批复: sheet('一般公共预算支出批复表', HEAD, OWN) }
    const reading = await read(both)
    expect(codes(reading)).toEqual([])
    expect(reading.tables.map(({ tableId, isGiven }) => [tableId, isGiven ?? false])).toEqual([[T5, false], [T5, true]]) // prettier-ignore
  })
})

test('another year, and no money unit, are refused as everywhere', async () => {
  const bare = await read({ Sheet1: sheet('2023年度一般公共预算支出批复表', HEAD, OWN, ['部门：测试局']) })
  expect(codes(bare)).toEqual(['IMPORT_OTHER_YEAR', 'IMPORT_NO_UNIT_LINE'])
})
