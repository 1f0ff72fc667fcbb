import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the user's data lies unless `--db` says otherwise: never in the program's own folder. */
export function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'mingzhang')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'mingzhang')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'mingzhang')
}

/** Name of the store in it. */
export const STORE_NAME = '明账.db'

/** Packs, code lists and samples that come with the program. */
export const resourcesFolder = fileURLToPath(new URL('../../../resources', import.meta.url))
