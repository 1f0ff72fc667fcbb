import { describe, expect, test } from 'vitest'
import { readWorkbookTables, type ReadWorkbookOptions } from '#core/recognise/read-workbook-tables.ts'
import type { ImportFinding } from '#core/recognise/finding.ts'
import { asText, packOf, tableOf, printed, workbookOf, type SheetSketch, type SketchCell } from './workbooks.ts'

const pack = packOf('base/2023-决算')

const spending = (unitLine: string | null, ...rows: SketchCell[][]): SheetSketch => ({
  rows: [
    ['支出决算表'],
    ['部门名称：测试单位 2023年度', unitLine],
    ['科目代码', '科目名称', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
    ...rows,
  ],
})
const wan = (...rows: SketchCell[][]): SheetSketch => spending('单位：万元', ...rows)

async function refused(
  sheets: Record<string, SheetSketch>,
  options?: ReadWorkbookOptions,
): Promise<readonly ImportFinding[]> {
  return readWorkbookTables(await workbookOf(sheets), pack, options).findings
}

/** Every message names file, sheet and cell in Chinese and says what to do. */
function expectOne(
  findings: readonly ImportFinding[],
  code: string,
  address: string,
  ...words: readonly string[]
): void {
  expect(findings.map((finding) => [finding.code, finding.severity, finding.address])).toEqual([
    [code, 'refuse', address],
  ])
  const [finding] = findings
  expect(finding?.message).toContain(`《决算.xlsx》工作表“支出”单元格 ${address}：`)
  for (const word of words) expect(finding?.message).toContain(word)
  expect(finding?.message.endsWith('。')).toBe(true)
  expect(finding?.remedies[0].text.length).toBeGreaterThan(5)
}

describe('the unit of amounts', () => {
  test('is asked for where no line states it, and no amount is given out', async () => {
    const workbook = await workbookOf({ 支出: spending(null, ['合计', null, 5]) })
    const reading = readWorkbookTables(workbook, pack)
    expectOne(reading.findings, 'IMPORT_NO_UNIT_LINE', 'A3', '不能判断是元还是万元')
    expect(reading.tables[0]?.cells.every((cell) => cell.value.kind === 'blank')).toBe(true)
    const answered = readWorkbookTables(workbook, pack, { unitFor: { 支出: '元' } })
    expect(answered.findings).toEqual([])
    expect(asText(answered.tables[0]?.cells ?? [])).toMatchObject({ '合计/本年支出合计': '500±1' })
  })

  test('stated twice and differently', async () => {
    const sheet = spending('单位：万元', ['合计', null, 5])
    const rows = [...sheet.rows.slice(0, 2), ['金额单位：元'], ...sheet.rows.slice(2)]
    expectOne(await refused({ 支出: { rows } }), 'IMPORT_UNIT_CONFLICT', 'B2', 'B2、A3')
  })

  test('other than 元 and 万元', async () => {
    expectOne(
      await refused({ 支出: spending('单位：千元', ['合计', null, 5]) }),
      'IMPORT_UNIT_UNSUPPORTED',
      'B2',
      '“千元”',
    )
  })
})

describe('a figure that is none', () => {
  test.each<[string, SketchCell, string, readonly string[]]>([
    ['text', '约三万', 'IMPORT_NOT_A_FIGURE', ['“约三万”', '不是数字']],
    ['a misplaced comma', '1,23.00', 'IMPORT_NOT_A_FIGURE', ['千位分隔符的位置不对']],
    ['a percentage', '12%', 'IMPORT_NOT_A_FIGURE', ['百分比']],
    ['a date', new Date(Date.UTC(2023, 0, 5)), 'IMPORT_DATE_FOR_FIGURE', ['2023-01-05']],
    ['a yes or no', true, 'IMPORT_NOT_A_FIGURE', ['TRUE']],
    ['an error value', { error: '#REF!' }, 'IMPORT_ERROR_VALUE', ['#REF!']],
    [
      'a formula that was never calculated',
      { formula: 'SUM(D4:E4)' },
      'IMPORT_FORMULA_NOT_CALCULATED',
      ['SUM(D4:E4)', '没有保存它的计算结果'],
    ],
  ])('%s', async (_, value, code, words) => {
    const findings = await refused({ 支出: wan(['合计', null, value]) })
    expectOne(findings, code, 'C4', ...words)
  })

  test('all wrong cells are named, not only the first', async () => {
    const findings = await refused({ 支出: wan(['合计', null, 'x', 'y']) })
    expect(findings.map((finding) => finding.address)).toEqual(['C4', 'D4'])
  })
})

describe('amounts finer than the 分', () => {
  const rows: SketchCell[][] = [
    ['合计', null, '692.8712', 5.123456, 1],
    ['201', '一般公共服务支出', '692.8712', 5, 'x'],
  ]

  test('under a line that says 元 are one finding at that line, beside those of other cells', async () => {
    const findings = await refused({ 支出: spending('单位：元', ...rows) })
    expect(findings.map(({ code, severity, address }) => [code, severity, address])).toEqual([
      ['IMPORT_BEYOND_FEN', 'refuse', 'B2'],
      ['IMPORT_NOT_A_FIGURE', 'refuse', 'E5'],
    ])
    expect(findings[0]?.message).toContain('单位是元，却有 3 个金额超过两位小数（C4、D4、C5），')
    expect(findings[0]?.remedies[0].text).toContain('万元')
  })

  test('name a cell where the unit was only answered', async () => {
    const workbook = await workbookOf({ 支出: spending(null, ...rows.slice(0, 1)) })
    const { findings } = readWorkbookTables(workbook, pack, { unitFor: { 支出: '元' } })
    expectOne(findings, 'IMPORT_BEYOND_FEN', 'C4', '导入时指明的金额单位是元', '2 个')
  })

  test('are named by themselves where there is only one, and in 万元', async () => {
    const one = await refused({ 支出: spending('单位：元', ['合计', null, '692.8712', 5]) })
    expectOne(one, 'IMPORT_BEYOND_FEN', 'C4', '“692.8712”', '小数位数过多')
    const wanyuan = await refused({ 支出: wan(['合计', null, '1.2345678', '2.2345678']) })
    expect(wanyuan.map(({ address }) => address)).toEqual(['C4', 'D4'])
  })
})

describe('a row that has no place', () => {
  test('a code of six digits', async () => {
    const findings = await refused({ 支出: wan(['合计', null, 5], ['201030', '行政运行', 5]) })
    expectOne(findings, 'IMPORT_CODE_MALFORMED', 'A5', '“201030”', 'C5')
  })

  test('a label that the form does not know, with an amount', async () => {
    const findings = await refused({ 支出: wan(['合计', null, 5], [null, '行政运行', 5]) })
    expectOne(findings, 'IMPORT_ROW_UNKNOWN', 'B5', '“行政运行”', '“5”（C5）')
  })

  test('an amount without any label', async () => {
    expectOne(
      await refused({ 支出: wan(['合计', null, 5], [null, null, 7]) }),
      'IMPORT_FIGURE_WITHOUT_LABEL',
      'C5',
      '“7”',
    )
  })

  test('the same code twice with different amounts; with the same amounts it is only said', async () => {
    const twice = await refused({ 支出: wan(['合计', null, 5], ['201', '一般', 5], ['201', '一般', 6]) })
    expectOne(twice, 'IMPORT_ROW_TWICE', 'A6', 'A5', 'C5 是“5”，C6 是“6”')
    const same = await refused({ 支出: wan(['合计', null, 5], ['201', '一般', 5], ['201', '一般', '5.00']) })
    expect(same.map((finding) => [finding.code, finding.severity])).toEqual([['IMPORT_ROW_REPEATED', 'warn']])
  })

  test('a label that stands for two rows and nothing tells which', async () => {
    const rows: SketchCell[][] = [
      ['财政拨款收入支出决算总表'],
      ['单位：万元'],
      [
        '项目',
        '行次',
        '金额',
        '项目',
        '行次',
        '合计',
        '一般公共预算财政拨款',
        '政府性基金预算财政拨款',
        '国有资本经营预算财政拨款',
      ],
      ['一般公共预算财政拨款', 1, 5],
    ]
    expectOne(await refused({ 支出: { rows } }), 'IMPORT_ROW_AMBIGUOUS', 'A4', '2 行都叫“一般公共预算财政拨款”')
  })
})

describe('the wrong workbook', () => {
  test('two sheets that claim the same table', async () => {
    const findings = await refused({ 旧: wan(['合计', null, 5]), 支出: wan(['合计', null, 6]) })
    expectOne(findings, 'IMPORT_TABLE_TWICE', 'A1', '《决算.xlsx》工作表“旧”单元格 A1')
  })

  test('another unit, another year: both sides are named', async () => {
    const sheets = { 支出: wan(['合计', null, 5]) }
    expectOne(
      await refused(sheets, { expect: { names: ['另一单位', '另'], year: 2023 } }),
      'IMPORT_OTHER_UNIT',
      'A2',
      '“测试单位”',
      '“另一单位”',
    )
    expectOne(
      await refused(sheets, { expect: { names: ['测试单位'], year: 2022 } }),
      'IMPORT_OTHER_YEAR',
      'A2',
      '2023 年度',
      '2022 年度',
    )
    expect(await refused(sheets, { expect: { names: ['测试 单位'], year: 2023 } })).toEqual([])
  })

  test('a column that the form must have is absent', async () => {
    const sheet = wan(['合计', null, 5])
    const rows = sheet.rows.map((row) => row.slice(0, 7))
    expectOne(await refused({ 支出: { rows } }), 'IMPORT_TABLE_UNSURE', 'A3', '6 个栏目中缺“对附属单位补助支出”')
  })

  test('a total that the form must have is absent: unknown, never zero', async () => {
    const table = tableOf(pack, '收入支出决算总表')
    const sketch = printed(table, { cells: { '201/金额': 5, '支出总计/金额': 5 } })
    const rows = sketch.rows.map((row) => row.map((cell) => (cell === '本年支出合计' ? null : cell)))
    const reading = readWorkbookTables(await workbookOf({ 总表: { rows, merges: sketch.merges ?? [] } }), pack)
    expect(reading.tables[0]?.complete).toBe(false)
    expect(reading.findings).toMatchObject([{ code: 'IMPORT_ROW_MISSING', severity: 'warn' }])
    expect(reading.findings[0]?.message).toContain('没有“本年支出合计”')
  })
})
