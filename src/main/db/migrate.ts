import type { Database } from 'better-sqlite3'
import { newerError } from './store-errors.ts'

/** One step of the schema. Numbered by tens; once released never edited, renamed or removed. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly up: (db: Database) => void
}

/** The schema version of a store: 0 for a new file. */
export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/**
 * Brings a store to the newest version: backs up once (only when there was something), then runs all pending steps in ONE
 * transaction. A failing step rolls every step back and is rethrown: the file stays as it was.
 *
 * @param backUp called before the first step on a store that already had a version
 */
export function migrate(db: Database, migrations: readonly Migration[], backUp: () => void): void {
  requireRising(migrations)
  const newest = migrations.at(-1)?.version ?? 0
  const current = versionOf(db)
  if (current > newest) throw newerError(db.name, current, newest)
  if (current === newest) return
  if (current > 0) backUp()
  db.transaction(() => {
    // Another process may have migrated between the look and the lock.
    for (const migration of migrations) if (migration.version > versionOf(db)) apply(db, migration)
  }).immediate()
  // The header must tell the version without the WAL: an older program looks there before it touches anything.
  db.pragma('wal_checkpoint(TRUNCATE)')
}

function apply(db: Database, migration: Migration): void {
  migration.up(db)
  db.pragma(`user_version = ${migration.version}`)
}

function requireRising(migrations: readonly Migration[]): void {
  let last = 0
  for (const { version, name } of migrations) {
    if (version <= last) throw new RangeError(`migration ${name}: version ${version} does not rise above ${last}`)
    if (version % 10 !== 0) throw new RangeError(`migration ${name}: version ${version} is not a multiple of ten`)
    last = version
  }
}
