import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { TestWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'

/** Several prints, or the whole way of a package, take their time on a slow machine. */
const LONG = 180_000

const windows = useWindows()
let window: TestWindow

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

test(
  'a table is printed alone with a blank form beside it, page by page, on both sides',
  { timeout: LONG },
  async () => {
    const page = await openSample()
    await go(page, '预览与导出')
    await page.getByRole('button', { name: '打印…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('文稿全文').click()
    await dialog.getByText('公开报表', { exact: true }).click()
    await dialog.getByText('空白公开报表（手填用）').click()
    await dialog.getByRole('switch', { name: '双面打印' }).click()
    await dialog.getByLabel('页码范围').fill('1-2，999')
    await dialog.getByRole('button', { name: '排版' }).click()
    await page
      .getByRole('alert')
      .getByText(/没有“1-2，999”里的页/)
      .waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: '知道了' }).click()
    await dialog.getByLabel('页码范围').fill('1-2')
    await dialog.getByRole('button', { name: '排版' }).click()
    await dialog.getByText('共 2 页').waitFor({ timeout: 60_000 })
    await dialog.getByRole('button', { name: '打开打印' }).click()
    await page.getByText(/打印-\d{4}-\d\d-\d\d\.pdf|已在看图程序中打开/).waitFor()
    expect(readdirSync(join(window.exportFolder, '打印'))).toHaveLength(1)
  },
)

test('a package is published, corrected with reasons, and both stay readable', { timeout: LONG }, async () => {
  const page = await openSample()
  await go(page, '预览与导出')
  await page.getByLabel('批复日期').fill('2024-08-20')
  await page.getByText(/最后一天 2024-09-09，/).waitFor()
  await page.getByRole('switch', { name: '同时生成 PDF' }).click()
  await page.getByRole('button', { name: '导出', exact: true }).click()
  await page.getByText('第 1 版', { exact: true }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: '登记公开' }).click()
  await page.getByLabel('公开日期').fill('2024-09-05')
  await page.getByLabel('网址').fill('https://example.gov.cn/2024/1.html')
  await page.getByLabel('截图文件').setInputFiles({ name: '公开页面.png', mimeType: 'image/png', buffer: PICTURE })
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('2024-09-05 公开').waitFor()
  await page.getByText('已按期公开').waitFor()
  await page.getByRole('button', { name: '看截图' }).click()
  const picture = page.getByRole('img', { name: '第 1 版公开页面' })
  await expect.poll(() => page.evaluate("document.querySelector('.screenshot-dialog img')?.naturalWidth")).toBe(1)
  await page.keyboard.press('Escape')
  await picture.waitFor({ state: 'detached' })

  await go(page, '报表')
  await page.locator('td[data-ref="收入支出决算总表/收入总计/金额"]').click()
  await page.keyboard.type('701.11')
  await page.keyboard.press('Enter')
  await page.getByText(/^不得公开/).waitFor()
  await go(page, '预览与导出')
  await page.getByRole('button', { name: '看变化' }).click()
  const changes = page.getByRole('dialog')
  await changes.getByText('收入支出决算总表 › 收入总计 › 金额').waitFor()
  await changes.getByRole('button', { name: '去看' }).first().click()
  await page.locator('td.active[data-ref="收入支出决算总表/收入总计/金额"]').waitFor()
  await go(page, '预览与导出')
  await page.getByRole('button', { name: '更正公开' }).click()
  const correction = page.getByRole('dialog')
  const done = correction.getByRole('button', { name: '导出更正版' })
  await correction.getByText(/处没有写原因/).waitFor()
  expect(await done.isDisabled()).toBe(true)
  await correction.getByLabel('同一个更正原因').fill('录入差错')
  await correction.getByRole('button', { name: '填入没有写的' }).click()
  // The report does not pass its checks: the user has to say that he knows.
  expect(await done.isDisabled()).toBe(true)
  await correction.getByText('没有通过审核，仍然导出更正版').click()
  await done.click()
  await page.getByText('更正第 1 版').waitFor({ timeout: 60_000 })
  await page.getByText('有更正版（第 2 版）').waitFor()
  expect(readdirSync(window.exportFolder).filter((name) => name.includes('版'))).toHaveLength(2)
  await page.getByRole('button', { name: '登记公开' }).click()
  const entry = page.getByRole('dialog')
  await entry.getByText(/^这一版没有通过审核/).waitFor()
  expect(await entry.getByRole('button', { name: '登记', exact: true }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await entry.waitFor({ state: 'detached' })
  await go(page, '单位与年度')
  await page.getByText('最后公开日 2024-09-09，已按期公开').waitFor()
})

/** One white pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

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
  window = await windows.openSample()
  const { page } = window
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByRole('grid').waitFor()
  return page
}
