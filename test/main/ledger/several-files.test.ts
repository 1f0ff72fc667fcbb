import { expect, test } from 'vitest'
import type { CellRef } from '#core/model/cell.ts'
import { explainLedgerCell } from '#main/services/derive-ledger-explain.ts'
import { controlTotals } from '#main/services/derive-reconcile.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { deriveReport } from '#main/services/derive-report.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import { ledgerBench, type LedgerBench } from '#test/ledger-samples/store.ts'

const bench = (): LedgerBench => ledgerBench('甲单位', '行政单位', 2023, 'base/2023-决算')

/** Imports one workbook with one sheet, cells parted by `|`; the codes of what stopped it, or its number. */
async function put(at: LedgerBench, name: string, text: string): Promise<number | readonly string[]> {
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const path = at.file(`${name}.xlsx`, layouts.workbookBytes([{ name: '账', rows }], 'xlsx'))
  const outcome = await importLedger(at, at.open(), path)
  if (outcome.kind === 'imported') return outcome.importId
  return outcome.kind === 'refused' ? outcome.findings.map(({ code }) => code) : [outcome.kind]
}

const fen = ({ store, open }: LedgerBench, cell: string): number | undefined =>
  [...(deriveLedgerTables(store, open())?.cells ?? [])].find(([ref]) => ref === cell)?.[1].fen

const SPENT = '收入支出决算总表/本年支出合计/金额'
const INCOME = '收入支出决算总表/一般公共预算财政拨款收入/金额'
const CLOSING = '收入支出决算总表/年末结转和结余/金额'

const detail = (account: string, lines: string): string =>
  `明细分类账\n科目：${account}\n日期|凭证号|摘要|借方|贷方|方向|余额\n${lines}`
const ACCOUNTS: readonly (readonly [string, string])[] = [
  ['6001', detail('6001.01.2010301 财政拨款预算收入/一般公共预算/行政运行', '2023-01-01||上年结转|||平|0\n2023-01-05|记-1|拨款||100.00|贷|100.00\n2023-12-31|记-9|年末结转|100.00||平|0')],
  ['7101', detail('7101.01.2010301.30201 行政支出/财政拨款支出（一般公共预算）/基本支出/办公费', '2023-01-01||上年结转|||平|0\n2023-03-05|记-2|办公费|60.00||借|60.00\n2023-12-31|记-9|年末结转||60.00|平|0')],
  ['8001', detail('8001 资金结存', '2023-01-01||上年结转|||平|0\n2023-01-05|记-1|拨款|100.00||借|100.00\n2023-03-05|记-2|办公费||60.00|借|40.00')],
  ['8101', detail('8101.01.2010301 财政拨款结转/一般公共预算/行政运行', '2023-01-01||上年结转|||平|0\n2023-12-31|记-9|年末结转|60.00|100.00|贷|40.00')],
] // prettier-ignore

test('a ledger with a file for each account counts whole, in whatever order they come', async () => {
  for (const order of [ACCOUNTS, ACCOUNTS.toReversed()]) {
    const at = bench()
    for (const [name, text] of order) expect(await put(at, name, text)).toEqual(expect.any(Number))
    expect([fen(at, INCOME), fen(at, SPENT), fen(at, CLOSING)]).toEqual([100_00, 60_00, 40_00])
    expect(controlTotals(at.store, at.open())).toEqual([])
  }
})

test('when one of the files is undone its lines count no more, and transfers are told anew', async () => {
  const at = bench()
  const ids: number[] = []
  for (const [name, text] of ACCOUNTS) ids.push(Number(await put(at, name, text)))
  at.store.write('会计甲', 'undo', () => {
    at.store.imports.undo(ids[3] ?? 0)
    deriveReport(at.store, at.open())
  })
  // Where the income goes is not known any more: what is left cannot be told from a reversal.
  expect([fen(at, INCOME), fen(at, SPENT)]).toEqual([undefined, undefined])
})

test('accounts that were closed at the end of the year tell nothing without those they were carried to', async () => {
  const at = bench()
  for (const [name, text] of ACCOUNTS.slice(0, 2)) await put(at, name, text)
  expect([fen(at, INCOME), fen(at, SPENT)]).toEqual([undefined, undefined])
  expect(deriveLedgerTables(at.store, at.open())?.cannot.find(({ row }) => row === '本年支出合计')?.why).toContain(
    '已经结平',
  )
})

test('an account that is exported anew takes the place of its first export alone', async () => {
  const at = bench()
  for (const [name, text] of ACCOUNTS) await put(at, name, text)
  const [, office = ''] = ACCOUNTS[1] ?? []
  expect(await put(at, '7101改', office.replace('2023-03-05|记-2|办公费', '2023-03-05|记-2|办公用品'))).toEqual(
    expect.any(Number),
  )
  expect([fen(at, INCOME), fen(at, SPENT), fen(at, CLOSING)]).toEqual([100_00, 60_00, 40_00])
})

