import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cell, go, openOnlyReport, shows, type } from './support/steps.ts'
import { useWindows } from './support/windows.ts'

/** What a user of Windows expects of every dialog and of everything that is typed. */

const windows = useWindows()
/** Other work may keep the machine busy. */
const SLOWLY = { timeout: 20_000 }

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
    await expect.poll(() => inDialog(page), { ...SLOWLY, message: `${name}: focus goes in` }).toBe(true)
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab')
      expect([name, step, await inDialog(page)]).toEqual([name, step, true])
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => focused(page), { ...SLOWLY, message: `${name}: focus comes back` }).toBe(opener)
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
  await expect.poll(() => page.evaluate<boolean>(inPanel), SLOWLY).toBe(true)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await expect.poll(() => focused(page), SLOWLY).toBe('涉密项')
  await go(page, '设置')
  await page.getByRole('button', { name: '现在备份' }).click()
  await page.getByRole('button', { name: '恢复到这时' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page), SLOWLY).toBe('恢复')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '恢复', exact: true }).waitFor({ state: 'detached' })
  await expect.poll(() => focused(page), SLOWLY).toBe('恢复到这时')
})

test('questions and small forms beside a button work by keyboard alone', async () => {
  const { page } = await windows.openSample()
  await openOnlyReport(page)
  await page.locator('.tables').getByRole('button', { name: '支出决算表', exact: true }).click()
  await page.getByRole('button', { name: '加一行科目' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate<string>('document.activeElement.ariaLabel'), SLOWLY).toBe('科目代码')
  await page.keyboard.type('2010301 20103x')
  await page.getByText('“20103x”不是科目代码').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page), SLOWLY).toBe('加一行科目')
  await page.keyboard.press('Enter')
  await page.getByLabel('科目代码').fill('2010301 2010302')
  await page.keyboard.press('Enter')
  // The first of the new rows is typed into at once.
  await cell(page, '支出决算表/2010302/基本支出').waitFor()
  await page.keyboard.type('1')
  await expect
    .poll(() => page.evaluate<string>('document.activeElement.ariaLabel'), SLOWLY)
    .toMatch('支出决算表/2010301/')
  await page.keyboard.press('Escape')
  await go(page, '绩效自评')
  await page.getByRole('button', { name: '去掉', exact: true }).first().focus()
  await page.keyboard.press('Enter')
  await expect
    .poll(() => page.evaluate<boolean>("document.activeElement.closest('.n-popconfirm') !== null"), SLOWLY)
    .toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page), SLOWLY).toBe('去掉')
})

test('F6 goes through the parts of the window and back', async () => {
  const { page } = await windows.openSample()
  await openOnlyReport(page)
  const part = "document.activeElement.closest('[data-pane]')?.getAttribute('aria-label')"
  const walk = async (key: string): Promise<string> => {
    await page.keyboard.press(key)
    return page.evaluate<string>(part)
  }
  const seen = [await page.evaluate<string>(part)]
  for (let step = 0; step < 3; step += 1) seen.push(await walk('F6'))
  expect(seen).toEqual(['收入支出决算总表', '主导航', '表格', '收入支出决算总表'])
  expect(await walk('Shift+F6')).toBe('表格')
})

test('a figure that is being typed is never lost: by leaving its page, loading the window anew, or being refused', async () => {
  const { page } = await windows.openSample()
  await openOnlyReport(page)
  const [first, second] = ['收入支出决算总表/事业收入/金额', '收入支出决算总表/经营收入/金额']
  await cell(page, first).click()
  await page.keyboard.type('3.5')
  await page.keyboard.press('Alt+1')
  await page.getByText('年度决算').first().waitFor()
  await go(page, '报表')
  await shows(page, first, '3.50')
  await cell(page, second).click()
  await page.keyboard.type('4.5')
  await page.reload()
  await shows(page, second, '4.50')
  await type(page, first, '12三')
  await page.getByRole('alert').waitFor()
  await page.keyboard.press('Enter')
  // It stands in its cell again, to be corrected there.
  await expect.poll(() => page.evaluate<string>('document.activeElement.value'), SLOWLY).toBe('12三')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await shows(page, first, '12.00')
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
  await expect.poll(() => page.getByLabel('年度总体目标').inputValue(), SLOWLY).toBe('保证各项工作按时完成')
})

test('words that were begun and not taken over are offered again, wherever the user went and whatever ended', async () => {
  const { page } = await windows.openSample()
  await openOnlyReport(page)
  await go(page, '情况说明')
  await page.getByText('要写的文字').waitFor()
  const start = async (name: string): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).first().focus()
    await page.keyboard.press('Enter')
  }
  await start('改措辞')
  const field = page.getByRole('textbox', { name: '本单位的写法' })
  await field.fill('我办的写法，还没有写完')
  // A live figure of the preview shows its source in the place of the panel.
  await page.getByRole('button', { name: '692.87', exact: true }).first().click()
  await page.getByRole('complementary', { name: '来源' }).getByRole('button', { name: '收起来源' }).click()
  await expect.poll(() => field.inputValue(), SLOWLY).toBe('我办的写法，还没有写完')
  await field.fill('我办的写法，又写了一点')
  await page.reload()
  await page.getByText('没有写完的写法').waitFor()
  await page.getByRole('button', { name: '接着写' }).click()
  expect(await field.inputValue()).toBe('我办的写法，又写了一点')
  await page.getByRole('button', { name: '不要改动' }).click()
  await page.getByRole('button', { name: '收起', exact: true }).click()
  await page.getByText('要写的文字').waitFor()
  expect(await page.getByText('没有写完的写法').count()).toBe(0)
  await go(page, '审核')
  await page.getByRole('tab', { name: /^提示/ }).click()
  await page.getByRole('button', { name: '出错说明' }).first().click()
  await page.getByRole('textbox', { name: '出错说明' }).fill('属实，因为')
  await page.keyboard.press('Escape')
  await page.reload()
  await page.getByRole('tab', { name: /^提示/ }).click()
  await page.getByRole('button', { name: '出错说明' }).first().click()
  await expect.poll(() => page.getByRole('textbox', { name: '出错说明' }).inputValue(), SLOWLY).toBe('属实，因为')
})

test('a text too long to be sent while the page is left is there all the same, and one go of typing is one step', async () => {
  const { page } = await windows.openSample()
  await openOnlyReport(page)
  await go(page, '情况说明')
  const long = '负责全区重要文件的起草和报送工作。'.repeat(1500)
  await page.getByLabel('主要职责').fill(long)
  await page.reload()
  await expect.poll(async () => (await page.getByLabel('主要职责').inputValue()).length, SLOWLY).toBe(long.length)
  const field = page.getByLabel('内设机构名单')
  const before = await field.inputValue()
  await field.fill('办公室')
  await page.getByText('分别是：办公室。').waitFor()
  await field.pressSequentially('、综合科')
  await page.getByText('分别是：办公室、综合科。').waitFor()
  await field.blur()
  await page.getByRole('button', { name: /^撤销/ }).click()
  await expect.poll(() => field.inputValue(), SLOWLY).toBe(before)
})
