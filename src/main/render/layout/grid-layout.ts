import type { Grid, GridCell } from '#core/document/model.ts'

/** One place in a row of a grid, left to right; every column belongs to exactly one slot. */
export type Slot =
  | { readonly kind: 'cell'; readonly column: number; readonly colSpan: number; readonly cell: GridCell }
  /** Covered by a cell of a row above. */
  | { readonly kind: 'covered'; readonly column: number; readonly colSpan: number; readonly cell: GridCell }
  /** The model gives nothing here: an empty cell. */
  | { readonly kind: 'empty'; readonly column: number; readonly colSpan: 1 }

/**
 * The rows of a grid with every column accounted for.
 * Throws RangeError when cells overlap or leave the grid: a figure would be lost (a mistake of the builder).
 */
export function gridSlots(grid: Grid): readonly (readonly Slot[])[] {
  const columns = grid.widths.length
  const taken: (GridCell | undefined)[][] = grid.rows.map(() => Array<undefined>(columns).fill(undefined))
  grid.rows.forEach((row, rowIndex) => {
    for (const cell of row.cells) claim(grid, taken, rowIndex, cell)
  })
  return grid.rows.map((row, rowIndex) => {
    const own = new Set(row.cells)
    const slots: Slot[] = []
    for (let column = 0; column < columns;) {
      const cell = taken[rowIndex]?.[column]
      const slot: Slot =
        cell === undefined
          ? { kind: 'empty', column, colSpan: 1 }
          : { kind: own.has(cell) ? 'cell' : 'covered', column, colSpan: cell.colSpan, cell }
      slots.push(slot)
      column += slot.colSpan
    }
    return slots
  })
}

function claim(grid: Grid, taken: (GridCell | undefined)[][], rowIndex: number, cell: GridCell): void {
  for (let row = rowIndex; row < rowIndex + cell.rowSpan; row += 1) {
    for (let column = cell.column; column < cell.column + cell.colSpan; column += 1) {
      const line = taken[row]
      if (line === undefined || column < 0 || column >= grid.widths.length || line[column] !== undefined) {
        throw new RangeError(
          `grid ${grid.id}: cell "${cell.text}" at row ${rowIndex}, column ${cell.column} has no room`,
        )
      }
      line[column] = cell
    }
  }
}

/** Whole widths that add up to `total` exactly, in proportion to the given ones. */
export function wholeWidths(widths: readonly number[], total: number): readonly number[] {
  const sum = widths.reduce((a, b) => a + b, 0)
  let used = 0
  let passed = 0
  return widths.map((width) => {
    passed += width
    const next = Math.round((total * passed) / sum)
    const own = next - used
    used = next
    return own
  })
}

const FULL_WIDTH =
  /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6“”‘’—…≤≥≠±×÷]|[\ud840-\ud8bf][\udc00-\udfff]/u

/** Width of a text in em: a Chinese character is one; the others as in Noto Serif SC, which is wider than the office fonts. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += FULL_WIDTH.test(character) ? 1 : narrowWidth(character)
  return width
}

function narrowWidth(character: string): number {
  if (/[.,:;'!| ]/.test(character)) return 0.33
  if (/[-()]/.test(character)) return 0.38
  return /[A-Z%mw@&]/.test(character) ? 0.95 : 0.56
}

/** Sum of the widths that a cell spans. */
export const spanWidth = (widths: readonly number[], column: number, colSpan: number): number =>
  widths.slice(column, column + colSpan).reduce((a, b) => a + b, 0)

/** How many lines a text needs in a column of this width (points) at this font size. */
export function lineCount(text: string, fontSize: number, width: number): number {
  return text.split('\n').reduce((lines, part) => lines + linesFor(textWidth(part), width / fontSize), 0)
}

/** How many lines so many em need; a broken line is never quite full, for punctuation and numbers stay together. */
export function linesFor(em: number, perLine: number): number {
  return em <= perLine ? 1 : Math.ceil(em / Math.max(1, perLine - 0.6))
}
