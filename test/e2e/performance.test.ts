import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SAMPLE, type TestWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'

const JOURNAL = join(`${SAMPLE}-账套`, '序时账.xlsx')

const windows = useWindows()
let window: TestWindow

test('a 全年执行数 that differs from the journal is said, and one click takes what the journal has', async () => {
  window = await windows.openSample()
  const { page } = window
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('link', { name: '导入' }).click()
  await page.getByText('账簿', { exact: true }).click()
  await page.locator('input[data-ledger]').setInputFiles([JOURNAL])
  await page.getByRole('button', { name: '导入账簿' }).click()
  await page.getByText('序时账.xlsx：已导入').waitFor({ timeout: 60_000 })

  await page.getByRole('link', { name: '绩效自评' }).click()
  await page.getByRole('button', { name: /^遗属补助/ }).click()
  await page.getByRole('heading', { name: '遗属补助', exact: true, level: 2 }).waitFor()
  const executed = page.getByLabel('全年执行数')
  // The sheet agrees with the journal as far as it was written out: nothing is offered.
  expect(await executed.inputValue()).toBe('4.729')
  expect(await page.getByRole('button', { name: '采用账簿数' }).count()).toBe(0)

  await executed.fill('5')
  await executed.press('Enter')
  await page.getByText(/账簿中这个项目支出 4\.729\d* 万元/).waitFor()
  await page.getByRole('button', { name: '采用账簿数' }).click()
  await page.getByRole('button', { name: '采用账簿数' }).waitFor({ state: 'detached' })
  await expect.poll(() => executed.inputValue()).toMatch(/^4\.729/)
})
