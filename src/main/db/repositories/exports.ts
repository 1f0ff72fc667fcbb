import type { Connection } from '../connection.ts'

export interface ExportRecord {
  readonly id: number
  readonly reportId: number
  /** 1, 2, 3 … within the report; an existing package is never overwritten. */
  readonly version: number
  readonly path: string
  /** SHA-256 of the manifest, which lists every file with its own. */
  readonly manifestHash: string
  /** State of the checks at that time, as the check service states it. */
  readonly checks: unknown
  readonly who: string
  readonly at: string
}

interface ExportRow {
  readonly id: number
  readonly report_id: number
  readonly version: number
  readonly path: string
  readonly manifest_hash: string
  readonly checks: string
  readonly who: string
  readonly at: string
}

/** Packages that were written for publishing. */
export function exportsRepository({ db, session }: Connection) {
  const insert = db.prepare(`
    INSERT INTO export (report_id, version, path, manifest_hash, checks, audit_id)
    VALUES (@reportId, @version, @path, @manifestHash, @checks, @auditId)`)
  const selectNext = db
    .prepare<[number], number>('SELECT coalesce(max(version), 0) + 1 FROM export WHERE report_id = ?')
    .pluck()
  const selectAll = db.prepare<[number], ExportRow>(`
    SELECT e.id, e.report_id, e.version, e.path, e.manifest_hash, e.checks, a.who, a.at
    FROM export e JOIN audit_log a ON a.id = e.audit_id WHERE e.report_id = ? ORDER BY e.version`)

  return {
    /** The version that the next package of the report bears. */
    nextVersion: (reportId: number): number => selectNext.get(reportId) ?? 1,
    /** Records a written package. A version that exists is refused by the store. */
    add(entry: Pick<ExportRecord, 'reportId' | 'version' | 'path' | 'manifestHash' | 'checks'>): number {
      const { auditId } = session()
      return Number(insert.run({ ...entry, checks: JSON.stringify(entry.checks), auditId }).lastInsertRowid)
    },
    /** All packages of a report, oldest first. */
    all: (reportId: number): readonly ExportRecord[] =>
      selectAll.all(reportId).map((row) => ({
        id: row.id,
        reportId: row.report_id,
        version: row.version,
        path: row.path,
        manifestHash: row.manifest_hash,
        checks: JSON.parse(row.checks) as unknown,
        who: row.who,
        at: row.at,
      })),
  }
}
