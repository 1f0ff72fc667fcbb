import type { FillInRow, FillInSheet } from '#core/recognise/fill-in/model.ts'

/** A Chinese character is two characters of column width. */
const WIDE = 2

/** 0-based row of the first row below the header. */
export const firstRow = (sheet: FillInSheet): number => headerRow(sheet) + sheet.headerRows
/** 0-based row of the header. */
export const headerRow = (sheet: FillInSheet): number => 1 + sheet.lines.length + (sheet.statesUnit ? 1 : 0)

/** Lines of text that a row needs. */
export function neededLines(model: FillInSheet, row: FillInRow): number {
  const used = row.cells.map((cell, column) => {
    const text =
      cell.kind === 'label' ? cell.text : cell.kind === 'input' && cell.known?.kind === 'text' ? cell.known.text : ''
    return linesOf(text, (model.widths[column] ?? 10) - 2)
  })
  return Math.max(row.lines, ...used)
}

/** Lines that a text takes in a column of so many characters. */
export function linesOf(text: string, width: number): number {
  return text
    .split('\n')
    .map((line) => Math.max(1, Math.ceil(textWidth(line) / Math.max(1, width))))
    .reduce((a, b) => a + b, 0)
}

function textWidth(text: string): number {
  return Array.from(text).reduce((width, sign) => width + (sign < '\u0100' ? 1.1 : WIDE), 0)
}

/** Characters that still can be read across one landscape page. */
const PAGE_WIDTH = 230

/** A list with many long texts prints on several pages side by side, the first column on each. */
export const pagesAcross = (model: FillInSheet): number => Math.ceil(sum(model.widths) / PAGE_WIDTH)

/** Columns that title and instructions reach over: those of the first page and screen. */
export function headColumns(model: FillInSheet): number {
  if (pagesAcross(model) === 1) return model.widths.length
  const fitting = model.widths.findIndex((_, index) => sum(model.widths.slice(0, index + 1)) > PAGE_WIDTH / 2)
  return Math.max(1, fitting)
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
