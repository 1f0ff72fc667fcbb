import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { AppError } from '#core/model/error.ts'
import { backUpTo, copyFiles, filesOfBackups, latestBackupOf, syncFile, verifyBackup } from './backup.ts'
import { backupFolderOf, newBackupPath } from './backup-folder.ts'
import { APPLICATION_ID, readFileHeader } from './file-header.ts'
import { migrations } from './migrations/index.ts'
import { networkDriveOf } from './network-drive.ts'
import { filesFolder } from './source-bytes.ts'
import { missingError, networkDriveError, newerError, notAStoreError, toStoreError } from './store-errors.ts'

export interface RestoreOptions {
  readonly storePath: string
  readonly backupPath: string
  readonly clock: () => Date
}

export interface Restored {
  /** Where the state before the restore went; undefined when there was no store. */
  readonly before: string | undefined
}

/**
 * Puts a backup in the place of a store that nobody has open. The backup is verified first, the present state is backed up,
 * and the file is replaced in one rename. A damaged store is kept as it is, byte for byte, beside its backups.
 * Errors: DB_MISSING, DB_NOT_A_STORE, DB_NEWER, DB_CORRUPT (the backup), DB_LOCKED (the store is open), DB_FULL, DB_READ_ONLY.
 */
export function restoreBackup(options: RestoreOptions): Restored {
  const storePath = resolve(options.storePath)
  const backupPath = resolve(options.backupPath)
  const drive = networkDriveOf(storePath)
  if (drive !== undefined) throw networkDriveError(storePath, drive)
  try {
    return replace(storePath, backupPath, options.clock)
  } catch (error) {
    throw toStoreError(error, storePath, () => latestBackupOf(storePath))
  }
}

function replace(storePath: string, backupPath: string, clock: () => Date): Restored {
  const staged = `${storePath}.restoring`
  refuseForeignTarget(storePath)
  mkdirSync(dirname(storePath), { recursive: true })
  try {
    // Staged before the present state is backed up: the rotation may let go of the very backup that is restored.
    stage(backupPath, staged)
    const before = setAside(storePath, clock)
    copyFiles(filesOfBackups(dirname(backupPath)), filesFolder(storePath))
    renameSync(staged, storePath)
    return { before }
  } catch (error) {
    rmSync(staged, { force: true })
    throw error
  }
}

/** A slip in the path must not replace somebody's other file; a store that lost its header is known by its backups. */
function refuseForeignTarget(storePath: string): void {
  const header = readFileHeader(storePath)
  const foreign = header.kind === 'sqlite' && header.applicationId !== APPLICATION_ID && !header.blank
  const unknown = header.kind === 'other' && latestBackupOf(storePath) === undefined
  if (foreign || unknown) throw notAStoreError(storePath)
}

/** A verified copy on the volume of the store. */
function stage(backupPath: string, staged: string): void {
  const header = readFileHeader(backupPath)
  if (header.kind === 'missing') throw missingError(backupPath)
  const newest = migrations.at(-1)?.version ?? 0
  if (header.kind === 'sqlite' && header.userVersion > newest) throw newerError(backupPath, header.userVersion, newest)
  rmSync(staged, { force: true })
  copyFileSync(backupPath, staged)
  syncFile(staged)
  verifyCopy(backupPath, staged)
}

/** Verifies the copy, but speaks of the file that the user knows. */
function verifyCopy(backupPath: string, staged: string): void {
  try {
    verifyBackup(staged)
  } catch (error) {
    throw toStoreError(error, backupPath, () => undefined)
  }
}

/** Backs up what is there and leaves the file alone, without journal and with nobody in it. */
function setAside(storePath: string, clock: () => Date): string | undefined {
  if (!existsSync(storePath)) return undefined
  const db = new Database(storePath, { timeout: 1000 })
  try {
    // Needs the file for itself: fails with SQLITE_BUSY while anybody else has it open, and writes the journal home.
    db.pragma('journal_mode = DELETE')
    return backUpTo(db, storePath, { reason: 'restore', clock })
  } catch (error) {
    if (!isDamaged(error)) throw error
    db.close()
    return keepDamaged(storePath, clock)
  } finally {
    db.close()
  }
}

function isDamaged(error: unknown): boolean {
  const meaning = toStoreError(error, '', () => undefined)
  return meaning instanceof AppError && (meaning.info.code === 'DB_CORRUPT' || meaning.info.code === 'DB_NOT_A_STORE')
}

/** The journal goes along, because repair may need it; it must not be found beside the restored file. */
function keepDamaged(storePath: string, clock: () => Date): string {
  const folder = backupFolderOf(storePath)
  mkdirSync(folder, { recursive: true })
  const path = `${newBackupPath(folder, storePath, clock(), 'restore')}.damaged`
  copyFileSync(storePath, path)
  for (const ending of ['-wal', '-shm']) {
    if (existsSync(`${storePath}${ending}`)) renameSync(`${storePath}${ending}`, `${path}${ending}`)
  }
  return path
}
