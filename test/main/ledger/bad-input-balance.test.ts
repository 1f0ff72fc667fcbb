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

const importing = (rows: readonly Row[], accept: readonly string[] = []): Promise<LedgerImportOutcome> =>
  importingAll([HEADER, ...rows], accept)

const importingAll = (rows: readonly Row[], accept: readonly string[] = []): Promise<LedgerImportOutcome> =>
  importingSheets([{ name: '余额', rows }], accept)

async function importingSheets(
  sheets: readonly layouts.SheetDraft[],
  accept: readonly string[] = [],
): Promise<LedgerImportOutcome> {
  const bench = ledgerBench('甲单位', '行政单位', 2023, 'base/2023-决算')
  return importLedger(bench, bench.open(), bench.file('账.xlsx', layouts.workbookBytes(sheets, 'xlsx')), { accept })
}

const told = (outcome: LedgerImportOutcome): readonly string[] =>
  outcome.kind === 'refused' ? outcome.findings.map(({ code, weight, row }) => `${code} ${weight} ${row}`) : [outcome.kind] // prettier-ignore

describe('a balance table', () => {
  test.each<[string, readonly Row[], string]>([
    ['with a row twice', [income('6001', 5), money(5), income('6001', 5)], 'LEDGER_ROW_TWICE confirm 4'],
    ['whose parent disagrees with its children', [income('6001', 5), income('600101', 3), income('600102', 1), money(5)], 'LEDGER_TOTAL confirm 2'], // prettier-ignore
    ['whose total disagrees with its rows', [income('6001', 5), money(5), ['合计', '', '', '', fen(4), fen(5), fen(5), fen(5)]], 'LEDGER_TOTAL confirm 4'], // prettier-ignore
    ['with an account twice in rows that differ', [income('6001', 5), income('6001', 4), money(9)], 'LEDGER_ACCOUNT_TWICE confirm 3'], // prettier-ignore
    ['with an account three times', [income('6001', 5), money(9), income('6001', 3), income('6001', 1)], 'LEDGER_ACCOUNT_TWICE confirm 4'], // prettier-ignore
    ['whose closing does not follow', [income('6001', 5), ['8001', '资金结存', '', '', fen(5), '', fen(6), '']], 'LEDGER_BALANCE confirm 3'], // prettier-ignore
  ])('%s is asked about with its row', async (_, rows, wanted) => {
    const outcome = await importing(rows)
    expect(told(outcome)).toContain(wanted)
    expect((await importing(rows, [wanted.split(' ')[0] ?? ''])).kind).toBe('imported')
  })

  test('two accounts with the same figures are no repetition', async () => {
    expect(told(await importing([income('6001', 5), income('6101', 5), money(10)]))).toEqual(['imported'])
  })

  test('an account in two rows names both rows and their figures, once', async () => {
    const outcome = await importing([income('6001', 5), money(9), income('6001', 3), income('6001', 1)])
    const twice = outcome.kind === 'refused' ? outcome.findings : []
    expect(twice).toHaveLength(1)
    expect(twice[0]?.message).toMatch(/第 4 行又是第 2 行的科目 6001.*贷 5\.00 元.*贷 3\.00 元.*共 2 行/u)
    expect(twice[0]?.remedy).toContain('重新导出')
  })

  const departments = (label: string, ...of: readonly string[]): Promise<LedgerImportOutcome> => {
    const rows = [...of.map((text, at) => [...income('6001', at + 1), text]), [...money((of.length * (of.length + 1)) / 2), '']] // prettier-ignore
    return importingAll([[...HEADER, label], ...rows])
  }

  test.each([
    ['部门', '办公室', '财务科'],
    ['币种', '人民币', '美元'],
    ['核算项目编号', '001', '002'],
  ])('a column %s tells the parts of an account apart', async (label, ...of) => {
    expect(told(await departments(label, ...of))).toEqual(['imported'])
  })

  test.each([
    ['序号', '1', '2'],
    ['备注', '甲', '乙'],
    ['部门', '', '财务科'],
    ['部门', '办公室', '办公室'],
    ['期间', '2023.01-2023.12', '2023.1-2023.12'],
  ])('a column %s that says %j and %j does not', async (label, ...of) => {
    expect(told(await departments(label, ...of))).toEqual(['LEDGER_ACCOUNT_TWICE confirm 3'])
  })

  test.each([
    ['the same table again', [income('6001', 5), money(5)]],
    ['another state of the table', [income('6001', 4), money(4)]],
    ['the accounts one level down', [income('600101', 5)]],
  ])('a second sheet with %s is asked about, not added up', async (_, rows) => {
    const sheets = [{ name: '余额', rows: [HEADER, income('6001', 5), money(5)] }, { name: '余额2', rows: [HEADER, ...rows] }] // prettier-ignore
    expect(told(await importingSheets(sheets))).toEqual(['LEDGER_ACCOUNT_TWICE confirm 2'])
  })

  test('a second sheet with other accounts, or with auxiliary items, is no repetition', async () => {
    const first = { name: '余额', rows: [HEADER, income('6001', 5), money(5)] }
    const items = [
      [...HEADER, '项目名称'],
      [...income('6001', 5), '甲'],
    ]
    expect(told(await importingSheets([first, { name: '财务会计', rows: [HEADER, income('4001', 5)] }]))).toEqual(['imported']) // prettier-ignore
    expect(told(await importingSheets([first, { name: '辅助', rows: items }]))).toEqual(['imported'])
  })

  test('zeros beside a figure, and the parts of auxiliary items, are no repetition', async () => {
    expect(told(await importing([income('6001', 5), income('6001', 0), money(5)]))).toEqual(['imported'])
    const items = [...HEADER, '项目名称']
    expect(told(await importingAll([items, [...income('6001', 5), '甲'], [...income('6001', 4), '乙'], [...money(9), '']]))).toEqual(['imported']) // prettier-ignore
    expect(told(await importingAll([items, [...income('6001', 5), '甲'], [...income('6001', 4), ' 甲'], [...money(9), '']]))).toEqual(['LEDGER_ACCOUNT_TWICE confirm 3']) // prettier-ignore
  })

  test('rows read are rows stored and rows explained', async () => {
    const outcome = await importing([income('6001', 5), income('600101', 3), income('600102', 2), money(5), ['合计', '', '', '', fen(5), fen(5), fen(5), fen(5)]]) // prettier-ignore
    expect(outcome).toMatchObject({ kind: 'imported', sheets: [{ read: 6, stored: 3, explained: { 表头: 1, 上级科目: 1, 合计: 1 } }] }) // prettier-ignore
  })
})
