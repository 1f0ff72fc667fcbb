import type { CellSource } from '#core/model/cell.ts'
import type { Connection } from '../connection.ts'
import { superseding } from './versions.ts'

export interface TextVersion {
  readonly source: CellSource
  /** Undefined: from here on the source no longer had the text. */
  readonly value: string | undefined
  readonly importId: number | undefined
  readonly current: boolean
  readonly who: string
  readonly at: string
}

interface TextRow {
  readonly text_id: string
  readonly source: CellSource
  readonly value: string | null
}

/** Free texts and reasons by their id in the pack; entered stands over imported, as with cells. */
export function textsRepository({ db, session, remember }: Connection) {
  const supersede = superseding(db, 'text')
  const insert = db.prepare(`
    INSERT INTO text (report_id, text_id, source, value, import_id, audit_id)
    VALUES (@report_id, @text_id, @source, @value, @import_id, @audit_id)`)
  const selectStanding = db.prepare<[number], TextRow>(`
    SELECT text_id, source, value FROM text WHERE report_id = ? AND current = 1 AND value IS NOT NULL
    ORDER BY CASE source WHEN 'entered' THEN 2 WHEN 'imported' THEN 1 ELSE 0 END, id`)
  const selectHistory = db.prepare<
    [number, string],
    TextRow & { import_id: number | null; current: 0 | 1; who: string; at: string }
  >(`
    SELECT t.text_id, t.source, t.value, t.import_id, t.current, a.who, a.at
    FROM text t JOIN audit_log a ON a.id = t.audit_id WHERE t.report_id = ? AND t.text_id = ? ORDER BY t.id`)

  return {
    /** Writes texts; undefined withdraws a text of this source, so that another source's stands. */
    save(
      reportId: number,
      texts: ReadonlyMap<string, string | undefined>,
      by: { readonly importId: number } | 'entered' | 'derived',
    ): void {
      const { auditId } = session()
      const imported = typeof by === 'object'
      for (const [textId, value] of texts) {
        const key = { report_id: reportId, text_id: textId, source: imported ? 'imported' : by }
        supersede.run(key)
        insert.run({ ...key, value: value ?? null, import_id: imported ? by.importId : null, audit_id: auditId })
      }
    },
    /** The texts that stand, by id. */
    standing: remember(['text'], (reportId: number): ReadonlyMap<string, string> => {
      const texts = new Map<string, string>()
      for (const { text_id, value } of selectStanding.iterate(reportId)) if (value !== null) texts.set(text_id, value)
      return texts
    }),
    /** Which source each of them comes from. */
    standingSources: remember(['text'], (reportId: number): ReadonlyMap<string, CellSource> => {
      const sources = new Map<string, CellSource>()
      for (const { text_id, source } of selectStanding.iterate(reportId)) sources.set(text_id, source)
      return sources
    }),
    /** Every version, oldest first. */
    history: (reportId: number, textId: string): readonly TextVersion[] =>
      selectHistory.all(reportId, textId).map((row) => ({
        source: row.source,
        value: row.value ?? undefined,
        importId: row.import_id ?? undefined,
        current: row.current === 1,
        who: row.who,
        at: row.at,
      })),
  }
}
