import { expect, test } from 'vitest'
import { readWorkbookTables, type WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import { packOf, workbookOf, type SheetSketch } from './workbooks.ts'

const pack = packOf('base/2023-决算')
const LINE = ['编制单位：测试单位', null, '2023年度', null, '金额单位：元']

const fen = ({ tables }: WorkbookReading): Readonly<Record<string, number>> =>
  Object.fromEntries(
    tables.flatMap(({ cells }) =>
      cells.flatMap(({ ref, value }) => (value.kind === 'amount' ? [[ref as string, value.amount.fen]] : [])),
    ),
  )

const read = async (sheet: SheetSketch): Promise<WorkbookReading> =>
  readWorkbookTables(await workbookOf({ 表: sheet }), pack, { expect: { names: ['测试单位'], year: 2023 } })

test('财决附03: 三公, its counts, assets and procurement go to their tables', async () => {
  const rows: SheetSketch['rows'] = [
    ['一、“三公”经费支出', 1, '—', '—', '—'],
    ['（一）支出合计', 2, 30000, 25000, 20000.05],
    ['1．因公出国（境）费', 3, 0, 0, 0],
    ['2．公务用车购置及运行维护费', 4, 20000, 20000, 15000.05],
    ['（1）公务用车购置费', 5, 0, 0, 0],
    ['（2）公务用车运行维护费', 6, 20000, 20000, 15000.05],
    ['3．公务接待费', 7, 10000, 5000, 5000],
    ['（1）国内接待费', 8, '—', '—', 5000],
    ['（二）相关统计数', 9, '—', '—', '—'],
    ['4．公务用车保有量（辆）', 10, '—', '—', 2],
    ['二、机关运行经费', 11, 300000, 310000, 305000.5],
    ['（一）车辆数合计（辆）', 12, '—', '—', 2],
    ['3．机要通信用车', 13, '—', '—', 2],
    ['（一）政府采购支出合计', 14, '—', '—', 88000.88],
  ]
  const head = ['项目', '行次', '年初预算数', '全年预算数', '决算统计数']
  const reading = await read({
    rows: [['机构运行信息表'], [null, null, null, null, '财决附03表'], LINE, head, ...rows],
  })
  expect(reading.findings.filter(({ code }) => code !== 'IMPORT_ROW_MISSING')).toEqual([])
  expect(fen(reading)).toMatchObject({
    '财政拨款三公经费支出决算表/三公经费/预算数合计': 2500000,
    '财政拨款三公经费支出决算表/三公经费/决算数公务用车运行维护费': 1500005,
    '三公经费和公务活动/年初预算合计/填报数': 3000000,
    '三公经费和公务活动/公务用车保有量/填报数': 200,
    '机关运行经费/机关运行经费/年初预算数': 30000000,
    '资产/机要通信用车/填报数': 200,
    '政府采购/采购总额/填报数': 8800088,
  })
})

const FUNDS = ['小计', '一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款']
const four = (first: string | null): readonly (string | null)[] => [first, null, null, null]

test('财决01-1: four funds under three headings, and the budget of the year by function', async () => {
  const all = (n: number): readonly number[] => [n, n, 0, 0]
  const rows: SheetSketch['rows'] = [
    ['一、一般公共预算财政拨款', 1, 100, 200, 200.02, '一、一般公共服务支出', 30, ...all(100), ...all(200), ...all(200.01)],
    ['二、政府性基金预算财政拨款', 2, 0, 0, 0, '八、社会保障和就业支出', 31, ...all(0), ...all(0), ...all(0.01)],
    ['三、国有资本经营预算财政拨款', 3, 0, 0, 0],
    ['本年收入合计', 4, 100, 200, 200.02, '本年支出合计', 32, ...all(100), ...all(200), ...all(200.02)],
    ['年初财政拨款结转和结余', 5, 0, 0, 0, '年末财政拨款结转和结余', 33, ...all(0), ...all(0), ...all(0)],
    ['一般公共预算财政拨款', 6, 0, 0, 0],
    ['政府性基金预算财政拨款', 7, 0, 0, 0],
    ['国有资本经营预算财政拨款', 8, 0, 0, 0],
    ['总计', 9, 100, 200, 200.02, '总计', 34, ...all(100), ...all(200), ...all(200.02)],
  ] // prettier-ignore
  const reading = await read({
    rows: [
      ['财政拨款收入支出决算总表'],
      [null, null, null, null, '财决01-1表'],
      LINE,
      ['收入', null, null, null, null, '支出'],
      ['项目', '行次', '年初预算数', '全年预算数', '决算数', '项目(按功能分类)', '行次', ...four('年初预算数'), ...four('全年预算数'), ...four('决算数')], // prettier-ignore
      [null, null, null, null, null, null, null, ...FUNDS, ...FUNDS, ...FUNDS],
      ...rows,
    ],
    merges: ['A4:E4', 'F4:S4', 'H5:K5', 'L5:O5', 'P5:S5', ...['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((one) => `${one}5:${one}6`)], // prettier-ignore
  })
  expect(reading.findings).toEqual([])
  expect(fen(reading)).toMatchObject({
    '财政拨款收入支出决算总表/一般公共预算财政拨款/金额': 20002,
    '财政拨款收入支出决算总表/208/一般公共预算财政拨款': 1,
    '财政拨款收入支出决算总表/支出总计/合计': 20002,
    '年初预算/201/年初预算数': 10000,
    '年初预算/合计/全年预算数': 20000,
  })
})

const FIRST = ['支出功能分类科目编码', '科目名称']
const group = (name: string, rest: number): readonly (string | null)[] => [name, ...new Array<null>(rest).fill(null)]

test('财决09: the fund budget gives opening, income, expenditure and closing by function', async () => {
  const row = (code: string | null, name: string, ...yuan: readonly number[]) => [code, name, ...yuan]
  const figures = [10.01, 0, 10.01, 200.02, 0, 200.02, 205.02, 0, 205.02, 5.01, 0, 5.01]
  const reading = await read({
    rows: [
      ['政府性基金预算财政拨款收入支出决算表'],
      [null, null, null, null, '财决09表'],
      LINE,
      ['项目', null, ...group('年初结转和结余', 2), ...group('本年收入', 2), ...group('本年支出', 2), ...group('年末结转和结余', 2)], // prettier-ignore
      [...FIRST, '合计', '基本支出结转', '项目支出结转和结余', '合计', '基本支出', '项目支出', '合计', '基本支出', '项目支出', '合计', '基本支出结转', '项目支出结转和结余'], // prettier-ignore
      row('合计', '', ...figures),
      row('212', '城乡社区支出', ...figures),
      row('21208', '国有土地使用权出让收入安排的支出', ...figures),
      row('2120803', '城市建设支出', ...figures),
    ],
    merges: ['A4:B4', 'C4:E4', 'F4:H4', 'I4:K4', 'L4:N4'],
  })
  expect(reading.findings).toEqual([])
  const table = '政府性基金预算财政拨款收入支出决算表'
  expect(fen(reading)).toMatchObject({
    [`${table}/2120803/年初结转和结余`]: 1001,
    [`${table}/2120803/本年收入`]: 20002,
    [`${table}/2120803/小计`]: 20502,
    [`${table}/2120803/项目支出`]: 20502,
    [`${table}/合计/年末结转和结余`]: 501,
  })
  const [source] = reading.sources
  expect((source?.storedRows ?? 0) + (source?.skipped.length ?? 0)).toBe(9)
})

test('财决11: the budget of state capital gives its expenditure by function', async () => {
  const figures = [0, 0, 0, 80.08, 0, 80.08, 80.08, 0, 80.08, 0, 0, 0]
  const reading = await read({
    rows: [
      ['国有资本经营预算财政拨款收入支出决算表'],
      [null, null, null, null, '财决11表'],
      LINE,
      ['项目', null, ...group('年初结转和结余', 2), ...group('本年收入', 2), ...group('本年支出', 2), ...group('年末结转和结余', 2)], // prettier-ignore
      [...FIRST, '合计', '基本支出结转', '项目支出结转和结余', '合计', '基本支出', '项目支出', '合计', '基本支出', '项目支出', '合计', '基本支出结转', '项目支出结转和结余'], // prettier-ignore
      ['合计', null, ...figures],
      ['223', '国有资本经营预算支出', ...figures],
      ['22301', '解决历史遗留问题及改革成本支出', ...figures],
      ['2230105', '国有企业退休人员社会化管理补助支出', ...figures],
    ],
    merges: ['A4:B4', 'C4:E4', 'F4:H4', 'I4:K4', 'L4:N4'],
  })
  expect(reading.findings).toEqual([])
  const table = '国有资本经营预算财政拨款支出决算表'
  expect(fen(reading)).toMatchObject({ [`${table}/2230105/合计`]: 8008, [`${table}/2230105/项目支出`]: 8008, [`${table}/合计/合计`]: 8008 }) // prettier-ignore
})

test('an approved budget gives 年初预算数 by 类, 款 and 项', async () => {
  const rows: SheetSketch['rows'] = [
    ['合计', null, null, null, 300, 200, 100],
    ['201', null, null, '一般公共服务支出', 300, 200, 100],
    ['201', '03', null, '政府办公厅（室）及相关机构事务', 300, 200, 100],
    ['201', '03', '01', '行政运行', 300, 200, 100],
  ]
  const head = ['类', '款', '项', '科目名称', '合计', '基本支出', '项目支出']
  const reading = await read({ rows: [['2023年部门预算一般公共预算支出预算表'], LINE, head, ...rows] })
  expect(reading.findings).toEqual([])
  expect(fen(reading)).toMatchObject({ '年初预算/合计/年初预算数': 30000, '年初预算/2010301/年初预算数': 30000 })
})
