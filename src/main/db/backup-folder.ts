import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, extname, join } from 'node:path'

export type BackupReason = 'manual' | 'automatic' | 'migration' | 'restore'

export interface Backup {
  readonly path: string
  /** ISO 8601 basic, UTC, to the millisecond: names sort as times do. */
  readonly stamp: string
  readonly reason: BackupReason
}

/** Backups lie beside the store unless another folder is asked for. */
export const backupFolderOf = (storePath: string): string => `${storePath}.backups`

const stemOf = (storePath: string): string => basename(storePath, extname(storePath))

/** A name that no backup of the folder bears yet. */
export function newBackupPath(folder: string, storePath: string, at: Date, reason: BackupReason): string {
  const stamp = at.toISOString().replace(/[-:.]/g, '')
  for (let nth = 1; ; nth += 1) {
    const path = join(folder, `${stemOf(storePath)}-${stamp}${nth === 1 ? '' : `.${nth}`}-${reason}.db`)
    if (!existsSync(path)) return path
  }
}

/** The backups of one store in a folder, oldest first; files of other names are nobody's business here. */
export function backupsIn(folder: string, storePath: string): readonly Backup[] {
  if (!existsSync(folder)) return []
  const prefix = `${stemOf(storePath)}-`
  const found = readdirSync(folder).flatMap((name) => {
    const match = name.startsWith(prefix) ? NAME.exec(name.slice(prefix.length)) : null
    const [, stamp, reason] = match ?? []
    return stamp !== undefined && isReason(reason) ? [{ path: join(folder, name), stamp, reason }] : []
  })
  return found.sort((a, b) => (a.stamp === b.stamp ? compare(a.path, b.path) : compare(a.stamp, b.stamp)))
}

const NAME = /^(\d{8}T\d{9}Z)(?:\.\d+)?-([a-z]+)\.db$/
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const isReason = (text: string | undefined): text is BackupReason =>
  text === 'manual' || text === 'automatic' || text === 'migration' || text === 'restore'

/** How many of the latest are kept, besides the last one of every month. */
export const KEPT_LATEST = 10

/** Removes what the rotation no longer keeps: all but the latest ten and the last of every month. */
export function rotate(folder: string, storePath: string): void {
  const backups = backupsIn(folder, storePath)
  const lastOfMonth = new Map(backups.map((backup) => [backup.stamp.slice(0, 6), backup.path]))
  const kept = new Set([...lastOfMonth.values(), ...backups.slice(-KEPT_LATEST).map((backup) => backup.path)])
  for (const { path } of backups) if (!kept.has(path)) rmSync(path)
}
