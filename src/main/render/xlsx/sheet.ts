import type { Borders, Cell, Worksheet } from 'exceljs'
import type { DocumentStyle, Grid, GridCell } from '#core/document/model.ts'
import { rowHeights } from '../layout/grid-height.ts'
import { gridSlots, lineCount, spanWidth } from '../layout/grid-layout.ts'
import { gridSetting } from '../layout/grid-setting.ts'
import { printable } from '../layout/inline.ts'
import { POINTS_PER_MM, pageGeometry } from '../layout/pages.ts'
import type { PageForm } from '../layout/pages.ts'
import { cellNumber } from './number.ts'

const EDGE = { style: 'thin' } as const
const BORDERS: Partial<Borders> = { top: EDGE, left: EDGE, bottom: EDGE, right: EDGE }
/** Width of one character column in points: seven pixels of 96 to the inch; five pixels of padding come on top. */
const POINTS_PER_CHARACTER = 7 * 0.75
const COLUMN_PADDING = 5 * 0.75
/** What a cell's text may not use: the padding and the border. */
const CELL_PADDING = COLUMN_PADDING + 2
const LINE_HEIGHT = 1.35
/** Above and below the text of a cell, each. */
const ROW_MARGIN = 2
/** Paper size 9 of the file format. */
const A4 = 9
const LARGEST_REDUCTION = 1.3

/** Writes one grid on one sheet in its printed layout: title, code, unit line, table, notes. */
export function writeSheet(sheet: Worksheet, grid: Grid, style: DocumentStyle): void {
  const form: PageForm = { orientation: grid.orientation, content: 'table' }
  const { widths: printed, fontSize, padding } = gridSetting(grid, style, { form, above: [] })
  // Excel pads its cells more than a printed table does; on paper the sheet is scaled to the width of the page.
  const widths = printed.map((width) => width + Math.max(0, CELL_PADDING - padding) + 1)
  sheet.columns = widths.map((width) => ({ width: Math.max(1, (width - COLUMN_PADDING) / POINTS_PER_CHARACTER) }))
  const head = writeHead(sheet, grid, style, widths)
  const first = head + 1
  writeTable(sheet, { ...grid, fontSize }, style, widths, first)
  const last = writeNotes(sheet, grid, style, widths, first + grid.rows.length)
  pageSetup(sheet, grid, style, first, last)
  // On screen the header stays in sight.
  if (grid.headerRows > 0) sheet.views = [{ state: 'frozen', xSplit: 0, ySplit: head + grid.headerRows }]
}

/** The lines over the table; returns how many rows they take. */
function writeHead(sheet: Worksheet, grid: Grid, style: DocumentStyle, widths: readonly number[]): number {
  const { fonts, sizes } = style
  let row = 0
  const line = (text: string, align: GridCell['align'], font: readonly string[], size: number): void => {
    row += 1
    const cell = merged(sheet, row, 1, row, widths.length)
    setText(cell, text, align, font, size)
    sheet.getRow(row).height = rowHeight(text, size, sum(widths))
  }
  line(grid.title, 'center', fonts.title, sizes.heading)
  if (grid.code !== undefined) line(grid.code, 'right', fonts.table, sizes.table)
  if (grid.line.every((part) => part === '')) return row
  row += 1
  unitLine(sheet, row, grid, style, widths)
  return row
}

/** Left, middle and right in three merged cells; with fewer than three columns or one part, in one. */
function unitLine(sheet: Worksheet, row: number, grid: Grid, style: DocumentStyle, widths: readonly number[]): void {
  const parts = grid.line.map((text, index) => ({
    text,
    align: (['left', 'center', 'right'] as const)[index] ?? 'left',
  }))
  const used = parts.filter((part) => part.text !== '')
  const { table } = style.sizes
  const height = (text: string, width: number): number => rowHeight(text, table, width)
  if (used.length < 2 || widths.length < 3) {
    const text = used.map((part) => part.text).join('　')
    const cell = merged(sheet, row, 1, row, widths.length)
    setText(cell, text, used.length === 1 ? (used[0]?.align ?? 'left') : 'left', style.fonts.table, table)
    sheet.getRow(row).height = height(text, sum(widths))
    return
  }
  const cuts = thirds(widths)
  parts.forEach((part, index) => {
    const [from = 0, to = widths.length] = [cuts[index], cuts[index + 1]]
    setText(merged(sheet, row, from + 1, row, to), part.text, part.align, style.fonts.table, table)
  })
  const heights = parts.map((part, index) => {
    const [from = 0, to = 0] = [cuts[index], cuts[index + 1]]
    return height(part.text, spanWidth(widths, from, to - from))
  })
  sheet.getRow(row).height = Math.max(...heights)
}

/** Where the unit line is cut: half of the width for the left part, a fifth for the middle, at least a column each. */
function thirds(widths: readonly number[]): readonly number[] {
  const total = sum(widths)
  const columnAt = (share: number): number => {
    let passed = 0
    return widths.findIndex((width) => (passed += width) >= total * share) + 1
  }
  const first = Math.min(Math.max(1, columnAt(0.5)), widths.length - 2)
  return [0, first, Math.min(Math.max(first + 1, columnAt(0.72)), widths.length - 1), widths.length]
}

