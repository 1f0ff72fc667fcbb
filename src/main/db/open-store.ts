import Database from 'better-sqlite3'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { backUpTo, latestBackupOf } from './backup.ts'
import type { BackupReason } from './backup-folder.ts'
import { APPLICATION_ID, readFileHeader } from './file-header.ts'
import { migrate, versionOf } from './migrate.ts'
import { migrations as known } from './migrations/index.ts'
import type { Migration } from './migrate.ts'
import { networkDriveOf, thisMachine } from './network-drive.ts'
import type { DriveFacts } from './network-drive.ts'
import { repositories } from './repositories/index.ts'
import type { Repositories } from './repositories/index.ts'
import {
  corruptError,
  missingError,
  networkDriveError,
  newerError,
  notAStoreError,
  olderError,
  toStoreError,
} from './store-errors.ts'
import { writer } from './write.ts'
import type { Write } from './write.ts'

export interface OpenOptions {
  readonly clock: () => Date
  /** Opens what exists for looking only; nothing is created, migrated or locked. */
  readonly readonly?: boolean
  /** Where a path lies; the real machine unless a test says otherwise. */
  readonly drives?: DriveFacts
  /** The schema; the program's own unless a test says otherwise. */
  readonly migrations?: readonly Migration[]
}

/** One open store. Reading is through the repositories; writing through them inside `write`. */
export interface Store extends Repositories {
  readonly path: string
  /** For backups and tests; everything else goes through the repositories. */
  readonly db: Database.Database
  readonly clock: () => Date
  /** The only way to write: one transaction with its row in the audit log, all or nothing; may be nested. */
  readonly write: Write
  /** A verified copy beside the store or in another folder; its path comes back. See `backUpTo`. */
  readonly backUp: (reason: BackupReason, folder?: string) => string
  readonly close: () => void
}

/** How long a write waits for another process before it gives up, in ms. */
const BUSY_TIMEOUT = 1000

/**
 * Opens a store, creating and migrating it as needed.
 * Errors: DB_NETWORK_DRIVE, DB_NOT_A_STORE, DB_NEWER, DB_LOCKED, DB_READ_ONLY, DB_FULL, DB_CORRUPT, DB_MISSING (readonly only).
 */
export function openStore(file: string, options: OpenOptions): Store {
  const path = resolve(file)
  const migrations = options.migrations ?? known
  const guard = <T>(fn: () => T): T => {
    try {
      return fn()
    } catch (error) {
      throw toStoreError(error, path, () => latestBackupOf(path))
    }
  }
  return guard(() => {
    refuseNetworkDrive(path, options.drives ?? thisMachine)
    refuseForeignFile(path, migrations, options.readonly === true)
    const db = connect(path, options.readonly === true)
    try {
      refuseForeignContent(db, path, migrations, options.readonly === true)
      if (options.readonly !== true) prepareForWriting(db, path, migrations, options.clock)
      return assemble(db, path, options.clock, guard)
    } catch (error) {
      db.close()
      throw error
    }
  })
}

function refuseNetworkDrive(path: string, drives: DriveFacts): void {
  const drive = networkDriveOf(path, drives)
  if (drive !== undefined) throw networkDriveError(path, drive)
}

/** Decided from the header's bytes, before SQLite could touch the file. */
function refuseForeignFile(path: string, migrations: readonly Migration[], readonly: boolean): void {
  const header = readFileHeader(path)
  const newest = migrations.at(-1)?.version ?? 0
  switch (header.kind) {
    case 'missing':
      if (readonly) throw missingError(path)
      return
    case 'empty': {
      // A new file of somebody's choice, unless there are backups: then it is what is left of a store.
      const backup = latestBackupOf(path)
      if (backup !== undefined) throw corruptError(path, backup)
      return
    }
    case 'other':
      throw notAStoreError(path)
    case 'sqlite':
      // A process that was killed while it created its store leaves a blank file: that is still a new one.
      if (header.applicationId === 0 && header.userVersion === 0 && header.blank) return
      if (header.applicationId !== APPLICATION_ID) throw notAStoreError(path)
      if (header.userVersion > newest) throw newerError(path, header.userVersion, newest)
  }
}

/** The same once more through SQLite, which also knows what only the journal holds yet. */
function refuseForeignContent(
  db: Database.Database,
  path: string,
  migrations: readonly Migration[],
  readonly: boolean,
): void {
  const ours = db.pragma('application_id', { simple: true }) === APPLICATION_ID
  const tables = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get())
  if (!ours && (readonly || tables > 0)) throw notAStoreError(path)
  if (readonly && versionOf(db) < (migrations.at(-1)?.version ?? 0)) throw olderError(path)
}

function connect(path: string, readonly: boolean): Database.Database {
  if (!readonly) {
    mkdirSync(dirname(path), { recursive: true })
    // SQLite would open a read-only file for reading without a word; and WAL needs the folder, too.
    accessSync(dirname(path), constants.W_OK)
    if (existsSync(path)) accessSync(path, constants.W_OK)
  }
  return new Database(path, { readonly, fileMustExist: readonly, timeout: BUSY_TIMEOUT })
}

function prepareForWriting(
  db: Database.Database,
  path: string,
  migrations: readonly Migration[],
  clock: () => Date,
): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  // Or else INSERT OR REPLACE would get past the triggers that keep the append-only tables.
  db.pragma('recursive_triggers = ON')
  migrate(db, migrations, () => {
    backUpTo(db, path, { reason: 'migration', clock })
  })
}

function assemble(db: Database.Database, path: string, clock: () => Date, guard: <T>(fn: () => T) => T): Store {
  const { connection, write } = writer(db, clock)
  return {
    ...guarded(repositories(connection), guard),
    path,
    db,
    clock,
    write: (actor, action, fn) => guard(() => write(actor, action, fn)),
    backUp: (reason, folder) =>
      guard(() => backUpTo(db, path, { reason, clock, ...(folder === undefined ? {} : { folder: resolve(folder) }) })),
    close: () => {
      db.close()
    },
  }
}

/** Every method of every repository answers with a sentence for the user where SQLite or the disk fails. */
function guarded<T extends object>(parts: T, guard: <R>(fn: () => R) => R): T {
  const wrap = (part: unknown): unknown => {
    if (typeof part === 'function')
      return (...args: unknown[]): unknown => guard((): unknown => Reflect.apply(part, undefined, args))
    return Object.fromEntries(Object.entries(part as object).map(([name, value]) => [name, wrap(value)]))
  }
  return wrap(parts) as T
}
