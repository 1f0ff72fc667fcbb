import { fixedRowsOf } from './read-figure.ts'
import type { PackTable } from './schema-table.ts'
import { entryNumber, takesEntries } from './words.ts'

/** What a reference to a table may name. */
export interface TableShape {
  readonly id: string
  readonly rows: ReadonlySet<string>
  readonly columns: ReadonlySet<string>
  /** Any code may be a row. */
  readonly hasCodeRows: boolean
  /** The unit adds rows of its own, which @自填行 finds. */
  readonly hasEntries: boolean
  /** @类, @款, @项, @下级 and 有下级 can find rows: the table has code rows, or fixed rows with codes for keys. */
  readonly hasCodes: boolean
}

export function shapeOf(table: PackTable): TableShape {
  const rows = new Set(fixedRowsOf(table).map((row) => row.key))
  const hasCodeRows = table.blocks.some((block) => block.codeRows !== undefined)
  return {
    id: table.id,
    rows,
    columns: new Set(table.columns.map((column) => column.key)),
    hasCodeRows,
    hasEntries: takesEntries(table),
    hasCodes: hasCodeRows || [...rows].some(isCode),
  }
}

/** True when the table has, or may get, a row of this key. */
export function mayHaveRow(shape: TableShape, row: string): boolean {
  return (
    shape.rows.has(row) || (shape.hasCodeRows && isCode(row)) || (shape.hasEntries && entryNumber(row) !== undefined)
  )
}

function isCode(key: string): boolean {
  return /^\d+$/.test(key)
}
