import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser, openWindow } from './support/window.ts'

/**
 * `node test/e2e/screens.ts [folder]`: pictures of every screen in both themes, with the sample unit, for people to look at. They
 * are written outside the repository.
 */
const folder = process.argv[2] ?? join(tmpdir(), 'mingzhang-screens')
mkdirSync(folder, { recursive: true })
const browser = await openBrowser()
for (const dark of [false, true]) {
  const { page, close, complaints, foreign } = await openWindow(browser, { dark })
  const shoot = async (name: string): Promise<void> => {
    await page.evaluate('document.fonts.ready.then(() => undefined)')
    await page.screenshot({ path: join(folder, `${dark ? 'dark' : 'light'}-${name}.png`) })
  }
  const go = (name: string): Promise<void> => page.getByRole('link', { name }).click()
  await page.getByText('从哪里开始').waitFor()
  await shoot('01-empty')
  await go('报表')
  await page.getByText('还没有打开报表').first().waitFor()
  await shoot('02-no-report')
  await go('单位与年度')
  await page.getByRole('button', { name: '从零开始填写' }).click()
  await page.getByText('建立并打开').waitFor()
  await shoot('03-new-report')
  await page.getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '用样例单位试一试' }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('grid').locator('td.figure').nth(6).click()
  await page.waitForTimeout(300)
  await shoot('04-tables')
  await page
    .getByRole('button', { name: /支出决算表/ })
    .nth(1)
    .click()
  await page.waitForTimeout(400)
  await shoot('05-tables-codes')
  await go('单位与年度')
  await page.getByText('年度决算').first().waitFor()
  await page.waitForTimeout(500)
  await shoot('06-units')
  await go('情况说明')
  await page.getByText('要写的文字').waitFor()
  await page.waitForTimeout(300)
  await shoot('07-document')
  await go('审核')
  await page.getByRole('tablist').waitFor()
  await shoot('08-checks')
  await go('预览与导出')
  await page.getByText(/约 \d+ 页/).waitFor()
  await page.waitForTimeout(500)
  await shoot('09-export')
  for (let step = 0; step < 3; step += 1) await page.getByRole('button', { name: '下一页' }).click()
  await page.waitForTimeout(300)
  await shoot('10-export-page')
  await go('导入')
  await page.getByText('导入记录').waitFor()
  await shoot('11-import')
  await go('设置')
  await page.getByText('备份与恢复').waitFor()
  await page.getByRole('button', { name: '现在备份' }).click()
  await page.getByRole('button', { name: '恢复到这时' }).waitFor()
  await shoot('12-settings')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(300)
  await shoot('13-palette')
  process.stdout.write(`${JSON.stringify({ dark, complaints, foreign }, undefined, 2)}\n`)
  await close()
}
await browser.close()
