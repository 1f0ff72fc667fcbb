import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { BackupItem } from '#core/contract/views.ts'
import { backupFolderOf, backupsIn, type BackupReason } from '#main/db/backup-folder.ts'
import { restoreBackup } from '#main/db/restore.ts'
import type { Workspace } from '../workspace.ts'
import type { WindowSession } from './session.ts'

const REASONS: Readonly<Record<BackupReason, string>> = {
  manual: '手动备份',
  automatic: '自动备份',
  migration: '升级前备份',
  restore: '恢复前备份',
}

/** The backups beside the store, newest first. */
export function backupItems({ store }: Pick<Workspace, 'store'>): readonly BackupItem[] {
  return backupsIn(backupFolderOf(store.path), store.path)
    .toReversed()
    .map(({ path, stamp, reason }) => ({
      path,
      name: basename(path),
      at: isoOf(stamp),
      reason: REASONS[reason],
      bytes: statSync(path).size,
    }))
}

export function createBackup(workspace: Workspace): readonly BackupItem[] {
  workspace.store.backUp('manual')
  return backupItems(workspace)
}

/** Puts a backup in the store's place; what stood before is backed up first. Errors as `restoreBackup`. */
export function restoreFrom(session: WindowSession, backupPath: string): { readonly before: string | undefined } {
  const { clock } = session.workspace()
  const restored = session.whileClosed((storePath) => restoreBackup({ storePath, backupPath, clock }))
  session.history.clear()
  session.draftRows.clear()
  return restored
}

/** 20240102T030405678Z as 2024-01-02T03:04:05.678Z */
function isoOf(stamp: string): string {
  return stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z')
}
