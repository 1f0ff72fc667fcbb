import type { Merge, Sheet, SheetCell, SheetRow, SheetValue } from '#core/workbook/grid.ts'

import { fileDamaged, fileTooLarge } from '../file-errors.ts'
import { numberValue } from '../number-value.ts'
import { attributesOf, decodeEntities, markupTokens } from './markup.ts'
import { formatCode } from './named-formats.ts'

const MAX_ROWS = 1_048_576
const MAX_COLUMNS = 16_384

type Attributes = ReadonlyMap<string, string>

interface OpenSheet {
  readonly name: string
  hidden: boolean
  readonly rows: SheetRow[]
  readonly merges: Merge[]
  readonly hiddenColumns: number[]
  row: number
  column: number
  nextColumn: number
  rowHidden: boolean
  cells: SheetCell[]
  rowSpan: number
}

interface OpenCell {
  readonly attributes: Attributes
  type: string | undefined
  text: string
}

/**
 * Reads “XML Spreadsheet 2003” (SpreadsheetML). Numbers keep their digits, `Type="String"` stays text.
 *
 * Errors  AppError FILE_DAMAGED (no `</Workbook>`, so something is missing; no sheet), FILE_TOO_LARGE
 * Source  Microsoft “XML Spreadsheet Reference” (Office XP/2003)
 */
export function readXml2003(file: string, source: string): readonly Sheet[] {
  const state: State = {
    file, sheets: [], formats: new Map(), style: '', date1904: false, sheet: undefined, cell: undefined,
    inData: false, inComment: false, word: '', complete: false,
  } // prettier-ignore
  for (const token of markupTokens(source, { syntax: 'xml' })) {
    if (token.kind === 'open') {
      openElement(state, localName(token.name), attributesOf(token.attributes))
      if (token.selfClosing) closeElement(state, localName(token.name))
    } else if (token.kind === 'close') closeElement(state, localName(token.name))
    else if (token.kind === 'text') {
      const text = token.verbatim ? token.text : decodeEntities(token.text)
      if (state.inData && state.cell) state.cell.text += text
      else state.word = text
    }
  }
  if (!state.complete) throw fileDamaged(file, '没有结束标记，后面的内容已丢失')
  if (state.sheets.length === 0) throw fileDamaged(file, '里面没有工作表')
  return state.sheets
}

interface State {
  readonly file: string
  readonly sheets: Sheet[]
  /** Style id → format code. */
  readonly formats: Map<string, string>
  style: string
  date1904: boolean
  sheet: OpenSheet | undefined
  cell: OpenCell | undefined
  inData: boolean
  inComment: boolean
  /** The last text outside cells, for elements such as `<Visible>`. */
  word: string
  complete: boolean
}

function openElement(state: State, name: string, attributes: Attributes): void {
  const { file, sheet } = state
  state.word = ''
  if (name === 'Style') state.style = attribute(attributes, 'id') ?? ''
  else if (name === 'NumberFormat')
    state.formats.set(state.style, formatCode(attribute(attributes, 'format') ?? 'General'))
  else if (name === 'Date1904') state.date1904 = true
  else if (name === 'Worksheet')
    state.sheet = openSheet(attribute(attributes, 'name') ?? `表${state.sheets.length + 1}`)
  else if (!sheet) return
  else if (name === 'Column') addColumns(file, sheet, attributes)
  else if (name === 'Row') startRow(file, sheet, attributes)
  else if (name === 'Cell') state.cell = { attributes, type: undefined, text: '' }
  else if (name === 'Comment') state.inComment = true
  else if (name === 'Data' && state.cell && !state.inComment) {
    state.cell.type = attribute(attributes, 'type') ?? 'String'
    state.inData = true
  }
}

