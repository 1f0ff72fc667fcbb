import { describe, expect, test } from 'vitest'
import type { CellRef } from '#core/model/cell.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import { saveLedgerSettings } from '#main/services/ledger-setup.ts'
import { ledgerBench } from '#test/ledger-samples/store.ts'
import { balanceCsv, journalCsv, openingCsv, type VoucherText } from '#test/ledger-samples/voucher-text.ts'

/** Ledgers that were exported before the year was closed, and balances that were closed and cannot be proved. */
const GIVEN = '收入支出决算总表/结余分配/金额'
const LAST = '收入支出决算总表/年末结转和结余/金额'
const FIRST = '收入支出决算总表/年初结转和结余/金额'
const INCOME = '收入支出决算总表/本年收入合计/金额'

async function derived(files: readonly (readonly [string, string])[], settings: Readonly<Record<string, string>> = {}) {
  const bench = ledgerBench('甲中心', '事业单位', 2023, 'base/2023-决算')
  bench.store.write('会计甲', 'settings', () => {
    saveLedgerSettings(bench.store, '001001', settings)
  })
  for (const [name, text] of files) {
    const outcome = await importLedger(bench, bench.open(), bench.file(name, text), { accept: ['LEDGER_UNBALANCED'] })
    if (outcome.kind !== 'imported') throw new Error(JSON.stringify(outcome))
  }
  const tables = deriveLedgerTables(bench.store, bench.open())
  if (!tables) throw new Error('no tables')
  const cannot = (ref: string): string =>
    tables.cannot.find(({ table, row }) => ref.startsWith(`${table}/${row ?? ''}/`))?.why ?? ''
  return { warnings: tables.warnings, yuan: (ref: string) => (tables.cells.get(ref as CellRef)?.fen ?? NaN) / 100, cannot } // prettier-ignore
}

const OPENINGS = ['8001 借 50', '8101 一般 - 2010301 贷 50']
const journal = (vouchers: readonly VoucherText[]) =>
  derived([
    ['余额表.csv', openingCsv(OPENINGS)],
    ['序时账.csv', journalCsv(vouchers)],
  ])
const CLOSING = [
  ['6001 一般 - 2010301 借 100', '8101 一般 - 2010301 贷 100'],
  ['8101 一般 - 2010301 借 70', '7201 一般 基本 2010301 30201 贷 70'],
] as const
const received = (yuan: number): VoucherText => [`6001 一般 - 2010301 贷 ${yuan}`]
const spent = (yuan: number): VoucherText => [`7201 一般 基本 2010301 30201 借 ${yuan}`]

describe('a journal that ends before the year is closed', () => {
  test('tells income and openings, and says that no closing voucher was found and what to do', async () => {
    const { warnings, yuan, cannot } = await journal([received(100), spent(70)])
    expect(yuan(INCOME)).toBe(100)
    expect(yuan(FIRST)).toBe(50)
    expect(yuan(LAST)).toBeNaN()
    expect(yuan(GIVEN)).toBeNaN()
    expect(cannot(LAST)).toMatch(/没有年末结转凭证.*请在年末结账后重新导出/u)
    expect(cannot(GIVEN)).toMatch(/没有年末结转凭证/u)
    expect(warnings).toEqual([expect.stringMatching(/没有年末结转凭证，收入减支出还有 30\.00 元没有结转.*重新导出/u)])
  })

  test('is not told of where the closing vouchers are there', async () => {
    const { warnings, yuan } = await journal([received(100), spent(70), ...CLOSING])
    expect(warnings).toEqual([])
    expect(yuan(LAST)).toBe(80)
    expect(yuan(GIVEN)).toBe(0)
  })

  test('is not told of where nothing is left to carry over in any fund', async () => {
    const { warnings, yuan } = await journal([received(100), spent(100)])
    expect(warnings).toEqual([])
    expect(yuan(LAST)).toBe(50)
  })

  test('is told of where two funds make up for each other', async () => {
    const { warnings } = await journal([received(100), ['7201 非财 基本 2010301 30201 借 100']])
    expect(warnings).toEqual([expect.stringContaining('各资金的收入、支出没有结平')])
  })
})

describe('a balance table', () => {
  test('before the transfer says nothing of the balances at the end of the year', async () => {
    const { warnings, yuan, cannot } = await derived([['余额表.csv', balanceCsv([received(100), spent(70)], OPENINGS)]])
    expect(yuan(INCOME)).toBe(100)
    expect(yuan(LAST)).toBeNaN()
    expect(cannot(LAST)).toMatch(/没有年末结转凭证/u)
    expect(warnings).toHaveLength(1)
  })

  const CLOSED = [received(100), spent(70), ...CLOSING]

  test('after the transfer is proved by the cash in it', async () => {
    const { warnings, yuan } = await derived([['余额表.csv', balanceCsv(CLOSED, OPENINGS)]])
    expect(warnings).toEqual([])
    expect(yuan(LAST)).toBe(80)
  })

  test('after the transfer and without the cash is not proved, and says so with the ways out', async () => {
    const table = balanceCsv(CLOSED, OPENINGS).split('\n').filter((line) => !line.startsWith('8001')).join('\n') // prettier-ignore
    const { warnings, yuan } = await derived([['余额表.csv', table]])
    expect(yuan(INCOME)).toBe(100)
    expect(warnings).toEqual([expect.stringMatching(/已经结转.*没有资金结存（8001）.*无法核对；请导入.*设置“结转后的余额表”改为“照算”/u)]) // prettier-ignore
    expect((await derived([['余额表.csv', table]], { 结转后的余额表: '照算' })).warnings).toEqual([])
  })
})
