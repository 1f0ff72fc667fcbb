import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { go, openOnlyReport, shows, type } from './support/steps.ts'
import type { TestWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'

const windows = useWindows()
let window: TestWindow

const focused = (page: Page): Promise<unknown> => page.evaluate('document.activeElement?.getAttribute("role")')

test('the first start offers the tour; it goes through the sample by the keyboard, shows real places and ends with Esc', async () => {
  window = await windows.openEmpty()
  const { page } = window
  await page.getByText('第一次用明账？').waitFor()
  await page.getByRole('button', { name: '开始导览' }).click()
  const card = page.getByRole('dialog', { name: '导入' })
  await card.waitFor()
  await expect.poll(() => focused(page)).toBe('dialog')
  const titles = ['报表', '数从哪里来', '情况说明', '绩效自评', '审核', '预览与导出', '随时可以找到']
  for (const title of titles) {
    await page.keyboard.press('ArrowRight')
    await page.getByRole('dialog', { name: title }).waitFor()
    await page.locator('.light').waitFor()
    // The card never lies outside the window.
    const box = await page.getByRole('dialog', { name: title }).boundingBox()
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1360 && box.y + box.height <= 860).toBe(true)
  }
  await page.keyboard.press('ArrowLeft')
  await page.getByRole('dialog', { name: '预览与导出' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('已自动保存').waitFor()
  expect(await page.getByText('第一次用明账？').count()).toBe(0)
})

test('the tour refused on an empty store is not offered again, and the palette and 设置 still have it', async () => {
  window = await windows.openEmpty()
  const { page } = window
  await page.getByRole('button', { name: '不用了' }).click()
  await page.getByText('第一次用明账？').waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('从哪里开始？').waitFor()
  await go(page, '设置')
  await page.getByRole('button', { name: '入门导览' }).waitFor()
  expect(await page.getByText('第一次用明账？').count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.getByLabel('查找', { exact: true }).fill('rmdl')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: '导入' }).waitFor()
})

test('work goes on while the tour is open', async () => {
  window = await windows.openSample()
  const { page } = window
  await openOnlyReport(page)
  await go(page, '设置')
  await page.getByRole('button', { name: '入门导览' }).click()
  await page.getByRole('dialog', { name: '导入' }).waitFor()
  await page.getByRole('button', { name: '下一步' }).click()
  const ref = '收入支出决算总表/上级补助收入/金额'
  await type(page, ref, '1.5')
  await shows(page, ref, '1.50')
})

test('every shortcut is listed with F1 and with ?', async () => {
  window = await windows.openSample()
  const { page } = window
  await page.getByRole('button', { name: '打开', exact: true }).waitFor()
  await page.keyboard.press('F1')
  await page.getByText('与 Excel、WPS 复制粘贴').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('与 Excel、WPS 复制粘贴').waitFor({ state: 'hidden' })
  await page.keyboard.press('?')
  await page.getByText('查找功能、表格').last().waitFor()
})
