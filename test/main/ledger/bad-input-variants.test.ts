import { describe, expect, test } from 'vitest'
import { importLedger, type LedgerImportOutcome } from '#main/services/import-ledger.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import type { Cell, SheetDraft } from '#test/ledger-samples/layouts.ts'
import { ledgerBench } from '#test/ledger-samples/store.ts'

/** The faults of issue 4 as they come about otherwise than in bad-input.test.ts. */
const HEADER = ['日期', '凭证号', '摘要', '科目编码', '科目名称', '资金性质', '支出功能分类', '借方金额', '贷方金额']
type Row = readonly Cell[]
const line = (day: string, number: string, account: string, debit: Cell, credit: Cell): Row => {
  const isMoney = account === '8001'
  const words = isMoney ? ['资金结存', '', ''] : ['财政拨款预算收入', '1 一般公共预算资金', '2010301 行政运行']
  return [day, number, '摘要', account, ...words, debit, credit]
}
const voucher = (day: string, number: string, fen: number): readonly Row[] => [
  line(day, number, '8001', { fen }, undefined),
  line(day, number, '6001', undefined, { fen }),
]
const YEAR = Array.from({ length: 12 }, (_, at) => voucher(`2023-${String(at + 1).padStart(2, '0')}-05`, `记-${at + 1}`, 100_00)).flat() // prettier-ignore
const total = (debit: Cell, credit: Cell, word = '合计'): Row => [word, ...new Array<undefined>(6).fill(undefined), debit, credit] // prettier-ignore
const sheet = (rows: readonly Row[], more: Partial<SheetDraft> = {}): SheetDraft => ({ name: '序时账', rows: [HEADER, ...rows], ...more }) // prettier-ignore
const year = (fen: number): Cell => ({ fen })

async function importing(
  drafts: readonly SheetDraft[],
): Promise<{ readonly outcome: LedgerImportOutcome; readonly entries: number }> {
  const bench = ledgerBench('甲单位', '行政单位', 2023, 'base/2023-决算')
  const outcome = await importLedger(bench, bench.open(), bench.file('账.xlsx', layouts.workbookBytes(drafts, 'xlsx')))
  return { outcome, entries: Number(bench.store.db.prepare('SELECT count(*) FROM ledger_entry').pluck().get()) }
}

describe('faults of a journal', () => {
  test.each<[string, readonly SheetDraft[], readonly string[]]>([
    ['two vouchers that make up for each other', [sheet([...YEAR, line('2023-12-06', '记-13', '8001', year(5), undefined), line('2023-12-07', '记-14', '6001', undefined, year(5))])], ['LEDGER_UNBALANCED confirm 26', 'LEDGER_UNBALANCED confirm 27']],
    ['a voucher again, far below, its lines the other way round', [sheet([...YEAR, ...voucher('2023-03-05', '记-3', 100_00).toReversed()])], ['LEDGER_VOUCHER_TWICE confirm 26']],
    ['a voucher again in another sheet', [sheet(YEAR), sheet(YEAR.slice(4, 6), { name: '续' })], ['LEDGER_VOUCHER_TWICE confirm 2']],
    ['a voucher again with its number in another form', [sheet([...YEAR, ...voucher('2023-03-05', '记字第03号', 100_00)])], ['LEDGER_VOUCHER_TWICE confirm 26']],
    ['a voucher again with its date in another form', [sheet([...YEAR, ...voucher('2023/3/5', '记-3', 100_00)])], ['LEDGER_VOUCHER_TWICE confirm 26']],
    ['two units above two sheets', [{ name: '甲', rows: [['单位名称：甲单位'], HEADER, ...YEAR.slice(0, 12)] }, { name: '乙', rows: [['单位名称：乙单位'], HEADER, ...YEAR.slice(12)] }], ['LEDGER_UNITS refused 1']],
    ['another year in the title', [{ name: '序时账', rows: [['2022年度序时账'], HEADER, ...YEAR] }], ['LEDGER_YEAR refused undefined']],
    ['another year in the middle', [sheet([...YEAR.slice(0, 4), ...voucher('2024-01-01', '记-1', 5), ...YEAR.slice(4)])], ['LEDGER_YEAR refused 6', 'LEDGER_YEAR refused 7']],
    ['three decimals behind a comma', [sheet([...YEAR, line('2023-12-06', '记-13', '8001', '1,234.567', undefined), line('2023-12-06', '记-13', '6001', undefined, '1,234.567')])], ['LEDGER_AMOUNT refused 26', 'LEDGER_AMOUNT refused 27']],
    ['a total of one side', [sheet([...YEAR, total(year(1200_00), undefined)])], ['LEDGER_TOTAL confirm 26']],
    ['a total on top', [sheet([total(year(1), year(1)), ...YEAR])], ['LEDGER_TOTAL confirm 2']],
    ['a grand total below a right one of the month', [sheet([...YEAR.slice(0, 2), total(year(100_00), year(100_00), '本月合计'), ...YEAR.slice(2), total(year(1300_00), year(1300_00), '总计')])], ['LEDGER_TOTAL confirm 27']],
  ])('%s', async (_, drafts, wanted) => {
    const { outcome, entries } = await importing(drafts)
    if (outcome.kind !== 'refused') throw new Error(outcome.kind)
    expect(outcome.findings.map(({ code, weight, row }) => `${code} ${weight} ${row}`)).toEqual(wanted)
    for (const { message, remedy } of outcome.findings) {
      expect(message).toContain('账.xlsx')
      expect(remedy.length).toBeGreaterThan(5)
    }
    expect(entries).toBe(0)
  }) // prettier-ignore

  test.each<[string, readonly SheetDraft[]]>([
    ['zeros behind the 分', [sheet([...YEAR, line('2023-12-06', '记-13', '8001', '1,234.500', undefined), line('2023-12-06', '记-13', '6001', undefined, '1,234.500')])]],
    ['a code that gets a level in the middle of the year', [sheet(YEAR.map((row, at) => (at < 12 ? row : row.map((cell) => (cell === '6001' ? '6001.01' : cell)))))]],
    ['lines of one voucher whose number is written in several ways', [sheet(YEAR.map((row, at) => row.map((cell) => (typeof cell === 'string' && at % 2 === 1 ? cell.replace(/^记-(\d+)$/u, '记账 0$1号') : cell))))]],
    ['a right total of each month', [sheet([...YEAR.slice(0, 2), total(year(100_00), year(100_00), '本月合计'), ...YEAR.slice(2)])]],
  ])('what is right is stored whole: %s', async (_, drafts) => {
    const { outcome, entries } = await importing(drafts)
    if (outcome.kind !== 'imported') throw new Error(outcome.kind)
    const counts = outcome.sheets.map(({ read, stored, explained }) => [read, stored + Object.values(explained).reduce((sum, count) => sum + count, 0)]) // prettier-ignore
    for (const [read, accounted] of counts) expect(accounted).toBe(read)
    expect(entries).toBe(outcome.sheets.reduce((sum, { stored }) => sum + stored, 0))
  }) // prettier-ignore
})
