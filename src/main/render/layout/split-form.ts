import type { Grid, GridCell, GridRow } from '#core/document/model.ts'

/**
 * A form of several pages as what stands over the heading of its indicators and a table below that repeats this heading on every
 * page. The label at the left of the section stays beside the heading and goes on empty. The grid alone where it has no such
 * heading, or a cell reaches across it.
 */
export function splitForm(grid: Grid): readonly Grid[] {
  const at = grid.headingRow
  if (at === undefined || at === 0 || grid.headerRows > 0) return [grid]
  const above = grid.rows.slice(0, at)
  if (above.some(({ cells }, index) => cells.some(({ rowSpan }) => index + rowSpan > at))) return [grid]
  const [heading, next, ...rest] = grid.rows.slice(at)
  if (!heading || !next) return [grid]
  const beside = heading.cells.flatMap((cell): readonly GridCell[] =>
    cell.rowSpan > 1 ? [{ ...cell, rowSpan: cell.rowSpan - 1, text: '' }] : [],
  )
  const head: GridRow = { ...heading, cells: heading.cells.map((cell) => ({ ...cell, rowSpan: 1 })) }
  const first: GridRow = { ...next, cells: [...beside, ...next.cells].toSorted((a, b) => a.column - b.column) }
  return [
    { ...grid, rows: above, notes: [], headingRow: undefined },
    { ...grid, rows: [head, first, ...rest], headerRows: 1, headingRow: undefined },
  ]
}
