import ExcelJS from 'exceljs'
import { withFixedDates } from '#main/render/layout/zip-dates.ts'
import type { Facts, PrintedTable } from './facts.ts'

/**
 * A workbook as the 决算 software of a bureau exports it: a sheet per table, title across, number of the form at the right,
 * name · year · unit in one line, merged header, figures as numbers, notes below. Written apart from the program's own
 * renderers on purpose: it is an input that they must not know.
 */
export async function bureauWorkbook(
  tables: readonly PrintedTable[],
  year: number,
  stage: Facts['stage'] = '决算',
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.creator = `部门${stage}`
  book.created = book.modified = new Date(Date.UTC(year + 1, 8, 1))
  for (const [index, table] of tables.entries()) addSheet(book, `${index + 1}.${table.title}`, table, year)
  return withFixedDates(new Uint8Array(await book.xlsx.writeBuffer()))
}

const CENTRE = { horizontal: 'center', vertical: 'middle', wrapText: true } as const
const THIN = { style: 'thin' } as const
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN }

function addSheet(book: ExcelJS.Workbook, name: string, table: PrintedTable, year: number): void {
  const width = table.header[0]?.length ?? 1
  const sheet = book.addWorksheet(sheetName(name), { pageSetup: { fitToPage: true, fitToWidth: 1, fitToHeight: 0 } })
  sheet.getCell(1, 1).value = table.title
  sheet.getCell(1, 1).font = { name: '宋体', size: 18, bold: true }
  sheet.getCell(1, 1).alignment = CENTRE
  sheet.mergeCells(1, 1, 1, width)
  sheet.getCell(2, width).value = table.code
  sheet.getCell(2, width).alignment = { horizontal: 'right' }
  addNameLine(sheet, table, year, width)
  const first = 4
  addGrid(sheet, first, [...table.header, ...table.body], table.header.length)
  const last = first + table.header.length + table.body.length
  for (const [index, note] of table.notes.entries()) {
    sheet.getCell(last + index, 1).value = note
    sheet.getCell(last + index, 1).alignment = { wrapText: true }
    sheet.mergeCells(last + index, 1, last + index, width)
  }
}

/** A narrow form says it all in one cell; a wide one at the left, in the middle and at the right. */
function addNameLine(sheet: ExcelJS.Worksheet, table: PrintedTable, year: number, width: number): void {
  if (width < 5) {
    sheet.getCell(3, 1).value = [table.nameLine, `${year}年度`, table.unitLine].join('\u3000')
    sheet.mergeCells(3, 1, 3, width)
    return
  }
  const middle = Math.floor(width / 2)
  sheet.getCell(3, 1).value = table.nameLine
  sheet.mergeCells(3, 1, 3, middle)
  sheet.getCell(3, middle + 1).value = `${year}年度`
  sheet.getCell(3, width).value = table.unitLine
  sheet.getCell(3, width).alignment = { horizontal: 'right' }
}

function addGrid(sheet: ExcelJS.Worksheet, top: number, rows: PrintedTable['body'], headerRows: number): void {
  for (const [index, row] of rows.entries())
    for (const [column, text] of row.entries()) {
      const cell = sheet.getCell(top + index, column + 1)
      cell.border = BORDER
      cell.alignment = index < headerRows ? CENTRE : { vertical: 'middle', wrapText: true }
      if (text !== '<' && text !== '^' && text !== '') setValue(cell, text, index >= headerRows && row[column - 1])
    }
  for (const { top: row, left, bottom, right } of mergesOf(rows))
    sheet.mergeCells(top + row, left + 1, top + bottom, right + 1)
}

/** Amounts and counts are numbers; codes, line numbers and headings are text, as the software writes them. */
function setValue(cell: ExcelJS.Cell, text: string, leftOf: string | false | undefined): void {
  const isAmount = /^\d+\.\d{2}$/u.test(text)
  const isCount = /^\d+$/u.test(text) && typeof leftOf === 'string' && /^\d+$/u.test(leftOf)
  if (!isAmount && !isCount) {
    cell.value = text
    return
  }
  cell.value = Number(text)
  cell.numFmt = isAmount ? '#,##0.00' : '0'
}

interface Range {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** The merged cells that `<` and `^` describe. */
function mergesOf(rows: PrintedTable['body']): readonly Range[] {
  return rows.flatMap((row, top) =>
    row.flatMap((text, left): readonly Range[] => {
      if (text === '<' || text === '^') return []
      let right = left
      while (row[right + 1] === '<') right += 1
      let bottom = top
      while (rows[bottom + 1]?.[left] === '^') bottom += 1
      return right > left || bottom > top ? [{ top, left, bottom, right }] : []
    }),
  )
}

/** Excel allows 31 characters and no quotation marks that it needs itself. */
const sheetName = (name: string): string => name.slice(0, 31)
