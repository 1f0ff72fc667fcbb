import type { Merge, Sheet, SheetCell, SheetRow, SheetValue } from './grid.ts'

/** A sheet made searchable. Positions are 0-based; what lies outside the sheet is empty. */
export interface SheetView {
  readonly sheet: Sheet
  /** The widest filled column; -1 in an empty sheet. */
  readonly lastColumn: number
  readonly lastRow: number
  /** Undefined for a row without cells. */
  readonly row: (row: number) => SheetRow | undefined
  readonly cells: (row: number) => readonly SheetCell[]
  readonly value: (row: number, column: number) => SheetValue | undefined
  /** Text of the cell itself: '' when it is empty or covered by a merge. */
  readonly text: (row: number, column: number) => string
  /** Text that is seen at a place: a merged range shows the text of its first cell everywhere. */
  readonly shown: (row: number, column: number) => string
  readonly mergeAt: (row: number, column: number) => Merge | undefined
}

/** Merges higher than this are few and looked through one by one; the others are found by their rows. */
const TALL = 64

export function viewSheet(sheet: Sheet): SheetView {
  const rows = new Map(sheet.rows.map((row) => [row.index, row]))
  const mergeAt = mergeFinder(sheet.merges)
  const lastColumn = sheet.rows.reduce((last, row) => Math.max(last, row.cells.at(-1)?.column ?? -1), -1)
  const cells = (row: number): readonly SheetCell[] => rows.get(row)?.cells ?? []
  const value = (row: number, column: number): SheetValue | undefined => findCell(cells(row), column)?.value
  const text = (row: number, column: number): string => textOf(value(row, column))
  return {
    sheet,
    lastColumn,
    lastRow: sheet.rows.at(-1)?.index ?? -1,
    row: (row) => rows.get(row),
    cells,
    value,
    text,
    shown: (row, column) => {
      const merge = mergeAt(row, column)
      return merge ? text(merge.top, merge.left) : text(row, column)
    },
    mergeAt,
  }
}

/** What a cell says, trimmed; an uncalculated formula says its formula. */
export function textOf(value: SheetValue | undefined): string {
  switch (value?.kind) {
    case undefined:
      return ''
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE'
    case 'uncalculated':
      return `=${value.formula}`
    case 'text':
    case 'number':
    case 'date':
    case 'error':
      return value.text.trim()
  }
}

/** Cells are ascending by column. */
function findCell(cells: readonly SheetCell[], column: number): SheetCell | undefined {
  let low = 0
  let high = cells.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const cell = cells[middle]
    if (cell === undefined || cell.column === column) return cell
    if (cell.column < column) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

function mergeFinder(merges: readonly Merge[]): SheetView['mergeAt'] {
  const tall = merges.filter((merge) => merge.bottom - merge.top > TALL)
  const byRow = new Map<number, Merge[]>()
  for (const merge of merges) {
    if (merge.bottom - merge.top > TALL) continue
    for (let row = merge.top; row <= merge.bottom; row++) {
      const known = byRow.get(row)
      if (known) known.push(merge)
      else byRow.set(row, [merge])
    }
  }
  const covers = (merge: Merge, row: number, column: number): boolean =>
    merge.top <= row && row <= merge.bottom && merge.left <= column && column <= merge.right
  return (row, column) => [...(byRow.get(row) ?? []), ...tall].find((merge) => covers(merge, row, column))
}
