import type { Browser, LaunchOptions } from 'playwright-core'

import { AppError } from '#core/model/error.ts'

import { hasBundledBrowser, unpackBundledBrowser } from './chromium-bundled.ts'
import { BROWSER_VARIABLE, installedBrowsers, surroundings } from './chromium-find.ts'
import type { Surroundings } from './chromium-find.ts'

/** Which browsers may be taken. The defaults are right everywhere but in tests. */
export interface ChromiumChoice {
  readonly around?: Surroundings
  readonly bundled?: boolean
}

/** Margin boxes, which carry our page numbers, came with 131: an older browser would leave them out without a word. */
const OLDEST_VERSION = 131

/** Longer than any document needs on a slow machine; a browser that hangs must not hang us. */
export const PATIENCE = 120_000

/**
 * No packet leaves: no background services, no name or address resolves, no proxy. Playwright speaks to the browser through a
 * pipe, so there is no port either.
 */
const ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-client-side-phishing-detection',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-quic',
  '--disable-sync',
  '--disable-breakpad',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-gpu',
  '--font-render-hinting=none',
]

/**
 * The first browser that starts and is young enough.
 *
 * @throws AppError DOC_NO_BROWSER; its detail says what was wrong with each browser tried
 */
export async function launch({
  around = surroundings(),
  bundled = hasBundledBrowser(),
}: ChromiumChoice): Promise<Browser> {
  const chosen = around.env[BROWSER_VARIABLE]
  const reasons: string[] = []
  const installed = chosen === undefined || chosen === '' ? installedBrowsers(around) : [chosen]
  for (const executable of installed) {
    const started = await attempt(reasons, executable, () => launchInstalled(executable))
    if (started !== undefined) return started
  }
  if (chosen !== undefined && chosen !== '') throw chosenBrowserFails(chosen, reasons)
  if (bundled) {
    const started = await attempt(reasons, '@sparticuz/chromium', () => launchBundled('own libraries'))
    if (started !== undefined) return started
    // Its libraries need glibc 2.34, the browser itself only 2.25: UOS 20 and Kylin V10 (2.28) bring libnss3 with their desktop.
    const again = await attempt(reasons, '@sparticuz/chromium', () => launchBundled('libraries of the system'))
    if (again !== undefined) return again
  }
  throw noBrowser(reasons)
}

async function attempt(reasons: string[], name: string, start: () => Promise<Browser>): Promise<Browser | undefined> {
  try {
    const browser = await start()
    if (Number.parseInt(browser.version(), 10) >= OLDEST_VERSION) return browser
    reasons.push(`${name}: version ${browser.version()} < ${OLDEST_VERSION}`)
    await browser.close()
  } catch (error) {
    reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return undefined
}

/** Chromium refuses to run as root with its sandbox on; everyone else gets the sandbox. */
async function launchInstalled(executable: string): Promise<Browser> {
  const { chromium } = await playwright()
  return chromium.launch({ ...launchOptions(executable), chromiumSandbox: process.getuid?.() !== 0 })
}

/**
 * Without the sandbox: the bundled browser comes without the setuid helper, and many systems forbid the user namespaces that
 * would stand in for it. What it opens is our own document, without scripts and without a network.
 */
async function launchBundled(libraries: 'own libraries' | 'libraries of the system'): Promise<Browser> {
  const { executable, env, libraryPath } = await unpackBundledBrowser()
  const path = libraries === 'own libraries' ? { LD_LIBRARY_PATH: libraryPath } : {}
  const { chromium } = await playwright()
  return chromium.launch({
    ...launchOptions(executable),
    env: { ...process.env, ...env, ...path },
    chromiumSandbox: false,
  })
}

/** Loaded with the first document: the window opens without it. */
const playwright = (): Promise<typeof import('playwright-core')> => import('playwright-core')

function launchOptions(executablePath: string): LaunchOptions {
  return {
    executablePath,
    headless: true,
    args: ARGUMENTS,
    timeout: PATIENCE,
    // See chromium-signals.ts.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  }
}

function noBrowser(reasons: readonly string[]): AppError {
  return new AppError({
    code: 'DOC_NO_BROWSER',
    message: `本机没有可用的浏览器（Chrome、Edge 或 Chromium，版本 ${OLDEST_VERSION} 以上），不能生成PDF。`,
    remedies: [
      { text: `安装或升级 Chrome、Edge 或 Chromium（版本 ${OLDEST_VERSION} 以上）后重试。` },
      { text: `已安装在别处时，把环境变量 ${BROWSER_VARIABLE} 设为浏览器程序的完整路径。` },
      { text: '导出时不选PDF：docx、xlsx 和网页不需要浏览器。' },
    ],
    detail: reasons.join('\n'),
  })
}

function chosenBrowserFails(path: string, reasons: readonly string[]): AppError {
  return new AppError({
    code: 'DOC_NO_BROWSER',
    message: `环境变量 ${BROWSER_VARIABLE} 指定的浏览器“${path}”不能启动或版本低于 ${OLDEST_VERSION}。`,
    remedies: [
      { text: `把 ${BROWSER_VARIABLE} 改为 Chrome、Edge 或 Chromium 程序的完整路径。` },
      { text: `去掉 ${BROWSER_VARIABLE}，让程序自己查找浏览器。` },
      { text: '导出时不选PDF：docx、xlsx 和网页不需要浏览器。' },
    ],
    detail: reasons.join('\n'),
  })
}
