import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useWindows } from './support/windows.ts'

const windows = useWindows()

test('the help package is shown word for word before it is saved, and nothing is written when one looks only', async () => {
  const { page, exportFolder } = await windows.openSample()
  await page.getByRole('link', { name: '设置' }).click()
  const packages = (): readonly string[] => readdirSync(exportFolder).filter((name) => name.startsWith('明账求助包'))
  await page.getByRole('button', { name: '保存求助包…' }).click()
  const text = page.getByLabel('求助包全文')
  await text.waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await text.waitFor({ state: 'detached' })
  expect(packages()).toEqual([])
  await page.getByRole('button', { name: '保存求助包…' }).click()
  const shown = await text.textContent()
  await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText(/^求助包已写到/).waitFor()
  const [name = ''] = packages()
  expect(readFileSync(join(exportFolder, name), 'utf8')).toBe(`\uFEFF${shown}`)
  expect(shown).toContain(' units:list ')
})
