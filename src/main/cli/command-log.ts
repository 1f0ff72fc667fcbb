import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { logFolderOf, NO_LOG, openActivityLog, type ActivityLog } from '#main/services/activity-log.ts'
import { dataFolder, STORE_NAME } from './data-folder.ts'

/** The log beside the store of a command; a store that is not there, as of a mistyped `--db`, has none. */
export function logOf(db: string | undefined): ActivityLog {
  const storePath = resolve(db ?? join(dataFolder(process.env, process.platform), STORE_NAME))
  return existsSync(storePath) ? openActivityLog(logFolderOf(storePath), () => new Date()) : NO_LOG
}
