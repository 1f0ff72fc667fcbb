import type { Amount } from '#core/money/amount.ts'
import { cellRef, parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from './pack.ts'
import type { Measure, PackFixedRow, PackTable } from './schema-table.ts'
import { columnMeasure, entryNumber, takesEntries } from './words.ts'

/** What the accounts say of a cell, once it is decided what a gap means. */
export type Reading =
  /** `stated` is false for a blank, a —— or a code row that the table does not list: exactly zero. */
  | { readonly kind: 'known'; readonly amount: Amount; readonly stated: boolean }
  /** Nobody said it: it must never be taken for zero. */
  | { readonly kind: 'unknown' }

const ZERO: Amount = { fen: 0, quantum: 1 }
const NOTHING: Reading = { kind: 'known', amount: ZERO, stated: false }
const UNKNOWN: Reading = { kind: 'unknown' }

/**
 * Reads a cell as a figure.
 *
 * A blank of a published table is zero, because the form leaves zeros blank. A blank of a fill-in sheet is a question that
 * nobody answered, unless the pack says of its row that an unused one is zero, or the unit added the row itself. A code row that is not listed is zero where the whole table is known.
 */
export function readFigure(accounts: YearAccounts, pack: Pack, ref: CellRef): Reading {
  const value = accounts.get(ref)
  if (value?.kind === 'amount') return { kind: 'known', amount: value.amount, stated: true }
  return readGap(accounts, pack, ref, value)
}

function readGap(accounts: YearAccounts, pack: Pack, ref: CellRef, value: CellValue | undefined): Reading {
  if (value?.kind === 'dash') return NOTHING
  const parts = parseCellRef(ref)
  if (!parts) return UNKNOWN
  const state = accounts.table(parts.table, parts.prior)
  if (!state) return UNKNOWN
  const table = pack.tables.get(parts.table)
  const isListed = rowsIn(state).has(parts.row)
  const { row: rowKey } = parts
  // A row that the unit did not add is not there; what it left blank in one that it added is nothing.
  if (takesEntries(table) && entryNumber(parts.row) !== undefined) return NOTHING
  const isCodeRow = table !== undefined && !fixedRowsOf(table).some((row) => row.key === rowKey)
  if (isCodeRow && !isListed) return state.complete ? NOTHING : UNKNOWN
  if (table?.role === 'fill-in') {
    const fixed = fixedRowsOf(table).find((row) => row.key === rowKey)
    const isUnused = (): boolean =>
      table.columns.every(({ key }) => !isAnswer(accounts.get(cellRef(table.id, rowKey, key, parts.prior))))
    return fixed?.blank === 'zero' && isUnused() ? NOTHING : UNKNOWN
  }
  if (!state.complete) return UNKNOWN
  return NOTHING
}

function isAnswer(value: CellValue | undefined): boolean {
  return value !== undefined && value.kind !== 'blank'
}

/** States never change either, and a table of thousands of rows is asked for each of its cells. */
const rowSets = new WeakMap<TableState, ReadonlySet<string>>()

function rowsIn(state: TableState): ReadonlySet<string> {
  const rows = rowSets.get(state) ?? new Set(state.rows)
  rowSets.set(state, rows)
  return rows
}

/** Tables of a pack never change, and every relation asks for their rows. */
const fixedRows = new WeakMap<PackTable, readonly PackFixedRow[]>()

/** Every fixed row of a table, footer rows included. */
export function fixedRowsOf(table: PackTable): readonly PackFixedRow[] {
  const known = fixedRows.get(table)
  if (known) return known
  const rows = [...table.blocks.flatMap((block) => block.rows.filter((row) => 'key' in row)), ...table.footerRows]
  fixedRows.set(table, rows)
  return rows
}

/** The code rows of a state, with the table of the pack that brings the fixed ones among them. */
const codeRows = new WeakMap<TableState, { readonly table: PackTable | undefined; readonly keys: readonly string[] }>()

/**
 * The classification codes that are rows of a table, in order: the fixed ones of its form and those that the accounts bring.
 */
export function codeRowKeys(accounts: YearAccounts, pack: Pack, tableId: string, prior = false): readonly string[] {
  const table = pack.tables.get(tableId)
  const state = accounts.table(tableId, prior)
  const known = state && codeRows.get(state)
  if (known && known.table === table) return known.keys
  const fixed = table ? fixedRowsOf(table).map((row) => row.key) : []
  const keys = [...new Set([...fixed, ...(state?.rows ?? [])])].filter((key) => /^\d+$/.test(key)).toSorted()
  if (state) codeRows.set(state, { table, keys })
  return keys
}

/** What the figure of a cell counts: the row's own measure, else the column's. */
export function measureOf(pack: Pack, ref: CellRef): Measure {
  const parts = parseCellRef(ref)
  const table = pack.tables.get(parts?.table ?? '')
  const row = table && fixedRowsOf(table).find((fixed) => fixed.key === parts?.row)
  return row?.measure ?? columnMeasure(table, parts?.column ?? '') ?? '金额'
}
