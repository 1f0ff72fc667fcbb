import type { Borders, Cell, FillPattern, Font, Workbook, Worksheet } from 'exceljs'
import type { MoneyUnit } from '#core/money/amount.ts'
import type { FillInCell, FillInInput, FillInRow, FillInSheet } from '#core/recognise/fill-in/model.ts'
import { address } from '#core/workbook/grid.ts'
import { figureContent } from './figure.ts'
import { firstRow, headColumns, headerRow, linesOf, neededLines, pagesAcross, sum } from './places.ts'
import { validationOf } from './validation.ts'

/** Where the workbook's unit of amounts is chosen, and what it says when the workbook is written. */
export interface MoneyUnitCell {
  readonly reference: string
  readonly unit: MoneyUnit
}

const FONT = '微软雅黑'
const EDGE = { style: 'thin', color: { argb: 'FFBFC7D1' } } as const
const BORDERS: Partial<Borders> = { top: EDGE, left: EDGE, bottom: EDGE, right: EDGE }
const fill = (argb: string): FillPattern => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } })
const INPUT = fill('FFFFF9DB')
const HEADER = fill('FF1F4E79')
const SECTION = fill('FFDCE6F1')
const LABEL = fill('FFF5F7FA')
const HELP_COLOUR = 'FF5A6572'
/** Paper size 9 of the file format. */
const A4 = 9
const LINE_POINTS = 16.5
/** A line to write in by hand as well. */
const LEAST_POINTS = 22

/** Finds the cell in which the money unit is chosen. */
export function placeMoneyUnit(sheets: readonly FillInSheet[], unit: MoneyUnit): MoneyUnitCell | undefined {
  for (const sheet of sheets) {
    for (const [index, row] of sheet.rows.entries()) {
      const column = row.cells.findIndex((cell) => cell.kind === 'input' && cell.isMoneyUnit)
      if (column < 0) continue
      const place = address(firstRow(sheet) + index, column).replace(/^([A-Z]+)(\d+)$/u, '$$$1$$$2')
      return { reference: `'${sheet.name}'!${place}`, unit }
    }
  }
  return undefined
}

/** Adds one sheet; `all` is looked through for the columns that drop-down lists point to. */
export async function addFillInSheet(
  book: Workbook,
  model: FillInSheet,
  all: readonly FillInSheet[],
  moneyUnit: MoneyUnitCell | undefined,
): Promise<void> {
  const sheet = book.addWorksheet(model.name, { views: [viewOf(model)] })
  sheet.columns = model.widths.map((width) => ({ width }))
  writeHead(sheet, model, moneyUnit)
  writeHeader(sheet, model)
  for (const [index, row] of model.rows.entries()) {
    writeRow(sheet, model, firstRow(model) + index, row, all, moneyUnit?.unit ?? '万元')
  }
  pageSetup(sheet, model)
  // Against slips of the hand, not against people: there is no password, and rows may be added.
  await sheet.protect('', {
    formatColumns: true,
    formatRows: true,
    insertRows: true,
    deleteRows: true,
    sort: true,
    autoFilter: true,
  })
}

function viewOf(model: FillInSheet): Partial<Worksheet['views'][number]> {
  const ySplit = firstRow(model)
  const view = { showGridLines: false, zoomScale: 100 } as const
  if (model.headerRows === 0) return { ...view, state: 'normal' }
  return { ...view, state: 'frozen', xSplit: pagesAcross(model) > 1 ? 1 : 0, ySplit }
}

const font = (more: Partial<Font> = {}): Partial<Font> => ({ name: FONT, size: 10.5, ...more })

function writeHead(sheet: Worksheet, model: FillInSheet, moneyUnit: MoneyUnitCell | undefined): void {
  const last = headColumns(model)
  const line = (row: number, size: number): Cell => {
    if (last > 1) sheet.mergeCells(row, 1, row, last)
    sheet.getRow(row).height = size
    return sheet.getCell(row, 1)
  }
  const title = line(1, 30)
  title.value = model.title
  title.font = font({ size: 16, bold: true, color: { argb: 'FF1F4E79' } })
  title.alignment = { vertical: 'middle' }
  for (const [index, text] of model.lines.entries()) {
    const cell = line(2 + index, LINE_POINTS * linesOf(text, sum(model.widths.slice(0, last))))
    cell.value = text
    cell.font = font({ size: 10, color: { argb: HELP_COLOUR } })
    cell.alignment = { vertical: 'middle', wrapText: true }
  }
  if (!model.statesUnit || !moneyUnit) return
  const cell = line(2 + model.lines.length, 18)
  cell.value = { formula: `"金额单位："&${moneyUnit.reference}`, result: `金额单位：${moneyUnit.unit}` }
  cell.font = font({ bold: true })
  cell.alignment = { horizontal: pagesAcross(model) > 1 ? 'left' : 'right', vertical: 'middle' }
}

