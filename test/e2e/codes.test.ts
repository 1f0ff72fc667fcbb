import { test } from 'vitest'
import type { TestWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'

const windows = useWindows()
let window: TestWindow

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a code list is imported on the settings page, its conflicts and mistakes are shown, and it is taken back', async () => {
  window = await windows.openSample()
  const { page } = window
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('link', { name: '设置' }).click()
  const card = page.locator('section', { has: page.getByRole('heading', { name: '科目表' }) })
  await card.getByText('程序自带').first().waitFor()
  const file = card.locator('input[type=file]')
  await file.setInputFiles(csv('新科目.csv', '科目编码,科目名称\n2010377,新设事务\n2010301,机关运行\n'))
  await card.getByText('2010301：导入的是“机关运行”，自带的是“行政运行”').waitFor()
  await card.getByText('2023 年起').waitFor()
  await file.setInputFiles(csv('错.csv', '科目编码,科目名称\n20A,错\n'))
  await card.getByText('单元格 A2的编码“20A”不是科目编码').waitFor()
  await card.getByRole('button', { name: '去掉' }).click()
  await card.getByText('2023 年起').waitFor({ state: 'detached' })
})
