import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { openBrowser, openWindow, type TestWindow, type WindowOptions } from './window.ts'

/** The windows of a file of tests. */
export interface Windows {
  /** The browser of the file, for what only a test of the loopback host does with it. */
  readonly browser: () => Browser
  /** On an empty store of its own. */
  readonly openEmpty: (options?: WindowOptions) => Promise<TestWindow>
  /** On a copy of the store that holds the sample unit. */
  readonly openSample: (options?: WindowOptions) => Promise<TestWindow>
}

/**
 * One browser for the tests of a file. After each test its windows are closed, and must have asked for nothing from outside and
 * complained about nothing.
 */
export function useWindows(): Windows {
  let browser: Browser | undefined
  let opened: TestWindow[] = []
  const running = (): Browser => {
    if (!browser) throw new Error('no browser before the tests')
    return browser
  }
  const open = async (options: WindowOptions): Promise<TestWindow> => {
    const window = await openWindow(running(), options)
    opened.push(window)
    return window
  }
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
  })
  afterEach(async () => {
    const windows = opened
    opened = []
    for (const { close } of windows) await close()
    for (const { foreign, complaints } of windows) {
      expect(foreign).toEqual([])
      expect(complaints).toEqual([])
    }
  })
  return {
    browser: running,
    openEmpty: (options = {}) => open(options),
    openSample: (options = {}) => open({ ...options, store: inject('sampleStore') }),
  }
}
