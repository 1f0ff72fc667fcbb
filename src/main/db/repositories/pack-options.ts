import type { Connection } from '../connection.ts'

interface OptionRow {
  readonly option_id: string
  readonly is_on: 0 | 1 | null
}

/** Which options of its pack a report switched itself: the newest row of an option counts, all are kept. */
export function packOptionsRepository({ db, session, remember }: Connection) {
  const insert = db.prepare('INSERT INTO pack_option (report_id, option_id, is_on, audit_id) VALUES (?, ?, ?, ?)')
  const selectCurrent = db.prepare<[number], OptionRow>(`
    SELECT option_id, is_on FROM pack_option
    WHERE id IN (SELECT max(id) FROM pack_option WHERE report_id = ? GROUP BY option_id) AND is_on IS NOT NULL`)
  return {
    /** Undefined: as last year, else as the pack says. */
    save(reportId: number, option: string, isOn: boolean | undefined): void {
      insert.run(reportId, option, isOn === undefined ? null : isOn ? 1 : 0, session().auditId)
    },
    /** What the report says itself, by option. */
    all: remember(
      ['pack_option'],
      (reportId: number): ReadonlyMap<string, boolean> =>
        new Map(selectCurrent.all(reportId).map(({ option_id, is_on }) => [option_id, is_on === 1])),
    ),
  }
}
