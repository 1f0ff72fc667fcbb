import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import { cellRef, parseCellRef, priorRef } from '#core/model/cell.ts'
import type { CellRef, CellValue } from '#core/model/cell.ts'
import { samePrint } from '#core/money/interval.ts'
import type { Unit } from '#core/model/report.ts'
import type { Store } from './open-store.ts'
import type { RowList } from './repositories/rows.ts'
import type { Report } from './repositories/reports.ts'
import { storeRefusal } from './store-errors.ts'

/** A figure of last year that last year's report and this year's 填报表 state differently. */
export interface PriorConflict {
  /** The ref as this report names it: `上年·…` */
  readonly ref: CellRef
  /** From last year's report; this is what stands. Undefined: its table is complete and has no such row. */
  readonly lastYear: CellValue | undefined
  /** From the 填报表 of this report. */
  readonly filledIn: CellValue
}

/** What the accounts of a report are made of, each as the store told it: the same while nobody changed it. */
interface Sources {
  readonly report: Report
  readonly unit: Unit
  readonly cells: ReadonlyMap<CellRef, CellValue>
  readonly rows: readonly RowList[]
  readonly texts: ReadonlyMap<string, string>
  /** Of last year's report, where the store has it. */
  readonly lastYear: { readonly cells: ReadonlyMap<CellRef, CellValue>; readonly rows: readonly RowList[] } | undefined
}

interface Made {
  readonly sources: Sources
  readonly accounts: YearAccounts
  readonly states: ReadonlyMap<string, TableState>
}

/** What was made last, by the row lists of the report. */
const made = new WeakMap<Sources['rows'], Made>()

/**
 * The standing figures of a report. Last year's come from last year's report of the same unit and stage where the store has
 * it, otherwise from what this report itself holds under `上年·` refs. The same accounts come back while they are the same.
 * Errors: DB_REPORT_UNKNOWN.
 */
export function loadAccounts(store: Store, reportId: number): YearAccounts {
  const sources = sourcesOf(store, reportId)
  const known = made.get(sources.rows)
  const isSame = known !== undefined && isSameSources(known.sources, sources)
  if (isSame && known.sources.cells === sources.cells) return known.accounts
  const hasSameRows = isSame && isSameKeys(known.sources.cells, sources.cells)
  const states = hasSameRows ? known.states : tableStates(sources)
  const accounts = accountsOf(sources, states)
  made.set(sources.rows, { sources, accounts, states })
  return accounts
}

function sourcesOf(store: Store, reportId: number): Sources {
  const report = requireReport(store, reportId)
  const unit = store.units.find(report.key.unit)
  if (unit === undefined) throw new Error(`report ${reportId} has no unit; a foreign key forbids this`)
  const lastYear = lastYearOf(store, report)
  return {
    report,
    unit,
    cells: store.cells.standing(reportId),
    rows: store.rows.all(reportId),
    texts: store.texts.standing(reportId),
    lastYear: lastYear && { cells: store.cells.standing(lastYear.id), rows: store.rows.all(lastYear.id) },
  }
}

/** But for the cells of the report itself. */
function isSameSources(a: Sources, b: Sources): boolean {
  return (
    a.report === b.report &&
    a.unit === b.unit &&
    a.rows === b.rows &&
    a.texts === b.texts &&
    a.lastYear?.cells === b.lastYear?.cells &&
    a.lastYear?.rows === b.lastYear?.rows
  )
}

function isSameKeys(a: Sources['cells'], b: Sources['cells']): boolean {
  return a.size === b.size && [...a.keys()].every((ref) => b.has(ref))
}

function accountsOf(
  { report, unit, cells, texts, lastYear }: Sources,
  states: ReadonlyMap<string, TableState>,
): YearAccounts {
  const before = lastYear && asLastYear(lastYear.cells)
  return {
    key: report.key,
    unit,
    // Last year's report goes over the 填报表, cell by cell.
    get: (ref) => before?.get(ref) ?? cells.get(ref),
    table: (id, prior = false) => states.get(tableKey(id, prior)),
    text: (id) => texts.get(id),
  }
}

function tableStates({ cells, rows, texts, lastYear }: Sources): ReadonlyMap<string, TableState> {
  const tables = new Map(rows.map((list) => [tableKey(list.table, list.prior), gather(list)]))
  const before = lastYear && asLastYear(lastYear.cells)
  for (const list of lastYear?.rows ?? []) if (!list.prior) putBefore(tables, tableKey(list.table, true), list)
  // Words of a cell are kept as texts under its ref; no other text has a ref for its id.
  addRowsOfCells(tables, [...cells.keys(), ...(before?.keys() ?? []), ...([...texts.keys()] as CellRef[])])
  return new Map([...tables].map(([key, table]) => [key, finish(table)]))
}

