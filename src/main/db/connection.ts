import type { Database } from 'better-sqlite3'
import type { Changes } from './changes.ts'
import type { Remember } from './remember.ts'

/** The write that is going on: its row of the audit log says who and when for everything that it writes. */
export interface WriteSession {
  readonly auditId: number
  readonly who: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** What a repository is built on. Reading is always possible; writing only inside `Store.write`. */
export interface Connection {
  readonly db: Database
  /** The session of the write that is going on. Throws outside of `Store.write`: a bug of the caller, not of a user. */
  readonly session: () => WriteSession
  /** Runs when the write that is going on fails, for what lies outside SQLite. */
  readonly onFailure: (undo: () => void) => void
  /** What was written since, by this connection or another one. */
  readonly changes: Changes
  /** Reads once while nothing is written. */
  readonly remember: Remember
}
