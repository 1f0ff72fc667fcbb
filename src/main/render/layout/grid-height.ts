import type { Grid, GridCell } from '#core/document/model.ts'
import { linesFor, spanWidth } from './grid-layout.ts'
import { emWidth } from './grid-widths.ts'
import { POINTS_PER_MM } from './pages.ts'

/** What the height of a row depends on, in points. */
export interface RowForm {
  readonly fontSize: number
  /** Left and right padding of a cell together. */
  readonly padding: number
  /** Padding above and below the text of a cell, each. */
  readonly margin: number
  readonly widths: readonly number[]
  /** Line height as a multiple of the font size. */
  readonly line: number
}

/**
 * Estimated heights of the rows of a grid in points, without borders. What a cell over several rows needs beyond them
 * is shared out among them.
 */
export function rowHeights(grid: Grid, form: RowForm): readonly number[] {
  const height = (lines: number): number => lines * form.fontSize * form.line + 2 * form.margin
  const needed = (cell: GridCell): number => height(cellLines(cell, form))
  const heights = grid.rows.map((row) => {
    const own = row.cells.filter((cell) => cell.rowSpan === 1).map(needed)
    return Math.max(height(1), (row.height ?? 0) * POINTS_PER_MM, ...own)
  })
  grid.rows.forEach((row, index) => {
    for (const cell of row.cells) {
      if (cell.rowSpan === 1) continue
      const lack = needed(cell) - spanWidth(heights, index, cell.rowSpan)
      if (lack <= 0) continue
      for (let at = index; at < index + cell.rowSpan; at += 1) heights[at] = (heights[at] ?? 0) + lack / cell.rowSpan
    }
  })
  return heights
}

function cellLines(cell: GridCell, { fontSize, padding, widths }: RowForm): number {
  const perLine = (spanWidth(widths, cell.column, cell.colSpan) - padding) / fontSize
  return cell.text
    .split('\n')
    .reduce((lines, line) => lines + linesFor(emWidth({ text: line, bold: cell.bold }), perLine), 0)
}
