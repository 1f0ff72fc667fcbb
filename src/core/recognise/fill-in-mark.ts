import { address } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import type { SheetView } from '#core/workbook/sheet-view.ts'

/** Every sheet of the 填报表 begins with this, so that it is known whatever its sheet is called: 填报表·单位信息. */
export const FILL_IN_PREFIX = '填报表·'

const SEARCHED_ROWS = 5

/** The title of a sheet of the 填报表, if it is one; `topic` is in normal form. */
export function fillInMark(
  view: SheetView,
): { readonly topic: string; readonly text: string; readonly row: number; readonly address: string } | undefined {
  for (const row of view.sheet.rows.slice(0, SEARCHED_ROWS)) {
    for (const cell of row.cells) {
      const text = view.text(row.index, cell.column)
      const label = normaliseLabel(text)
      if (!label.startsWith(FILL_IN_PREFIX)) continue
      return {
        topic: label.slice(FILL_IN_PREFIX.length),
        text,
        row: row.index,
        address: address(row.index, cell.column),
      }
    }
  }
  return undefined
}
