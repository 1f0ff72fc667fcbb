import { describe, expect, test } from 'vitest'
import type { CellRef } from '#core/model/cell.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { explainLedgerCell } from '#main/services/derive-ledger-explain.ts'
import { reconcile } from '#main/services/derive-reconcile.ts'
import { deriveReport } from '#main/services/derive-report.ts'
import { importLedger, type LedgerImportOutcome } from '#main/services/import-ledger.ts'
import { saveLayout } from '#main/services/ledger-setup.ts'
import { sketchProject } from '#test/core/performance/sketch.ts'
import { gbkOf } from '#test/main/files/text/gbk.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import type { Cell } from '#test/ledger-samples/layouts.ts'
import { PRINT_QUANTUM, printedTables } from '#test/ledger-samples/printed.ts'
import { solveBooks } from '#test/ledger-samples/solve.ts'
import { ledgerBench, nameOf, type LedgerBench } from '#test/ledger-samples/store.ts'

type Row = readonly Cell[]

const KINDS = ['项目名称', '支出功能分类', '部门支出经济分类', '资金性质', '年初指标', '追加指标', '调整指标', '可执行指标'] // prettier-ignore
const FUND = '1-一般公共预算资金'
/** Codes joined with names, amounts as texts with commas, an adjustment below zero. */
const LIST: readonly Row[] = [
  ['办公业务', '2010301-行政运行', '30217-公务接待费', FUND, '10,000.00', '', '-1,500.50', '8,499.50'],
  ['办公业务', '2010301-行政运行', '30231-公务用车运行维护费', FUND, '20,000.00', '3,000.00', '', '23,000.00'],
  ['抗旱', '2130314-防汛', '30299-其他', FUND, '', '5,000.00', '', '5,000.00'],
  ['彩票', '2296002-用于社会福利', '30299-其他', '2-政府性基金预算', '700.00', '', '', '700.00'],
]
const TOTAL: Row = ['合计', '', '', '', '30,700.00', '8,000.00', '-1,500.50', '37,199.50']

const bench = (): LedgerBench => ledgerBench('甲单位', '行政单位', 2023, 'base/2023-决算')

async function importing(
  rows: readonly Row[],
  at = bench(),
  { accept = [], name = '指标.xlsx' }: { readonly accept?: readonly string[]; readonly name?: string } = {},
): Promise<{ readonly at: LedgerBench; readonly outcome: LedgerImportOutcome }> {
  const path = at.file(name, layouts.workbookBytes([{ name: '指标', rows }], 'xlsx'))
  const outcome = await importLedger(at, at.open(), path, { accept })
  at.store.write(at.actor, 'derive', () => {
    deriveReport(at.store, at.open())
  })
  return { at, outcome }
}

const told = (outcome: LedgerImportOutcome): readonly string[] =>
  outcome.kind === 'refused' ? outcome.findings.map(({ code, weight, row }) => `${code} ${weight} ${row ?? ''}`.trim()) : [outcome.kind] // prettier-ignore

const fenAt = (at: LedgerBench, ref: string): number | undefined => {
  const value = at.open().accounts.get(ref as CellRef)
  return value?.kind === 'amount' ? value.amount.fen : undefined
}
const storedRows = (at: LedgerBench): number =>
  Number(at.store.db.prepare('SELECT count(*) FROM indicator_row').pluck().get())

