import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { dataFolder, STORE_NAME } from '#main/cli/data-folder.ts'
import { complaintsOf, foreignRequests } from './watch.ts'
import type { TestWindow, WindowOptions } from './window.ts'

const ROOT = join(import.meta.dirname, '../../..')

/**
 * The built program in Electron, with a home of its own: its data and the user's documents lie there. Needs the binary, a display,
 * and Linux, where these places follow the environment.
 */
export async function openElectronWindow(options: WindowOptions = {}): Promise<TestWindow> {
  const home = mkdtempSync(join(tmpdir(), 'mingzhang-electron-'))
  const env = { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_CONFIG_HOME: join(home, 'config') }
  const data = dataFolder(env, process.platform)
  mkdirSync(data, { recursive: true })
  if (options.store !== undefined) cpSync(options.store, data, { recursive: true })
  const program = await _electron.launch({ args: [ROOT], env, colorScheme: options.dark === true ? 'dark' : 'light' })
  const foreign = foreignRequests(program.context(), 'app://mingzhang')
  const page = await program.firstWindow()
  const complaints = complaintsOf(page)
  return {
    page,
    storePath: join(data, STORE_NAME),
    exportFolder: join(home, 'Documents', '明账公开材料'),
    foreign,
    complaints,
    close: async () => {
      await program.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
