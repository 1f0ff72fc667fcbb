import type { CellRef, CellSource } from '#core/model/cell.ts'
import type { Connection } from '../connection.ts'
import { NAME, cellNames } from './cell-names.ts'
import { refOf } from './cell-rows.ts'
import type { RefColumns } from './cell-rows.ts'

export interface CellChoice {
  readonly ref: CellRef
  readonly source: CellSource
  readonly who: string
  readonly at: string
  readonly why: string
}

/** Choices of which source stands in a cell; the newest one counts, all are kept. */
export function cellChoices(connection: Connection) {
  const { db, session, remember } = connection
  const idOf = cellNames(connection)
  const supersede = db.prepare(
    'UPDATE cell_choice SET current = 0 WHERE report_id = @report_id AND ref_id = @ref_id AND current = 1',
  )
  const insert = db.prepare(`
    INSERT INTO cell_choice (report_id, ref_id, source, why, audit_id) VALUES (@report_id, @ref_id, @source, @why, @audit_id)`)
  const select = db.prepare<[number], RefColumns & Omit<CellChoice, 'ref'>>(`
    SELECT ${NAME}, c.source, c.why, a.who, a.at
    FROM cell_choice c JOIN cell_ref r ON r.id = c.ref_id JOIN audit_log a ON a.id = c.audit_id
    WHERE c.report_id = ? AND c.current = 1 AND c.source IS NOT NULL ORDER BY c.id`)

  return {
    /** Says which source stands against the default order, and why; undefined goes back to the default. */
    choose(reportId: number, ref: CellRef, source: CellSource | undefined, why: string): void {
      const { auditId } = session()
      const key = { report_id: reportId, ref_id: idOf(ref) }
      supersede.run(key)
      insert.run({ ...key, source: source ?? null, why, audit_id: auditId })
    },
    /** The choices that are in force. */
    choices: remember(['cell_choice'], (reportId: number): readonly CellChoice[] =>
      select
        .all(reportId)
        .map((row) => ({ ref: refOf(row), source: row.source, who: row.who, at: row.at, why: row.why })),
    ),
  }
}