describe('a list with the kinds in columns', () => {
  test('every row is stored or explained, and the cells are what the rows add up to', async () => {
    const { at, outcome } = await importing([['2023年度预算指标'], ['单位名称：甲单位', '', '单位：元'], KINDS, ...LIST, TOTAL]) // prettier-ignore
    expect(outcome).toMatchObject({ kind: 'imported', sheets: [{ kind: 'indicators', read: 8, stored: 4, explained: { 标题: 2, 表头: 1, 合计: 1 } }] }) // prettier-ignore
    expect(storedRows(at)).toBe(4)
    expect(fenAt(at, '年初预算/合计/年初预算数')).toBe(3_000_000)
    expect(fenAt(at, '年初预算/合计/全年预算数')).toBe(3_649_950)
    expect(['201', '20103', '2010301'].map((code) => fenAt(at, `年初预算/${code}/全年预算数`))).toEqual([3_149_950, 3_149_950, 3_149_950]) // prettier-ignore
    expect(fenAt(at, '年初预算/213/年初预算数')).toBe(0)
    // The fund of another budget is no part of the table of the general one.
    expect(fenAt(at, '年初预算/229/年初预算数')).toBeUndefined()
    expect(fenAt(at, '财政拨款三公经费支出决算表/三公经费/预算数公务接待费')).toBe(849_950)
    expect(fenAt(at, '财政拨款三公经费支出决算表/三公经费/预算数合计')).toBe(3_149_950)
    expect(fenAt(at, '财政拨款三公经费支出决算表/三公经费/决算数合计')).toBeUndefined()
  })

  test('a cell opens down to its rows, each amount in its own cell of the file', async () => {
    const { at } = await importing([KINDS.slice(0, 7), ...LIST.map((row) => row.slice(0, 7))])
    const explained = explainLedgerCell(at.store, at.open(), '年初预算/201/全年预算数' as CellRef)
    expect(explained?.fen).toBe(3_149_950)
    expect(explained?.accounts.flatMap(({ sources }) => sources.map(({ address, summary, fen }) => [address, summary, fen]))).toEqual([
      ['E2', '年初', 1_000_000],
      ['G2', '调整', -150_050],
      ['E3', '年初', 2_000_000],
      ['F3', '追加', 300_000],
    ]) // prettier-ignore
  })

  test('the same file again says so, and undoing it takes its cells away', async () => {
    const { at, outcome } = await importing([KINDS, ...LIST])
    if (outcome.kind !== 'imported') throw new Error(outcome.kind)
    expect((await importing([KINDS, ...LIST], at)).outcome).toEqual({ kind: 'same', importId: outcome.importId })
    expect(storedRows(at)).toBe(4)
    at.store.write(at.actor, 'undo', () => {
      at.store.imports.undo(outcome.importId)
      deriveReport(at.store, at.open())
    })
    expect(deriveLedgerTables(at.store, at.open())).toBeUndefined()
    expect(fenAt(at, '年初预算/合计/年初预算数')).toBeUndefined()
    expect((await importing([KINDS, ...LIST], at)).outcome.kind).toBe('imported')
  })

  test('a list that has all of an earlier one takes its place; one that has a part of it is refused', async () => {
    const { at } = await importing([KINDS, ...LIST])
    const part = await importing([KINDS, ...LIST.slice(0, 1)], at, { name: '部分.xlsx' })
    expect(told(part.outcome)).toEqual(['LEDGER_OVERLAP refused'])
    const more: Row = ['新增', '2010301-行政运行', '30201-办公费', FUND, '1.00', '', '', '1.00']
    expect((await importing([KINDS, ...LIST, more], at, { name: '全部.xlsx' })).outcome.kind).toBe('imported')
    expect(fenAt(at, '年初预算/合计/年初预算数')).toBe(3_000_100)
  })

  test('what a person entered stands before it, and the project gets its 全年预算数', async () => {
    const at = bench()
    at.store.write(at.actor, '填写', () => {
      for (const [name, budget] of [['办公业务', ''], ['抗旱', '0.4']] as const) // prettier-ignore
        at.store.projects.save(at.open().report.id, sketchProject({ key: name, name, figures: ['', '', budget, ''] }), 'entered') // prettier-ignore
    })
    await importing([KINDS, ...LIST], at)
    const budgetOf = (name: string) => at.open().projects.find(({ key }) => key === name)?.total.budget?.fen
    expect(budgetOf('办公业务')).toBe(3_149_950)
    expect(budgetOf('抗旱')).toBe(400_000)
  })
})

test.each([
  ['csv in GBK', '指标.csv', (rows: readonly Row[]) => gbkOf(layouts.csvText({ name: '指标', rows }))],
  ['csv in UTF-8', '指标.csv', (rows: readonly Row[]) => Buffer.from(layouts.csvText({ name: '指标', rows }))],
  ['xls', '指标.xls', (rows: readonly Row[]) => layouts.workbookBytes([{ name: '指标', rows }], 'biff8')],
  ['HTML saved as xls', '指标.xls', (rows: readonly Row[]) => Buffer.from(layouts.htmlText({ name: '指标', rows }))],
] as const)('a list as %s gives the same cells', async (_, name, bytes) => {
  const at = bench()
  const outcome = await importLedger(at, at.open(), at.file(name, bytes([['2023年度预算指标'], KINDS, ...LIST, TOTAL])))
  expect(outcome).toMatchObject({ kind: 'imported', findings: [], sheets: [{ read: 7, stored: 4, explained: { 标题: 1, 表头: 1, 合计: 1 } }] }) // prettier-ignore
  const tables = deriveLedgerTables(at.store, at.open())
  expect(tables?.cells.get('年初预算/合计/全年预算数' as CellRef)?.fen).toBe(3_649_950)
  expect(tables?.cells.get('财政拨款三公经费支出决算表/三公经费/预算数合计' as CellRef)?.fen).toBe(3_149_950)
})

