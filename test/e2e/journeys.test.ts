import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cell, FILES, go, shows, type } from './support/steps.ts'
import { SAMPLE, type TestWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'

/** From an empty store to an exported package, by two more ways than the one of the sample unit. */

const SEED_004 = join(SAMPLE, '..', '荷塘区政府办2020')

const windows = useWindows()
let window: TestWindow

test('a new user comes from an empty store to the package of seed 004, with its printed sentences', async () => {
  window = await windows.openEmpty()
  const { page } = window
  await page.getByRole('button', { name: '导入报表文件' }).click()
  await page.locator(FILES).setInputFiles(['公开报表.xlsx', '填报表.xlsx'].map((name) => join(SEED_004, name)))
  await page.getByText('导入到：株洲市荷塘区人民政府办公室 2020年度决算').waitFor()
  await page.getByRole('button', { name: '确认导入' }).click()
  await page.getByRole('heading', { name: /^可以公开/ }).waitFor()
  await go(page, '情况说明')
  await page
    .getByText(/750\.61/)
    .first()
    .waitFor()
  const files = await exportPackage(page, '导出')
  for (const ending of ['.docx', '.pdf', '.html', '报表.xlsx', '审核结果.xlsx'])
    expect(files.some((name) => name.endsWith(ending))).toBe(true)
  const html = readWritten(files, '.html').replaceAll(/<[^>]+>/gu, '')
  expect(html).toContain('株洲市荷塘区人民政府办公室')
  expect(html).toContain('750.61')
})

test('a unit without any workbook is entered by hand and exported as a draft, with what is missing said', async () => {
  window = await windows.openEmpty()
  const { page } = window
  await page.getByRole('button', { name: '从零开始填写' }).click()
  await page.getByPlaceholder('与公章一致').fill('测试局')
  await page.locator('.n-form-item', { hasText: '模板' }).locator('.n-base-selection').click()
  await page.getByText(/^2023 年决算 — 部门决算公开/).click()
  await page.getByRole('button', { name: '建立并打开' }).click()
  await page.getByRole('grid').waitFor()
  await type(page, '收入支出决算总表/一般公共预算财政拨款收入/金额', '100.5')
  await type(page, '收入支出决算总表/事业收入/金额', '2')
  // What is left empty is unknown until the user says that nothing is missing; then the total is computed.
  await page.getByText('已填完整（空着的都是零）').click()
  await shows(page, '收入支出决算总表/本年收入合计/金额', '102.50')
  await page.getByTitle('支出决算表', { exact: true }).click()
  await addCode(page, '2010301', '行政运行')
  await addCode(page, '2010302', '一般行政管理事务')
  await page.evaluate('navigator.clipboard.writeText("100.5\\t0\\n0\\t2\\n")')
  await cell(page, '支出决算表/2010301/基本支出').click()
  await page.keyboard.press('Control+v')
  await shows(page, '支出决算表/2010301/基本支出', '100.50')
  await shows(page, '支出决算表/2010302/项目支出', '2.00')
  await go(page, '情况说明')
  const field = page.getByLabel('内设机构名单')
  await field.fill('办公室、综合科')
  await field.blur()
  await page
    .getByText(/办公室、综合科/)
    .first()
    .waitFor()
  await go(page, '审核')
  await page.getByRole('tab', { name: /^缺数据/ }).waitFor()
  expect(await page.getByRole('heading', { name: /^可以公开/ }).count()).toBe(0)
  const files = await exportPackage(page, '导出草稿')
  expect(files.some((name) => name.endsWith('.docx'))).toBe(true)
})

async function addCode(page: Page, code: string, name: string): Promise<void> {
  await page.getByRole('button', { name: '加一行科目' }).click()
  await page.getByPlaceholder('科目代码，如 2010301').fill(code)
  await page.keyboard.press('Enter')
  await page.getByText(name).first().waitFor()
}

/** Exports the open report; the names of the files written. */
async function exportPackage(page: Page, button: '导出' | '导出草稿'): Promise<readonly string[]> {
  await go(page, '预览与导出')
  await page.getByText(/约 \d+ 页/).waitFor()
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.getByText('第 1 版', { exact: true }).waitFor({ timeout: 60_000 })
  return readdirSync(packageFolder())
}

function packageFolder(): string {
  const [written = ''] = readdirSync(window.exportFolder)
  return join(window.exportFolder, written)
}

function readWritten(files: readonly string[], ending: string): string {
  return readFileSync(join(packageFolder(), files.find((name) => name.endsWith(ending)) ?? ''), 'utf8')
}
