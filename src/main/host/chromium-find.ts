import { accessSync, constants, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'

/** What the search may look at, so that every platform can be tried on any machine. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isProgram: (path: string) => boolean
}

/** The browser that the user chose; a wrong path is an error, never a reason to take another browser in silence. */
export const BROWSER_VARIABLE = 'MINGZHANG_BROWSER'

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  // Domestic desktops: UOS browser, 360 and Qianxin. All of them are Chromium; one that is too old is passed over at launch.
  'uos-browser-stable',
  'uos-browser',
  'browser360-cn-stable',
  'browser360-cn',
  'browser360',
  'qaxbrowser-safe-stable',
  'qaxbrowser-safe',
  'qaxbrowser',
]

const LINUX_PLACES = [
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/opt/apps/org.deepin.browser/files/browser',
  '/opt/apps/com.browser.softedge.stable/files/browser',
  '/opt/browser360/browser360',
  '/opt/apps/com.360.browser-stable/files/com.360.browser-stable',
  '/opt/qaxbrowser/qaxbrowser',
  '/opt/apps/com.qianxin.browser-stable/files/qaxbrowser-safe-stable',
]

const MAC_APPS = ['Google Chrome', 'Microsoft Edge', 'Chromium']

const WINDOWS_PLACES = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
]

/** This machine. */
export function surroundings(): Surroundings {
  return { platform: process.platform, env: process.env, isProgram }
}

/** Installed Chromium-like browsers that exist here, best first; empty when there is none. */
export function installedBrowsers(around: Surroundings): readonly string[] {
  return [...new Set(usualPlaces(around))].filter((path) => around.isProgram(path))
}

function usualPlaces({ platform, env }: Surroundings): readonly string[] {
  switch (platform) {
    case 'win32': {
      const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(
        (root) => root !== undefined,
      )
      return WINDOWS_PLACES.flatMap((place) => roots.map((root) => win32.join(root, ...place)))
    }
    case 'darwin': {
      const roots = ['/Applications', ...(env['HOME'] === undefined ? [] : [posix.join(env['HOME'], 'Applications')])]
      return MAC_APPS.flatMap((app) => roots.map((root) => posix.join(root, `${app}.app`, 'Contents', 'MacOS', app)))
    }
    default: {
      // A relative entry of PATH would let the folder that a clerk works in supply the browser.
      const folders = [...(env['PATH'] ?? '').split(':'), '/usr/bin', '/usr/local/bin'].filter((f) => f.startsWith('/'))
      return [...LINUX_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name))), ...LINUX_PLACES]
    }
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
