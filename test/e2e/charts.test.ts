import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { useWindows } from './support/windows.ts'

const windows = useWindows()

test('a chart is looked at, put into the document, exported with it, and taken out again', async () => {
  const { page, exportFolder } = await windows.openSample()
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('link', { name: '图表与历年' }).click()
  const card = page.locator('[data-chart="支出构成"]')
  const drawing = card.getByRole('img', { name: /^本年支出构成：基本支出[\d,.]+万元，占[\d.]+%；项目支出/ })
  await drawing.locator('canvas').waitFor()
  await page.getByRole('img', { name: /收入总计（2022年[\d,.]+万元，2023年[\d,.]+万元）/ }).waitFor()
  await card.locator('.n-select').click()
  await page.getByText('三、支出决算情况说明', { exact: true }).click()
  await card.getByText('已放在“三、支出决算情况说明”之后').waitFor()
  await page.getByRole('link', { name: '预览与导出' }).click()
  await page.getByText(/约 \d+ 页/).waitFor()
  await page.getByRole('button', { name: '导出', exact: true }).click()
  await page.getByText('第 1 版', { exact: true }).waitFor({ timeout: 60_000 })
  const [written = ''] = readdirSync(exportFolder)
  const name = readdirSync(join(exportFolder, written)).find((file) => file.endsWith('.docx')) ?? ''
  const parts = unzipSync(readFileSync(join(exportFolder, written, name)))
  expect(Object.keys(parts).filter((part) => /^word\/media\/.+\.png$/.test(part))).toHaveLength(1)
  await page.getByRole('link', { name: '图表与历年' }).click()
  await card.getByRole('button', { name: '从文稿中取出' }).click()
  await card.locator('.n-select').waitFor()
})
