import { app, dialog } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyEvent } from '#core/contract/contract.ts'
import { AppError } from '#core/model/error.ts'
import { dataFolder, STORE_NAME } from './cli/data-folder.ts'
import { openElectronPrint } from './host/electron-print.ts'
import { desktop, openElectron, prepareElectron } from './host/electron.ts'
import { handlers } from './host/handlers.ts'
import { openSession } from './open-session.ts'
import { previewHtml } from './services/window/preview.ts'

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
  await app.whenReady()
  const root = app.getAppPath()
  const emitting: { emit: ((event: AnyEvent) => void) | undefined } = { emit: undefined }
  const { session, close } = openSession({
    host: 'electron',
    version: app.getVersion(),
    storePath: join(folder, STORE_NAME),
    resources: app.isPackaged ? join(process.resourcesPath, 'resources') : join(root, 'resources'),
    ownPacks: join(folder, 'packs'),
    exportFolder: join(app.getPath('documents'), '明账公开材料'),
    print: openElectronPrint(),
    desktop,
    emit: (event) => emitting.emit?.(event),
  })
  app.on('window-all-closed', () => {
    void close().finally(() => {
      app.exit(0)
    })
  })
  const host = await openElectron({
    window: join(root, 'out', 'renderer'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    handlers: handlers(session),
    log: session.log,
    previews: { html: (report) => previewHtml(session, report), pdf: session.pdfs.find },
  })
  emitting.emit = host.emit
}

/** Before there is a window, an error is a box of the system. */
main().catch((error: unknown) => {
  const info = error instanceof AppError ? error.info : undefined
  const remedies = info?.remedies.map(({ text }) => `· ${text}`) ?? []
  dialog.showErrorBox('明账没能打开', [info?.message ?? String(error), ...remedies].join('\n'))
  app.exit(2)
})
