import type { DocumentStyle, Grid } from '#core/document/model.ts'
import { columnWidths, lineCount, spanWidth, textWidth } from './grid-layout.ts'
import { POINTS_PER_MM, pageGeometry } from './pages.ts'

/** How a grid is set on paper, in points: the same for docx and print. */
export interface GridSetting {
  readonly fontSize: number
  /** Left and right padding of a cell together. */
  readonly padding: number
}

/** Above and below the text of a cell, in points. */
export const CELL_MARGIN = 1.5
/** Line height of a cell as a multiple of its font size. */
export const CELL_LINE = 1.25
const BORDER = 0.5
const MIN_FONT = 6.5
/** A table that misses one page by little may be set this much smaller, to spare a page with one row. */
const MOST_FOR_ONE_PAGE = 1.5
const STEP = 0.5
/** A column of average width shall hold this many Chinese characters. */
const CHARACTERS_PER_COLUMN = 5
const UNBREAKABLE = /^[-+]?[\d,]*\.?\d+%?$/

/**
 * Font size and padding of a grid.
 *
 * The pack's size, smaller where many columns share the type area, where a number would otherwise be cut in two lines,
 * or where a little less brings the table onto one page; never below 6.5.
 */
export function gridSetting(grid: Grid, style: DocumentStyle): GridSetting {
  const padding = grid.widths.length >= 9 ? 4 : 6
  const { typeWidth, typeHeight } = pageGeometry(style, grid.orientation)
  const width = typeWidth * POINTS_PER_MM
  const widths = columnWidths(grid, width * 20).map((column) => column / 20)
  const natural = Math.min(
    grid.fontSize,
    width / widths.length / CHARACTERS_PER_COLUMN,
    numberSize(grid, widths, padding),
  )
  const largest = Math.max(MIN_FONT, Math.floor(natural / STEP) * STEP)
  const page = typeHeight * POINTS_PER_MM
  for (let size = largest; size >= Math.max(MIN_FONT, largest - MOST_FOR_ONE_PAGE); size -= STEP) {
    if (gridHeight(grid, style, widths, { fontSize: size, padding }) <= page) return { fontSize: size, padding }
  }
  return { fontSize: largest, padding }
}

/** The largest size at which every number stays on one line. */
function numberSize(grid: Grid, widths: readonly number[], padding: number): number {
  const sizes = grid.rows
    .flatMap((row) => row.cells)
    .filter((cell) => UNBREAKABLE.test(cell.text))
    .map((cell) => (spanWidth(widths, cell.column, cell.colSpan) - padding) / textWidth(cell.text))
  return sizes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
}

/** Estimated height of a grid with its title and notes, in points. */
function gridHeight(grid: Grid, style: DocumentStyle, widths: readonly number[], setting: GridSetting): number {
  const { fontSize, padding } = setting
  const { sizes } = style
  const full = widths.reduce((a, b) => a + b, 0)
  const rows = grid.rows.map((row) => {
    const lines = row.cells
      .filter((cell) => cell.rowSpan === 1)
      .map((cell) => lineCount(cell.text, fontSize, spanWidth(widths, cell.column, cell.colSpan) - padding))
    const content = Math.max(1, ...lines) * fontSize * CELL_LINE + 2 * CELL_MARGIN
    return Math.max(content, (row.height ?? 0) * POINTS_PER_MM) + BORDER
  })
  const notes = grid.notes.map((note) => lineCount(note, sizes.note, full) * sizes.note * 1.3)
  const head = sizes.heading * 1.5 + 2 * sizes.table * 1.3 + 4
  return [...rows, ...notes].reduce((a, b) => a + b, head)
}
