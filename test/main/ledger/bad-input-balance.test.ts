import { describe, expect, test } from 'vitest'
import { importLedger, type LedgerImportOutcome } from '#main/services/import-ledger.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import type { Cell } from '#test/ledger-samples/layouts.ts'
import { ledgerBench } from '#test/ledger-samples/store.ts'

const HEADER = ['科目编码', '科目名称', '期初借方余额', '期初贷方余额', '本期借方发生额', '本期贷方发生额', '期末借方余额', '期末贷方余额'] // prettier-ignore
type Row = readonly Cell[]
const fen = (yuan: number): Cell => ({ fen: yuan * 100 })
const income = (code: string, yuan: number): Row => [code, '收入', '', '', '', fen(yuan), '', fen(yuan)]
const money = (yuan: number): Row => ['8001', '资金结存', '', '', fen(yuan), '', fen(yuan), '']

async function importing(rows: readonly Row[], accept: readonly string[] = []): Promise<LedgerImportOutcome> {
  const bench = ledgerBench('甲单位', '行政单位', 2023, 'base/2023-决算')
  const bytes = layouts.workbookBytes([{ name: '余额', rows: [HEADER, ...rows] }], 'xlsx')
  return importLedger(bench, bench.open(), bench.file('账.xlsx', bytes), { accept })
}

const told = (outcome: LedgerImportOutcome): readonly string[] =>
  outcome.kind === 'refused' ? outcome.findings.map(({ code, weight, row }) => `${code} ${weight} ${row}`) : [outcome.kind] // prettier-ignore

describe('a balance table', () => {
  test.each<[string, readonly Row[], string]>([
    ['with a row twice', [income('6001', 5), money(5), income('6001', 5)], 'LEDGER_ROW_TWICE confirm 4'],
    ['whose parent disagrees with its children', [income('6001', 5), income('600101', 3), income('600102', 1), money(5)], 'LEDGER_TOTAL confirm 2'], // prettier-ignore
    ['whose total disagrees with its rows', [income('6001', 5), money(5), ['合计', '', '', '', fen(4), fen(5), fen(5), fen(5)]], 'LEDGER_TOTAL confirm 4'], // prettier-ignore
    ['whose closing does not follow', [income('6001', 5), ['8001', '资金结存', '', '', fen(5), '', fen(6), '']], 'LEDGER_BALANCE confirm 3'], // prettier-ignore
  ])('%s is asked about with its row', async (_, rows, wanted) => {
    const outcome = await importing(rows)
    expect(told(outcome)).toContain(wanted)
    expect((await importing(rows, [wanted.split(' ')[0] ?? ''])).kind).toBe('imported')
  })

  test('two accounts with the same figures, and one account in rows that differ, are no repetition', async () => {
    expect(told(await importing([income('6001', 5), income('6101', 5), money(10)]))).toEqual(['imported'])
    expect(told(await importing([income('6001', 5), income('6001', 4), money(9)]))).toEqual(['imported'])
  })

  test('rows read are rows stored and rows explained', async () => {
    const outcome = await importing([income('6001', 5), income('600101', 3), income('600102', 2), money(5), ['合计', '', '', '', fen(5), fen(5), fen(5), fen(5)]]) // prettier-ignore
    expect(outcome).toMatchObject({ kind: 'imported', sheets: [{ read: 6, stored: 3, explained: { 表头: 1, 上级科目: 1, 合计: 1 } }] }) // prettier-ignore
  })
})
