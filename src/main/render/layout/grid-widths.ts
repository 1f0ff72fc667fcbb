import type { Grid, GridCell } from '#core/document/model.ts'
import { spanWidth, textWidth } from './grid-layout.ts'

/** What one column asks for, in em of the font. */
interface ColumnNeed {
  /** Its numbers and short words on one line: less would cut a number. */
  readonly least: number
  /** Its labels on one line, too. */
  readonly wanted: number
  /** What it takes where there is not room for all: a column of prose would be a narrow ribbon otherwise. */
  readonly wished: number
}

/** What the columns of a grid ask for, and the numbers that go across several of them. */
export interface GridNeeds {
  readonly columns: readonly ColumnNeed[]
  readonly wide: readonly { readonly column: number; readonly colSpan: number; readonly least: number }[]
}

/** A bold glyph is wider than a plain one. */
const BOLD = 1.07
/** A label may be broken after so many characters, a head earlier than the labels under it. */
const SHORTEST_LINE = 4
const HEAD_LINE = 6
/** More than this is prose, which is broken anyway and says nothing about its column. */
const LONGEST_LABEL = 24
const PROSE_LINE = 18
/** Points that borders take, and Chromium, which sets columns in whole pixels. */
const COLUMN_RESERVE = 2
/** Between a number and the label before it. */
const NUMBER_AIR = 0.8
const NUMBER = /^[-+]?[\d,]*\.?\d+%?$/

/** Measures a grid once; the needs hold for every font size. */
export function gridNeeds(grid: Grid): GridNeeds {
  const columns = grid.widths.map(() => ({ least: 0, wanted: 0, wished: 0 }))
  const wide: { column: number; colSpan: number; least: number }[] = []
  grid.rows.forEach((row, index) => {
    for (const cell of row.cells) {
      const need = cellNeed(cell, index < grid.headerRows)
      const column = columns[cell.column]
      if (cell.colSpan > 1) {
        if (NUMBER.test(cell.text)) wide.push({ column: cell.column, colSpan: cell.colSpan, least: need.least })
      } else if (column !== undefined) {
        column.least = Math.max(column.least, need.least)
        column.wanted = Math.max(column.wanted, need.wanted)
        column.wished = Math.max(column.wished, need.wished)
      }
    }
  })
  return { columns, wide }
}

function cellNeed(cell: GridCell, header: boolean): ColumnNeed {
  const width = emWidth(cell)
  if (NUMBER.test(cell.text)) {
    const wanted = width + NUMBER_AIR
    return { least: width, wanted, wished: wanted }
  }
  const least = Math.min(width, SHORTEST_LINE)
  const wanted = header ? Math.min(width, HEAD_LINE) : width > LONGEST_LABEL ? least : width
  return { least, wanted, wished: header ? wanted : Math.min(width, PROSE_LINE) }
}

/** The longest line of a cell in em. */
export const emWidth = (cell: Pick<GridCell, 'text' | 'bold'>): number =>
  cell.text.split('\n').reduce((widest, line) => Math.max(widest, textWidth(line)), 0) * (cell.bold ? BOLD : 1)

export interface ColumnFit {
  readonly widths: readonly number[]
  /** Every label that is no prose stands on one line. */
  readonly labelsWhole: boolean
}

/**
 * Widths of the columns at a font size: those of the pack where numbers and labels fit, else wider where text is long
 * and narrower where it is short. Undefined where not even the numbers fit.
 *
 * Units  points; `padding` is left and right together
 */
export function fitColumns(
  grid: Grid,
  needs: GridNeeds,
  total: number,
  fontSize: number,
  padding: number,
): ColumnFit | undefined {
  const sum = grid.widths.reduce((a, b) => a + b, 0)
  const shares = grid.widths.map((width) => (width / sum) * total)
  const points = (em: number): number => (em === 0 ? 0 : em * fontSize) + padding + COLUMN_RESERVE
  const least = needs.columns.map((column) => points(column.least))
  for (const { column, colSpan, least: em } of needs.wide) {
    const lack = points(em) - spanWidth(least, column, colSpan)
    for (let at = column; lack > 0 && at < column + colSpan; at += 1) least[at] = (least[at] ?? 0) + lack / colSpan
  }
  const wanted = needs.columns.map((column, index) => Math.max(points(column.wanted), least[index] ?? 0))
  const whole = raise(shares, wanted, total)
  if (whole !== undefined) return { widths: whole, labelsWhole: true }
  if (total < spanWidth(least, 0, least.length)) return undefined
  const wished = needs.columns.map((column, index) => Math.max(points(column.wished), wanted[index] ?? 0))
  return { widths: between(least, wished, total), labelsWhole: false }
}

/** Raises every width to what it must be, at the cost of those that have more than they must; undefined if they cannot. */
function raise(widths: readonly number[], musts: readonly number[], total: number): readonly number[] | undefined {
  if (musts.reduce((a, b) => a + b, 0) > total) return undefined
  const spare = widths.map((width, index) => Math.max(0, width - (musts[index] ?? 0)))
  const lack = widths.map((width, index) => Math.max(0, (musts[index] ?? 0) - width))
  const spares = spare.reduce((a, b) => a + b, 0)
  const part = spares === 0 ? 0 : lack.reduce((a, b) => a + b, 0) / spares
  return widths.map((width, index) => width + (lack[index] ?? 0) - (spare[index] ?? 0) * part)
}

/** Between the least and the wanted widths, so that they add up to `total`, which lies between their sums. */
function between(least: readonly number[], wanted: readonly number[], total: number): readonly number[] {
  const from = least.reduce((a, b) => a + b, 0)
  const to = wanted.reduce((a, b) => a + b, 0)
  const part = to === from ? 0 : (total - from) / (to - from)
  return least.map((width, index) => width + ((wanted[index] ?? 0) - width) * part)
}