describe('an indicator without its 经济分类', () => {
  const HEADER = [...KINDS, '支出性质', '政府支出经济分类']
  const row = (name: string, nature: string, government: string): Row => [name, '2010301-行政运行', '', FUND, '500.00', '', '', '500.00', nature, government] // prettier-ignore
  const own = LIST.map((one): Row => [...one, '项目支出', ''])
  const PUBLIC = '财政拨款三公经费支出决算表'
  const whyNot = (at: LedgerBench) =>
    deriveLedgerTables(at.store, at.open())?.cannot.filter(({ table, column }) => table === PUBLIC && column.startsWith('预算数')) ?? [] // prettier-ignore

  test.each([
    ['人员经费', row('工资', '人员经费', '')],
    ['基本支出的人员', row('工资', '基本支出（人员）', '')],
    ['政府经济分类 501', row('工资', '基本支出', '50101-工资奖金津补贴')],
    ['政府经济分类 509', row('遗属', '基本支出', '50901-社会福利和救助')],
  ])('does not touch 三公 where it is %s', async (_, extra) => {
    const { at } = await importing([HEADER, ...own, extra])
    expect(whyNot(at)).toEqual([])
    expect(fenAt(at, `${PUBLIC}/三公经费/预算数合计`)).toBe(3_149_950)
    expect(fenAt(at, '年初预算/合计/年初预算数')).toBe(3_050_000)
  })

  test('that could be 三公 is named with its row, its amount and what to do; nothing else is touched', async () => {
    const { at } = await importing([HEADER, ...own, row('会务', '项目支出', '50299-其他商品和服务支出')])
    expect(fenAt(at, '年初预算/合计/年初预算数')).toBe(3_050_000)
    expect(fenAt(at, `${PUBLIC}/三公经费/预算数合计`)).toBeUndefined()
    const [{ why } = { why: '' }] = whyNot(at)
    expect(why).toContain('文件“指标.xlsx”工作表“指标”第 6 行')
    expect(why).toContain('会务')
    expect(why).toContain('500.00 元')
    expect(why).toMatch(/没有经济分类，请.*重新导出.*对应关系/u)
  })
})

describe('what is wrong is named with its row', () => {
  const row = (more: Partial<Record<number, Cell>>): Row => LIST[0]?.map((cell, at) => more[at] ?? cell) ?? []
  test.each<[string, readonly Row[], string]>([
    ['a total that disagrees', [KINDS, ...LIST, ['合计', '', '', '', '30,701.00']], 'LEDGER_TOTAL confirm 6'],
    ['a total on top that disagrees', [KINDS, ['合计', '', '', '', '1.00'], ...LIST], 'LEDGER_TOTAL confirm 2'],
    ['a sum of kinds that disagrees', [KINDS, row({ 7: '8,500.00' })], 'LEDGER_INDICATOR_SUM confirm 2'],
    ['three decimals', [KINDS, row({ 4: '1.234' })], 'LEDGER_AMOUNT refused 2'],
    ['another year in the title', [['2022年度预算指标'], KINDS, ...LIST], 'LEDGER_YEAR refused'],
    [
      'another year in a row',
      [
        [...KINDS, '预算年度'],
        [...row({}), '2022'],
      ],
      'LEDGER_YEAR refused 2',
    ],
    ['万元', [['单位：万元'], KINDS, ...LIST], 'LEDGER_UNIT refused'],
    ['a 类 without its 项', [KINDS, row({ 1: '201-一般公共服务' })], 'LEDGER_INDICATOR_LEVEL refused 2'],
  ])('%s', async (_, rows, wanted) => {
    const { at, outcome } = await importing(rows)
    expect(told(outcome)).toEqual([wanted])
    expect(storedRows(at)).toBe(0)
    const accepted = await importing(rows, at, { accept: [wanted.split(' ')[0] ?? ''] })
    expect(accepted.outcome.kind).toBe(wanted.includes('confirm') ? 'imported' : 'refused')
  })

  test('rows of 类 and subtotals repeat others and are not counted twice; what is not in use is left out', async () => {
    const header = [...KINDS, '是否启用']
    const above: Row = ['', '201-一般公共服务', '', FUND, '30,000.00', '3,000.00', '-1,500.50', '31,499.50', '是']
    const group: Row = ['小计', '', '', '', '30,000.00', '3,000.00', '-1,500.50', '31,499.50']
    const off: Row = ['停', '2010301-行政运行', '30201-办公费', FUND, '9.00', '', '', '9.00', '否']
    const { at, outcome } = await importing([header, above, ...LIST.slice(0, 2), group, ...LIST.slice(2), TOTAL, off])
    expect(outcome).toMatchObject({ kind: 'imported', findings: [], sheets: [{ read: 9, stored: 4, explained: { 上级科目: 1, 合计: 2, 未启用: 1 } }] }) // prettier-ignore
    expect(fenAt(at, '年初预算/合计/年初预算数')).toBe(3_000_000)
  })
})

