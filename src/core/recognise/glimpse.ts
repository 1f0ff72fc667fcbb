import { address, type Sheet } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf, viewSheet, type SheetView } from '#core/workbook/sheet-view.ts'
import { COLUMN_NUMBER, sheetColumns, type SheetColumn } from './header-columns.ts'
import { headingKey } from './match-columns.ts'
import type { Recognition, TableRecognition } from './recognition.ts'
import { isStatedRow } from './stated-lines.ts'

/** A column of a sheet, and what its figures are taken for. */
export interface GlimpsedColumn {
  readonly letter: string
  /** Headings from top to bottom, joined: what an answer about this column is named by. Empty without any. */
  readonly heading: string
  /** Key of a figure column, or one of `SAID_ROLES`; undefined: left out. */
  readonly meaning: string | undefined
}

/** The first rows of a sheet below its header, with what its columns are: enough for a person to say what it is. */
export interface SheetGlimpse {
  readonly columns: readonly GlimpsedColumn[]
  readonly rows: readonly (readonly string[])[]
}

const MOST_ROWS = 8
const MOST_COLUMNS = 24
const SEARCHED = 20
const DEEPEST = 4
const ROLES = { code: '@科目代码', name: '@科目名称', label: '@项目', unit: '@单位', line: '@不用' } as const

/** The first rows of a sheet; its columns as `recognition` found them, else as its headings look. */
export function glimpseSheet(sheet: Sheet, recognition: Recognition | undefined): SheetGlimpse {
  const view = viewSheet(sheet)
  const table = recognition && 'header' in recognition ? recognition : undefined
  const [top, bottom] = table ? [table.header.top, table.header.bottom] : guessHeader(view)
  const columns = sheetColumns(view, top, bottom).slice(0, MOST_COLUMNS)
  const rows = view.sheet.rows.filter(({ index }) => index > bottom).slice(0, MOST_ROWS)
  return {
    columns: columns.map((column) => ({
      letter: address(0, column.columns[0] ?? 0).slice(0, -1),
      heading: headingKey(column),
      meaning: meaningOf(column, table),
    })),
    rows: rows.map(({ index }) => columns.map(({ columns: [at = 0] }) => view.shown(index, at))),
  }
}

/**
 * What makes two sheets the same shape: the name of the sheet, the words above its table and its headings, without years, unit
 * lines and names of offices. Empty when the sheet has no headings.
 */
export function shapeOf(sheet: Sheet): string {
  const view = viewSheet(sheet)
  if (view.lastRow < 0) return ''
  const [top, bottom] = guessHeader(view)
  const headings = sheetColumns(view, top, bottom).map(headingKey)
  if (headings.every((heading) => heading === '')) return ''
  const above = view.sheet.rows
    .filter(({ index }) => index < top && !isStatedRow(view, index))
    .flatMap(({ cells }) => cells.map(({ value }) => normaliseLabel(textOf(value))))
  return [sheet.name, ...above, '|', ...headings].map((text) => text.replaceAll(/(?:19|20)\d\d/gu, '')).join('\n')
}

function meaningOf({ columns: [at] }: SheetColumn, table: TableRecognition | undefined): string | undefined {
  if (!table) return undefined
  if (table.header.units.some(({ columns: [column] }) => column === at)) return ROLES.unit
  for (const { figures, identity } of table.header.blocks) {
    const figure = figures.find(({ column }) => column.columns[0] === at)
    if (figure) return figure.key
    const role = identity.find((column) => column.columns[0] === at)?.role
    if (role !== undefined) return ROLES[role]
  }
  return undefined
}

/** The first row of several words and no figures, and the rows below it that are like it. */
function guessHeader(view: SheetView): readonly [top: number, bottom: number] {
  const rows = view.sheet.rows.slice(0, SEARCHED).map(({ index }) => index)
  const top = rows.find((row) => isHeading(view, row, 3)) ?? rows[0] ?? 0
  let bottom = top
  while (bottom - top < DEEPEST && isHeading(view, bottom + 1, 2) && !isLabelled(view, bottom + 1)) bottom += 1
  return [top, bottom]
}

function isHeading(view: SheetView, row: number, least: number): boolean {
  if (isStatedRow(view, row)) return false
  const texts = view.cells(row).map(({ value }) => textOf(value))
  const words = texts.filter((text) => text !== '' && !COLUMN_NUMBER.test(normaliseLabel(text)))
  return new Set(words).size >= least && words.every((text) => !/^[-\d.,()]+$/u.test(text))
}

/** A row that begins with a code or a numbered label is no heading any more. */
function isLabelled(view: SheetView, row: number): boolean {
  return /^(?:\d{3}|[一二三四五六七八九十]+、)/u.test(view.text(row, 0))
}
