import type { Merge, SheetCell, SheetRow, SheetValue } from '#core/workbook/grid.ts'

/** The size of a sheet; a larger span or table is an error of the file, or an attack. */
const MAX_ROWS = 1_048_576
const MAX_COLUMNS = 16_384

/** Lays the cells of a table out as a browser does: a cell takes the next place that no span from above covers. */
export interface TableGrid {
  startRow(hidden: boolean): void
  place(value: SheetValue | undefined, columnSpan: number, rowSpan: number): void
  finish(): { readonly rows: readonly SheetRow[]; readonly merges: readonly Merge[] }
}

/** `refuse` is called with what is too large, and must throw. */
export function tableGrid(refuse: (what: string) => never): TableGrid {
  const rows: SheetRow[] = []
  const merges: Merge[] = []
  /** Column → last row that a span from above covers there. */
  const covered = new Map<number, number>()
  let row = -1
  let column = 0
  let hidden = false
  let cells: SheetCell[] = []

  const endRow = (): void => {
    if (cells.length > 0) rows.push({ index: row, hidden, cells })
    cells = []
  }
  return {
    startRow(isHidden) {
      endRow()
      row += 1
      column = 0
      hidden = isHidden
      if (row >= MAX_ROWS) refuse(`表格超过 ${MAX_ROWS} 行`)
    },
    place(value, columnSpan, rowSpan) {
      if (row < 0) row = 0
      while ((covered.get(column) ?? -1) >= row) column += 1
      const right = column + columnSpan - 1
      if (right >= MAX_COLUMNS) refuse(`第 ${row + 1} 行超过 ${MAX_COLUMNS} 列`)
      const bottom = Math.min(row + rowSpan, MAX_ROWS) - 1
      if (value !== undefined) cells.push({ column, value })
      if (right > column || bottom > row) merges.push({ top: row, left: column, bottom, right })
      if (bottom > row) for (let at = column; at <= right; at += 1) covered.set(at, bottom)
      column = right + 1
    },
    finish() {
      endRow()
      // A span may promise more rows than the table has.
      const inside = merges.map((merge) => ({ ...merge, bottom: Math.min(merge.bottom, row) }))
      return { rows, merges: inside.filter((merge) => merge.bottom > merge.top || merge.right > merge.left) }
    },
  }
}