function closeElement(state: State, name: string): void {
  const { file, sheet, cell } = state
  if (name === 'Workbook') state.complete = true
  else if (name === 'Data') state.inData = false
  else if (name === 'Comment') state.inComment = false
  else if (!sheet) return
  else if (name === 'Visible') sheet.hidden = /^Sheet(Very)?Hidden$/.test(state.word.trim())
  else if (name === 'Cell' && cell) {
    const format = state.formats.get(attribute(cell.attributes, 'styleid') ?? 'Default')
    placeCell(file, sheet, cell, cellValue(cell, format === 'General' ? undefined : format, state.date1904))
    state.cell = undefined
  } else if (name === 'Row') endRow(sheet)
  else if (name === 'Worksheet') {
    state.sheets.push(closedSheet(sheet))
    state.sheet = undefined
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Attribute names come in lower case, with the `ss:` prefix or without. */
const attribute = (attributes: Attributes, name: string): string | undefined =>
  attributes.get(`ss:${name}`) ?? attributes.get(name)

function count(attributes: Attributes, name: string): number | undefined {
  const written = attribute(attributes, name)
  return written !== undefined && /^\d{1,9}$/.test(written) ? Number.parseInt(written, 10) : undefined
}

function openSheet(name: string): OpenSheet {
  return {
    name, hidden: false, rows: [], merges: [], hiddenColumns: [],
    row: -1, column: -1, nextColumn: 0, rowHidden: false, cells: [], rowSpan: 0,
  } // prettier-ignore
}

function addColumns(file: string, sheet: OpenSheet, attributes: Attributes): void {
  const first = (count(attributes, 'index') ?? sheet.nextColumn + 1) - 1
  const last = Math.min(first + (count(attributes, 'span') ?? 0), MAX_COLUMNS - 1)
  if (first >= MAX_COLUMNS) throw fileTooLarge(file, `工作表“${sheet.name}”超过 ${MAX_COLUMNS} 列`)
  if (attribute(attributes, 'hidden') === '1') for (let at = first; at <= last; at += 1) sheet.hiddenColumns.push(at)
  sheet.nextColumn = last + 1
}

function startRow(file: string, sheet: OpenSheet, attributes: Attributes): void {
  const index = (count(attributes, 'index') ?? sheet.row + 2) - 1
  if (index <= sheet.row) throw fileDamaged(file, `工作表“${sheet.name}”第 ${index + 1} 行的行号没有递增`)
  if (index >= MAX_ROWS) throw fileTooLarge(file, `工作表“${sheet.name}”超过 ${MAX_ROWS} 行`)
  sheet.row = index
  sheet.column = -1
  sheet.rowHidden = attribute(attributes, 'hidden') === '1'
  sheet.cells = []
  // A span gives its format to empty rows below; it is added when the row ends, so that cells stand in the first one.
  sheet.rowSpan = count(attributes, 'span') ?? 0
}

function endRow(sheet: OpenSheet): void {
  if (sheet.cells.length > 0) sheet.rows.push({ index: sheet.row, hidden: sheet.rowHidden, cells: sheet.cells })
  sheet.row += sheet.rowSpan
  sheet.cells = []
}

function placeCell(file: string, sheet: OpenSheet, { attributes }: OpenCell, value: SheetValue | undefined): void {
  const column = (count(attributes, 'index') ?? sheet.column + 2) - 1
  const right = column + (count(attributes, 'mergeacross') ?? 0)
  const bottom = sheet.row + (count(attributes, 'mergedown') ?? 0)
  if (column <= sheet.column) throw fileDamaged(file, `工作表“${sheet.name}”第 ${sheet.row + 1} 行的列号没有递增`)
  if (right >= MAX_COLUMNS || bottom >= MAX_ROWS) throw fileTooLarge(file, `工作表“${sheet.name}”第 ${sheet.row + 1} 行的合并单元格超出工作表`) // prettier-ignore
  if (value !== undefined) sheet.cells.push({ column, value })
  if (right > column || bottom > sheet.row) sheet.merges.push({ top: sheet.row, left: column, bottom, right })
  sheet.column = right
}

function closedSheet({ name, hidden, rows, merges, hiddenColumns }: OpenSheet): Sheet {
  return { name, hidden, rows, merges, hiddenColumns }
}

function cellValue(
  { attributes, type, text }: OpenCell,
  format: string | undefined,
  date1904: boolean,
): SheetValue | undefined {
  const formula = attribute(attributes, 'formula')
  if (type === undefined || (text === '' && type !== 'String')) {
    return formula === undefined ? undefined : { kind: 'uncalculated', formula: formula.replace(/^=/, '') }
  }
  if (type === 'Boolean') return { kind: 'boolean', value: text.trim() === '1' }
  if (type === 'Error') return { kind: 'error', text: text.trim() }
  if (type === 'DateTime') return { kind: 'date', text: isoText(text.trim()) }
  if (type === 'Number') return numberValue(text, format, date1904) ?? { kind: 'text', text }
  return text === '' ? undefined : { kind: 'text', text }
}

/** `2023-12-31T00:00:00.000` → `2023-12-31`; a time of day keeps its seconds. */
const isoText = (written: string): string => written.replace(/\.0+$/, '').replace(/T00:00:00$/, '')