test('a second ledger of the same account with other vouchers is refused: it may be another project of it', async () => {
  const at = bench()
  const [, office = ''] = ACCOUNTS[1] ?? []
  await put(at, '甲项目', office)
  const other = office.replace('记-2', '记-3').replace('2023-12-31|记-9|年末结转', '2023-12-31|记-8|年末结转')
  expect(await put(at, '乙项目', other)).toEqual(expect.arrayContaining(['LEDGER_OVERLAP']))
})

test('ledgers of one account by 项目, each named in its title, count side by side; one that comes again takes its own place', async () => {
  const at = bench()
  const of = (project: string, number: number, yuan: string): string =>
    detail(`7101.01.02.2010302.30201 行政支出/财政拨款支出（一般公共预算）/项目支出/一般行政管理事务/办公费|项目：${project}`, `2023-01-01||期初余额|||平|0\n2023-03-05|记-${number}|办公费|${yuan}||借|${yuan}`) // prettier-ignore
  for (const text of [of('甲项目', 2, '60.00'), of('乙项目', 3, '5.00'), of('乙项目', 3, '7.00')])
    expect(await put(at, text.slice(-8, -4), text)).toEqual(expect.any(Number))
  expect([...(deriveLedgerTables(at.store, at.open())?.projects ?? [])]).toEqual([['甲项目', 60_00], ['乙项目', 7_00]]) // prettier-ignore
})

const JOURNAL = '日期|凭证号|摘要|科目编码|科目名称|借方|贷方|支出功能分类|资金性质'
const BUDGETARY = `${JOURNAL}
2023-01-05|预-1|拨款|8001|资金结存|100.00|||
|||6001|财政拨款预算收入||100.00|2010301|一般公共预算资金`
const FINANCIAL = `${JOURNAL}
2023-01-05|财-1|拨款|1002|银行存款|100.00|||
|||4001|财政拨款收入||100.00||`

test.each([
  ['预算会计 first', [BUDGETARY, FINANCIAL]],
  ['财务会计 first', [FINANCIAL, BUDGETARY]],
])('journals of the two accountings stand beside each other, %s', async (_, files) => {
  const at = bench()
  for (const [index, text] of files.entries()) expect(await put(at, `${index}`, text)).toEqual(expect.any(Number))
  expect(fen(at, INCOME)).toBe(100_00)
})

test('a file of one accounting does not take the place of a journal that has both', async () => {
  const at = bench()
  await put(at, '全部', `${BUDGETARY}\n${FINANCIAL.split('\n').slice(1).join('\n')}`)
  expect(await put(at, '财务会计', FINANCIAL)).toEqual(['LEDGER_OVERLAP'])
  expect(fen(at, INCOME)).toBe(100_00)
})

test('a detail ledger beside a journal of the same months is refused: it says the same money again', async () => {
  const at = bench()
  await put(at, '序时账', BUDGETARY)
  expect(await put(at, '资金结存', detail('8001 资金结存', '2023-01-05|记-1|拨款|100.00||借|100.00'))).toEqual(
    expect.arrayContaining(['LEDGER_OVERLAP']),
  )
  expect(fen(at, INCOME)).toBe(100_00)
})

const balance = (lines: string): string =>
  `科目编码|科目名称|期初借方|期初贷方|本期借方|本期贷方|期末借方|期末贷方|支出功能分类|资金性质\n${lines}`

test('balance tables of other accounts stand beside each other; one of the same accounts takes their place', async () => {
  const at = bench()
  await put(at, '收入', balance('6001|财政拨款预算收入||||100.00||100.00|2010301|一般公共预算资金'))
  await put(at, '结余', balance('8001|资金结存|||100.00||100.00|||'))
  expect(fen(at, INCOME)).toBe(100_00)
  await put(at, '收入改', balance('6001|财政拨款预算收入||||90.00||90.00|2010301|一般公共预算资金'))
  expect(fen(at, INCOME)).toBe(90_00)
})

test('a detail ledger that states its balance anew each month, in one file or in several, opens once', async () => {
  const january = '2023-01-01||期初余额|||贷|50.00\n2023-01-05|记-1|甲||10.00|贷|60.00'
  const february = '2023-02-01||期初余额|||贷|60.00\n2023-02-05|记-2|乙||5.00|贷|65.00'
  const account = '8202.04 非财政拨款结余/累计结余'
  const one = bench()
  await put(one, '全年', detail(account, `${january}\n${february}`))
  const two = bench()
  // The later month may come first.
  await put(two, '2月', detail(account, february))
  await put(two, '1月', detail(account, january))
  for (const at of [one, two]) {
    expect(fen(at, CLOSING)).toBe(65_00)
    const sources = explainLedgerCell(at.store, at.open(), CLOSING as CellRef)?.accounts.flatMap(
      (found) => found.sources,
    )
    expect(sources?.map((source) => source.fen).toSorted((a, b) => a - b)).toEqual([5_00, 10_00, 50_00])
  }
})

test('an opening balance in the column of its side must be confirmed', async () => {
  expect(await put(bench(), '账', detail('8202 非财政拨款结余', '2023-01-01||年初余额||50.00||\n2023-01-05|记-1|甲||10.00|贷|60.00'))).toContain('LEDGER_SIDE') // prettier-ignore
})
