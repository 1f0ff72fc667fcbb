import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exact, roundTo } from '#core/money/amount.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { controlTotals } from '#main/services/derive-reconcile.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import { PRINT_QUANTUM, printedTables } from '#test/ledger-samples/printed.ts'
import { ledgerBench } from '#test/ledger-samples/store.ts'
import { LEDGER_SAMPLE } from '#test/ledger-samples/write-sample.ts'

test('the sample ledger that ships gives every cell of the published tables', async () => {
  const printed = printedTables('001')
  const bench = ledgerBench(printed.unit, printed.nature, printed.year, printed.pack)
  for (const name of readdirSync(LEDGER_SAMPLE).filter((file) => file.endsWith('.xlsx'))) {
    const outcome = await importLedger(bench, bench.open(), join(LEDGER_SAMPLE, name))
    expect(outcome).toMatchObject({ kind: 'imported', findings: [] })
  }
  const derived = deriveLedgerTables(bench.store, bench.open())
  expect(derived?.cannot).toEqual([])
  expect(derived?.warnings).toEqual([])
  expect(controlTotals(bench.store, bench.open())).toEqual([])
  for (const [ref, fen] of printed.cells) {
    if (ref.includes('/预算数')) continue
    expect([ref, roundTo(exact(derived?.cells.get(ref)?.fen ?? 0), PRINT_QUANTUM).fen]).toEqual([ref, fen])
  }
})
