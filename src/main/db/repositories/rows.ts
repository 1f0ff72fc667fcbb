import type { CellSource } from '#core/model/cell.ts'
import type { Connection } from '../connection.ts'
import { superseding } from './versions.ts'

export interface TableRow {
  readonly key: string
  readonly name: string
}

/** The rows of one table in printed order. */
export interface RowList {
  readonly table: string
  readonly prior: boolean
  /** True when the whole table is known, so that a row that is not listed is zero; false when it is only unknown. */
  readonly complete: boolean
  readonly rows: readonly TableRow[]
}

interface ListedRow {
  readonly prior: 0 | 1
  readonly table_id: string
  readonly source: CellSource
  readonly complete: 0 | 1
  /** Null for a list without rows: a table that was printed empty. */
  readonly row_key: string | null
  readonly name: string | null
}

/** Row lists of tables with code rows, one per source; a list is replaced whole. */
export function rowsRepository({ db, session, remember }: Connection) {
  const supersede = superseding(db, 'row_list')
  const insertList = db.prepare(`
    INSERT INTO row_list (report_id, prior, table_id, source, complete, import_id, audit_id)
    VALUES (@report_id, @prior, @table_id, @source, @complete, @import_id, @audit_id)`)
  const insertRow = db.prepare('INSERT INTO table_row (list_id, ordinal, row_key, name) VALUES (?, ?, ?, ?)')
  const selectCurrent = db.prepare<[number], ListedRow>(`
    SELECT l.prior, l.table_id, l.source, l.complete, r.row_key, r.name
    FROM row_list l LEFT JOIN table_row r ON r.list_id = l.id
    WHERE l.report_id = ? AND l.current = 1
    ORDER BY CASE l.source WHEN 'entered' THEN 0 WHEN 'imported' THEN 1 ELSE 2 END, l.id, r.ordinal`)

  const selectSources = db.prepare<[number, string], { source: CellSource; complete: 0 | 1 }>(
    'SELECT source, complete FROM row_list WHERE report_id = ? AND table_id = ? AND prior = 0 AND current = 1',
  )

  return {
    /** Who lists the rows of a table of the report's own year, and whether as all that there are. */
    listedBy: (
      reportId: number,
      table: string,
    ): readonly { readonly source: CellSource; readonly complete: boolean }[] =>
      selectSources.all(reportId, table).map(({ source, complete }) => ({ source, complete: complete === 1 })),
    /** Replaces the list of a source. An import passes its id, which makes the source `imported`. */
    save(reportId: number, list: RowList, by: { readonly importId: number } | 'entered' | 'derived'): void {
      const { auditId } = session()
      const imported = typeof by === 'object'
      const source = imported ? 'imported' : by
      const key = { report_id: reportId, prior: list.prior ? 1 : 0, table_id: list.table, source }
      supersede.run(key)
      const complete = list.complete ? 1 : 0
      const { lastInsertRowid } = insertList.run({
        complete,
        ...key,
        import_id: imported ? by.importId : null,
        audit_id: auditId,
      })
      list.rows.forEach((row, ordinal) => insertRow.run(lastInsertRowid, ordinal, row.key, row.name))
    },
    /** Every table's rows: entered lists first, then what only the imported and derived ones have, each beside its neighbour. */
    all: remember(['row_list', 'table_row'], (reportId: number): readonly RowList[] => {
      const tables = new Map<string, FoundTable>()
      for (const row of selectCurrent.iterate(reportId)) collect(tables, row)
      return [...tables.values()].map(({ lists, ...table }) => ({ ...table, rows: mergeRows([...lists.values()]) }))
    }),
  }
}

interface FoundTable extends Omit<RowList, 'rows'> {
  readonly lists: Map<CellSource, TableRow[]>
}

function collect(tables: Map<string, FoundTable>, row: ListedRow): void {
  const id = `${row.prior}/${row.table_id}`
  const lists = tables.get(id)?.lists ?? new Map<CellSource, TableRow[]>()
  const complete = tables.get(id)?.complete === true || row.complete === 1
  tables.set(id, { table: row.table_id, prior: row.prior === 1, complete, lists })
  const list = lists.get(row.source) ?? []
  lists.set(row.source, list)
  if (row.row_key !== null) list.push({ key: row.row_key, name: row.name ?? '' })
}

/** Keeps the order of the first list; a row that only a later list has goes behind the row that it follows there. */
function mergeRows(lists: readonly (readonly TableRow[])[]): readonly TableRow[] {
  const merged: TableRow[] = [...(lists[0] ?? [])]
  for (const list of lists.slice(1)) {
    let after = -1
    for (const row of list) {
      const at = merged.findIndex((known) => known.key === row.key)
      if (at === -1) merged.splice(after + 1, 0, row)
      after = at === -1 ? after + 1 : at
    }
  }
  return merged
}
