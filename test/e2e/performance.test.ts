import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { buildWindow } from './support/build-window.ts'
import { sampleStore } from './support/sample-store.ts'
import { openBrowser, openWindow, SAMPLE, type TestWindow } from './support/window.ts'

const JOURNAL = join(`${SAMPLE}-账套`, '序时账.xlsx')

let browser: Browser
let window: TestWindow
let store: string

beforeAll(async () => {
  buildWindow()
  browser = await openBrowser()
  store = await sampleStore()
})
afterAll(async () => {
  await browser.close()
  rmSync(store, { recursive: true, force: true })
})
afterEach(async () => {
  const { foreign, complaints } = window
  await window.close()
  expect(foreign).toEqual([])
  expect(complaints).toEqual([])
})

test('a 全年执行数 that differs from the journal is said, and one click takes what the journal has', async () => {
  window = await openWindow(browser, { store })
  const { page } = window
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('link', { name: '导入' }).click()
  await page.getByText('账簿', { exact: true }).click()
  await page.locator('input[data-ledger]').setInputFiles([JOURNAL])
  await page.getByRole('button', { name: '导入账簿' }).click()
  await page.getByText('序时账.xlsx：已导入').waitFor({ timeout: 60_000 })

  await page.getByRole('link', { name: '绩效自评' }).click()
  await page.getByRole('button', { name: /^遗属补助/ }).click()
  await page.getByRole('heading', { name: '遗属补助', exact: true, level: 2 }).waitFor()
  const executed = page.getByLabel('全年执行数')
  // The sheet agrees with the journal as far as it was written out: nothing is offered.
  expect(await executed.inputValue()).toBe('4.729')
  expect(await page.getByRole('button', { name: '采用账簿数' }).count()).toBe(0)

  await executed.fill('5')
  await executed.press('Enter')
  await page.getByText(/账簿中这个项目支出 4\.729\d* 万元/).waitFor()
  await page.getByRole('button', { name: '采用账簿数' }).click()
  await page.getByRole('button', { name: '采用账簿数' }).waitFor({ state: 'detached' })
  await expect.poll(() => executed.inputValue()).toMatch(/^4\.729/)
})