function writeTable(
  sheet: Worksheet,
  grid: Grid,
  style: DocumentStyle,
  widths: readonly number[],
  first: number,
): void {
  gridSlots(grid).forEach((slots, index) => {
    for (const slot of slots) {
      const row = first + index
      if (slot.kind === 'covered') continue
      if (slot.kind === 'empty') {
        sheet.getCell(row, slot.column + 1).border = BORDERS
        continue
      }
      const { column, colSpan, rowSpan } = slot.cell
      // Every cell under a merge needs the border too, or its far edges are missing in print.
      for (let y = 0; y < rowSpan; y += 1) {
        for (let x = 0; x < colSpan; x += 1) sheet.getCell(row + y, column + 1 + x).border = BORDERS
      }
      writeCell(merged(sheet, row, column + 1, row + rowSpan - 1, column + colSpan), slot.cell, grid, style)
    }
  })
  tableHeights(grid, widths).forEach((height, index) => {
    sheet.getRow(first + index).height = height
  })
}

function writeCell(target: Cell, cell: GridCell, grid: Grid, style: DocumentStyle): void {
  setText(target, cell.text, cell.align, style.fonts.table, grid.fontSize, cell.bold)
  const number = cellNumber(cell)
  if (number !== undefined) {
    target.value = number.value
    target.numFmt = number.format
  } else if (cell.text !== '') {
    // Text also where it looks like a number (codes): typing over it keeps it text.
    target.numFmt = '@'
  }
  target.border = BORDERS
}

/** Row heights in points; Excel grows no merged cell by itself, and knows no row above 409 points. */
function tableHeights(grid: Grid, widths: readonly number[]): readonly number[] {
  const { fontSize } = grid
  const form = { fontSize, padding: CELL_PADDING, margin: ROW_MARGIN, widths, line: LINE_HEIGHT }
  return rowHeights(grid, form).map((height) => Math.min(409, Math.ceil(height * 4) / 4))
}

function rowHeight(text: string, size: number, width: number): number {
  return lineCount(text, size, width - CELL_PADDING) * size * LINE_HEIGHT + 2 * ROW_MARGIN
}

function writeNotes(
  sheet: Worksheet,
  grid: Grid,
  style: DocumentStyle,
  widths: readonly number[],
  from: number,
): number {
  grid.notes.forEach((note, index) => {
    setText(
      merged(sheet, from + index, 1, from + index, widths.length),
      note,
      'left',
      style.fonts.table,
      style.sizes.note,
    )
    sheet.getRow(from + index).height = rowHeight(note, style.sizes.note, sum(widths))
  })
  return from + grid.notes.length - 1
}

function merged(sheet: Worksheet, top: number, left: number, bottom: number, right: number): Cell {
  if (top !== bottom || left !== right) sheet.mergeCells(top, left, bottom, right)
  return sheet.getCell(top, left)
}

function setText(
  cell: Cell,
  text: string,
  align: GridCell['align'],
  fonts: readonly string[],
  size: number,
  bold = false,
): void {
  if (text !== '') cell.value = printable(text)
  cell.font = { name: fonts[0] ?? '宋体', size, bold, charset: 134 }
  cell.alignment = { horizontal: align, vertical: 'middle', wrapText: true }
}

function pageSetup(sheet: Worksheet, grid: Grid, style: DocumentStyle, first: number, last: number): void {
  const { margin, typeHeight } = pageGeometry(style, { orientation: grid.orientation, content: 'table' })
  const inches = (millimetres: number): number => Math.round((millimetres / 25.4) * 100) / 100
  const column = sheet.getColumn(grid.widths.length).letter
  const titles = titleRows(grid, first)
  sheet.pageSetup = {
    orientation: grid.orientation,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: fitsOnePage(sheet, last, typeHeight * POINTS_PER_MM) ? 1 : 0,
    horizontalCentered: true,
    // The library puts one $ before each corner; the second keeps the rows from moving with the selected cell.
    printArea: `A$1:${column}$${last}`,
    margins: {
      top: inches(margin.top),
      right: inches(margin.right),
      bottom: inches(margin.bottom),
      left: inches(margin.left),
      header: 0.3,
      footer: inches(Math.max(5, margin.bottom - 12)),
    },
    ...(titles ? { printTitlesRow: titles } : {}),
  }
  // Apart, because the library's const enum of paper sizes does not exist when the program runs.
  Object.assign(sheet.pageSetup, { paperSize: A4 })
  sheet.headerFooter.oddFooter = `&C${style.pageNumber.form.replace('{n}', '&P')}`
}

/** The header; in a form without one the heading over its rows, which paper repeats from the page after it on. */
function titleRows({ headerRows, headingRow }: Grid, first: number): string | undefined {
  if (headerRows > 0) return `${first}:${first + headerRows - 1}`
  return headingRow === undefined ? undefined : `${first + headingRow}:${first + headingRow}`
}

/** A table that misses one page by little is made smaller; a longer one takes the pages that it needs. */
function fitsOnePage(sheet: Worksheet, last: number, typeHeight: number): boolean {
  let height = 0
  for (let row = 1; row <= last; row += 1) height += sheet.getRow(row).height
  return height <= typeHeight * LARGEST_REDUCTION
}

const sum = (widths: readonly number[]): number => widths.reduce((a, b) => a + b, 0)