function writeHeader(sheet: Worksheet, model: FillInSheet): void {
  const top = headerRow(model)
  for (const heading of model.header) {
    const row = top + heading.row + 1
    const column = heading.column + 1
    const cell = sheet.getCell(row, column)
    cell.value = heading.text
    const bottom = row + heading.rows - 1
    const right = column + heading.cols - 1
    for (let r = row; r <= bottom; r++) {
      for (let c = column; c <= right; c++) {
        const part = sheet.getCell(r, c)
        part.font = font({ bold: true, color: { argb: 'FFFFFFFF' } })
        part.fill = HEADER
        part.border = BORDERS
        part.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
      }
    }
    if (heading.rows > 1 || heading.cols > 1) sheet.mergeCells(row, column, bottom, right)
  }
  for (let row = 0; row < model.headerRows; row++) sheet.getRow(top + row + 1).height = LINE_POINTS * headerLines(model)
}

/** A heading that is wider than its column needs a second line. */
function headerLines(model: FillInSheet): number {
  return Math.max(
    1.4,
    ...model.header.map((cell) =>
      linesOf(cell.text, sum(model.widths.slice(cell.column, cell.column + cell.cols)) - 2),
    ),
  )
}

function writeRow(
  sheet: Worksheet,
  model: FillInSheet,
  index: number,
  row: FillInRow,
  all: readonly FillInSheet[],
  unit: MoneyUnit,
): void {
  const [first] = row.cells
  if (first?.kind === 'section') {
    sheet.mergeCells(index + 1, 1, index + 1, model.widths.length)
    const cell = sheet.getCell(index + 1, 1)
    cell.value = first.text
    cell.font = font({ bold: true, color: { argb: 'FF1F4E79' } })
    cell.fill = SECTION
    cell.border = BORDERS
    cell.alignment = { vertical: 'middle' }
    sheet.getRow(index + 1).height = 20
    return
  }
  for (const [column, content] of row.cells.entries()) {
    writeCell(sheet.getCell(index + 1, column + 1), content, all, unit, model.headerRows === 0)
  }
  sheet.getRow(index + 1).height = Math.min(400, Math.max(LEAST_POINTS, LINE_POINTS * neededLines(model, row) + 4))
}

function writeCell(
  cell: Cell,
  content: FillInCell,
  all: readonly FillInSheet[],
  unit: MoneyUnit,
  isBare: boolean,
): void {
  if (content.kind === 'section') return
  if (!isBare) cell.border = BORDERS
  if (content.kind === 'label') {
    if (content.text !== '') cell.value = content.text
    cell.font = font({ bold: content.bold })
    if (!isBare) cell.fill = LABEL
    cell.alignment = { horizontal: 'left', vertical: 'middle', wrapText: true, indent: content.indent + 1 }
    return
  }
  writeInput(cell, content, unit)
  const validation = content.choices && validationOf(content.choices, all)
  if (validation) cell.dataValidation = validation
}

function writeInput(cell: Cell, content: FillInInput, unit: MoneyUnit): void {
  cell.fill = INPUT
  cell.protection = { locked: false }
  cell.font = font()
  if (content.form === 'text' || content.form === 'long-text') {
    cell.numFmt = '@'
    cell.alignment = {
      horizontal: 'left',
      vertical: content.form === 'text' ? 'middle' : 'top',
      wrapText: true,
      indent: 1,
    }
    if (content.known?.kind === 'text' && content.known.text !== '') cell.value = content.known.text
    return
  }
  cell.alignment = { horizontal: 'right', vertical: 'middle', indent: 1 }
  if (content.known?.kind !== 'figure') return
  const { value, format } = figureContent(content.known.value, content.form, unit)
  cell.value = value
  if (format !== undefined) cell.numFmt = format
}

function pageSetup(sheet: Worksheet, model: FillInSheet): void {
  Object.assign(sheet.pageSetup, {
    paperSize: A4,
    orientation: model.orientation,
    fitToPage: true,
    fitToWidth: pagesAcross(model),
    fitToHeight: 0,
    horizontalCentered: true,
    margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    ...(model.headerRows > 0 ? { printTitlesRow: `${headerRow(model) + 1}:${firstRow(model)}` } : {}),
    ...(pagesAcross(model) > 1 ? { printTitlesColumn: 'A:A' } : {}),
  })
  sheet.headerFooter.oddFooter = '&L&A&R第 &P 页，共 &N 页'
}