describe('which kind an amount is', () => {
  const HEADER = ['预算指标代码', '预算年度', '财政预算项目代码', '部门支出经济分类', '资金性质代码', '支出功能分类', '指标类型代码', '指标金额', '指标余额'] // prettier-ignore
  const line = (type: string, fen: number): Row => ['1', '2023', '0001', '30201 办公费', FUND, '2010301 行政运行', type, { fen }, { fen: 0 }] // prettier-ignore

  test('is read from the row where it says so', async () => {
    const { at, outcome } = await importing([
      HEADER,
      line('11 年初预算', 100),
      line('21 追加', 30),
      line('31 调剂', -20),
    ])
    expect(outcome).toMatchObject({ kind: 'imported', sheets: [{ stored: 3 }] })
    expect(fenAt(at, '年初预算/201/年初预算数')).toBe(100)
    expect(fenAt(at, '年初预算/201/全年预算数')).toBe(110)
  })

  test.each<readonly [string, readonly Row[]]>([
    ['other rows of the sheet, also below', [HEADER, line('11', 100), line('21', 30), line('11 年初预算', 5), line('21-追加', 7)]], // prettier-ignore
    ['a line above the header', [['指标类型：11—年初预算；21—追加'], HEADER, line('11', 100), line('21', 30), line('11', 5), line('21', 7)]], // prettier-ignore
    ['a note below the rows', [HEADER, line('11', 105), line('21', 37), ['注：指标类型代码 11 年初预算，21 追加']]], // prettier-ignore
  ])('is known of a bare code from %s', async (_, rows) => {
    const { at, outcome } = await importing(rows)
    expect(outcome).toMatchObject({ kind: 'imported' })
    if (outcome.kind === 'imported')
      for (const { read, stored, explained } of outcome.sheets)
        expect(stored + Object.values(explained).reduce((sum, count) => sum + count, 0)).toBe(read)
    expect(fenAt(at, '年初预算/201/年初预算数')).toBe(105)
    expect(fenAt(at, '年初预算/201/全年预算数')).toBe(142)
    const explained = explainLedgerCell(at.store, at.open(), '年初预算/201/全年预算数' as CellRef)
    expect(explained?.accounts.reduce((sum, { fen }) => sum + fen, 0)).toBe(142)
  })

  test('is known of one bare code from the title, not of several', async () => {
    const title: Row = ['2023年度年初预算指标明细']
    const { at } = await importing([title, HEADER, line('1', 100), line('1', 5)])
    expect(fenAt(at, '年初预算/201/年初预算数')).toBe(105)
    const mixed = await importing([title, HEADER, line('1', 100), line('2', 5)])
    expect(told(mixed.outcome)).toEqual(['LEDGER_INDICATOR_KIND refused 3', 'LEDGER_INDICATOR_KIND refused 4'])
  })

  test('is refused where a code means two things', async () => {
    const rows = [HEADER, line('1', 100), line('1 年初', 5), line('1 追加', 5)]
    expect(told((await importing(rows)).outcome)).toEqual(['LEDGER_INDICATOR_KIND refused 2'])
  })

  test('is refused where the row has a number alone, or says the same money twice', async () => {
    expect(told((await importing([HEADER, line('21', 100)])).outcome)).toEqual(['LEDGER_INDICATOR_KIND refused 2'])
    const twice = [HEADER, line('年初预算', 100), line('可执行指标', 100)]
    expect(told((await importing(twice)).outcome)).toEqual(['LEDGER_INDICATOR_KIND refused'])
  })

  test('is asked where the sheet does not say it, and known from then on', async () => {
    const plain = HEADER.filter((label) => label !== '指标类型代码')
    const rows = [plain, line('', 100).filter((_, at) => at !== 6)]
    const { at, outcome } = await importing(rows)
    if (outcome.kind !== 'question') throw new Error(outcome.kind)
    const [question] = outcome.questions
    expect(question?.why).toContain('指标金额')
    const columns = Object.fromEntries((question?.columns ?? []).flatMap(({ label, use }) => (use ? [[label, use]] : []))) // prettier-ignore
    const decision = {
      kind: 'indicators',
      columns: { ...columns, 指标金额: { kind: 'role', role: '可执行指标' } },
    } as const
    at.store.write(at.actor, 'map', () => {
      saveLayout(at.store, '001001', question?.fingerprint ?? '', decision)
    })
    expect((await importing(rows, at)).outcome.kind).toBe('imported')
    expect(fenAt(at, '年初预算/201/全年预算数')).toBe(100)
    // Nothing says what was set at the year's beginning, and the cell says why.
    expect(fenAt(at, '年初预算/201/年初预算数')).toBeUndefined()
    const why = deriveLedgerTables(at.store, at.open())?.cannot.filter(({ column }) => column === '年初预算数')
    expect(why?.map(({ why: text }) => text)[0]).toContain('没有写年初数')
  })
})

