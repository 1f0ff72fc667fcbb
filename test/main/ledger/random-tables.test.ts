import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exact, roundTo } from '#core/money/amount.ts'
import type { CellRef } from '#core/model/cell.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import { tablesOf, type Book, type Fund, type Leaf } from '#test/ledger-samples/books.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import { PRINT_QUANTUM } from '#test/ledger-samples/printed.ts'
import { solveBooks } from '#test/ledger-samples/solve.ts'
import { ledgerBench, nameOf } from '#test/ledger-samples/store.ts'
import { makeYear, type YearOfVouchers } from '#test/ledger-samples/vouchers.ts'

const UNIT = '某某局'
const FUNCTIONS = ['2010301', '2010302', '2080505', '2101101', '2210201', '2120803', '2299901', '2230105']
const ECONOMICS = ['30101', '30113', '30201', '30212', '30217', '30231', '30302', '31002', '31013', '39999']

const fund = fc.constantFrom<Fund>('一般公共预算', '政府性基金预算', '国有资本经营预算', '非财政拨款')
const func = fc.constantFrom(...FUNCTIONS)
const fen = fc.integer({ min: 1, max: 5_000_000_00 })

const income = fc
  .record({ fund, func, other: fc.constantFrom('6101', '6201', '6301', '6401', '6601', '6609') })
  .map(({ fund: of, func: by, other }): Leaf => ({ kind: '收入', account: of === '非财政拨款' ? other : '6001', fund: of, func: by })) // prettier-ignore

const expense = fc
  .record({
    fund,
    func,
    nature: fc.constantFrom('基本支出' as const, '项目支出' as const),
    economic: fc.constantFrom(...ECONOMICS),
    account: fc.constantFrom('7101', '7101', '7101', '7301', '7401', '7501'),
    project: fc.constantFrom('甲项目', '乙项目'),
  })
  .map(({ fund: of, func: by, nature, economic, account, project }): Leaf => {
    // Expenditure beside 7101 is never paid from the three funds here, and is neither basic nor a project.
    const own = of === '非财政拨款' ? account : '7101'
    return { kind: '支出', account: own, fund: of, nature, func: by, economic, project: nature === '基本支出' ? '' : project } // prettier-ignore
  })

const opening = fc
  .record({ fund, func })
  .map(({ fund: of, func: by }): Leaf => ({ kind: '年初', account: of === '非财政拨款' ? '8202' : '8101', fund: of, func: by })) // prettier-ignore

/** Any books at all: every fund, every kind of income and expenditure, carried-over balances. */
const books = fc
  .array(fc.tuple(fc.oneof(income, expense, opening), fen), { minLength: 1, maxLength: 40 })
  .map((list): readonly Book[] => {
    const byLeaf = new Map(list.map(([leaf, amount]) => [JSON.stringify(leaf), { leaf, fen: amount }]))
    return [...byLeaf.values()]
  })

const LAYOUTS: readonly (readonly [string, (year: YearOfVouchers) => readonly layouts.SheetDraft[]])[] = [
  ['序时账和科目余额表', (year) => [layouts.journal(year, options), layouts.balanceB(year, options)]],
  ['明细账', (year) => [layouts.detail(year, options)]],
  ['科目余额表 A', (year) => [layouts.balanceA(year, options)]],
  ['编码-名称和带点的编码', (year) => [layouts.journalJoined(year, options), layouts.balanceJoined(year, options)]],
  ['辅助项在一格、红字加括号', (year) => [layouts.journalComposite(year, options), layouts.balanceC(year, options)]],
  ['明细账，方向一列', (year) => [layouts.detailByDirection(year, options)]],
  ['辅助余额表', (year) => [layouts.auxiliaryBalance(year, options)]],
  [
    '月日两列、方向一列、科目编码含全部信息',
    (year) => [layouts.journalByDirection(year, options), layouts.balanceC(year, options)],
  ],
]
const options: layouts.LayoutOptions = { unit: UNIT, nameOf }

describe('random tables in 元 come back to the 分', () => {
  test.each(LAYOUTS)('%s', async (_, drafts) => {
    await fc.assert(
      fc.asyncProperty(books, async (of) => {
        const derived = await roundTrip(drafts(makeYear(of, 2023, 60)))
        expect(derived.cannot).toEqual([])
        for (const [ref, wanted] of tablesOf(of)) expect([ref, derived.cells.get(ref)?.fen ?? 0]).toEqual([ref, wanted])
        const known = tablesOf(of)
        for (const { ref, fen: found } of derived.cells.values())
          expect([ref, found]).toEqual([ref, known.get(ref) ?? 0])
      }),
      { numRuns: 6 },
    )
  })
})

test('random tables printed in 万元 come back as printed, 尾差 and all', async () => {
  const general = fc.array(fc.tuple(expense, fc.integer({ min: 1_000_00, max: 900_000_00 })), {
    minLength: 2,
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(general, async (list) => {
      const spent = list.map(([leaf, amount]): Book => {
        const fields = { account: '7101', fund: '一般公共预算' as const, project: leaf.kind === '支出' && leaf.nature === '项目支出' ? '其他项目' : '' } // prettier-ignore
        return { leaf: leaf.kind === '支出' ? { ...leaf, ...fields } : leaf, fen: amount }
      })
      const received = spent.map(({ leaf, fen: amount }): Book => ({ leaf: { kind: '收入', account: '6001', fund: '一般公共预算', func: leaf.func }, fen: amount })) // prettier-ignore
      const printed = new Map([...tablesOf([...spent, ...received])].map(([ref, amount]): [CellRef, number] => [ref, print(amount)])) // prettier-ignore
      const solved = solveBooks(printed, PRINT_QUANTUM, [])
      const year = makeYear(solved, 2023, 60)
      const derived = await roundTrip([layouts.journal(year, options), layouts.balanceC(year, options)])
      for (const [ref, wanted] of printed) expect([ref, print(derived.cells.get(ref)?.fen ?? 0)]).toEqual([ref, wanted])
    }),
    { numRuns: 8 },
  )
})

const print = (amount: number): number => roundTo(exact(amount), PRINT_QUANTUM).fen

async function roundTrip(drafts: readonly layouts.SheetDraft[]) {
  const bench = ledgerBench(UNIT, '行政单位', 2023, 'base/2023-决算')
  const outcome = await importLedger(bench, bench.open(), bench.file('账.xlsx', layouts.workbookBytes(drafts, 'xlsx')))
  if (outcome.kind !== 'imported') throw new Error(JSON.stringify(outcome))
  const derived = deriveLedgerTables(bench.store, bench.open())
  if (!derived) throw new Error('nothing was derived')
  return derived
}
