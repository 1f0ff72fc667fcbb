import type { DocumentStyle, Grid } from '#core/document/model.ts'
import { withFixedDates } from './layout/zip-dates.ts'
import { sheetNames } from './xlsx/sheet-names.ts'
import { writeSheet } from './xlsx/sheet.ts'

/** The same tables give the same bytes, so the file carries no moment of its own. */
const DATE = new Date(Date.UTC(2000, 0, 1))

export interface WorkbookProperties {
  readonly title: string
  readonly unitName: string
}

/**
 * One workbook with a sheet for each grid, in the printed layout and ready to print on A4.
 *
 * Figures are numbers (in the unit of their table) that look as printed; blank and —— stay what they are.
 * Throws RangeError for a grid whose cells overlap.
 */
export async function renderXlsx(
  grids: readonly Grid[],
  style: DocumentStyle,
  properties: WorkbookProperties,
): Promise<Uint8Array> {
  // Only when it is wanted: it takes as long to load as all of the program.
  const { default: ExcelJS } = await import('exceljs')
  const workbook = new ExcelJS.Workbook()
  workbook.creator = properties.unitName
  workbook.lastModifiedBy = properties.unitName
  workbook.title = properties.title
  workbook.created = DATE
  workbook.modified = DATE
  const names = sheetNames(grids)
  grids.forEach((grid, index) => {
    writeSheet(workbook.addWorksheet(names[index] ?? grid.id), grid, style)
  })
  return withFixedDates(new Uint8Array(await workbook.xlsx.writeBuffer()))
}
