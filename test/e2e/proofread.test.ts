import { expect, test } from 'vitest'
import { useWindows } from './support/windows.ts'

const windows = useWindows()

test('a draft is held against the accounts on the page of the checks, and leads to the sentence and the cell', async () => {
  const { page } = await windows.openSample()
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('link', { name: '审核' }).click()
  const text = '二、收入决算情况说明\n2023年度收入合计692.78万元，其中：\n本年另有捐赠物资折合12.34万元。\n'
  await page
    .getByLabel('要核对的文稿')
    .setInputFiles({ name: '文稿.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
  const result = page.getByRole('region', { name: '文稿核对结果' })
  await result.getByText('核对了 1 句 1 个数：错 1 个数、0 处文字；没有核对 1 句').waitFor()
  await result.getByText('没有核对的句子（1）').click()
  await result.getByText('本年另有捐赠物资折合12.34万元。').waitFor()
  await result.getByRole('button', { name: '看句子' }).first().click()
  await page.locator('[data-block="收入"]').waitFor()
  // The list is still there.
  await page.getByRole('link', { name: '审核' }).click()
  await result.getByRole('button', { name: '收入决算表 › 合计 › 本年收入合计' }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('link', { name: '审核' }).click()
  await result.getByRole('button', { name: '关闭' }).click()
  await result.waitFor({ state: 'detached' })
  expect(await page.getByRole('button', { name: '核对已有文稿…' }).count()).toBe(1)
})