describe.each(['001', '004'] as const)('seed %s', (seed) => {
  const printed = printedTables(seed)
  const books = solveBooks(printed.cells, PRINT_QUANTUM, printed.projects)
  const rows = books.flatMap(({ leaf, fen }, at): readonly Row[] =>
    leaf.kind === '支出' && leaf.fund !== '非财政拨款'
      ? [[leaf.project, `${leaf.func} ${nameOf(leaf.func) ?? ''}`, `${leaf.economic} ${nameOf(leaf.economic) ?? ''}`, leaf.fund, { fen: fen - at * 100 }, { fen: at * 100 + 55 }, { fen: -55 }, { fen }]] // prettier-ignore
      : [],
  )

  test('a list that adds up to its tables gives them back, and where both exist they are held against each other', async () => {
    const at = ledgerBench(printed.unit, printed.nature, printed.year, printed.pack)
    const { outcome } = await importing([KINDS, ...rows], at)
    expect(outcome).toMatchObject({ kind: 'imported', sheets: [{ read: rows.length + 1, stored: rows.length }] })
    const spent = [...printed.cells].filter(([ref]) => /^一般公共预算财政拨款支出决算表\/.*\/小计$/u.test(ref))
    expect(spent.length).toBeGreaterThan(10)
    for (const [ref, fen] of spent) {
      const code = ref.split('/')[1] ?? ''
      const derived = fenAt(at, `年初预算/${code}/全年预算数`) ?? Number.NaN
      expect(Math.abs(derived - fen), ref).toBeLessThanOrEqual(PRINT_QUANTUM / 2)
    }

    const approved = '年初预算/201/全年预算数' as CellRef
    const { report } = at.open()
    at.store.write(at.actor, 'import', () => {
      const file = at.store.sourceFiles.keep('填报表.xlsx', Buffer.from('tables'))
      const importId = at.store.imports.add({ reportId: report.id, file, fileName: '填报表.xlsx', summary: {} })
      const origin = { kind: 'file', file, fileName: '填报表.xlsx', sheet: '表', address: 'C1', text: '' } as const
      const value = { kind: 'amount', amount: { fen: 12_345, quantum: 1 } } as const
      at.store.cells.saveImported(report.id, importId, [{ ref: approved, value, origin }])
      const list = { table: '年初预算', prior: false, complete: true, rows: [{ key: '合计', name: '' }, { key: '201', name: '' }] } // prettier-ignore
      at.store.rows.save(report.id, list, { importId })
      deriveReport(at.store, at.open())
    })
    expect(fenAt(at, approved)).toBe(12_345)
    expect(reconcile(at.store, at.open()).find(({ cell }) => cell === approved)?.imported?.fen).toBe(12_345)
  })
})
