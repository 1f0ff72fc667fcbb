import { levelOf } from '#core/codes/code-tree.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { cellRef } from '#core/model/cell.ts'
import type { Pack } from './pack.ts'
import { codeRowKeys, fixedRowsOf } from './read-figure.ts'
import type { PackTextField } from './schema-pack.ts'
import type { PackFixedRow } from './schema-table.ts'

export type TextRows = NonNullable<PackTextField['per']>

/**
 * The rows for which a text may be written, where the form itself says which: the fixed rows (level 行), or the fixed code rows of a
 * table that takes no others. Undefined where the accounts bring the rows.
 */
export function fixedTextRows(per: TextRows, pack: Pick<Pack, 'tables'>): readonly PackFixedRow[] | undefined {
  const table = pack.tables.get(per.table)
  if (!table || (per.level !== '行' && table.blocks.some((block) => block.codeRows))) return undefined
  return fixedRowsOf(table).filter(({ key }) => isOfLevel(key, per))
}

/** The rows that need the text now: those with an amount in one of the columns, in order of the first table. */
export function neededTextRows(per: TextRows, accounts: YearAccounts, pack: Pack): readonly string[] {
  const places = [per, ...per.also]
  const keys = places.flatMap(({ table }) =>
    per.level === '行' ? (fixedTextRows(per, pack) ?? []).map(({ key }) => key) : codeRowKeys(accounts, pack, table),
  )
  const known = [...new Set(keys)].filter((key) => isOfLevel(key, per))
  const ordered = per.level === '行' ? known : known.toSorted()
  return ordered.filter((key) =>
    places.some(({ table, column }) => {
      const value = accounts.get(cellRef(table, key, column))
      return value?.kind === 'amount' && value.amount.fen !== 0
    }),
  )
}

function isOfLevel(key: string, { level, prefix }: TextRows): boolean {
  return (level === '行' || levelOf(key) === level) && key.startsWith(prefix ?? '')
}

/** Id under which the text of one row is kept: `支出用途·201`. */
export function rowTextId(id: string, row: string): string {
  return `${id}·${row}`
}
