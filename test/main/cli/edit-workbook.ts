import ExcelJS from 'exceljs'

/** A workbook with one cell changed; written by exceljs, which wrote it in the first place. */
export const withValue = (content: Uint8Array, sheet: string, address: string, text: string): Promise<Uint8Array> =>
  edit(content, sheet, address, text)

/** A formula as programs write it that cannot compute: without a value. */
export const withFormula = (
  content: Uint8Array,
  sheet: string,
  address: string,
  formula: string,
): Promise<Uint8Array> => edit(content, sheet, address, { formula, date1904: false })

async function edit(
  content: Uint8Array,
  sheet: string,
  address: string,
  value: ExcelJS.CellValue,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(content).buffer)
  const found = book.getWorksheet(sheet)
  if (!found) throw new Error(`no sheet ${sheet}`)
  found.getCell(address).value = value
  return new Uint8Array(await book.xlsx.writeBuffer())
}
