import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { filesWith, packageTexts } from '#test/main/services/package-text.ts'
import { cell, go, openOnlyReport } from './support/steps.ts'
import type { TestWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'

const windows = useWindows()
let window: TestWindow

const open = async (dark = false): Promise<Page> => {
  window = await windows.openSample({ dark })
  await openOnlyReport(window.page)
  return window.page
}
const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['MINGZHANG_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
}
const panel = (page: Page) => page.getByRole('region', { name: '涉密项' })

test('a row is marked 涉密, refused until answered, left out of every file with the PDF, and comes back with undo', async () => {
  const page = await open()
  await page.getByText('支出决算表', { exact: true }).first().click()
  await cell(page, '支出决算表/2013199/项目支出').click()
  await page.getByRole('button', { name: /^涉密项/ }).click()
  await panel(page).getByPlaceholder(/事由/).fill('定密文号甲')
  await panel(page)
    .getByRole('button', { name: /标为涉密$/ })
    .click()
  await panel(page).getByText('涉密项没有说明合计是否包含它').waitFor()
  await shot(page, 'secret-open')
  await page.keyboard.press('Escape')
  await go(page, '预览与导出')
  await page.getByRole('button', { name: '导出草稿' }).click()
  await page.getByText(/有涉密项还没有答复/).waitFor()
  expect(readdirSync(window.exportFolder)).toEqual([])
  await page.keyboard.press('Escape')
  await go(page, '报表')
  await page.getByRole('button', { name: /^涉密项/ }).click()
  await panel(page).getByText('合计包含', { exact: true }).click()
  await panel(page)
    .getByText(/合计减去印出的各行/)
    .waitFor()
  await shot(page, 'secret-kept')
  await page.keyboard.press('Escape')
  await go(page, '预览与导出')
  await page.getByRole('button', { name: '导出', exact: true }).click()
  await page.getByText('第 1 版', { exact: true }).waitFor({ timeout: 120_000 })
  const [written = ''] = readdirSync(window.exportFolder)
  const texts = await packageTexts(join(window.exportFolder, written))
  expect([...texts.keys()].some((name) => name.endsWith('.pdf'))).toBe(true)
  for (const needle of ['7.58', '2013199', '定密文号甲'])
    expect([needle, ...filesWith(texts, needle)]).toEqual([needle])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await go(page, '报表')
  await page.getByRole('button', { name: '涉密项', exact: true }).waitFor()
}, 240_000)

test('基本支出 that totals leave out is refused until its row of the 经济分类 is written down', async () => {
  const page = await open(true)
  await page.getByText('支出决算表', { exact: true }).first().click()
  await cell(page, '支出决算表/2080501/基本支出').click()
  await page.getByRole('button', { name: /^涉密项/ }).click()
  await panel(page)
    .getByRole('button', { name: /标为涉密$/ })
    .click()
  await panel(page).getByText('合计不包含', { exact: true }).click()
  await panel(page)
    .getByText(/对不上/)
    .first()
    .waitFor()
  await panel(page).getByRole('button', { name: '加一款' }).click()
  await panel(page).locator('.n-select').click()
  await page.getByText(/^30302 退休费/).click()
  await panel(page).getByPlaceholder('万元').fill('11.16')
  await shot(page, 'secret-parts-dark')
  await panel(page).getByRole('button', { name: '保存' }).click()
  await expect
    .poll(
      () =>
        panel(page)
          .getByText(/对不上/)
          .count(),
      { timeout: 20_000 },
    )
    .toBe(0)
}, 120_000)

test('保密审查, 审签 and 盖章页 are switched on, asked for, printed, and switched off', async () => {
  const page = await open()
  await go(page, '情况说明')
  const options = page.getByRole('region', { name: '可选的行和页' })
  await options.getByRole('switch', { name: /^保密审查情况/ }).click()
  const field = page.locator('[data-text="保密审查情况"] textarea')
  await field.fill('已经保密审查，可以公开')
  await field.blur()
  await options.getByRole('switch', { name: /盖章/ }).click()
  await shot(page, 'options')
  await go(page, '预览与导出')
  await page.locator('iframe').first().contentFrame().getByText('已经保密审查，可以公开').waitFor({ timeout: 30_000 })
  await shot(page, 'options-preview')
  await go(page, '情况说明')
  await options.getByRole('switch', { name: /^保密审查情况/ }).click()
  await expect.poll(() => field.count()).toBe(0)
}, 120_000)

test('a project is marked 涉密 beside its 绩效自评 and is in no file that is exported', async () => {
  const page = await open()
  await go(page, '绩效自评')
  await page.getByRole('button', { name: /^遗属补助/ }).click()
  await page.getByRole('heading', { name: '遗属补助', exact: true, level: 2 }).waitFor()
  await page.getByRole('button', { name: /^涉密项/ }).click()
  await panel(page).getByPlaceholder(/事由/).fill('定密文号乙')
  await panel(page).getByRole('button', { name: '把“遗属补助”标为涉密' }).click()
  await panel(page).getByText('合计包含', { exact: true }).click()
  await expect.poll(() => panel(page).getByText('涉密项没有说明合计是否包含它').count()).toBe(0)
  await shot(page, 'secret-project')
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot(page, 'secret-project-dark')
  await page.keyboard.press('Escape')
  await go(page, '预览与导出')
  await page.getByRole('switch', { name: '同时生成 PDF' }).click()
  await page.getByRole('button', { name: '导出', exact: true }).click()
  await page.getByText('第 1 版', { exact: true }).waitFor({ timeout: 120_000 })
  const [written = ''] = readdirSync(window.exportFolder)
  const texts = await packageTexts(join(window.exportFolder, written))
  expect(texts.size).toBeGreaterThan(3)
  for (const needle of ['遗属补助', '定密文号乙']) expect([needle, ...filesWith(texts, needle)]).toEqual([needle])
}, 180_000)
