import type { Database } from 'better-sqlite3'
import { watchChanges } from './changes.ts'
import type { Connection, WriteSession } from './connection.ts'
import { remembering } from './remember.ts'

/** What a write is called in the audit log, with what helps to find it again. */
export interface AuditAction {
  readonly action: string
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

type Undo = () => void

export type Write = <T>(actor: string, action: string | AuditAction, fn: () => T) => T

/**
 * The only way to write: one transaction that first appends its row to the audit log. All or nothing.
 * Nested calls append their own row and roll back alone when they throw and the outer one catches.
 */
export function writer(db: Database, clock: () => Date): { readonly connection: Connection; readonly write: Write } {
  const sessions: { readonly session: WriteSession; readonly undos: Undo[] }[] = []
  const changes = watchChanges(db)
  const insertAudit = db.prepare('INSERT INTO audit_log (at, who, action, detail) VALUES (?, ?, ?, ?)')

  const audited = <T>(actor: string, { action, detail }: AuditAction, undos: Undo[], fn: () => T): T => {
    const at = clock().toISOString()
    const { lastInsertRowid } = insertAudit.run(at, actor, action, JSON.stringify(detail ?? {}))
    sessions.push({ session: { auditId: Number(lastInsertRowid), who: actor, at }, undos })
    try {
      return fn()
    } finally {
      sessions.pop()
    }
  }

  const write: Write = (actor, action, fn) => {
    const undos: Undo[] = []
    try {
      const named = typeof action === 'string' ? { action } : action
      const result = db.transaction(() => audited(actor, named, undos, fn)).immediate()
      // A nested write may still be rolled back with the outer one.
      sessions.at(-1)?.undos.push(...undos)
      return result
    } catch (error) {
      changes.forget()
      for (const undo of undos.reverse()) undo()
      throw error
    }
  }

  return {
    write,
    connection: {
      db,
      session: () => current(sessions).session,
      onFailure: (undo) => {
        current(sessions).undos.push(undo)
      },
      changes,
      remember: remembering(changes),
    },
  }
}

function current<T>(sessions: readonly T[]): T {
  const last = sessions.at(-1)
  if (last === undefined) throw new Error('the store is written outside of Store.write')
  return last
}
