import type { CellRef } from '#core/model/cell.ts'
import type { Connection } from '../connection.ts'
import { refColumns } from './cell-rows.ts'
import type { RefColumns } from './cell-rows.ts'

/** The columns of a cell's name, where `cell_ref` is called r. */
export const NAME = 'r.prior, r.table_id, r.row_key, r.column_id'
export const BY_NAME =
  'r.table_id = @table_id AND r.row_key = @row_key AND r.column_id = @column_id AND r.prior = @prior'

/** The id of a cell's name, which is made when it is first used. */
export function cellNames({ db }: Connection): (ref: CellRef) => number {
  const select = db.prepare<[RefColumns], number>(`SELECT r.id FROM cell_ref r WHERE ${BY_NAME}`).pluck()
  const insert = db.prepare(
    'INSERT INTO cell_ref (prior, table_id, row_key, column_id) VALUES (@prior, @table_id, @row_key, @column_id)',
  )
  return (ref) => {
    const columns = refColumns(ref)
    return select.get(columns) ?? Number(insert.run(columns).lastInsertRowid)
  }
}
