import type { LedgerTables } from '#core/derive/ledger-cells.ts'
import { deriveTotals, type DerivedCell } from '#core/derive/totals.ts'
import { SUMMARY_TABLE, summariseProjects } from '#core/performance/summary.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fixedRowsOf } from '#core/packs/read-figure.ts'
import type { Store } from '#main/db/open-store.ts'
import { deriveLedgerTables } from './derive-ledger.ts'
import { settleTransfers } from './ledger-vouchers.ts'
import { openReport, type OpenReport } from './open-report.ts'
import { knownAmounts, saveDerivedSheets, standingSheets } from './standing-sheets.ts'

/**
 * Recomputes everything derived of a report: what its ledgers say, totals that nobody stated, targets of the 预算 in its scoring
 * sheets, and the summary of these. Call inside `Store.write` after anything changed; only real changes make new versions.
 *
 * Order   a total of stated figures goes before the ledgers' own, so that an approved table stays whole
 */
export function deriveReport(store: Store, opened: OpenReport): void {
  const { report, pack, accounts } = opened
  const derivedNow = store.cells.standingDerived(report.id)
  const stated: YearAccounts = {
    ...accounts,
    get: (ref) => (derivedNow.has(ref) ? undefined : accounts.get(ref)),
  }
  const { scoring } = pack
  if (pack.derive) settleTransfers(store, report, pack.derive)
  const ledger = deriveLedgerTables(store, opened)
  saveDerivedSheets(store, report, { executed: ledger?.projects ?? new Map(), budgets: ledger?.budgets ?? new Map() })
  const projects = standingSheets(store, report.id, pack)
  const summary = pack.tables.has(SUMMARY_TABLE) && scoring ? summariseProjects(projects, scoring) : []
  const typed = typedTables(store, opened)
  const cells = new Map<CellRef, DerivedCell>(deriveTotals(stated, pack, typed).map((cell) => [cell.ref, cell]))
  if (ledger) {
    for (const cell of savedLedgerCells(store, report.id, ledger)) if (!cells.has(cell.ref)) cells.set(cell.ref, cell)
    const known: YearAccounts = { ...stated, get: (ref) => stated.get(ref) ?? cells.get(ref)?.value }
    for (const cell of deriveTotals(known, pack, typed)) cells.set(cell.ref, cell)
  }
  for (const cell of summary) cells.set(cell.ref, cell)
  store.cells.saveDerived(
    report.id,
    [...cells.values()].map(({ ref, value, rule, inputs }) => ({ ref, value, origin: { kind: 'rule', rule, inputs } })),
    [...pack.tables.keys()].map((table) => ({ table, prior: false })),
  )
  saveDerivedRows(store, report.id, pack, ledger)
  if (report.key.stage === '预算') followBudget(store, report)
}

/** Tables with codes that a person typed in and says to be whole: nobody imported them, no ledger gives them. */
function typedTables(store: Store, { report, pack }: OpenReport): ReadonlySet<string> {
  const isTyped = (id: string): boolean => {
    const [only, ...others] = store.rows.listedBy(report.id, id)
    return only?.source === 'entered' && only.complete && others.length === 0
  }
  const withCodes = [...pack.tables.values()].filter(({ blocks }) => blocks.some(({ codeRows }) => codeRows))
  return new Set(withCodes.flatMap(({ id }) => (isTyped(id) ? [id] : [])))
}

/** Targets that change in the 预算 change in the 决算 of the same year. */
function followBudget(store: Store, { key }: OpenReport['report']): void {
  const settled = store.reports.find({ ...key, stage: '决算' })
  if (settled && saveDerivedSheets(store, settled, knownAmounts(store, settled.id)))
    deriveReport(store, openReport({ store }, settled))
}

/** Cells of the ledgers that may stand: a row that an imported table does not have is a difference, not a row of it. */
function savedLedgerCells(store: Store, reportId: number, ledger: LedgerTables): readonly DerivedCell[] {
  const imported = store.ledgers.importedRows(reportId)
  const chosen = new Set(
    store.cells.choices(reportId).flatMap(({ ref, source }) => (source === 'derived' ? [ref] : [])),
  )
  return [...ledger.cells.values()].filter(({ ref }) => {
    const parts = parseCellRef(ref)
    const rows = parts && imported.get(parts.table)
    return rows === undefined || rows.has(parts?.row ?? '') || chosen.has(ref)
  })
}

/** The rows of tables that the ledgers alone bring, in printed order; complete where every cell could be told. */
function saveDerivedRows(store: Store, reportId: number, pack: Pack, ledger: LedgerTables | undefined): void {
  const before = store.ledgers.derivedRows(reportId)
  const imported = store.ledgers.importedRows(reportId)
  for (const [id, table] of pack.tables) {
    const known = before.get(id)
    const isTold = ledger !== undefined && !imported.has(id) && hasCells(ledger, id)
    if (!isTold && (known === undefined || known.rows.length === 0)) continue
    const fixed = fixedRowsOf(table).flatMap(({ key, dash }) => (dash ? [] : [key]))
    const codes = ledger?.rows.get(id) ?? []
    const keys = isTold ? [...fixed, ...codes.filter((code) => !fixed.includes(code))] : []
    const complete = isTold && !ledger.cannot.some((one) => one.table === id)
    const isSame =
      known?.complete === complete &&
      known.rows.length === keys.length &&
      known.rows.every((row, at) => row.key === keys[at])
    if (isSame) continue
    const rows = keys.map((key) => ({ key, name: '' }))
    store.rows.save(reportId, { table: id, prior: false, complete, rows }, 'derived')
  }
}

function hasCells(ledger: LedgerTables, table: string): boolean {
  return [...ledger.cells.keys()].some((ref) => ref.startsWith(`${table}/`))
}
