import type { Connection } from '../connection.ts'

export interface AuditEntry {
  readonly id: number
  readonly at: string
  readonly who: string
  readonly action: string
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** The append-only log; `Store.write` is what appends. */
export function auditRepository({ db }: Connection) {
  const selectLatest = db.prepare<[number], Omit<AuditEntry, 'detail'> & { detail: string }>(
    'SELECT id, at, who, action, detail FROM audit_log ORDER BY id DESC LIMIT ?',
  )
  return {
    /** Newest first. */
    latest: (limit: number): readonly AuditEntry[] =>
      selectLatest.all(limit).map((row) => ({ ...row, detail: JSON.parse(row.detail) as AuditEntry['detail'] })),
  }
}
