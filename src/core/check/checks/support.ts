import type { Amount } from '#core/money/amount.ts'
import { cellRef, type CellRef } from '#core/model/cell.ts'
import { codeRowKeys, fixedRowsOf } from '#core/packs/read-figure.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import type { Finding } from '../finding.ts'
import type { Check, CheckContext } from './check.ts'

type Particulars = Pick<Finding, 'severity' | 'where' | 'cells' | 'hint' | 'source'> & Partial<Finding>

/** A finding of a check; what it does not say is empty. */
export function finding(check: Check, particulars: Particulars): Finding {
  return {
    rule: check.id,
    title: check.title,
    outcome: 'fail',
    stated: '',
    expected: '',
    difference: '',
    group: undefined,
    ...particulars,
  }
}

/** The code rows that the accounts brought themselves (the codes of a form are the pack's business). */
export function* codesInUse({
  accounts,
  pack,
}: CheckContext): Iterable<{ readonly table: string; readonly code: string; readonly column: string }> {
  for (const table of pack.tables.values()) {
    const fixed = fixedRowsOf(table).map((row) => row.key)
    const [column] = table.columns
    if (!column || !accounts.table(table.id)) continue
    for (const code of codeRowKeys(accounts, pack, table.id))
      if (!fixed.includes(code)) yield { table: table.id, code, column: column.key }
  }
}

interface StatedCell {
  readonly ref: CellRef
  readonly amount: Amount
}

/** Every cell of the report that states a figure. */
export function* statedCells(context: CheckContext): Iterable<StatedCell> {
  for (const { table, row } of statedRows(context)) yield* statedInRow(table, row, context)
}

/** Every row of the report that a figure may stand in. */
export function* statedRows({
  accounts,
  pack,
}: CheckContext): Iterable<{ readonly table: PackTable; readonly row: string }> {
  for (const table of pack.tables.values()) {
    const rows = new Set([...fixedRowsOf(table).map((row) => row.key), ...(accounts.table(table.id)?.rows ?? [])])
    for (const row of rows) yield { table, row }
  }
}

export function* statedInRow(table: PackTable, row: string, { accounts }: CheckContext): Iterable<StatedCell> {
  for (const column of table.columns) {
    const ref = cellRef(table.id, row, column.key)
    const value = accounts.get(ref)
    if (value?.kind === 'amount') yield { ref, amount: value.amount }
  }
}
