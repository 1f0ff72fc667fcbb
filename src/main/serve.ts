import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnyEvent } from '#core/contract/contract.ts'
import { dataFolder, resourcesFolder, STORE_NAME } from './cli/data-folder.ts'
import { openChromium } from './host/chromium.ts'
import { openOnDesktop } from './host/desktop.ts'
import { handlers } from './host/handlers.ts'
import { openLoopback, type LoopbackHost } from './host/loopback.ts'
import { openSession } from './open-session.ts'
import { programVersion } from './program-version.ts'
import { previewHtml } from './services/window/preview.ts'

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
  const { session, close } = openSession({
    host: 'loopback',
    version: programVersion(),
    storePath: storePath ?? join(folder, STORE_NAME),
    resources: resourcesFolder,
    ownPacks: join(folder, 'packs'),
    ...(exportFolder === undefined ? {} : { exportFolder }),
    print: openChromium(),
    desktop: { openFolder: openOnDesktop, openFile: openOnDesktop },
    emit: (event: AnyEvent) => emitting.host?.emit(event),
  })
  const host = await openLoopback({
    window: join(root, 'out', 'renderer'),
    handlers: handlers(session),
    log: session.log,
    previews: { html: (report) => previewHtml(session, report), pdf: session.pdfs.find },
  })
  emitting.host = host
  return {
    ...host,
    close: async () => {
      await host.close()
      await close()
    },
  }
}
