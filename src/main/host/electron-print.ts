import { BrowserWindow, session } from 'electron'
import { AppError } from '#core/model/error.ts'
import type { PrintPort } from '#main/render/print-port.ts'
import { closeNetwork } from './electron.ts'
import { openTurns } from './turns.ts'
import { PREVIEW_POLICY, STRICT_HEADERS } from './window-files.ts'

const ORIGIN = 'app://print'

/** Fonts that only page margins use are not asked for before printing, and printing does not wait for them. */
const LOAD_FONTS = 'Promise.allSettled([...document.fonts].map((face) => face.load())).then(() => undefined)'

/**
 * A PrintPort on Electron itself: a hidden window in a session of its own, which holds nothing but the document that it was given.
 * The document's scripts are kept out by its policy. The session is made with the first document: before `app` is ready there may
 * be none. Errors: AppError DOC_PRINT_FAILED.
 */
export function openElectronPrint(): PrintPort {
  let html = ''
  let made: Electron.Session | undefined
  const makeSession = (): Electron.Session => {
    const own = session.fromPartition('print')
    closeNetwork(own, ORIGIN)
    own.protocol.handle('app', () => {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PREVIEW_POLICY }
      return new Response(html, { headers: { ...STRICT_HEADERS, ...headers } })
    })
    return own
  }
  /** One document after the other: they share one address. */
  const inTurn = openTurns()
  const withPage = <T>(
    text: string,
    size: { width: number; height: number; scale: number },
    work: (page: BrowserWindow) => Promise<T>,
  ) =>
    inTurn(async () => {
      html = text
      const { scale } = size
      const page = new BrowserWindow({
        width: size.width * scale,
        height: size.height * scale,
        show: false,
        useContentSize: true,
        webPreferences: {
          session: (made ??= makeSession()),
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          spellcheck: false,
          // A hidden page must draw and lay out all the same.
          backgroundThrottling: false,
        },
      })
      try {
        await page.loadURL(`${ORIGIN}/`)
        // Chromium remembers the factor per address, which all documents share: it is set for each of them, before fonts are awaited.
        page.webContents.setZoomFactor(scale)
        await page.webContents.executeJavaScript(LOAD_FONTS)
        return await work(page)
      } catch (error) {
        throw printFailed(error)
      } finally {
        html = ''
        page.destroy()
      }
    })
  return {
    pdf: (text, { draft = false } = {}) =>
      withPage(text, { width: 800, height: 1130, scale: 1 }, async ({ webContents }) => {
        const options = { preferCSSPageSize: true, printBackground: true }
        const tags = { generateTaggedPDF: !draft, generateDocumentOutline: !draft }
        return new Uint8Array(await webContents.printToPDF({ ...options, ...tags }))
      }),
    png: (text, { width, height, scale = 1 }) =>
      withPage(text, { width, height, scale }, async ({ webContents }) => {
        const picture = await webContents.capturePage({ x: 0, y: 0, width: width * scale, height: height * scale })
        return new Uint8Array(picture.toPNG())
      }),
    // What is being printed is finished first.
    close: () => inTurn(() => Promise.resolve()),
  }
}

function printFailed(cause: unknown): AppError {
  return new AppError(
    {
      code: 'DOC_PRINT_FAILED',
      message: '没能把文档排成页面，PDF或图片没有生成。',
      remedies: [
        { text: '关闭其他占用内存的程序后重试。' },
        { text: '导出时不选PDF，用Word或WPS打开docx后另存为PDF。' },
      ],
      detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    },
    { cause },
  )
}
