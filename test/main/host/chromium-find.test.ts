import { describe, expect, test } from 'vitest'

import { installedBrowsers } from '#main/host/chromium-find.ts'
import type { Surroundings } from '#main/host/chromium-find.ts'

const machine = (
  platform: NodeJS.Platform,
  env: Record<string, string>,
  programs: readonly string[],
): Surroundings => ({ platform, env, isProgram: (path) => programs.includes(path) })

describe('installed browsers', () => {
  test('are found on the PATH of Linux, under the names of domestic desktops too', () => {
    const programs = ['/usr/bin/browser360-cn-stable', '/opt/x/chromium', '/usr/bin/vi']
    expect(installedBrowsers(machine('linux', { PATH: '/opt/x:/usr/bin' }, programs))).toEqual([
      '/opt/x/chromium',
      '/usr/bin/browser360-cn-stable',
    ])
  })

  test('are found in /opt and /usr/bin without any PATH', () => {
    const programs = ['/opt/apps/com.360.browser-stable/files/com.360.browser-stable', '/usr/bin/google-chrome']
    expect(installedBrowsers(machine('linux', {}, programs))).toEqual([...programs].reverse())
  })

  test('never come from a relative entry of PATH', () => {
    expect(installedBrowsers(machine('linux', { PATH: '.:bin:' }, ['chromium', './chromium', 'bin/chromium']))).toEqual(
      [],
    )
  })

  test('are found on Windows for all users and for one', () => {
    const chrome = 'C:\\Users\\a\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe'
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
    const env = { 'ProgramFiles(x86)': 'C:\\Program Files (x86)', LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' }
    expect(installedBrowsers(machine('win32', env, [edge, chrome]))).toEqual([chrome, edge])
  })

  test('are found among the applications of macOS', () => {
    const own = '/Users/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
    expect(installedBrowsers(machine('darwin', { HOME: '/Users/a' }, [own]))).toEqual([own])
  })

  test('are none on a bare machine', () => {
    expect(installedBrowsers(machine('linux', { PATH: '/usr/bin' }, []))).toEqual([])
  })
})
