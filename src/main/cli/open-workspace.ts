import { userInfo } from 'node:os'
import { join } from 'node:path'
import { openStore } from '#main/db/open-store.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { openReader } from '#main/files/read-in-child.ts'
import { openChromium } from '#main/host/chromium.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { dataFolder, resourcesFolder, STORE_NAME } from './data-folder.ts'

/** Opens everything that the commands work with, and closes it again whatever happens. */
export async function withWorkspace<T>(db: string | undefined, work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const folder = dataFolder(process.env, process.platform)
  const clock = (): Date => new Date()
  const codes = loadCodes(join(resourcesFolder, 'codes'))
  const packs = openPacks([join(resourcesFolder, 'packs'), join(folder, 'packs')], { codes })
  const store = openStore(db ?? join(folder, STORE_NAME), { clock })
  const reader = openReader()
  const print = openChromium()
  try {
    return await work({ store, packs, codes, reader, print, actor: userInfo().username, clock })
  } finally {
    await Promise.all([reader.close(), print.close()])
    store.close()
  }
}
