import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils, write } from '@e965/xlsx'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SAMPLE, type TestWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'

const JOURNAL = join(`${SAMPLE}-账套`, '序时账.xlsx')
const BALANCES = join(`${SAMPLE}-账套`, '科目余额表.xlsx')
const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const windows = useWindows()
let window: TestWindow

async function openLedgers(): Promise<Page> {
  window = await windows.openSample()
  const { page } = window
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('link', { name: '导入' }).click()
  await page.getByText('账簿', { exact: true }).click()
  await page.getByText('把账簿文件拖到这里').waitFor()
  return page
}

/** The journal of the sample, with a header that no program uses over the account codes. */
function strangeJournal(): Buffer {
  const book = read(readFileSync(JOURNAL))
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  const rows = utils.sheet_to_json<unknown[]>(sheet ?? {}, { header: 1, raw: true })
  const renamed = rows.map((row) => row.map((cell) => (cell === '科目编码' ? '代号' : cell)))
  const out = utils.book_new()
  utils.book_append_sheet(out, utils.aoa_to_sheet(renamed), '凭证')
  return Buffer.from(write(out, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)
}

test('a ledger whose columns are in doubt is mapped over its first rows, imported and set beside the tables', async () => {
  const page = await openLedgers()
  await page.locator('input[data-ledger]').setInputFiles([
    { name: '凭证.xlsx', mimeType: MIME, buffer: strangeJournal() },
    { name: '余额表.xlsx', mimeType: MIME, buffer: readFileSync(BALANCES) },
  ])
  await page.getByText('要先说明栏目').waitFor()
  await page.getByText('没有认出科目编码列').waitFor()
  await page.getByLabel('“代号”的含义').selectOption('科目编码')
  await page.getByText('序时账或明细账 · 以前对应过').waitFor()
  await page.getByRole('button', { name: '导入账簿' }).click()
  await page.getByText('凭证.xlsx：已导入').waitFor({ timeout: 60_000 })
  await page.getByText('余额表.xlsx：已导入').waitFor({ timeout: 60_000 })
  await page.getByText(/^控制总数相符/).waitFor()
  await page.getByText('账簿算出的数与导入的报表没有不同。').waitFor()
})

test('a rule changes where accounts fall before it is kept, and a setting is remembered', async () => {
  const page = await openLedgers()
  await page.locator('input[data-ledger]').setInputFiles([JOURNAL, BALANCES])
  await page.getByText('序时账或明细账 · 有把握').waitFor()
  await page.getByRole('button', { name: '导入账簿' }).click()
  await page.getByText('科目余额表.xlsx：已导入').waitFor({ timeout: 60_000 })
  await page.getByText('对应关系', { exact: true }).click()
  const places = page.getByRole('table', { name: '科目和辅助项归到哪里' })
  await places.getByText('基本支出').first().waitFor()
  await page.getByRole('button', { name: '加一条规则' }).click()
  await page.getByLabel('科目以…开头').fill('7101')
  await page.getByLabel('科目以…开头').press('Tab')
  // Half a rule is not dropped by saving: it is said, and waits.
  await page.getByRole('button', { name: '保存对应关系' }).click()
  await page.getByText('第 1 条规则没有写完').waitFor()
  await page.getByLabel('归到支出性质').selectOption('项目支出')
  await places.locator('.own', { hasText: '项目支出' }).first().waitFor()
  await page.getByRole('button', { name: '保存对应关系' }).click()
  await page.getByText('对应关系已保存').waitFor()
  // Everything is a project now: the ledger no longer says what the tables say, and the user decides which stands.
  await page.getByText(/^与报表对照（[1-9]\d*）/).click()
  const row = page.getByRole('table', { name: '账簿与报表的差别' }).getByRole('row').nth(1)
  await row.getByPlaceholder('为什么').fill('报表按旧口径')
  await row.getByRole('button', { name: '以账簿为准' }).click()
  await page.getByText('已改以账簿为准').waitFor()
  await page.getByText('口径', { exact: true }).click()
  const setting = page.getByLabel('投资支出（7601）', { exact: true })
  await setting.selectOption('计入')
  await page.reload()
  await page.getByText('账簿', { exact: true }).click()
  await page.getByText('口径', { exact: true }).click()
  expect(await setting.inputValue()).toBe('计入')
})

test('an import of a ledger is cancelled while it runs, leaves nothing, is done after all, and taken back', async () => {
  const page = await openLedgers()
  await page.locator('input[data-ledger]').setInputFiles([JOURNAL])
  await page.getByText('序时账或明细账 · 有把握').waitFor()
  await page.getByRole('button', { name: '导入账簿' }).click()
  await page.getByRole('button', { name: '取消', exact: true }).click()
  await page.getByText('已取消，没有改动任何内容。').waitFor({ timeout: 60_000 })
  expect(await page.getByText('已导入的账簿').count()).toBe(0)
  await page.getByRole('button', { name: '导入账簿' }).click()
  await page.getByText('序时账.xlsx：已导入').waitFor({ timeout: 60_000 })
  await page.getByText('已导入的账簿').waitFor()
  const line = page.getByRole('row', { name: /序时账\.xlsx/ }).filter({ has: page.getByRole('button') })
  await line.getByRole('button', { name: '撤销这次导入' }).click()
  await page.getByText(/已撤销《序时账\.xlsx》/).waitFor()
  await expect.poll(() => page.getByText('已导入的账簿').count()).toBe(0)
})
