import type { Sheet, SheetValue } from '#core/workbook/grid.ts'
import { RED } from '#core/workbook/red.ts'

import { fileDamaged, fileNotWorkbook, fileTooLarge } from '../file-errors.ts'
import { numberValue } from '../number-value.ts'
import { hasRedColor, isRedName } from '../red-color.ts'
import { attributesOf, decodeEntities, markupTokens } from './markup.ts'
import type { MarkupToken } from './markup.ts'
import { formatsByClass, isDisplayNone, numberFormatOf, redClasses } from './mso-style.ts'
import { tableGrid } from './table-grid.ts'
import type { TableGrid } from './table-grid.ts'

type Attributes = ReadonlyMap<string, string>

interface OpenTable {
  readonly place: number
  readonly hidden: boolean
  readonly grid: TableGrid
  readonly hiddenColumns: number[]
  columns: number
  caption: string
  inCaption: boolean
  cell: { readonly attributes: Attributes; text: string; isRed: boolean } | undefined
}

/**
 * Reads the tables of an HTML page that was saved as a workbook, one sheet per table; a table inside a cell is a sheet of
 * its own. Texts stay texts; a number is one only where the page says so (`x:num`).
 *
 * Errors  AppError FILE_NOT_WORKBOOK (no table), FILE_DAMAGED (cut off), FILE_TOO_LARGE
 */
export function readHtml(file: string, source: string): readonly Sheet[] {
  const names = [...source.slice(0, HEAD_CHARACTERS).matchAll(/<x:Name>([^<]{1,100})<\/x:Name>/gi)]
  const reader = htmlReader(file)
  for (const token of markupTokens(source, { syntax: 'html' })) reader.take(token)
  const tables = reader.finish()
  if (tables.length === 0) throw fileNotWorkbook(file, '网页（HTML），里面没有表格')
  return tables.map(({ caption, ...sheet }, index) => {
    const given = decodeEntities(names[index]?.[1] ?? '').trim()
    return { name: given === '' ? caption.trim() || `表${index + 1}` : given, ...sheet }
  })
}

/** Where a page that a spreadsheet program wrote names its sheets. */
const HEAD_CHARACTERS = 1 << 16

type Table = Omit<Sheet, 'name'> & { readonly caption: string }

function htmlReader(file: string): { take(token: MarkupToken): void; finish(): readonly Table[] } {
  const done: { readonly place: number; readonly table: Table }[] = []
  const open: OpenTable[] = []
  let formats: ReadonlyMap<string, string> = new Map()
  const reds = new Set<string>()
  let opened = 0
  let inStyle = false
  let ended = false
  const tooLarge = (what: string): never => {
    throw fileTooLarge(file, what)
  }

  const endCell = (table: OpenTable): void => {
    if (!table.cell) return
    const { attributes, text, isRed } = table.cell
    table.cell = undefined
    const value = inFont(cellValue(attributes, text, formats), isRed)
    table.grid.place(value, span(attributes, 'colspan'), span(attributes, 'rowspan'))
  }
  const endTable = (): void => {
    const table = open.pop()
    if (!table) return
    endCell(table)
    const { rows, merges } = table.grid.finish()
    const { place, hidden, hiddenColumns, caption } = table
    if (rows.length > 0) done.push({ place, table: { hidden, rows, merges, hiddenColumns, caption } })
  }
  const openTag = (name: string, attributes: Attributes): void => {
    const table = open.at(-1)
    if (name === 'table') {
      const grid = tableGrid(tooLarge)
      const hidden = isHidden(attributes)
      open.push({
        place: opened, hidden, grid, hiddenColumns: [], columns: 0, caption: '', inCaption: false, cell: undefined,
      }) // prettier-ignore
      opened += 1
      if (open.length > MAX_DEPTH) tooLarge(`表格嵌套超过 ${MAX_DEPTH} 层`)
    } else if (name === 'style') inStyle = true
    else if (!table) return
    else if (name === 'tr') {
      endCell(table)
      table.grid.startRow(isHidden(attributes))
    } else if (name === 'td' || name === 'th') {
      endCell(table)
      table.cell = { attributes, text: '', isRed: isInRed(attributes, reds) }
    } else if (table.cell && IN_CELL.has(name)) table.cell.isRed ||= isInRed(attributes, reds)
    else if (name === 'col') addColumns(table, attributes)
    else if (name === 'caption') table.inCaption = true
    else if (name === 'br' && table.cell) table.cell.text += LINE_BREAK
    else if ((name === 'p' || name === 'div') && table.cell?.text.trim()) table.cell.text += LINE_BREAK
  }
  const closeTag = (name: string): void => {
    const table = open.at(-1)
    if (name === 'table') endTable()
    else if (name === 'style') inStyle = false
    else if (name === 'html' || name === 'body') ended = true
    else if (!table) return
    else if (name === 'td' || name === 'th' || name === 'tr') endCell(table)
    else if (name === 'caption') table.inCaption = false
  }
  return {
    take(token) {
      if (token.kind === 'open') openTag(token.name, attributesOf(token.attributes))
      else if (token.kind === 'close') closeTag(token.name)
      else if (token.kind === 'text') {
        const table = open.at(-1)
        if (inStyle) {
          formats = new Map([...formats, ...formatsByClass(token.text)])
          for (const name of redClasses(token.text)) reds.add(name)
        } else if (table?.cell) table.cell.text += token.text
        else if (table?.inCaption) table.caption += decodeEntities(token.text)
      }
    },
    finish() {
      if (open.length > 0 && !ended) throw fileDamaged(file, '表格没有结束标记，后面的内容可能丢失')
      while (open.length > 0) endTable()
      return done.sort((a, b) => a.place - b.place).map(({ table }) => table)
    },
  }
}

