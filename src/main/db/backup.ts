import Database from 'better-sqlite3'
import type { Database as Connection } from 'better-sqlite3'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { backupFolderOf, backupsIn, newBackupPath, rotate } from './backup-folder.ts'
import type { BackupReason } from './backup-folder.ts'
import { APPLICATION_ID, readFileHeader } from './file-header.ts'
import { filesFolder } from './source-bytes.ts'
import { corruptError, notAStoreError } from './store-errors.ts'

export interface BackupOptions {
  readonly reason: BackupReason
  readonly clock: () => Date
  /** Another folder, e.g. on a stick; beside the store otherwise. */
  readonly folder?: string
}

/** The newest backup beside a store. */
export const latestBackupOf = (storePath: string): string | undefined =>
  backupsIn(backupFolderOf(storePath), storePath).at(-1)?.path

/**
 * Writes a backup of an open store: a compact, verified copy of the file and, once each, the original files it refers to.
 * Then lets go of what the rotation no longer keeps. The path of the backup comes back.
 */
export function backUpTo(db: Connection, storePath: string, { reason, clock, folder }: BackupOptions): string {
  const target = folder ?? backupFolderOf(storePath)
  mkdirSync(target, { recursive: true })
  const path = newBackupPath(target, storePath, clock(), reason)
  const temporary = `${path}.tmp`
  try {
    db.prepare('VACUUM INTO ?').run(temporary)
    syncFile(temporary)
    verifyBackup(temporary)
    copyFiles(filesFolder(storePath), filesOfBackups(target))
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  rotate(target, storePath)
  return path
}

/** All backups of a folder share one set of original files. */
export const filesOfBackups = (folder: string): string => join(folder, 'files')

/** Throws DB_NOT_A_STORE or DB_CORRUPT unless the file is a whole store. */
export function verifyBackup(path: string): void {
  const header = readFileHeader(path)
  if (header.kind !== 'sqlite' || header.applicationId !== APPLICATION_ID) throw notAStoreError(path)
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const verdict = db.pragma('integrity_check(1)', { simple: true })
    if (verdict !== 'ok') throw corruptError(path, undefined)
  } finally {
    db.close()
  }
}

/** Brings the content-addressed files of one folder into another; what is there already is the same by its name. */
export function copyFiles(from: string, to: string): void {
  if (!existsSync(from)) return
  for (const part of readdirSync(from)) {
    for (const name of readdirSync(join(from, part))) {
      if (name.endsWith('.gz')) copyOnce(join(from, part, name), join(to, part, name))
    }
  }
}

function copyOnce(source: string, target: string): void {
  if (existsSync(target)) return
  mkdirSync(dirname(target), { recursive: true })
  try {
    linkSync(source, target)
  } catch {
    // Another volume, or one without hard links.
    const temporary = `${target}.tmp`
    copyFileSync(source, temporary)
    renameSync(temporary, target)
  }
}

/** What was written must be on the disk before a rename makes it the file. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
