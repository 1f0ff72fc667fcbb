import type { YearAccounts } from '#core/model/accounts.ts'
import type { Grid, GridRow } from './model.ts'
import { tableGrid, type TableSources } from './table-grid.ts'

/** Lines for codes, projects or items that somebody writes by hand. */
const SPARE_ROWS = 12

/**
 * A table of the pack as an empty form for handwriting: every row that it may have, no figure, no words of the unit but its name.
 * RangeError for a table that is not printed.
 */
export function blankTableGrid(tableId: string, sources: TableSources): Grid {
  const { pack } = sources
  const table = pack.tables.get(tableId)
  if (!table?.print) throw new RangeError(`pack ${pack.head.id} prints no table ${tableId}`)
  // What a table without figures would leave out or say of itself is for print, not for filling in.
  const whole = { ...table, print: { ...table.print, dropEmptyRows: false, emptyNote: undefined } }
  const grid = tableGrid(tableId, undefined, {
    ...sources,
    accounts: withoutFigures(sources.accounts),
    pack: { ...pack, tables: new Map([...pack.tables, [tableId, whole]]) },
    asPublished: false,
  })
  const takesRows = table.blocks.some((block) => block.codeRows !== undefined || block.entryRows !== undefined)
  if (!takesRows) return grid
  const end = grid.rows.length - table.footer.length
  const spare = Array.from({ length: SPARE_ROWS }, () => emptyRow(grid.widths.length))
  return { ...grid, rows: [...grid.rows.slice(0, end), ...spare, ...grid.rows.slice(end)] }
}

function withoutFigures({ key, unit }: YearAccounts): YearAccounts {
  const nothing = { rows: [], names: new Map<string, string>(), complete: true }
  return { key, unit, get: () => undefined, table: () => nothing, text: () => undefined }
}

function emptyRow(width: number): GridRow {
  const cells = Array.from({ length: width }, (_, column) => ({
    column,
    colSpan: 1,
    rowSpan: 1,
    text: '',
    align: 'left' as const,
    bold: false,
  }))
  return { cells, height: 7 }
}
