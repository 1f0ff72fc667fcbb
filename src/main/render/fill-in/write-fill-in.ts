import type { FillInModel } from '#core/recognise/fill-in/model.ts'
import { withFixedDates } from '../layout/zip-dates.ts'
import { addFillInSheet, placeMoneyUnit } from './sheet.ts'

/** The same model gives the same bytes, so the file carries no moment of its own. */
const DATE = new Date(Date.UTC(2000, 0, 1))

/**
 * The 填报表 as an xlsx workbook: input cells are marked and unlocked, everything else is locked without a password, lists
 * drop down, every sheet prints on A4. `readFillIn` reads it back.
 */
export async function writeFillIn(model: FillInModel): Promise<Uint8Array> {
  // Only when it is wanted; see xlsx.ts.
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.Workbook()
  book.title = model.title
  book.creator = '明账'
  book.created = DATE
  book.modified = DATE
  const moneyUnit = placeMoneyUnit(model.sheets, model.moneyUnit)
  for (const sheet of model.sheets) await addFillInSheet(book, sheet, model.sheets, moneyUnit)
  return withFixedDates(new Uint8Array(await book.xlsx.writeBuffer()))
}
