import type { Connection } from '../connection.ts'

export type LedgerDecisionKind = 'mapping' | 'layout' | 'settings'

/** What a unit decided about its ledgers, by subject; values are JSON and are checked by whoever reads them. */
export function ledgerDecisions({ db, session }: Connection) {
  const insert = db.prepare(
    'INSERT INTO ledger_decision (unit_code, kind, subject, value, audit_id) VALUES (?, ?, ?, ?, ?)',
  )
  const select = db.prepare<[string, LedgerDecisionKind], { subject: string; value: string }>(`
    SELECT subject, value FROM ledger_decision WHERE id IN (
      SELECT max(id) FROM ledger_decision WHERE unit_code = ? AND kind = ? GROUP BY subject)`)
  return {
    /** Undefined takes the decision back. */
    decide(unit: string, kind: LedgerDecisionKind, subject: string, value: unknown): void {
      insert.run(unit, kind, subject, JSON.stringify(value ?? null), session().auditId)
    },
    /** The newest decision of each subject. */
    decisions: (unit: string, kind: LedgerDecisionKind): ReadonlyMap<string, unknown> =>
      new Map(
        select
          .all(unit, kind)
          .filter(({ value }) => value !== 'null')
          .map(({ subject, value }) => [subject, JSON.parse(value) as unknown]),
      ),
  }
}
