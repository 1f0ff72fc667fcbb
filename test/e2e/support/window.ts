import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { hasBundledBrowser, unpackBundledBrowser } from '#main/host/chromium-bundled.ts'
import { installedBrowsers, surroundings } from '#main/host/chromium-find.ts'
import type { LoopbackHost } from '#main/host/loopback.ts'
import { serve } from '#main/serve.ts'
import { openElectronWindow } from './electron-window.ts'
import { complaintsOf, foreignRequests } from './watch.ts'

/** The program as a user runs it without Electron: real handlers, real store, real browser. */
export interface TestWindow {
  readonly page: Page
  readonly storePath: string
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

/** Which host the tests run on: `electron`, or the loopback host without it. */
export const HOST_VARIABLE = 'MINGZHANG_E2E_HOST'

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

/** A window on the loopback host, with what only that host has. */
export interface LoopbackWindow extends TestWindow {
  readonly context: BrowserContext
  readonly host: LoopbackHost
}

/** Opens the window on a store of its own, on the host that `npm run e2e:electron` asks for, else on the loopback host. */
export function openWindow(browser: Browser, options: WindowOptions = {}): Promise<TestWindow> {
  return process.env[HOST_VARIABLE] === 'electron' ? openElectronWindow(options) : openLoopbackWindow(browser, options)
}

/** Opens the window on the loopback host. */
export async function openLoopbackWindow(browser: Browser, options: WindowOptions = {}): Promise<LoopbackWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-e2e-'))
  const exportFolder = join(folder, '公开材料')
  const storePath = join(folder, '数据', '明账.db')
  if (options.store !== undefined) cpSync(options.store, join(folder, '数据'), { recursive: true })
  const host = await serve({ storePath, exportFolder })
  const { width = 1360, height = 860, dark = false } = options
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(host.url).origin })
  const foreign = foreignRequests(context, new URL(host.url).origin)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(host.url)
  return {
    page,
    context,
    host,
    storePath,
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
