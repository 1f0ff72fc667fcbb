import { app, BrowserWindow, ipcMain, protocol, session, shell, type WebContents } from 'electron'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { DesktopPort } from '#main/services/window/session.ts'
import { offerMenus } from './electron-menu.ts'
import type { SessionPort } from './session-port.ts'
import { isPreview, previewOf, STRICT_HEADERS, windowFile, windowPolicy } from './window-files.ts'

/** The window's own origin. Everything else is refused, in the session, in the frames and in the messages. */
const SCHEME = 'app'
const ORIGIN = `${SCHEME}://mingzhang`

/** Writing plain text or pictures to the clipboard after a click, as the button for the details of an error does. */
const COPYING = 'clipboard-sanitized-write'

/** What the host serves. */
export interface ElectronOptions {
  /** Folder of the built window, and the built preload script. */
  readonly window: string
  readonly preload: string
  readonly session: SessionPort
  /** The window is shown once this has come true; it loads meanwhile. */
  readonly opened: Promise<void>
}

/** Must run before `app` is ready: what cannot be said later. False: another window of this program is open already. */
export function prepareElectron(): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.enableSandbox()
  for (const name of ['disable-background-networking', 'disable-component-update', 'no-pings', 'disable-quic'])
    app.commandLine.appendSwitch(name)
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  // What Chromium itself draws (date fields, file buttons) speaks the window's language, whatever the system's is.
  app.commandLine.appendSwitch('lang', 'zh-CN')
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
  app.on('web-contents-created', (_event, contents) => {
    confine(contents)
  })
  return true
}

/** Opens the window; `app` must be ready. */
export async function openElectron(options: ElectronOptions): Promise<{ readonly emit: (event: string) => void }> {
  const own = session.defaultSession
  closeNetwork(own, ORIGIN)
  own.protocol.handle(SCHEME, (request) => serve(request, options))
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    minWidth: 960,
    minHeight: 600,
    title: '明账',
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  ipcMain.handle('call', (event, channel: unknown, request: unknown) => {
    const isOwn = event.senderFrame === window.webContents.mainFrame && event.senderFrame.origin === ORIGIN
    if (!isOwn || typeof channel !== 'string' || typeof request !== 'string')
      throw new Error('a request from outside the window')
    return options.session.answer(channel, request)
  })
  app.on('second-instance', () => {
    // The store is being closed: the next start opens a new program.
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  const ready = once(window, 'ready-to-show')
  // Everything entered is in the store already; a window that died comes back as it was.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.webContents.reload()
  })
  offerMenus(window)
  await Promise.all([window.loadURL(`${ORIGIN}/`), ready, options.opened])
  window.show()
  return {
    emit: (event) => {
      if (!window.isDestroyed()) window.webContents.send('event', event)
    },
  }
}

/** Refuses every request but those of one origin and of data that a document brings along; grants nothing but copying to the clipboard. */
export function closeNetwork(of: Electron.Session, origin: string): void {
  of.webRequest.onBeforeRequest(({ url }, decide) => {
    decide({ cancel: !(url.startsWith(`${origin}/`) || url.startsWith('data:') || url.startsWith('blob:')) })
  })
  of.setPermissionRequestHandler((_contents, permission, decide) => {
    decide(permission === COPYING)
  })
  of.setPermissionCheckHandler((_contents, permission) => permission === COPYING)
  of.setDevicePermissionHandler(() => false)
  // A spell checker would fetch its dictionaries.
  of.setSpellCheckerEnabled(false)
  of.on('will-download', (event) => {
    event.preventDefault()
  })
}

const openPath = async (path: string): Promise<void> => {
  const failure = await shell.openPath(path)
  if (failure !== '') throw new Error(failure)
}

export const desktop: DesktopPort = { openFolder: openPath, openFile: openPath }

/** No frame leads anywhere but to the window and its preview, and none opens another. */
function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.on('will-navigate', (event) => {
    event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    // Not URL.origin: Node knows no origin of a scheme of one's own and says 'null'.
    const isOwn = event.url.startsWith(`${ORIGIN}/`)
    if (event.isMainFrame || !isOwn || previewOf(new URL(event.url).pathname) === undefined) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
  })
}

async function serve(request: Request, { window, session }: ElectronOptions): Promise<Response> {
  const url = new URL(request.url)
  if (url.host !== 'mingzhang' || request.method !== 'GET') return new Response(undefined, { status: 403 })
  const preview = isPreview(url.pathname) ? await session.preview(url.pathname) : undefined
  if (preview) return new Response(preview.body, { headers: { ...STRICT_HEADERS, ...preview.headers } })
  const nonce = randomBytes(16).toString('base64')
  const found = await windowFile(window, url.pathname, nonce)
  if (!found) return new Response(undefined, { status: 404 })
  const headers = { 'content-type': found.type, 'content-security-policy': windowPolicy(nonce) }
  return new Response(new Uint8Array(found.body), { headers: { ...STRICT_HEADERS, ...headers } })
}
