import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { openStore } from '#main/db/open-store.ts'
import { missingError } from '#main/db/store-errors.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { openReader } from '#main/files/read-in-child.ts'
import { openChromium } from '#main/host/chromium.ts'
import { codesOf } from '#main/services/code-lists.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { dataFolder, resourcesFolder, STORE_NAME } from './data-folder.ts'

/**
 * As `withWorkspace`, for commands that look at what is there or change it: a mistyped `--db` must not come out as a new and empty
 * store, nor its backup as a backup of anything. Errors: DB_MISSING.
 */
export async function withExistingWorkspace<T>(
  db: string | undefined,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const path = resolve(db ?? join(dataFolder(process.env, process.platform), STORE_NAME))
  if (!existsSync(path)) throw missingError(path)
  return withWorkspace(db, work)
}

/** Opens everything that the commands work with, and closes it again whatever happens. */
export async function withWorkspace<T>(db: string | undefined, work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const folder = dataFolder(process.env, process.platform)
  const clock = (): Date => new Date()
  const shippedCodes = loadCodes(join(resourcesFolder, 'codes'))
  const packs = openPacks([join(resourcesFolder, 'packs'), join(folder, 'packs')], { codes: shippedCodes })
  const store = openStore(db ?? join(folder, STORE_NAME), { clock })
  const codes = codesOf(store, shippedCodes)()
  const reader = openReader()
  const print = openChromium()
  try {
    return await work({ store, packs, codes, shippedCodes, reader, print, actor: userInfo().username, clock })
  } finally {
    await Promise.all([reader.close(), print.close()])
    store.close()
  }
}
