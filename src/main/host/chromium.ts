import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

import { AppError } from '#core/model/error.ts'
import type { PdfOptions, PngOptions, PrintPort } from '#main/render/print-port.ts'

import { BROWSER_VARIABLE } from './chromium-find.ts'
import { launch, PATIENCE } from './chromium-launch.ts'
import type { ChromiumChoice } from './chromium-launch.ts'
import { closeOnSignals } from './chromium-signals.ts'
import { openTurns } from './turns.ts'

/** A PrintPort that also tells what it kept from leaving the machine. */
export interface ChromiumPort extends PrintPort {
  /** Requests of documents that were refused so far: everything but data: and blob:. */
  readonly blockedRequests: number
  /** The version of the running browser, undefined before the first document. */
  readonly browserVersion: string | undefined
}

/** The document's own address, which never resolves (RFC 2606); the browser is handed the document when it asks for it. */
const ADDRESS = 'https://document.invalid/'

/** Fonts that only page margins use are not asked for before printing, and printing does not wait for them. */
const LOAD_FONTS = 'Promise.allSettled([...document.fonts].map((face) => face.load())).then(() => undefined)'

/** A page that still holds a draft, so that the final print of the same document need not read its fonts again. */
interface Draft {
  readonly page: Page
  readonly head: string
}

/**
 * A PrintPort on a headless Chromium. The browser is looked for and started with the first document, then reused; it has a new,
 * empty profile in the temp folder, which goes with it. It ends with `close()`, and at the latest with this process.
 *
 * @throws AppError DOC_NO_BROWSER or DOC_PRINT_FAILED, from `pdf` and `png`
 */
export function openChromium(choice: ChromiumChoice = {}): ChromiumPort {
  let starting: Promise<Browser> | undefined
  let version: string | undefined
  let kept: Draft | undefined
  let blockedRequests = 0
  let closed = false

  /** The running browser; a new one if it crashed or never started. */
  function browser(): Promise<Browser> {
    if (closed) throw new Error('the print port is closed')
    starting ??= launch(choice).then(
      (running) => {
        version = running.version()
        const unlisten = closeOnSignals(() => running.close())
        running.on('disconnected', () => {
          unlisten()
          starting = undefined
        })
        return running
      },
      (error: unknown) => {
        starting = undefined
        throw error
      },
    )
    return starting
  }

  /** Scripts off: a document is data. Being offline and the route each keep requests in; the route also counts them. */
  async function load(html: string, options: BrowserContextOptions): Promise<Page> {
    const running = await browser()
    const context = await running.newContext({
      ...options,
      javaScriptEnabled: false,
      offline: true,
      serviceWorkers: 'block',
    })
    let handedOver = false
    await context.route('**/*', async (route) => {
      const url = route.request().url()
      if (!handedOver && url === ADDRESS) {
        handedOver = true
        return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
      }
      if (/^(?:data|blob):/i.test(url)) return route.continue()
      blockedRequests += 1
      return route.abort('blockedbyclient')
    })
    const page = await context.newPage()
    try {
      await page.goto(ADDRESS, { waitUntil: 'load', timeout: PATIENCE })
      await page.evaluate(LOAD_FONTS)
      return page
    } catch (error) {
      await discard(page)
      throw error
    }
  }

  /** The kept draft with a new body, if the document is the same up to its body: its fonts are there already. */
  async function redraw(html: string): Promise<Page | undefined> {
    const draft = kept
    const { head, body } = split(html)
    if (draft === undefined || head === '' || head !== draft.head) return undefined
    kept = undefined
    try {
      await draft.page.evaluate(
        `document.body.innerHTML = ${JSON.stringify(body)}; Promise.allSettled([...document.images].map((image) => image.decode())).then(() => undefined)`,
      )
      return draft.page
    } catch {
      // The browser went away since; the document is loaded as any other.
      return undefined
    }
  }

  async function keep(page: Page, html: string): Promise<void> {
    const older = kept
    kept = { page, head: split(html).head }
    if (older !== undefined) await discard(older.page)
  }

  /** A busy Chromium that writes several PDFs at once fails now and then, with no more than "Printing failed". */
  const inTurn = openTurns()

  async function pdf(html: string, { draft = false }: PdfOptions = {}): Promise<Uint8Array> {
    const page = (await redraw(html)) ?? (await load(html, {}))
    try {
      const settings = { preferCSSPageSize: true, printBackground: true, tagged: !draft, outline: !draft }
      const bytes = await inTurn(() => page.pdf(settings))
      if (draft) await keep(page, html)
      return new Uint8Array(bytes)
    } finally {
      if (kept?.page !== page) await discard(page)
    }
  }

  async function png(html: string, { width, height, scale = 1 }: PngOptions): Promise<Uint8Array> {
    const page = await load(html, { viewport: { width, height }, deviceScaleFactor: scale })
    try {
      return new Uint8Array(await page.screenshot({ type: 'png', timeout: PATIENCE }))
    } finally {
      await discard(page)
    }
  }

  return {
    get blockedRequests() {
      return blockedRequests
    },
    get browserVersion() {
      return version
    },
    pdf: (html, options) => pdf(html, options).catch(printFailed),
    png: (html, options) => png(html, options).catch(printFailed),
    async close() {
      closed = true
      const running = await starting?.catch(() => undefined)
      await running?.close()
    },
  }
}

/** A page that is gone with a crashed browser needs no closing; the error that matters is thrown elsewhere. */
async function discard(page: Page): Promise<void> {
  await page
    .context()
    .close()
    .catch(() => undefined)
}

/** A document up to and with its `<body …>`, and the rest. Without such a tag the head is empty. */
function split(html: string): { readonly head: string; readonly body: string } {
  const tag = /<body[^>]*>/i.exec(html)
  const end = tag === null ? 0 : tag.index + tag[0].length
  return { head: html.slice(0, end), body: html.slice(end) }
}

function printFailed(error: unknown): never {
  if (error instanceof AppError) throw error
  throw new AppError(
    {
      code: 'DOC_PRINT_FAILED',
      message: '浏览器没能把文档排成页面，PDF或图片没有生成。',
      remedies: [
        { text: '关闭其他占用内存的程序后重试。' },
        { text: `用环境变量 ${BROWSER_VARIABLE} 换一个浏览器。` },
        { text: '导出时不选PDF，用Word或WPS打开docx后另存为PDF。' },
      ],
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    },
    { cause: error },
  )
}
