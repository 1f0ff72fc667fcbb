import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CellRef } from '#core/model/cell.ts'
import { AppError } from '#core/model/error.ts'
import { runLedgerJob, type JobProgress } from '#main/jobs/import-ledger-job.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import { PRINT_QUANTUM, printedTables } from '#test/ledger-samples/printed.ts'
import { solveBooks } from '#test/ledger-samples/solve.ts'
import { ledgerBench, nameOf, type LedgerBench } from '#test/ledger-samples/store.ts'
import { makeYear } from '#test/ledger-samples/vouchers.ts'

const printed = printedTables('001')
const TOTAL = '支出决算表/合计/本年支出合计' as CellRef

function prepared(
  lines: number,
  form: 'xlsx' | 'biff8' = 'xlsx',
): { readonly bench: LedgerBench; readonly path: string } {
  const bench = ledgerBench(printed.unit, printed.nature, printed.year, printed.pack)
  const year = makeYear(solveBooks(printed.cells, PRINT_QUANTUM, printed.projects), printed.year, lines)
  const draft = layouts.journal(year, { unit: printed.unit, nameOf })
  return { bench, path: bench.file(`序时账.${form === 'xlsx' ? 'xlsx' : 'xls'}`, layouts.workbookBytes([draft], form)) }
}

const count = ({ store }: LedgerBench, table: string): number =>
  Number(store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())

test('a process of its own imports the file, tells how far it is, and the tables stand', async () => {
  const { bench, path } = prepared(10_000)
  const seen: JobProgress[] = []
  const reportId = bench.open().report.id
  const outcome = await runLedgerJob(bench, reportId, path, { onProgress: (progress) => void seen.push(progress) })
  expect(outcome.kind).toBe('imported')
  expect(count(bench, 'ledger_entry')).toBeGreaterThan(9_000)
  expect(bench.open().accounts.get(TOTAL)).toMatchObject({ kind: 'amount' })
  expect(seen.length).toBeGreaterThan(0)
  for (const { done, total } of seen) expect(done).toBeLessThanOrEqual(total)
})

test('cancelling leaves nothing: no row, no import, no kept file, and the next import works', async () => {
  const { bench, path } = prepared(30_000)
  const reportId = bench.open().report.id
  const stop = new AbortController()
  const cancelled = runLedgerJob(bench, reportId, path, {
    signal: stop.signal,
    onProgress: () => {
      stop.abort()
    },
  })
  await expect(cancelled).rejects.toThrow(AppError)
  for (const table of ['ledger_entry', 'ledger_voucher', 'ledger_combination', 'ledger_sheet', 'import', 'source_file'])
    expect([table, count(bench, table)]).toEqual([table, 0])
  const kept = `${bench.store.path}.files`
  expect(existsSync(kept) ? readdirSync(kept) : []).toEqual([])
  expect((await runLedgerJob(bench, reportId, path)).kind).toBe('imported')
})

test('cancelling at the last moment either leaves nothing or finds the import whole', async () => {
  const { bench, path } = prepared(2_000)
  const stop = new AbortController()
  const outcome = await runLedgerJob(bench, bench.open().report.id, path, {
    signal: stop.signal,
    onProgress: ({ done, total }) => {
      if (done === total) stop.abort()
    },
  }).catch((error: unknown) => error)
  const isImported = !(outcome instanceof AppError)
  if (isImported) expect(outcome).toMatchObject({ kind: 'imported' })
  expect(count(bench, 'import')).toBe(isImported ? 1 : 0)
  expect(count(bench, 'ledger_entry') > 0).toBe(isImported)
  expect(bench.store.db.pragma('integrity_check', { simple: true })).toBe('ok')
})

test('an old .xls can be cancelled too and leaves nothing', async () => {
  const { bench, path } = prepared(5_000, 'biff8')
  const stop = new AbortController()
  const cancelled = runLedgerJob(bench, bench.open().report.id, path, { signal: stop.signal })
  stop.abort()
  await expect(cancelled).rejects.toMatchObject({ info: { code: 'FILE_CANCELLED' } })
  expect(count(bench, 'import')).toBe(0)
  expect(count(bench, 'ledger_entry')).toBe(0)
})

test('a file that cannot be read is an error of the file, and the store stays as it was', async () => {
  const { bench } = prepared(10)
  const path = bench.file('坏.xlsx', Buffer.from('PK\u0003\u0004 not a workbook'))
  await expect(runLedgerJob(bench, bench.open().report.id, path)).rejects.toThrow(/坏\.xlsx/u)
  expect(count(bench, 'import')).toBe(0)
})

test('a process that needs more memory than it may is stopped', async () => {
  const { bench, path } = prepared(10)
  const job = runLedgerJob(bench, bench.open().report.id, path, { memoryBytes: 1 << 20 })
  await expect(job).rejects.toThrow(/内存/u)
  expect(count(bench, 'import')).toBe(0)
})
