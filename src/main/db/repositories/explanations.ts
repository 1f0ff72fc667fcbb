import type { Connection } from '../connection.ts'

export interface Explanation {
  readonly findingKey: string
  readonly text: string
  readonly who: string
  readonly at: string
}

interface ExplanationRow {
  readonly finding_key: string
  readonly text: string | null
  readonly who: string
  readonly at: string
}

const SELECT = `
  SELECT e.finding_key, e.text, a.who, a.at FROM explanation e JOIN audit_log a ON a.id = e.audit_id`

/** 出错说明: why a finding is right all the same. The newest one of a finding counts; all are kept. */
export function explanationsRepository({ db, session }: Connection) {
  const insert = db.prepare('INSERT INTO explanation (report_id, finding_key, text, audit_id) VALUES (?, ?, ?, ?)')
  const selectCurrent = db.prepare<[number], ExplanationRow>(`${SELECT}
    WHERE e.id IN (SELECT max(id) FROM explanation WHERE report_id = ? GROUP BY finding_key) ORDER BY e.id`)
  const selectHistory = db.prepare<[number, string], ExplanationRow>(
    `${SELECT} WHERE e.report_id = ? AND e.finding_key = ? ORDER BY e.id`,
  )
  const toExplanations = (rows: readonly ExplanationRow[]): readonly Explanation[] =>
    rows.flatMap(({ finding_key: findingKey, text, who, at }) => (text === null ? [] : [{ findingKey, text, who, at }]))

  return {
    /** Explains a finding; undefined takes the explanation back. */
    save(reportId: number, findingKey: string, text: string | undefined): void {
      insert.run(reportId, findingKey, text ?? null, session().auditId)
    },
    /** The explanations in force. */
    all: (reportId: number): readonly Explanation[] => toExplanations(selectCurrent.all(reportId)),
    /** Everything that was ever said about a finding, oldest first. */
    history: (reportId: number, findingKey: string): readonly Explanation[] =>
      toExplanations(selectHistory.all(reportId, findingKey)),
  }
}
