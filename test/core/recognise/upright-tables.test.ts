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
