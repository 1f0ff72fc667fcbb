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

/** What the columns of a grid ask for, and the cells that go across several of them. */
export interface GridNeeds {
  readonly columns: readonly ColumnNeed[]
  readonly wide: readonly WideNeed[]
}

interface WideNeed extends ColumnNeed {
  readonly column: number
  readonly colSpan: number
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
  const wide = new Map<string, WideNeed>()
  grid.rows.forEach((row, index) => {
    for (const cell of row.cells) {
      const need = cellNeed(cell, index < grid.headerRows)
      const column = columns[cell.column]
      if (cell.colSpan > 1) {
        const key = `${cell.column}+${cell.colSpan}`
        wide.set(key, widest(wide.get(key), cell, need))
      } else if (column !== undefined) {
        column.least = Math.max(column.least, need.least)
        column.wanted = Math.max(column.wanted, need.wanted)
        column.wished = Math.max(column.wished, need.wished)
      }
    }
  })
  return { columns, wide: [...wide.values()] }
}

/** Words across several columns are broken like a head: they seldom decide where the borders stand. */
function widest(before: WideNeed | undefined, { column, colSpan, text }: GridCell, need: ColumnNeed): WideNeed {
  const wanted = NUMBER.test(text) ? need.wanted : Math.min(need.wished, HEAD_LINE)
  return {
    column,
    colSpan,
    least: Math.max(before?.least ?? 0, need.least),
    wanted: Math.max(before?.wanted ?? 0, wanted),
    wished: Math.max(before?.wished ?? 0, need.wished),
  }
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
  const asked = (need: keyof ColumnNeed): readonly number[] => {
    const widths = needs.columns.map((column) => points(column[need]))
    for (const one of needs.wide) {
      const lack = points(one[need]) - spanWidth(widths, one.column, one.colSpan)
      const span = spanWidth(shares, one.column, one.colSpan)
      for (let at = one.column; lack > 0 && at < one.column + one.colSpan; at += 1)
        widths[at] = (widths[at] ?? 0) + (lack * (shares[at] ?? 0)) / span
    }
    return widths
  }
  const least = asked('least')
  const wanted = asked('wanted').map((width, index) => Math.max(width, least[index] ?? 0))
  const wished = asked('wished').map((width, index) => Math.max(width, wanted[index] ?? 0))
  // Prose keeps what the pack gives it as long as the labels find their room elsewhere.
  const kept = wanted.map((width, index) => Math.max(width, Math.min(shares[index] ?? 0, wished[index] ?? 0)))
  const whole = raise(shares, kept, total) ?? raise(shares, wanted, total)
  if (whole !== undefined) return { widths: whole, labelsWhole: true }
  if (total < spanWidth(least, 0, least.length)) return undefined
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
