import { readdirSync, rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { buildWindow } from './support/build-window.ts'
import { sampleStore } from './support/sample-store.ts'
import { openBrowser, openWindow, type TestWindow } from './support/window.ts'

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

test('the pages are there at once, and the PDF follows, drawn by the window itself', async () => {
  const page = await openSample()
  await go(page, '预览与导出')
  await page.getByText(/约 \d+ 页/).waitFor()
  await page.getByRole('button', { name: 'PDF 定稿' }).click()
  await page.getByText(/^共 \d+ 页$/).waitFor({ timeout: 60_000 })
  await expect
    .poll(() => page.evaluate<number>(`(${INK})('第 1 页')`), { timeout: 20_000 })
    // The cover holds black characters on white.
    .toBeGreaterThan(500)
  await page.getByRole('button', { name: '快速预览' }).click()
  await page.getByText(/约 \d+ 页/).waitFor()
})

test('the findings and the 填报表 are written where the packages lie', async () => {
  const page = await openSample()
  await go(page, '审核')
  await page.getByRole('button', { name: '导出 Excel' }).click()
  await page.getByText(/审核结果已写到：/).waitFor()
  await go(page, '导入')
  await page.getByRole('button', { name: '写出本单位的填报表' }).click()
  await page.getByText(/填报表已写到：/).waitFor()
  const names = readdirSync(window.exportFolder)
  expect(names.some((name) => name.endsWith('审核结果.xlsx'))).toBe(true)
  expect(names.some((name) => name.endsWith('填报表.xlsx'))).toBe(true)
})

test('an export says how far it is, and stops when it is told to, without leaving anything', async () => {
  const page = await openSample()
  await go(page, '预览与导出')
  await page.getByRole('button', { name: '导出', exact: true }).click()
  await page.getByRole('progressbar').waitFor()
  await page.getByRole('button', { name: '取消导出' }).click()
  await page.getByText('已取消，没有改动任何内容。').waitFor({ timeout: 60_000 })
  expect(await page.getByRole('progressbar').count()).toBe(0)
  expect(readdirSync(window.exportFolder)).toEqual([])
  await page.getByText('还没有导出过').waitFor()
})

/** How many dark pixels the canvas with this label has. */
const INK = `(label) => {
  const canvas = document.querySelector('canvas[aria-label="' + label + '"]')
  if (!canvas || canvas.width === 0) return 0
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  let dark = 0
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 200 && data[at] < 100) dark += 1
  return dark
}`

async function go(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).click()
}

async function openSample(): Promise<Page> {
  window = await openWindow(browser, { store })
  const { page } = window
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByRole('grid').waitFor()
  return page
}
