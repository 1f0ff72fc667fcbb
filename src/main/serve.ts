import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dataFolder, resourcesFolder, STORE_NAME } from './cli/data-folder.ts'
import { openChromium } from './host/chromium.ts'
import { openOnDesktop } from './host/desktop.ts'
import { openLoopback, type LoopbackHost } from './host/loopback.ts'
import { startSession } from './host/thread/start-session.ts'
import { programVersion } from './program-version.ts'

/** Where things lie; the user's own places unless told. */
export interface ServeOptions {
  readonly storePath?: string
  readonly exportFolder?: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Serves the window on this machine without Electron: composition root of the loopback host. */
export async function serve({ storePath, exportFolder }: ServeOptions = {}): Promise<LoopbackHost> {
  const folder = dataFolder(process.env, process.platform)
  const emitting: { host: LoopbackHost | undefined } = { host: undefined }
  const session = startSession(
    {
      host: 'loopback',
      version: programVersion(),
      storePath: storePath ?? join(folder, STORE_NAME),
      resources: resourcesFolder,
      ownPacks: join(folder, 'packs'),
      ...(exportFolder === undefined ? {} : { exportFolder }),
    },
    {
      print: openChromium(),
      desktop: { openFolder: openOnDesktop, openFile: openOnDesktop },
      emit: (event) => emitting.host?.emit(event),
      // This host runs the sources as they are: taking the types out again takes longer than loading them.
      compiled: join(folder, 'cache', 'code'),
    },
  )
  const opening = openLoopback({ window: join(root, 'out', 'renderer'), session })
  try {
    const [host] = await Promise.all([opening, session.opened])
    emitting.host = host
    return {
      ...host,
      close: async () => {
        await host.close()
        await session.close()
      },
    }
  } catch (error) {
    await opening.then(({ close }) => close()).catch(() => undefined)
    await session.close()
    throw error
  }
}
