import type { Sheet, SheetRow } from '#core/workbook/grid.ts'

import type { XlsxSink } from './xlsx/stream-xlsx.ts'

/** Where every reader puts what it reads: sheet after sheet, row after row. */
export type GridSink = XlsxSink

/** Puts sheets that are already whole into a sink. */
export function feedSheets(sheets: readonly Sheet[], sink: GridSink): void {
  sheets.forEach(({ name, hidden, rows, merges, hiddenColumns }, index) => {
    if (!sink.sheet({ index, name, hidden })) return
    for (const row of rows) sink.row(row)
    sink.sheetEnd({ merges, hiddenColumns })
  })
}

/** A sink that keeps everything; `sheets` is complete when the reader has returned. */
export function sheetCollector(): { readonly sink: GridSink; readonly sheets: readonly Sheet[] } {
  const sheets: Sheet[] = []
  let head = { name: '', hidden: false }
  let rows: SheetRow[] = []
  const sink: GridSink = {
    sheet({ name, hidden }) {
      head = { name, hidden }
      rows = []
      return true
    },
    row: (row) => void rows.push(row),
    sheetEnd: (tail) => void sheets.push({ ...head, rows, ...tail }),
  }
  return { sink, sheets }
}
