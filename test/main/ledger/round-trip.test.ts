import { describe, expect, test } from 'vitest'
import type { LedgerTables } from '#core/derive/ledger-cells.ts'
import type { CellRef } from '#core/model/cell.ts'
import { exact, roundTo } from '#core/money/amount.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import { tablesOf, type Book } from '#test/ledger-samples/books.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import { PRINT_QUANTUM, printedTables } from '#test/ledger-samples/printed.ts'
import { solveBooks } from '#test/ledger-samples/solve.ts'
import { ledgerBench, nameOf } from '#test/ledger-samples/store.ts'
import { makeYear, type YearOfVouchers } from '#test/ledger-samples/vouchers.ts'
import { gbkOf } from '#test/main/files/text/gbk.ts'

type Write = (
  year: YearOfVouchers,
  options: layouts.LayoutOptions,
) => readonly (readonly [name: string, bytes: Buffer | string])[]

const xlsx =
  (...drafts: readonly ((year: YearOfVouchers, options: layouts.LayoutOptions) => layouts.SheetDraft)[]): Write =>
  (year, options) =>
    drafts.map((draft, at) => [`${at}.xlsx`, layouts.workbookBytes([draft(year, options)], 'xlsx')] as const)

/** Every layout, and what it cannot carry: words of the reasons that the program must give. */
const LAYOUTS: Readonly<Record<string, readonly [write: Write, lacks: readonly RegExp[]]>> = {
  '序时账 xlsx': [xlsx(layouts.journal), [/年初余额/u]],
  '序时账 和科目余额表': [xlsx(layouts.journal, layouts.balanceC), []],
  '序时账 xls': [
    (year, options) => [['序时账.xls', layouts.workbookBytes([layouts.journal(year, options)], 'biff8')]],
    [/年初余额/u],
  ],
  '序时账 csv GBK': [
    (year, options) => [['序时账.csv', gbkOf(layouts.csvText(layouts.journal(year, options)))]],
    [/年初余额/u],
  ],
  '序时账 csv UTF-8': [
    (year, options) => [['序时账.csv', layouts.csvText(layouts.journal(year, options))]],
    [/年初余额/u],
  ],
  '序时账 HTML 存为 xls': [
    (year, options) => [['序时账.xls', layouts.htmlText(layouts.journal(year, options))]],
    [/年初余额/u],
  ],
  '月日两列、方向列、科目编码含全部信息': [xlsx(layouts.journalByDirection), [/年初余额/u]],
  明细账: [xlsx(layouts.detail), []],
  '明细账，方向一列': [xlsx(layouts.detailByDirection), []],
  '科目余额表 A': [xlsx(layouts.balanceA), []],
  '科目余额表 B': [xlsx(layouts.balanceB), []],
  '科目余额表 C': [xlsx(layouts.balanceC), []],
  辅助余额表: [xlsx(layouts.auxiliaryBalance), []],
  '辅助项在一格、科目编码名称在一格、红字加括号': [xlsx(layouts.journalComposite), [/年初余额/u]],
  '编码-名称 和带点的编码': [xlsx(layouts.journalJoined), [/年初余额/u]],
  '科目编码-名称 在一列的余额表 et': [
    (year, options) => [['余额表.et', layouts.workbookBytes([layouts.balanceJoined(year, options)], 'biff8')]],
    [],
  ],
  '支付明细 编码-名称': [xlsx(layouts.paymentsJoined), [/支付明细只有财政拨款支出/u, /年初余额/u]],
  支付明细: [xlsx(layouts.payments), [/支付明细只有财政拨款支出/u, /年初余额/u]],
}

describe.each(['001', '004'] as const)('the tables of seed %s come back from a ledger', (seed) => {
  const printed = printedTables(seed)
  const books = solveBooks(printed.cells, PRINT_QUANTUM, printed.projects)
  const year = makeYear(books, printed.year, 1000)

  test.each(Object.entries(LAYOUTS))('%s', async (_, [write, lacks]) => {
    const derived = await importAll(write, year)
    for (const why of derived.cannot.map((one) => one.why))
      expect(
        lacks.some((lack) => lack.test(why)),
        why,
      ).toBe(true)
    for (const lack of lacks) expect(derived.cannot.some(({ why }) => lack.test(why))).toBe(true)
    expect(differences(derived, tablesOf(books), (fen) => fen)).toEqual([])
    expect(differences(derived, printed.cells, (fen) => roundTo(exact(fen), PRINT_QUANTUM).fen)).toEqual([])
    expect(derived.cells.size).toBeGreaterThan(100)
  })

  async function importAll(write: Write, of: YearOfVouchers): Promise<LedgerTables> {
    const bench = ledgerBench(printed.unit, printed.nature, printed.year, printed.pack)
    for (const [name, bytes] of write(of, { unit: printed.unit, nameOf })) {
      const outcome = await importLedger(bench, bench.open(), bench.file(name, bytes))
      expect(outcome).toMatchObject({ kind: 'imported' })
    }
    const derived = deriveLedgerTables(bench.store, bench.open())
    if (!derived) throw new Error('nothing was derived')
    return derived
  }
})

/** Cells that differ, also those that are neither derived nor said to be underivable. */
function differences(
  derived: LedgerTables,
  wanted: ReadonlyMap<CellRef, number>,
  print: (fen: number) => number,
): readonly string[] {
  return [...wanted].flatMap(([ref, fen]) => {
    const [table, row, column] = ref.split('/')
    const isUntold = derived.cannot.some(
      (one) => one.table === table && one.column === column && (one.row ?? row) === row,
    )
    if (isUntold || column?.startsWith('预算数') === true) return []
    const found = print(derived.cells.get(ref)?.fen ?? 0)
    return found === fen ? [] : [`${ref}: ${found} instead of ${fen}`]
  })
}

test('projects come back with the sums of their entries', async () => {
  const printed = printedTables('001')
  const books = solveBooks(printed.cells, PRINT_QUANTUM, printed.projects)
  const bench = ledgerBench(printed.unit, printed.nature, printed.year, printed.pack)
  const draft = layouts.journal(makeYear(books, printed.year, 3000), { unit: printed.unit, nameOf })
  await importLedger(bench, bench.open(), bench.file('序时账.xlsx', layouts.workbookBytes([draft], 'xlsx')))
  expect(deriveLedgerTables(bench.store, bench.open())?.projects).toEqual(projectSums(books))
})

function projectSums(books: readonly Book[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { leaf, fen } of books)
    if (leaf.kind === '支出' && leaf.nature === '项目支出') sums.set(leaf.project, (sums.get(leaf.project) ?? 0) + fen)
  return sums
}
