import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { bureauWorkbook } from '#test/samples/bureau-workbook.ts'
import { correctedFacts, type PrintedTable } from '#test/samples/facts.ts'
import { withValue } from '#test/main/cli/edit-workbook.ts'
import { FILES, go, openOnlyReport } from './support/steps.ts'
import { SAMPLE, type TestWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'

const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const facts = correctedFacts()

const windows = useWindows()
let window: TestWindow

/** The tables of the sample, its 支出决算表 changed. */
async function workbook(change: (table: PrintedTable) => PrintedTable): Promise<Buffer> {
  const tables = facts.tables.map((table) => (table.title === '支出决算表' ? change(table) : table))
  return Buffer.from(await bureauWorkbook(tables, facts.year))
}

async function choose(page: Page, buffer: Buffer, fillIn = true): Promise<void> {
  await go(page, '导入')
  const tables = { name: '公开报表.xlsx', mimeType: MIME, buffer }
  const answers = { name: '填报表.xlsx', mimeType: MIME, buffer: readFileSync(join(SAMPLE, '填报表.xlsx')) }
  await page.locator(FILES).setInputFiles(fillIn ? [tables, answers] : [tables])
}

const strange = (table: PrintedTable): PrintedTable => ({
  ...table,
  title: '花钱情况',
  header: table.header.map((row) =>
    row.map((text) => (text === '基本支出' ? '日常' : text === '项目支出' ? '专项' : text)),
  ),
})

test('a sheet that is only like a table is shown, confirmed and imported', async () => {
  window = await windows.openEmpty()
  const { page } = window
  await choose(page, await workbook((table) => ({ ...table, title: '花钱情况' })))
  await page.getByText('像是“支出决算表”，但不能确定').first().waitFor()
  // The import is refused, and every sheet says all the same what it is and how surely.
  await page.getByRole('heading', { name: '不能导入' }).waitFor()
  await page.getByRole('heading', { name: '每张工作表是什么' }).waitFor()
  expect(await page.getByText('100%').count()).toBeGreaterThan(5)
  expect(await page.getByRole('button', { name: '确认导入' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '就是“支出决算表”' }).click()
  await page.getByText(/^导入到：/).waitFor()
  await page.getByRole('button', { name: '确认导入' }).click()
  await page.getByRole('heading', { name: /^可以公开/ }).waitFor()
})

test('a table with headings of its own is mapped over its first rows, tried at once, and known the next time', async () => {
  window = await windows.openEmpty()
  const { page } = window
  const buffer = await workbook(strange)
  await choose(page, buffer)
  await page.getByText(/^导入到：/).waitFor()
  const line = page.getByRole('row', { name: /花钱情况/ })
  expect(await line.innerText()).toContain('没有认出，不导入')
  await page.getByRole('button', { name: '查看和调整工作表“3.花钱情况”' }).click()
  await page
    .getByRole('region', { name: /花钱情况/ })
    .locator('.n-base-selection')
    .click()
  await page.getByText('支出决算表', { exact: true }).last().click()
  await page.getByLabel('D 列“日常”是什么').selectOption('基本支出')
  await page.getByLabel('E 列“专项”是什么').selectOption('项目支出')
  await page.getByText(/^读入 [1-9]\d* 行/).waitFor()
  await page.getByRole('button', { name: '确认导入' }).click()
  await page.getByRole('heading', { name: /^可以公开/ }).waitFor()
  await go(page, '导入')
  const undo = page.getByRole('row', { name: /公开报表\.xlsx/ }).getByRole('button')
  await undo.click()
  await page.getByText(/已撤销《公开报表.xlsx》/).waitFor()
  await choose(page, buffer, false)
  await page.getByText(/^导入到：/).waitFor()
  expect(await page.getByRole('row', { name: /花钱情况/ }).innerText()).toContain('支出决算表')
  await page.getByRole('button', { name: '确认导入' }).click()
  await page.getByRole('heading', { name: /^可以公开/ }).waitFor()
})

test('a sheet is left out when the user says so', async () => {
  window = await windows.openEmpty()
  const { page } = window
  await choose(page, await workbook((table) => ({ ...table, title: '花钱情况' })))
  await page.getByRole('button', { name: '不是，不导入' }).click()
  await page.getByText(/^导入到：/).waitFor()
  await page.getByText('选择了不导入。').waitFor()
})

test('every figure that would change is shown before it is stored', async () => {
  window = await windows.openSample()
  const { page } = window
  await openOnlyReport(page)
  const buffer = await workbook((table) => ({
    ...table,
    body: table.body.map((row, index) =>
      index === 0 ? row.map((text) => (/^\d+\.\d\d$/u.test(text) ? '1.23' : text)) : row,
    ),
  }))
  await choose(page, buffer, false)
  await page.getByText(/^导入到：/).waitFor()
  await page.getByText(/逐个看这 \d+ 个会变的数/).click()
  const changed = page.getByRole('row', { name: /^支出决算表 › 合计 › 本年支出合计/ })
  expect(await changed.innerText()).toMatch(/改变\s+\d+\.\d\d万元\s+1\.23万元/)
  await page.getByRole('button', { name: '不导入' }).click()
  await page.getByText('导入记录').waitFor()
  expect(await page.getByText(/^可以公开/).count()).toBeGreaterThan(0)
})

test('the files of another unit say whose they are, are imported as that unit, and the open report stays', async () => {
  window = await windows.openSample()
  const { page } = window
  await openOnlyReport(page)
  await go(page, '导入')
  const other = join(SAMPLE, '..', '荷塘区政府办2020')
  await page.locator(FILES).setInputFiles(['公开报表.xlsx', '填报表.xlsx'].map((name) => join(other, name)))
  await page
    .getByText(/^这些文件属于“株洲市荷塘区人民政府办公室 2020年度决算”，不是现在打开的“中国共产党长治市上党区/)
    .waitFor()
  await page.getByRole('button', { name: '按“株洲市荷塘区人民政府办公室”导入' }).click()
  await page.getByRole('heading', { name: /^可以公开/ }).waitFor()
  await page.getByRole('button', { name: /株洲市荷塘区人民政府办公室.*2020 年度决算/ }).waitFor()
  await go(page, '单位与年度')
  await page.getByText('中国共产党长治市上党区委员会办公室').first().waitFor()
})

test('texts and scoring sheets that an import would change are shown with what they say now', async () => {
  window = await windows.openSample()
  const { page } = window
  await openOnlyReport(page)
  await go(page, '导入')
  const answers = await withValue(readFileSync(join(SAMPLE, '填报表.xlsx')), '指标', 'E4', '≥95%')
  await page.locator(FILES).setInputFiles([{ name: '填报表.xlsx', mimeType: MIME, buffer: Buffer.from(answers) }])
  await page.getByText('逐个看这 1 处会变的文字和自评表内容').click()
  const row = page.getByRole('row', { name: /工作部署开展完成率 › 指标值/ })
  expect(await row.innerText()).toMatch(/改变\s+=100%\s+≥95%/)
})
