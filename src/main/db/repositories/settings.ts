import type { Connection } from '../connection.ts'

/** What the program remembers for this store; values are JSON and are checked by whoever reads them. */
export function settingsRepository({ db, session, remember }: Connection) {
  const upsert = db.prepare(`
    INSERT INTO setting (key, value, audit_id) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, audit_id = excluded.audit_id`)
  const select = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck()
  return {
    set(key: string, value: unknown): void {
      upsert.run(key, JSON.stringify(value), session().auditId)
    },
    get: remember(['setting'], (key: string): unknown => {
      const value = select.get(key)
      return value === undefined ? undefined : (JSON.parse(value) as unknown)
    }),
  }
}