/** The cells of a report's own year as the report of the next year names them. */
const lastYears = new WeakMap<ReadonlyMap<CellRef, CellValue>, ReadonlyMap<CellRef, CellValue>>()

function asLastYear(cells: ReadonlyMap<CellRef, CellValue>): ReadonlyMap<CellRef, CellValue> {
  const known = lastYears.get(cells)
  if (known) return known
  const named = new Map([...ownCells(cells)].map(([ref, value]) => [priorRef(ref), value]))
  lastYears.set(cells, named)
  return named
}

/** Where last year's report and the 填报表 state a figure differently: as two prints of one amount may not differ. */
export function priorConflicts(store: Store, reportId: number): readonly PriorConflict[] {
  const lastYear = lastYearOf(store, requireReport(store, reportId))
  if (lastYear === undefined) return []
  const there = ownCells(store.cells.standing(lastYear.id))
  const complete = completeTables(store, lastYear)
  return [...store.cells.standing(reportId)].flatMap(([ref, filledIn]) => {
    const parts = parseCellRef(ref)
    if (parts?.prior !== true) return []
    const value = there.get(cellRef(parts.table, parts.row, parts.column))
    const rows = complete.get(parts.table)
    if (value === undefined && (rows === undefined || rows.has(parts.row))) return []
    return sameStatement(value ?? BLANK, filledIn) ? [] : [{ ref, lastYear: value, filledIn }]
  })
}

const BLANK: CellValue = { kind: 'blank' }

/** The rows of the tables of which a report knows every row. */
const completeTables = (store: Store, report: Report): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    store.rows
      .all(report.id)
      .filter((list) => list.complete && !list.prior)
      .map((list) => [list.table, new Set(list.rows.map((row) => row.key))]),
  )

/** The report of the same unit and stage one year before, if the store has it. */
export const lastYearOf = (store: Store, { key }: Report): Report | undefined =>
  store.reports.find({ ...key, year: key.year - 1 })

function requireReport(store: Store, reportId: number): Report {
  const report = store.reports.get(reportId)
  if (report !== undefined) return report
  throw storeRefusal('DB_REPORT_UNKNOWN', `数据文件中没有编号为 ${reportId} 的报表。`, '重新选择单位、年度和预决算。')
}

/** A report's own year; what it holds of the year before that is nobody's here. */
const ownCells = (cells: ReadonlyMap<CellRef, CellValue>): ReadonlyMap<CellRef, CellValue> =>
  new Map([...cells].filter(([ref]) => parseCellRef(ref)?.prior === false))

/** Blank and —— count as exactly zero beside an amount, as in every relation. */
function sameStatement(a: CellValue, b: CellValue): boolean {
  if (a.kind === 'amount' && b.kind === 'amount') return samePrint(a.amount, b.amount)
  const amount = a.kind === 'amount' ? a.amount : b.kind === 'amount' ? b.amount : undefined
  return amount === undefined || amount.fen === 0
}

/** A table while its rows are gathered. */
interface Gathering {
  readonly rows: Set<string>
  readonly names: Map<string, string>
  readonly complete: boolean
}

const tableKey = (id: string, prior: boolean): string => `${prior ? '上年·' : ''}${id}`

const gather = (list: RowList): Gathering => ({
  rows: new Set(list.rows.map((row) => row.key)),
  // A row that nobody named (ledgers know codes only) takes its name from the code lists.
  names: new Map(list.rows.flatMap((row) => (row.name === '' ? [] : [[row.key, row.name] as const]))),
  complete: list.complete,
})

const finish = ({ rows, names, complete }: Gathering): TableState => ({ rows: [...rows], names, complete })

/** Puts last year's own rows before those of the 填报表. */
function putBefore(tables: Map<string, Gathering>, key: string, list: RowList): void {
  const filledIn = tables.get(key)
  const table = gather(list)
  tables.set(key, table)
  for (const row of filledIn?.rows ?? []) table.rows.add(row)
  for (const [row, name] of filledIn?.names ?? []) if (!table.names.has(row)) table.names.set(row, name)
}

/** A row that has a figure is there, whether a list names it or not; such rows come last, by key, however they were entered. */
function addRowsOfCells(tables: Map<string, Gathering>, refs: Iterable<CellRef>): void {
  const unlisted = new Map<string, Set<string>>()
  for (const ref of refs) {
    const parts = parseCellRef(ref)
    if (parts === undefined) continue
    const key = tableKey(parts.table, parts.prior)
    if (tables.get(key)?.rows.has(parts.row) === true) continue
    const rows = unlisted.get(key) ?? new Set<string>()
    unlisted.set(key, rows.add(parts.row))
  }
  for (const [key, rows] of unlisted) {
    const table = tables.get(key) ?? { rows: new Set<string>(), names: new Map<string, string>(), complete: false }
    tables.set(key, table)
    for (const row of [...rows].toSorted()) table.rows.add(row)
  }
}