const MAX_DEPTH = 50
const MAX_SPAN = 65_534
/** Stands for `<br>` until white space is folded; never part of a text. */
const LINE_BREAK = '\u0000'

const isHidden = (attributes: Attributes): boolean =>
  attributes.has('hidden') || isDisplayNone(attributes.get('style') ?? '')

function span(attributes: Attributes, name: 'colspan' | 'rowspan' | 'span'): number {
  const written = /^\s*(\d{1,9})/.exec(attributes.get(name) ?? '')?.[1]
  return written === undefined ? 1 : Math.min(Math.max(Number.parseInt(written, 10), 1), MAX_SPAN)
}

function addColumns(table: OpenTable, attributes: Attributes): void {
  const count = span(attributes, 'span')
  // A page formats all columns of a sheet to its right with one wide span; only hidden ones are of interest.
  if (isHidden(attributes)) for (let n = 0; n < count; n += 1) table.hiddenColumns.push(table.columns + n)
  table.columns += count
}

function cellValue(
  attributes: Attributes,
  written: string,
  formats: ReadonlyMap<string, string>,
): SheetValue | undefined {
  const text = foldWhiteSpace(written)
  const error = attributes.get('x:err')
  if (error !== undefined) return { kind: 'error', text: error === '' ? text : error }
  const boolean = attributes.get('x:bool')
  if (boolean !== undefined)
    return { kind: 'boolean', value: (boolean === '' ? text : boolean).toUpperCase() === 'TRUE' }
  const number = attributes.get('x:num')
  if (number !== undefined && !attributes.has('x:str')) {
    const format =
      numberFormatOf(attributes.get('style') ?? '') ??
      (attributes.get('class') ?? '').split(/\s+/).map((name) => formats.get(name)).find((f) => f !== undefined) // prettier-ignore
    const value = format === '@' ? undefined : numberValue(number === '' ? text : number, format, false)
    if (value) return value
  }
  return text.trim() === '' ? undefined : { kind: 'text', text }
}

/** Elements around the text of a cell that may colour it. */
const IN_CELL = new Set(['font', 'span', 'b', 'strong'])

const isInRed = (attributes: Attributes, classes: ReadonlySet<string>): boolean =>
  hasRedColor(attributes.get('style') ?? '') ||
  isRedName(attributes.get('color') ?? '') ||
  (attributes.get('class') ?? '').split(/\s+/).some((name) => classes.has(name))

/** Digits with thousands commas right or none, without the zeros before them that codes have. */
const FIGURE = /^(?:\d{1,3}(?:,\d{3})+|[1-9]\d*|0)(?:\.(\d+))?$/

/** A figure in red letters with the mark of red; texts of pages are figures where they look like one. */
function inFont(value: SheetValue | undefined, isRed: boolean): SheetValue | undefined {
  if (!isRed || value === undefined) return value
  if (value.kind === 'number') return { ...value, format: `${RED}${value.format ?? 'General'}` }
  const text = value.kind === 'text' ? value.text.trim() : ''
  const decimals = FIGURE.exec(text)
  if (!decimals) return value
  const places = decimals[1]?.length ?? 0
  return {
    kind: 'number',
    text: text.replaceAll(',', ''),
    format: `${RED}0${places > 0 ? `.${'0'.repeat(places)}` : ''}`,
  }
}

/** As a page shows it: runs of white space are one space, `<br>` is a line break, no-break spaces stay as spaces. */
function foldWhiteSpace(written: string): string {
  const folded = written.replaceAll(/[ \t\r\n\f]+/g, ' ')
  const lines = folded.split(LINE_BREAK).map((line) => line.replace(/^ /, '').replace(/ $/, ''))
  return decodeEntities(lines.join('\n')).replaceAll('\u00a0', ' ')
}
