import { address, type Merge, type SheetCell, type SheetRow, type SheetValue } from '#core/workbook/grid.ts'
import { cellValue, type ValueContext } from './cell-value.ts'
import { damaged, tooLarge, type Place } from './errors.ts'
import { fastCells, type RowState } from './fast-cell.ts'
import type { ReadLimits } from './limits.ts'
import { moveFormula } from './shared-formula.ts'
import type { XmlHandler } from './xml-scanner.ts'
import {
  attributesOf,
  decodeCdata,
  decodeEscapes,
  decodeText,
  isTrue,
  nameHash,
  nextAttribute,
  type Attribute,
} from './xml-text.ts'

/** Cells are counted over all sheets of a workbook. */
export interface CellBudget {
  cells: number
}

export interface SheetParser extends XmlHandler {
  merges(): readonly Merge[]
  hiddenColumns(): readonly number[]
}

interface SharedFormula {
  readonly text: string
  readonly row: number
  readonly column: number
}

const SHEET_DATA = nameHash('sheetData')
const ROW = nameHash('row')
const CELL = nameHash('c')
const VALUE = nameHash('v')
const FORMULA = nameHash('f')
const INLINE = nameHash('is')
const TEXT = nameHash('t')
const PHONETIC = nameHash('rPh')
const MERGE_CELL = nameHash('mergeCell')
const COL = nameHash('col')
const ATTRIBUTE_R = nameHash('r')
const ATTRIBUTE_S = nameHash('s')
const ATTRIBUTE_HIDDEN = nameHash('hidden')

/**
 * Reads a worksheet part (ECMA-376 part 1, 18.3.1.99) and gives each row to `emit` when it ends. `<dimension>` is not
 * looked at: many programs write it wrong.
 *
 * Errors  FILE_DAMAGED naming the cell: rows or cells twice or out of order, a shared string that is not there;
 *         FILE_TOO_LARGE: rows, columns, cells, merges
 */
