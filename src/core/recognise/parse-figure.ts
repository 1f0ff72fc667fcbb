import type { MoneyUnit } from '#core/money/amount.ts'
import { parseAmount, parseCount, parsePercent, type ParsedAmount } from '#core/money/parse.ts'
import { parseSpreadsheetCount, parseSpreadsheetNumber, parseSpreadsheetPercent } from '#core/money/spreadsheet.ts'
import type { Measure } from '#core/packs/schema-table.ts'

/** A figure that somebody wrote, read as what its column counts. @param unit of amounts; counts and rates have none */
export function parseFigureText(text: string, measure: Measure, unit: MoneyUnit): ParsedAmount {
  switch (measure) {
    case '金额':
      return parseAmount(text, unit)
    case '百分比':
      return parsePercent(text)
    case '数量':
    case '分值':
      return parseCount(text)
  }
}

/** A number cell of a spreadsheet, read as what its column counts. @param format of the cell, as Excel writes it */
export function parseFigureNumber(
  text: string,
  measure: Measure,
  unit: MoneyUnit,
  format: string | undefined,
): ParsedAmount {
  switch (measure) {
    case '金额':
      return parseSpreadsheetNumber(text, unit, format)
    case '百分比':
      return parseSpreadsheetPercent(text, format)
    case '数量':
    case '分值':
      return parseSpreadsheetCount(text, format)
  }
}
