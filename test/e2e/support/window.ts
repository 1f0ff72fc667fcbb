import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { hasBundledBrowser, unpackBundledBrowser } from '#main/host/chromium-bundled.ts'
import { installedBrowsers, surroundings } from '#main/host/chromium-find.ts'
import type { LoopbackHost } from '#main/host/loopback.ts'
import { serve } from '#main/serve.ts'

/** The program as a user runs it without Electron: real handlers, real store, real browser. */
export interface TestWindow {
  readonly page: Page
  readonly context: BrowserContext
  readonly host: LoopbackHost
  readonly folder: string
  readonly exportFolder: string
  /** Addresses that the browser asked for and that are not this program's own. */
  readonly foreign: readonly string[]
  /** What the page complained about: errors, and refusals of its policy. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

export interface WindowOptions {
  readonly dark?: boolean
  readonly width?: number
  readonly height?: number
  /** A folder whose store the window works on a copy of; an empty store without it. */
  readonly store?: string
}

export const SAMPLE = join(import.meta.dirname, '../../../resources/samples/上党区委办2023')

/** A browser that resolves no name at all: only the loopback address can be reached. */
export async function openBrowser(): Promise<Browser> {
  const args = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--no-proxy-server', '--disable-gpu']
  const [installed] = installedBrowsers(surroundings())
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args })
  if (!hasBundledBrowser()) throw new Error('no browser for the end-to-end tests')
  const { executable, env, libraryPath } = await unpackBundledBrowser()
  return chromium.launch({
    executablePath: executable,
    args,
    chromiumSandbox: false,
    env: { ...process.env, ...env, LD_LIBRARY_PATH: libraryPath },
  })
}

/** Opens the window on an empty store of its own. */
export async function openWindow(browser: Browser, options: WindowOptions = {}): Promise<TestWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-e2e-'))
  const exportFolder = join(folder, '公开材料')
  if (options.store !== undefined) cpSync(options.store, join(folder, '数据'), { recursive: true })
  const host = await serve({ storePath: join(folder, '数据', '明账.db'), exportFolder })
  const { width = 1360, height = 860, dark = false } = options
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(host.url).origin })
  const foreign: string[] = []
  const complaints: string[] = []
  const origin = new URL(host.url).origin
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:') && !url.startsWith('blob:')) foreign.push(url)
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  await page.goto(host.url)
  return {
    page,
    context,
    host,
    folder,
    exportFolder,
    foreign,
    complaints,
    close: async () => {
      await context.close()
      await host.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
