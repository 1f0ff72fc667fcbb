import type { SheetCell } from '#core/workbook/grid.ts'
import { asciiText } from './ascii-text.ts'
import { numberValue, type ValueContext } from './cell-value.ts'
import { GENERAL } from './styles.ts'

/** Where a sheet stands; shared by the fast path and the scanner's handler. */
export interface RowState {
  /** 0-based; -1 before the first row. */
  row: number
  /** True between `<row>` and `</row>` once the row's number is certain. */
  inRow: boolean
  /** Column of the last cell seen, filled or not; -1 at the start of a row. */
  column: number
  cells: SheetCell[]
}

const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const SPACE = 0x20
const QUOTE = 0x22
const EQUALS = 0x3d
const LOWER_C = 0x63
const LOWER_N = 0x6e
const LOWER_R = 0x72
const LOWER_S = 0x73
const LOWER_T = 0x74
const LOWER_V = 0x76
const DOT = 0x2e
const MINUS = 0x2d
const AMP = 0x26
const CR = 0x0d
const UNDERSCORE = 0x5f
const LOWER_X = 0x78

const INLINE = Buffer.from('inlineStr')
const INLINE_OPEN = Buffer.from('<is><t>')
const INLINE_OPEN_PRESERVE = Buffer.from('<is><t xml:space="preserve">')
const INLINE_CLOSE = Buffer.from('</t></is></c>')
const STRING_CLOSE = Buffer.from('</v></c>')

/** Takes as many cells in a row as `fastCell` understands; returns where it stopped, or -1 when it took none. */
export function fastCells(
  state: RowState,
  context: ValueContext,
  columns: number,
  bytes: Buffer,
  at: number,
  end: number,
): number {
  let taken = -1
  for (let next = at; next >= 0 && next < end;) {
    next = fastCell(state, context, columns, bytes, next, end)
    if (next >= 0) taken = next
  }
  return taken
}

/**
 * Takes one `<c …><v>…</v></c>` as nearly every program writes it; returns its end, or -1 for everything else
 * (prefixes, formulas, entities, single quotes, an unfinished cell …), which the scanner then reads in the usual way.
 * Nothing is changed unless the whole cell was understood.
 */
function fastCell(
  state: RowState,
  context: ValueContext,
  columns: number,
  bytes: Buffer,
  at: number,
  end: number,
): number {
  if (bytes[at] !== LT || bytes[at + 1] !== LOWER_C || bytes[at + 2] !== SPACE || !state.inRow) return -1
  let p = at + 3
  let column = state.column + 1
  let style = 0
  let type = LOWER_N
  for (;;) {
    const name = bytes[p]
    if (bytes[p + 1] !== EQUALS || bytes[p + 2] !== QUOTE) return -1
    p += 3
    let byte = bytes[p] ?? 0
    if (name === LOWER_R) {
      column = 0
      for (; byte >= 0x41 && byte <= 0x5a; byte = bytes[++p] ?? 0) column = column * 26 + byte - 0x40
      column--
      let row = 0
      for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++p] ?? 0) row = row * 10 + byte - 0x30
      if (row !== state.row + 1) return -1
    } else if (name === LOWER_S) {
      for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++p] ?? 0) style = style * 10 + byte - 0x30
    } else if (name === LOWER_T) {
      type = byte
      const length = typeLength(bytes, p)
      if (length === 0) return -1
      if (length === 3) type = LOWER_T // "str"
      p += length
    } else return -1
    if (bytes[p] !== QUOTE) return -1
    const after = bytes[p + 1]
    p += 2
    if (after === SPACE) continue
    if (after === GT) break
    if (after !== SLASH || bytes[p] !== GT || p + 1 > end) return -1
    if (column <= state.column || column >= columns) return -1
    state.column = column
    return p + 1
  }
  if (column <= state.column || column >= columns) return -1
  if (type === LOWER_S) return sharedCell(state, context, bytes, p, end, column)
  if (type === LOWER_N) return numberCell(state, context, bytes, p, end, column, style)
  if (type !== LOWER_T) {
    let from = p + INLINE_OPEN.length
    if (!matches(bytes, p, INLINE_OPEN)) {
      if (!matches(bytes, p, INLINE_OPEN_PRESERVE)) return -1
      from = p + INLINE_OPEN_PRESERVE.length
    }
    return textCell(state, bytes, from, end, column, INLINE_CLOSE)
  }
  return opensValue(bytes, p) ? textCell(state, bytes, p + 3, end, column, STRING_CLOSE) : -1
}

