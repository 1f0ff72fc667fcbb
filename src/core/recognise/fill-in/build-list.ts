import { FILL_IN_PREFIX } from '../fill-in-mark.ts'
import type { ListColumn } from './known.ts'
import { plainHeader, type FillInRow, type FillInSheet } from './model.ts'

/** A sheet with one header row. */
export function listSheet(
  name: string,
  columns: readonly ListColumn[],
  widths: readonly number[],
  rows: readonly FillInRow[],
  options: { readonly lines: readonly string[]; readonly statesUnit?: boolean; readonly landscape?: boolean },
): FillInSheet {
  return {
    name,
    title: `${FILL_IN_PREFIX}${name}`,
    lines: options.lines,
    statesUnit: options.statesUnit ?? false,
    header: plainHeader(columns.map((column) => column.heading)),
    headerRows: 1,
    widths,
    rows,
    orientation: options.landscape === true ? 'landscape' : 'portrait',
  }
}
