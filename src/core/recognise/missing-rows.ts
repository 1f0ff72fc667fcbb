import { fixedRowsOf } from '#core/packs/read-figure.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackFixedRow, PackTable } from '#core/packs/schema-table.ts'
import { parseTerm } from '#core/packs/term.ts'
import type { ReadRow } from './table-reading.ts'

/**
 * Fixed rows that the sheet does not have and nothing stands in for, totals first; what is blank in such a table is unknown.
 *
 * Many places print only the rows in use. A row may be left out, and is zero, where
 * - it is one of the classification, or
 * - a total that the sheet prints adds it up: had it held an amount, that sum would fail.
 */
export function missingRows(table: PackTable, pack: Pack, rows: readonly ReadRow[]): readonly PackFixedRow[] {
  const present = new Set(rows.map((row) => row.key))
  const fixed = fixedRowsOf(table).filter((row) => row.code === undefined && !row.dash)
  const absent = fixed.filter((row) => !present.has(row.key))
  if (absent.length === 0) return []
  const sums = sumsOf(table, pack)
  const isCovered = (key: string, under: readonly string[] = []): boolean => {
    // A subtotal is left out with all its rows or not at all: computed from rounded rows it might print another amount.
    const own = sums.filter((sum) => sum.total === key)
    if (own.some((sum) => sum.addsClasses || [...sum.rows].some((row) => present.has(row)))) return false
    return sums.some(
      ({ total, rows: added }) =>
        added.has(key) && !under.includes(total) && (present.has(total) || isCovered(total, [...under, key])),
    )
  }
  const isTotal = (row: PackFixedRow): boolean => sums.some((sum) => sum.total === row.key)
  const missing = absent.filter((row) => !isCovered(row.key))
  return [...missing.filter(isTotal), ...missing.filter((row) => !isTotal(row))]
}

interface RowSum {
  readonly total: string
  readonly rows: ReadonlySet<string>
  /** Adds up the rows of the classification too. */
  readonly addsClasses: boolean
}

/** The unconditional sums of a table that add up named rows to one row. */
function sumsOf(table: PackTable, pack: Pack): readonly RowSum[] {
  return pack.relations.flatMap((relation): readonly RowSum[] => {
    if (relation.kind !== 'sum' || relation.when.length > 0 || relation.severity !== 'error') return []
    const [total, ...others] = rowsOfTerms(relation.left, table.id)
    if (total === undefined || others.length > 0 || relation.left.length > 1) return []
    const added = new Set(rowsOfTerms(relation.right, table.id).filter((row) => row !== total))
    const addsClasses = relation.right.map(parseTerm).some((term) => term.kind === 'cells' && term.row.kind === 'level')
    return added.size === 0 && !addsClasses ? [] : [{ total, rows: added, addsClasses }]
  })
}

function rowsOfTerms(terms: readonly string[], table: string): readonly string[] {
  return terms.map(parseTerm).flatMap((term) => {
    const isOwn = term.kind === 'cells' && !term.prior && term.sign === 1 && term.table === table
    return isOwn && term.row.kind === 'key' ? [term.row.key] : []
  })
}