/** Length of a type that is understood here (`s`, `n`, `str`, `inlineStr`), else 0. */
function typeLength(bytes: Buffer, p: number): number {
  if (bytes[p + 1] === QUOTE) return bytes[p] === LOWER_S || bytes[p] === LOWER_N ? 1 : 0
  if (bytes[p] === LOWER_S) return bytes[p + 1] === LOWER_T && bytes[p + 2] === LOWER_R ? 3 : 0
  return matches(bytes, p, INLINE) ? INLINE.length : 0
}

function sharedCell(
  state: RowState,
  { strings }: ValueContext,
  bytes: Buffer,
  start: number,
  end: number,
  column: number,
): number {
  if (!opensValue(bytes, start)) return -1
  let p = start + 3
  let index = 0
  let byte = bytes[p] ?? 0
  for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++p] ?? 0) index = index * 10 + byte - 0x30
  if (p === start + 3 || p + 8 > end || !closesCell(bytes, p)) return -1
  const value = strings.value(index)
  if (value?.kind !== 'text') return -1
  state.column = column
  if (value.text !== '') state.cells.push({ column, value })
  return p + 8
}

function numberCell(
  state: RowState,
  context: ValueContext,
  bytes: Buffer,
  start: number,
  end: number,
  column: number,
  style: number,
): number {
  if (!opensValue(bytes, start)) return -1
  const from = start + 3
  let p = from
  let whole = 0
  let dots = 0
  if (bytes[p] === MINUS) p++
  const digits = p
  for (; ; p++) {
    const byte = bytes[p] ?? 0
    if (byte >= 0x30 && byte <= 0x39) whole = whole * 10 + byte - 0x30
    else if (byte === DOT && dots === 0) dots = 1
    else break
  }
  // Exponents, blanks and anything odd: the usual way.
  if (p - digits - dots <= 0 || bytes[digits] === DOT || p + 8 > end || !closesCell(bytes, p)) return -1
  const { date, format } = context.styles[style] ?? GENERAL
  if (date) {
    const value =
      dots === 0 && digits === from
        ? dayValue(context, style, whole)
        : numberValue(context, style, bytes.toString('latin1', from, p))
    if (value !== undefined) state.cells.push({ column, value })
  } else {
    const text = asciiText(bytes, from, p)
    const value =
      format === undefined ? ({ kind: 'number', text } as const) : ({ kind: 'number', text, format } as const)
    state.cells.push({ column, value })
  }
  state.column = column
  return p + 8
}

function dayValue(context: ValueContext, style: number, serial: number): ReturnType<typeof numberValue> {
  const known = context.days.get(serial)
  if (known !== undefined) return known
  const value = numberValue(context, style, String(serial))
  // Only real days: a serial that names no day keeps its own format.
  if (value?.kind === 'date') context.days.set(serial, value)
  return value
}

function textCell(state: RowState, bytes: Buffer, from: number, end: number, column: number, close: Buffer): number {
  let ascii = true
  let p = from
  for (; p < end; p++) {
    const byte = bytes[p] ?? 0
    if (byte > 0x7f) ascii = false
    else if (byte === LT) break
    else if (byte === AMP || byte === CR || (byte === UNDERSCORE && bytes[p + 1] === LOWER_X)) return -1
  }
  if (p + close.length > end || !matches(bytes, p, close)) return -1
  state.column = column
  if (p > from) {
    const text = ascii ? bytes.toString('latin1', from, p) : bytes.toString('utf8', from, p)
    state.cells.push({ column, value: { kind: 'text', text } })
  }
  return p + close.length
}

const opensValue = (bytes: Buffer, p: number): boolean =>
  bytes[p] === LT && bytes[p + 1] === LOWER_V && bytes[p + 2] === GT

/** `</v></c>`; the caller has checked that 8 bytes are there. */
const closesCell = (bytes: Buffer, p: number): boolean =>
  bytes[p] === LT &&
  bytes[p + 1] === SLASH &&
  bytes[p + 2] === LOWER_V &&
  bytes[p + 3] === GT &&
  bytes[p + 4] === LT &&
  bytes[p + 5] === SLASH &&
  bytes[p + 6] === LOWER_C &&
  bytes[p + 7] === GT

function matches(bytes: Buffer, at: number, expected: Buffer): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false
  return true
}