export function sheetHandler(
  context: ValueContext,
  limits: ReadLimits,
  place: Place,
  budget: CellBudget,
  emit: (row: SheetRow) => void,
): SheetParser {
  const state: RowState = { row: -1, inRow: false, column: -1, cells: [] }
  const merges: Merge[] = []
  const hiddenColumns = new Set<number>()
  const formulas = new Map<string, SharedFormula>()
  const attribute: Attribute = { name: 0, prefixed: false, start: 0, end: 0 }
  let beforeData = true
  let inData = false
  let rowOpen = false
  let rowHidden = false
  /** A cell stood left of the one before it; the fast path takes none such. */
  let disordered = false
  let lastRow = -1
  // The cell being read; `collects` is the element whose text is wanted.
  let cellOpen = false
  let type = ''
  let style = 0
  let inline = false
  let phonetic = 0
  let collects = 0
  let valueSeen = false
  let text = ''
  let inlineText = ''
  let formula: string | undefined
  let sharedId: string | undefined

  const failAt = (column: number, detail: string): Error =>
    damaged({ ...place, part: `${place.part}单元格 ${address(Math.max(state.row, 0), column)} ` }, detail)

  function openRow(bytes: Buffer, from: number, to: number): void {
    rowOpen = true
    rowHidden = false
    disordered = false
    state.column = -1
    state.row = lastRow + 1
    state.inRow = false
    for (let at = nextAttribute(bytes, from, to, attribute); at >= 0; at = nextAttribute(bytes, at, to, attribute)) {
      if (attribute.prefixed) continue
      if (attribute.name === ATTRIBUTE_R) startRow(digitsAt(bytes, attribute.start, attribute.end) - 1)
      else if (attribute.name === ATTRIBUTE_HIDDEN)
        rowHidden = isTrue(bytes.toString('latin1', attribute.start, attribute.end))
    }
  }

  /** The row's number is known: from its own `r`, from its first cell, or by counting on. */
  function startRow(row: number): void {
    if (!Number.isSafeInteger(row) || row < 0) throw damaged(place, `bad row number ${row + 1}`)
    if (row >= limits.rows) throw tooLarge(place, `行数超过 ${limits.rows} 行`)
    if (row <= lastRow) throw damaged(place, `row ${row + 1} comes after row ${lastRow + 1}`)
    state.row = row
    state.inRow = true
  }

  function closeRow(): void {
    if (!state.inRow) startRow(state.row)
    lastRow = state.row
    state.inRow = false
    rowOpen = false
    const { cells } = state
    if (cells.length === 0) return
    budget.cells += cells.length
    if (budget.cells > limits.cells) throw tooLarge(place, `单元格超过 ${limits.cells} 个`)
    state.cells = []
    emit({ index: state.row, hidden: rowHidden, cells: disordered ? inOrder(cells) : cells })
  }

  function inOrder(cells: SheetCell[]): readonly SheetCell[] {
    cells.sort((a, b) => a.column - b.column)
    const twice = cells.find((cell, i) => cell.column === cells[i - 1]?.column)
    if (twice !== undefined) throw failAt(twice.column, 'the cell occurs twice')
    return cells
  }

  function openCell(bytes: Buffer, from: number, to: number): void {
    cellOpen = true
    type = 'n'
    style = 0
    valueSeen = false
    inline = false
    phonetic = 0
    text = ''
    inlineText = ''
    formula = undefined
    sharedId = undefined
    let column = state.column + 1
    for (let at = nextAttribute(bytes, from, to, attribute); at >= 0; at = nextAttribute(bytes, at, to, attribute)) {
      if (attribute.prefixed) continue
      const value = bytes.toString('latin1', attribute.start, attribute.end)
      if (attribute.name === ATTRIBUTE_R) column = columnOf(value)
      else if (attribute.name === ATTRIBUTE_S) style = Number(value)
      else if (attribute.name === TEXT) type = value
    }
    if (!state.inRow) startRow(state.row)
    if (column >= limits.columns) throw tooLarge(place, `列数超过 ${limits.columns} 列`)
    if (column <= state.column) disordered = true
    state.column = column
  }

  function columnOf(reference: string): number {
    const position = parseReference(reference)
    if (position === undefined) throw damaged(place, `bad cell reference ${reference}`)
    if (!state.inRow) startRow(position.row)
    if (position.row !== state.row) throw failAt(position.column, `${reference} stands in row ${state.row + 1}`)
    return position.column
  }

  function openFormula(bytes: Buffer, from: number, to: number): void {
    const found = attributesOf(bytes, from, to, ['t', 'si'])
    formula = ''
    sharedId = found.get('t') === 'shared' ? found.get('si') : undefined
    collects = FORMULA
  }

  function closeFormula(): void {
    if (sharedId === undefined) return
    const { row, column } = state
    if (formula !== undefined && formula !== '') formulas.set(sharedId, { text: formula, row, column })
    else {
      const shared = formulas.get(sharedId)
      if (shared !== undefined) formula = moveFormula(shared.text, row - shared.row, column - shared.column)
    }
  }

  function closeCell(): void {
    cellOpen = false
    const { column } = state
    let value: SheetValue | undefined | null = cellValue(context, type, style, type === 'inlineStr' ? inlineText : text)
    if (value === null) throw failAt(column, `shared string ${text} does not exist`)
    // An empty result of type str was calculated: it is the empty text. Without one, nothing was calculated.
    if (value === undefined && formula !== undefined && !(type === 'str' && valueSeen))
      value = { kind: 'uncalculated', formula }
    if (value !== undefined) state.cells.push({ column, value })
  }

  function addMerge(bytes: Buffer, from: number, to: number): void {
    const reference = attributesOf(bytes, from, to, ['ref']).get('ref') ?? ''
    const [first, last] = reference.split(':').map(parseReference)
    if (first === undefined) throw damaged(place, `bad merged range ${reference}`)
    const other = last ?? first
    if (merges.length >= limits.merges) throw tooLarge(place, `合并单元格超过 ${limits.merges} 处`)
    merges.push({
      top: Math.min(first.row, other.row),
      left: Math.min(first.column, other.column),
      bottom: Math.max(first.row, other.row),
      right: Math.max(first.column, other.column),
    })
  }

  function addColumns(bytes: Buffer, from: number, to: number): void {
    const found = attributesOf(bytes, from, to, ['min', 'max', 'hidden'])
    if (!isTrue(found.get('hidden'))) return
    const min = Number(found.get('min') ?? '1')
    // Everything right of the table is often hidden up to the last column; what no cell may use is not listed.
    const max = Math.min(Number(found.get('max') ?? String(min)), limits.columns)
    for (let column = Math.max(min, 1); column <= max; column++) hiddenColumns.add(column - 1)
  }

  return {
    fast: (bytes, at, end) => fastCells(state, context, limits.columns, bytes, at, end),
    open(name, bytes, from, to) {
      if (cellOpen) {
        if (name === VALUE) {
          valueSeen = true
          collects = VALUE
        } else if (name === FORMULA) openFormula(bytes, from, to)
        else if (name === INLINE) inline = true
        else if (name === PHONETIC) phonetic++
        else if (name === TEXT && inline && phonetic === 0) collects = TEXT
      } else if (rowOpen) {
        if (name === CELL) openCell(bytes, from, to)
      } else if (inData) {
        if (name === ROW) openRow(bytes, from, to)
      } else if (name === SHEET_DATA && beforeData) {
        inData = true
        beforeData = false
      } else if (name === COL && beforeData) addColumns(bytes, from, to)
      else if (name === MERGE_CELL) addMerge(bytes, from, to)
    },
    close(name) {
      if (name === collects) {
        collects = 0
        if (name === TEXT) {
          inlineText += decodeEscapes(text)
          text = ''
        }
      }
      if (cellOpen) {
        if (name === CELL) closeCell()
        else if (name === FORMULA) closeFormula()
        else if (name === INLINE) inline = false
        else if (name === PHONETIC) phonetic--
      } else if (rowOpen) {
        if (name === ROW) closeRow()
      } else if (name === SHEET_DATA) inData = false
    },
    text(bytes, start, end, cdata) {
      if (collects === 0) return
      const piece = cdata ? decodeCdata(bytes, start, end) : decodeText(bytes, start, end)
      if (collects === FORMULA) formula = (formula ?? '') + piece
      else text += piece
      if (text.length + inlineText.length > limits.elementBytes)
        throw tooLarge(place, `单个内容超过 ${limits.elementBytes} 字节`)
    },
    merges: () => merges,
    hiddenColumns: () => [...hiddenColumns].sort((a, b) => a - b),
  }
}

/** A whole number written in digits alone, NaN for anything else. */
function digitsAt(bytes: Buffer, start: number, end: number): number {
  let value = start < end ? 0 : Number.NaN
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    value = byte >= 0x30 && byte <= 0x39 ? value * 10 + byte - 0x30 : Number.NaN
  }
  return value
}

function parseReference(reference: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$/.exec(reference) ?? []
  if (letters === undefined || digits === undefined) return undefined
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number.parseInt(digits, 10) - 1, column: column - 1 }
}
