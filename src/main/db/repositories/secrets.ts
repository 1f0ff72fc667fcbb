import { amountOf } from '#core/money/amount.ts'
import type {
  SecretDecision,
  SecretItem,
  SecretKind,
  SecretPart,
  SecretTarget,
  SecretTotals,
} from '#core/model/secret.ts'
import type { Connection } from '../connection.ts'

interface SecretRow {
  readonly id: number
  readonly kind: SecretKind
  readonly target: string
  readonly state: 'marked' | 'withdrawn'
  readonly totals: SecretTotals | null
  readonly reason: string
  readonly who: string
  readonly at: string
}

interface PartRow {
  readonly code: string
  readonly fen: number
  readonly quantum: number
}

/** One step in the history of a 涉密 item; `item` is undefined where the mark was taken off. */
export interface SecretStep extends SecretTarget {
  readonly item: SecretItem | undefined
}

const SELECT = `
  SELECT s.id, s.kind, s.target, s.state, s.totals, s.reason, a.who, a.at FROM secret_item s JOIN audit_log a ON a.id = s.audit_id`

/** 涉密 items of a report: the newest decision about an item counts, all are kept. */
export function secretsRepository({ db, session, remember }: Connection) {
  const insert = db.prepare(`
    INSERT INTO secret_item (report_id, kind, target, state, totals, reason, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const selectCurrent = db.prepare<[number], SecretRow>(`${SELECT}
    WHERE s.id IN (SELECT max(id) FROM secret_item WHERE report_id = ? GROUP BY kind, target) ORDER BY s.kind, s.target`)
  const selectHistory = db.prepare<[number, string, string], SecretRow>(
    `${SELECT} WHERE s.report_id = ? AND s.kind = ? AND s.target = ? ORDER BY s.id`,
  )
  const insertPart = db.prepare('INSERT INTO secret_part (secret_item_id, code, fen, quantum) VALUES (?, ?, ?, ?)')
  const selectParts = db.prepare<[number], PartRow>(
    'SELECT code, fen, quantum FROM secret_part WHERE secret_item_id = ? ORDER BY code',
  )
  const partsOf = (id: number): readonly SecretPart[] =>
    selectParts.all(id).map(({ code, fen, quantum }) => ({ code, amount: amountOf(fen, quantum) }))
  const stepOf = ({ id, kind, target, state, totals, reason, who, at }: SecretRow): SecretStep => {
    const item = { kind, target, totals: totals ?? undefined, parts: partsOf(id), reason, who, at }
    return { kind, target, item: state === 'marked' ? item : undefined }
  }
  return {
    save(reportId: number, { kind, target, totals, parts, reason }: SecretDecision): void {
      const { lastInsertRowid } = insert.run(
        reportId,
        kind,
        target,
        'marked',
        totals ?? null,
        reason,
        session().auditId,
      )
      for (const { code, amount } of parts) insertPart.run(lastInsertRowid, code, amount.fen, amount.quantum)
    },
    withdraw(reportId: number, { kind, target }: SecretTarget): void {
      insert.run(reportId, kind, target, 'withdrawn', null, '', session().auditId)
    },
    /** The newest step of every item that was ever spoken of, withdrawn ones as well. */
    current: remember(['secret_item', 'secret_part'], (reportId: number): readonly SecretStep[] =>
      selectCurrent.all(reportId).map(stepOf),
    ),
    /** Everything that was decided about an item, oldest first. */
    history: (reportId: number, { kind, target }: SecretTarget): readonly SecretStep[] =>
      selectHistory.all(reportId, kind, target).map(stepOf),
  }
}
