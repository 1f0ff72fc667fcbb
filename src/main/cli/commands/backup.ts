import { join, resolve } from 'node:path'
import { restoreBackup } from '#main/db/restore.ts'
import { argumentsError } from '../arguments.ts'
import type { Command } from '../command.ts'
import { dataFolder, STORE_NAME } from '../data-folder.ts'
import { withExistingWorkspace } from '../open-workspace.ts'

/** `mingzhang backup [--out FOLDER]` */
export const backup: Command = (args, terminal) =>
  withExistingWorkspace(args.db, ({ store }) => {
    const path = store.backUp('manual', args.out === undefined ? undefined : resolve(args.out))
    terminal.out(args.json ? JSON.stringify({ backup: path }) : `已备份到：${path}`)
    return Promise.resolve(0)
  })

/** `mingzhang restore BACKUP`: the present state is backed up first. */
export const restore: Command = (args, terminal) => {
  const [backupPath] = args.words
  if (backupPath === undefined) throw argumentsError('没有写明从哪个备份文件恢复。')
  const storePath = args.db ?? join(dataFolder(process.env, process.platform), STORE_NAME)
  const { before } = restoreBackup({ storePath, backupPath, clock: () => new Date() })
  if (args.json) terminal.out(JSON.stringify({ restored: backupPath, before }))
  else {
    terminal.out(`已从备份恢复：${backupPath}`)
    if (before !== undefined) terminal.out(`恢复前的数据另存为：${before}`)
  }
  return Promise.resolve(0)
}
