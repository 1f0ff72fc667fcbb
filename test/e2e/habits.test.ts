import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { go, openOnlyReport } from './support/steps.ts'
import { useWindows } from './support/windows.ts'

/** What a user of Windows expects of every dialog and of everything that is typed. */

const windows = useWindows()

const DIALOGS = [
  { page: '单位与年度', opener: '新建', name: '新建年度报表' },
  { page: '绩效自评', opener: '新建自评表', name: '新建自评表' },
  { page: '绩效自评', opener: '加一项指标', name: '加一项指标' },
  { page: '审核', opener: '出错说明', name: '出错说明' },
  { page: '预览与导出', opener: '打印…', name: '打印' },
  { page: '设置', opener: '保存求助包…', name: '求助包里的全部内容' },
] as const

/** Whether what has the focus lies in the open dialog. */
const inDialog = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>("document.activeElement?.closest('[role=dialog]') !== null")
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>("document.activeElement?.textContent?.trim() ?? ''")

test('every dialog has a name, keeps Tab inside, closes with Esc and gives the focus back to what opened it', async () => {
  const { page } = await windows.openSample()
  await openOnlyReport(page)
  for (const { page: place, opener, name } of DIALOGS) {
    await go(page, place)
    if (place === '审核') await page.getByRole('tab', { name: /^提示/ }).click()
    const button = page.locator('main').getByRole('button', { name: opener, exact: true }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name })
    await dialog.waitFor()
    await expect.poll(() => inDialog(page), { message: `${name}: focus goes in` }).toBe(true)
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab')
      expect([name, step, await inDialog(page)]).toEqual([name, step, true])
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => focused(page), { message: `${name}: focus comes back` }).toBe(opener)
  }
}, 120_000)

test('popups take the focus, close with Esc and give it back', async () => {
  const { page } = await windows.openSample()
  await openOnlyReport(page)
  await page.getByRole('button', { name: '涉密项', exact: true }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: '涉密项' })
  await panel.waitFor()
  const inPanel = "document.activeElement?.closest('.secret-panel') !== null"
  await expect.poll(() => page.evaluate<boolean>(inPanel)).toBe(true)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('涉密项')
  await go(page, '设置')
  await page.getByRole('button', { name: '现在备份' }).click()
  await page.getByRole('button', { name: '恢复到这时' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('恢复')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '恢复', exact: true }).waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('恢复到这时')
})

test('what is being typed is stored after a pause, when its page is left, and when the window is loaded anew', async () => {
  const { page } = await windows.openSample()
  await openOnlyReport(page)
  await go(page, '情况说明')
  const field = page.getByLabel('内设机构名单')
  const printed = (text: string): Promise<void> => page.getByText(`分别是：${text}。`).waitFor()
  await field.fill('办公室、综合科')
  // A crash now would lose nothing: the sentence already says so, though the field has the focus.
  await printed('办公室、综合科')
  expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('TEXTAREA')
  await field.pressSequentially('、机要科')
  await page.keyboard.press('Alt+1')
  await page.getByText('年度决算').first().waitFor()
  await go(page, '情况说明')
  await printed('办公室、综合科、机要科')
  await field.fill('秘书科')
  await page.reload()
  await printed('秘书科')
  await go(page, '绩效自评')
  await page.getByLabel('年度总体目标').fill('保证各项工作按时完成')
  await page.reload()
  await expect.poll(() => page.getByLabel('年度总体目标').inputValue()).toBe('保证各项工作按时完成')
})
