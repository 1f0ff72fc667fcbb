import type { PackTable } from './schema-table.ts'

/** A header cell at its place in the printed grid; positions are 0-based. */
export interface HeaderCell {
  readonly text: string
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly cols: number
}

export type HeaderPlacement =
  | { readonly ok: true; readonly cells: readonly HeaderCell[]; readonly rows: number }
  /** The row of `header` (and the cell, where one is to blame) that keeps it from filling a rectangle. */
  | { readonly ok: false; readonly row: number; readonly cell: number | undefined; readonly reason: string }

/** How a print column is headed in a table that gives no header of its own. */
const PRINT_COLUMNS: ReadonlyMap<string, string> = new Map([
  ['@label', '项目'],
  ['@line', '行次'],
  ['@code', '科目代码'],
  ['@name', '科目名称'],
])

/** Number of columns of the printed grid: those of all blocks side by side. */
export function gridWidth(table: PackTable): number {
  return table.blocks.reduce((width, block) => width + block.columns.length, 0)
}

/**
 * Puts the header cells on the grid as HTML does: each into the next place that no cell above reaches into. A table
 * without a header gets one row of its column keys.
 */
export function placeHeader(table: PackTable): HeaderPlacement {
  const width = gridWidth(table)
  const header = table.header.length > 0 ? table.header : [defaultHeader(table)]
  const taken = header.map(() => new Set<number>())
  const cells: HeaderCell[] = []
  for (const [row, given] of header.entries()) {
    for (const [index, cell] of given.entries()) {
      const { text, cols, rows } = typeof cell === 'string' ? { text: cell, cols: 1, rows: 1 } : cell
      const column = firstFree(taken[row], width)
      const refuse = (reason: string): HeaderPlacement => ({ ok: false, row, cell: index, reason })
      if (column + cols > width) return refuse(`表头第 ${row + 1} 行“${text}”超出表宽，各块共 ${width} 栏`)
      if (row + rows > header.length) return refuse(`表头“${text}”占 ${rows} 行，超出表头的 ${header.length} 行`)
      if (!occupy(taken.slice(row, row + rows), column, cols)) return refuse(`表头“${text}”与上一行向下合并的格子重叠`)
      cells.push({ text, row, column, rows, cols })
    }
    const missing = width - (taken[row]?.size ?? 0)
    if (missing > 0)
      return { ok: false, row, cell: undefined, reason: `表头第 ${row + 1} 行缺 ${missing} 栏，各块共 ${width} 栏` }
  }
  return { ok: true, cells, rows: header.length }
}

function defaultHeader(table: PackTable): PackTable['header'][number] {
  return table.blocks.flatMap((block) => block.columns.map((column) => PRINT_COLUMNS.get(column) ?? column))
}

function firstFree(taken: ReadonlySet<number> | undefined, width: number): number {
  for (let column = 0; column < width; column++) if (taken?.has(column) !== true) return column
  return width
}

/** False when a place is taken already. */
function occupy(rows: readonly Set<number>[], column: number, cols: number): boolean {
  const places = Array.from({ length: cols }, (_, offset) => column + offset)
  if (rows.some((row) => places.some((place) => row.has(place)))) return false
  for (const row of rows) for (const place of places) row.add(place)
  return true
}
