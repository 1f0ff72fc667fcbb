import { app, dialog } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { AppError } from '#core/model/error.ts'
import { dataFolder, STORE_NAME } from './cli/data-folder.ts'
import { openElectronPrint } from './host/electron-print.ts'
import { desktop, openElectron, prepareElectron } from './host/electron.ts'
import { startSession } from './host/thread/start-session.ts'

/** The desktop program: composition root of the Electron host. */
async function main(): Promise<void> {
  const folder = dataFolder(process.env, process.platform)
  // The browser's own files lie apart from the accounts, so that a backup of the folder holds no caches.
  const window = join(folder, 'window')
  // Electron refuses a folder that is not there yet, as on the first start.
  mkdirSync(window, { recursive: true })
  app.setPath('userData', window)
  if (!prepareElectron()) {
    app.quit()
    return
  }
  const root = app.getAppPath()
  const emitting: { emit: ((event: string) => void) | undefined } = { emit: undefined }
  // Before the browser is ready: the store opens meanwhile.
  const session = startSession(
    {
      host: 'electron',
      version: app.getVersion(),
      storePath: join(folder, STORE_NAME),
      resources: app.isPackaged ? join(process.resourcesPath, 'resources') : join(root, 'resources'),
      ownPacks: join(folder, 'packs'),
      exportFolder: join(app.getPath('documents'), '明账公开材料'),
    },
    { print: openElectronPrint(), desktop, emit: (event) => emitting.emit?.(event) },
  )
  closeBeforeQuitting(session.close)
  await app.whenReady()
  const host = await openElectron({
    window: join(root, 'out', 'renderer'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    session,
    opened: session.opened,
  })
  emitting.emit = host.emit
}

/** A session that hangs must not keep the program from ever being started again; what it was writing is undone by SQLite. */
const PATIENCE = 60_000

/** The last window was closed, the menu or a signal said so: the program ends once the store is closed. */
function closeBeforeQuitting(close: () => Promise<void>): void {
  app.on('will-quit', (event) => {
    event.preventDefault()
    void Promise.race([close(), setTimeout(PATIENCE)]).finally(() => {
      app.exit(0)
    })
  })
}

/** Before there is a window, an error is a box of the system. */
main().catch((error: unknown) => {
  const info = error instanceof AppError ? error.info : undefined
  const remedies = info?.remedies.map(({ text }) => `· ${text}`) ?? []
  dialog.showErrorBox('明账没能打开', [info?.message ?? String(error), ...remedies].join('\n'))
  app.exit(2)
})
