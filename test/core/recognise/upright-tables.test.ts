import { describe, expect, test } from 'vitest'
import { readWorkbookTables, type WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import type { Pack } from '#core/packs/pack.ts'
import { packOf, workbookOf, type SheetSketch } from './workbooks.ts'

/** Tables that some places print with their items as rows. */
const accounts = packOf('base/2023-决算')
const budget = packOf('base/2021-预算')
const LINE = ['编制单位：测试单位', null, '金额单位：万元']

const fen = ({ tables }: WorkbookReading): Readonly<Record<string, number>> =>
  Object.fromEntries(
    tables.flatMap(({ cells }) =>
      cells.flatMap(({ ref, value }) => (value.kind === 'amount' ? [[ref as string, value.amount.fen]] : [])),
    ),
  )

const read = async (pack: Pack, rows: SheetSketch['rows']): Promise<WorkbookReading> =>
  readWorkbookTables(await workbookOf({ 表: { rows } }), pack, {
    expect: { names: ['测试单位'], year: pack.head.year },
  })

const codes = ({ findings }: WorkbookReading): readonly string[] => findings.map(({ code }) => code)

describe('三公 with its items one below the other', () => {
  const ITEMS = ['合计', '1．因公出国（境）费', '2．公务用车购置及运行维护费', '其中：公务用车购置费', '公务用车运行维护费', '3．公务接待费'] // prettier-ignore
  const figures = [12.5, 0, 10, 0, 10, 2.5]

  test('gives the twelve figures of the accounts', async () => {
    const rows = ITEMS.map((item, at) => [item, figures[at] ?? 0, (figures[at] ?? 0) / 2])
    const reading = await read(accounts, [
      ['财政拨款“三公”经费支出决算表'],
      LINE,
      ['项目', '预算数', '决算数'],
      ...rows,
    ])
    expect(codes(reading)).toEqual([])
    expect(fen(reading)).toEqual({
      '财政拨款三公经费支出决算表/三公经费/预算数合计': 12_500_000,
      '财政拨款三公经费支出决算表/三公经费/预算数因公出国（境）费': 0,
      '财政拨款三公经费支出决算表/三公经费/预算数公务用车购置及运行维护费': 10_000_000,
      '财政拨款三公经费支出决算表/三公经费/预算数公务用车购置费': 0,
      '财政拨款三公经费支出决算表/三公经费/预算数公务用车运行维护费': 10_000_000,
      '财政拨款三公经费支出决算表/三公经费/预算数公务接待费': 2_500_000,
      '财政拨款三公经费支出决算表/三公经费/决算数合计': 6_250_000,
      '财政拨款三公经费支出决算表/三公经费/决算数因公出国（境）费': 0,
      '财政拨款三公经费支出决算表/三公经费/决算数公务用车购置及运行维护费': 5_000_000,
      '财政拨款三公经费支出决算表/三公经费/决算数公务用车购置费': 0,
      '财政拨款三公经费支出决算表/三公经费/决算数公务用车运行维护费': 5_000_000,
      '财政拨款三公经费支出决算表/三公经费/决算数公务接待费': 1_250_000,
    })
  })

  test('gives the six figures of the budget, the year before left out', async () => {
    const rows = ITEMS.map((item, at) => [item, (figures[at] ?? 0) + 1, figures[at] ?? 0])
    const reading = await read(budget, [
      ['一般公共预算“三公”经费支出表'],
      LINE,
      ['项目', '上年预算数', '本年预算数'],
      ...rows,
    ])
    expect(codes(reading)).toEqual([])
    expect(fen(reading)).toEqual({
      '一般公共预算三公经费支出表/三公经费/合计': 12_500_000,
      '一般公共预算三公经费支出表/三公经费/因公出国（境）费': 0,
      '一般公共预算三公经费支出表/三公经费/公务用车购置及运行维护费': 10_000_000,
      '一般公共预算三公经费支出表/三公经费/公务用车购置费': 0,
      '一般公共预算三公经费支出表/三公经费/公务用车运行维护费': 10_000_000,
      '一般公共预算三公经费支出表/三公经费/公务接待费': 2_500_000,
    })
  })

  test('refuses a row that is none of them, and a figure that is none', async () => {
    const rows = ITEMS.map((item, at) => [item, figures[at] ?? 0, at === 0 ? '十二' : 1])
    const head = [['财政拨款“三公”经费支出决算表'], LINE, ['项目', '预算数', '决算数']]
    expect(codes(await read(accounts, [...head, ...rows]))).toContain('IMPORT_NOT_A_FIGURE')
    expect(codes(await read(accounts, [...head, ...rows.slice(1), ['4．会议费', 1, 1]])).length).toBeGreaterThan(0)
  })
})

describe('基本支出 as one list with 人员经费 and 公用经费 beside it', () => {
  const HEAD = [['一般公共预算财政拨款基本支出决算表'], ['部门：测试单位', null, null, null, '金额单位：万元'], ['科目编码', '科目名称', '合计', '人员经费', '公用经费']] // prettier-ignore
  const ROWS = [
    ['301', '工资福利支出', 30.5, 30.5, null],
    ['30101', '基本工资', 20.25, 20.25, null],
    ['30102', '津贴补贴', 10.25, 10.25, null],
    ['302', '商品和服务支出', 4, null, 4],
    ['30201', '办公费', 4, null, 4],
  ]

  test('gives the rows of the published table and its two totals', async () => {
    const reading = await read(accounts, [...HEAD, ['', '合计', 34.5, 30.5, 4], ...ROWS])
    expect(codes(reading).filter((code) => code !== 'IMPORT_ROW_MISSING')).toEqual([])
    const T = '一般公共预算财政拨款基本支出决算表'
    expect(fen(reading)).toEqual({
      [`${T}/301/决算数`]: 30_500_000,
      [`${T}/30101/决算数`]: 20_250_000,
      [`${T}/30102/决算数`]: 10_250_000,
      [`${T}/302/决算数`]: 4_000_000,
      [`${T}/30201/决算数`]: 4_000_000,
      [`${T}/人员经费合计/决算数`]: 30_500_000,
      [`${T}/公用经费合计/决算数`]: 4_000_000,
    })
  })

  test('is read without them as well, and its totals are asked for', async () => {
    const rows = ROWS.map((row) => row.slice(0, 3))
    const reading = await read(accounts, [...HEAD.slice(0, 2), ['科目编码', '科目名称', '决算数'], ...rows])
    expect(codes(reading)).toEqual(['IMPORT_ROW_MISSING'])
    expect(Object.keys(fen(reading))).toHaveLength(ROWS.length)
  })
})
