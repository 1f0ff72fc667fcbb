import type { SheetCell, SheetRow, SheetValue } from '#core/workbook/grid.ts'

/**
 * Rows in columns, for the way between processes: a cell as an object costs ten times as much to write and to read back.
 * Cells of all rows stand one after the other.
 */
export interface PackedRows {
  readonly rowIndexes: Uint32Array
  readonly rowHidden: Uint8Array
  readonly cellCounts: Uint32Array
  readonly columns: Uint16Array
  /** Places in `KINDS`. */
  readonly kinds: Uint8Array
  /** One long text and the length of each piece: a thousand short strings cost far more on the way than one. */
  readonly text: string
  readonly lengths: Uint32Array
  /** Place in `formats` + 1 for a number with a format, else 0. */
  readonly formatOf: Uint32Array
  readonly formats: readonly string[]
}

const KINDS = ['text', 'number', 'date', 'boolean', 'error', 'uncalculated'] as const

export function packRows(rows: readonly SheetRow[]): PackedRows {
  const cells = rows.flatMap((row) => row.cells)
  const formats = new Map<string, number>()
  const formatOf = cells.map(({ value }) => {
    if (value.kind !== 'number' || value.format === undefined) return 0
    const known = formats.get(value.format) ?? formats.size + 1
    formats.set(value.format, known)
    return known
  })
  const texts = cells.map((cell) => textOf(cell.value))
  return {
    rowIndexes: Uint32Array.from(rows, (row) => row.index),
    rowHidden: Uint8Array.from(rows, (row) => (row.hidden ? 1 : 0)),
    cellCounts: Uint32Array.from(rows, (row) => row.cells.length),
    columns: Uint16Array.from(cells, (cell) => cell.column),
    kinds: Uint8Array.from(cells, (cell) => KINDS.indexOf(cell.value.kind)),
    text: texts.join(''),
    lengths: Uint32Array.from(texts, (text) => text.length),
    formatOf: Uint32Array.from(formatOf),
    formats: [...formats.keys()],
  }
}

export function unpackRows(packed: PackedRows): readonly SheetRow[] {
  const rows: SheetRow[] = []
  let at = 0
  let from = 0
  packed.rowIndexes.forEach((index, row) => {
    const cells: SheetCell[] = []
    for (const end = at + (packed.cellCounts[row] ?? 0); at < end; at += 1) {
      const to = from + (packed.lengths[at] ?? 0)
      cells.push({ column: packed.columns[at] ?? 0, value: valueAt(packed, at, packed.text.slice(from, to)) })
      from = to
    }
    rows.push({ index, hidden: packed.rowHidden[row] === 1, cells })
  })
  return rows
}

function textOf(value: SheetValue): string {
  switch (value.kind) {
    case 'boolean':
      return value.value ? '1' : ''
    case 'uncalculated':
      return value.formula
    default:
      return value.text
  }
}

function valueAt(packed: PackedRows, at: number, text: string): SheetValue {
  const kind = KINDS[packed.kinds[at] ?? 0] ?? 'text'
  switch (kind) {
    case 'boolean':
      return { kind, value: text === '1' }
    case 'uncalculated':
      return { kind, formula: text }
    case 'number': {
      const format = packed.formats[(packed.formatOf[at] ?? 0) - 1]
      return format === undefined ? { kind, text } : { kind, text, format }
    }
    case 'text':
    case 'date':
    case 'error':
      return { kind, text }
  }
}
