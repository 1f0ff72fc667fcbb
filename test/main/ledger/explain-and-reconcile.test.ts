import { expect, test } from 'vitest'
import type { CellRef } from '#core/model/cell.ts'
import { amountOf } from '#core/money/amount.ts'
import { readWorkbook } from '#main/files/read-workbook.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { explainLedgerCell } from '#main/services/derive-ledger-explain.ts'
import { chooseFigure, controlTotals, reconcile } from '#main/services/derive-reconcile.ts'
import { deriveReport } from '#main/services/derive-report.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import { PRINT_QUANTUM, printedTables } from '#test/ledger-samples/printed.ts'
import { solveBooks } from '#test/ledger-samples/solve.ts'
import { ledgerBench, nameOf, type LedgerBench } from '#test/ledger-samples/store.ts'
import { makeYear } from '#test/ledger-samples/vouchers.ts'

const printed = printedTables('001')
const year = makeYear(solveBooks(printed.cells, PRINT_QUANTUM, printed.projects), printed.year, 800)
const options = { unit: printed.unit, nameOf }
const REF = '支出决算表/2013101/基本支出' as CellRef

async function withLedger(): Promise<LedgerBench> {
  const bench = ledgerBench(printed.unit, printed.nature, printed.year, printed.pack)
  for (const [name, draft] of [
    ['序时账.xlsx', layouts.journal(year, options)],
    ['科目余额表.xlsx', layouts.balanceC(year, options)],
  ] as const)
    await importLedger(bench, bench.open(), bench.file(name, layouts.workbookBytes([draft], 'xlsx')))
  return bench
}

/** The approved tables beside the ledger, with one cell that says something else. */
function importTables(bench: LedgerBench, changed: ReadonlyMap<CellRef, number>): void {
  const { report } = bench.open()
  bench.store.write(bench.actor, 'import', () => {
    const file = bench.store.sourceFiles.keep('公开报表.xlsx', Buffer.from('tables'))
    const origin = { kind: 'file', file, fileName: '公开报表.xlsx', sheet: '表', address: 'C1', text: '' } as const
    const importId = bench.store.imports.add({ reportId: report.id, file, fileName: '公开报表.xlsx', summary: {} })
    const cells = [...printed.cells].map(([ref, fen]) => ({
      ref,
      value: { kind: 'amount', amount: amountOf(changed.get(ref) ?? fen, PRINT_QUANTUM) } as const,
      origin,
    }))
    bench.store.cells.saveImported(report.id, importId, cells)
    for (const [table, refs] of Map.groupBy(printed.cells.keys(), (ref) => ref.split('/')[0] ?? '')) {
      const keys = [...new Set(refs.map((ref) => ref.split('/')[1] ?? ''))]
      const rows = keys.map((key) => ({ key, name: '' }))
      bench.store.rows.save(report.id, { table, prior: false, complete: true, rows }, { importId })
    }
    deriveReport(bench.store, bench.open())
  })
}

test('every derived cell opens down to lines that add up to it, each where it stands in the file', async () => {
  const bench = await withLedger()
  const derived = deriveLedgerTables(bench.store, bench.open())
  const book = await readWorkbook(`${bench.folder}/序时账.xlsx`)
  const rows = new Map(book.sheets[0]?.rows.map((row) => [row.index + 1, row]))
  for (const [ref, { fen }] of [...(derived?.cells ?? [])].filter((_, at) => at % 17 === 0)) {
    const explained = explainLedgerCell(bench.store, bench.open(), ref, { limit: 10_000 })
    expect(explained?.accounts.reduce((sum, account) => sum + account.fen, 0)).toBe(fen)
    for (const account of explained?.accounts ?? [])
      expect(account.sources.reduce((sum, source) => sum + source.fen, 0)).toBe(account.fen)
  }
  const [source] = explainLedgerCell(bench.store, bench.open(), REF)?.accounts[0]?.sources ?? []
  const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/u.exec(source?.address ?? '') ?? []
  const cell = rows.get(Number(row))?.cells.find((one) => one.column === column.charCodeAt(0) - 65)
  expect(cell?.value).toMatchObject({ kind: 'number' })
  expect(Math.round(Number(cell?.value.kind === 'number' ? cell.value.text : NaN) * 100)).toBe(source?.fen)
})

test('tables that agree with the ledger have no differences; one that does not is listed, and the user chooses', async () => {
  const bench = await withLedger()
  importTables(bench, new Map())
  expect(reconcile(bench.store, bench.open())).toEqual([])

  const other = await withLedger()
  const fen = (printed.cells.get(REF) ?? 0) + 1_000_000
  importTables(other, new Map([[REF, fen]]))
  expect(reconcile(other.store, other.open()).map(({ cell }) => cell)).toEqual([REF])
  expect(other.open().accounts.get(REF)).toMatchObject({ amount: { fen } })
  other.store.write('会计甲', 'choose', () => {
    chooseFigure(other.store, other.open(), REF, 'derived', '报表抄错')
  })
  expect(other.open().accounts.get(REF)).toMatchObject({ amount: { quantum: 1 } })
})

test('a report without imported tables stands on its ledger; undoing the ledger takes everything back', async () => {
  const bench = await withLedger()
  const derive = (): void => {
    bench.store.write('会计甲', 'derive', () => {
      deriveReport(bench.store, bench.open())
    })
  }
  derive()
  expect(bench.open().accounts.table('支出决算表')?.complete).toBe(true)
  expect(bench.open().accounts.get(REF)).toMatchObject({ kind: 'amount', amount: { quantum: 1 } })
  bench.store.write('会计甲', 'undo', () => {
    for (const { id } of bench.store.imports.all(bench.open().report.id)) bench.store.imports.undo(id)
  })
  derive()
  expect(bench.open().accounts.get(REF)).toBeUndefined()
  expect(bench.open().accounts.table('支出决算表')?.rows ?? []).toEqual([])
})

test('the same file is imported once; a second time it says so', async () => {
  const bench = await withLedger()
  const again = await importLedger(bench, bench.open(), `${bench.folder}/序时账.xlsx`)
  expect(again.kind).toBe('same')
})

test('balance table and journal agree, and a balance table of another time does not', async () => {
  const bench = await withLedger()
  expect(controlTotals(bench.store, bench.open())).toEqual([])
  const earlier = layouts.balanceC({ ...year, vouchers: year.vouchers.slice(0, -1) }, options)
  await importLedger(bench, bench.open(), bench.file('余额表2.xlsx', layouts.workbookBytes([earlier], 'xlsx')))
  const differences = controlTotals(bench.store, bench.open())
  expect(differences.length).toBeGreaterThan(0)
  expect(differences[0]?.message).toContain('余额表和序时账')
})
