import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowser, openWindow, SAMPLE } from './support/window.ts'

/**
 * `node test/e2e/manual-pictures.ts`: the pictures of docs/用户手册.md, from the real window with the sample unit. JPEG, 1200 px wide;
 * the built window must be there (`npm run build`).
 */
const folder = join(import.meta.dirname, '../../docs/图片')
mkdirSync(folder, { recursive: true })
const browser = await openBrowser()
const { page, close } = await openWindow(browser, { width: 1200, height: 780 })
const shoot = async (name: string): Promise<void> => {
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 70 })
}
const go = (name: string): Promise<void> => page.getByRole('link', { name }).click()

await page.getByText('从哪里开始').waitFor()
await page.getByRole('button', { name: '不用了' }).click()
await shoot('01-开始')
await go('导入')
const files = ['公开报表.xlsx', '填报表.xlsx'].map((name) => join(SAMPLE, name))
await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(files)
await page.getByText(/^导入到：/).waitFor()
await shoot('02-导入')
await page.getByRole('button', { name: '不导入' }).click()
await go('单位与年度')
await page.getByRole('button', { name: '用样例单位试一试' }).click()
await page.getByRole('grid').waitFor()
await page.getByRole('grid').locator('td.figure').nth(6).click()
await shoot('04-报表')
await go('单位与年度')
await page.getByText('年度决算').first().waitFor()
await shoot('03-单位与年度')
await go('情况说明')
await page.getByText('要写的文字').waitFor()
await shoot('05-情况说明')
await go('绩效自评')
await page.getByText('总分').waitFor()
await shoot('06-绩效自评')
await go('审核')
await page.getByRole('tablist').waitFor()
await shoot('07-审核')
await go('预览与导出')
await page.getByText(/约 \d+ 页/).waitFor()
for (let step = 0; step < 3; step += 1) await page.getByRole('button', { name: '下一页' }).click()
await shoot('08-预览与导出')
await go('设置')
await page.getByText('备份与恢复').waitFor()
await page.getByRole('button', { name: '现在备份' }).click()
await page.getByText('已备份').waitFor({ state: 'detached' })
await page.getByRole('button', { name: '恢复到这时' }).waitFor()
// The about card names the folders of this machine: it stays below the picture.
await shoot('09-备份')
await page.getByRole('button', { name: '保存求助包…' }).click()
await page.getByLabel('求助包全文').waitFor()
await page.waitForTimeout(400)
// Only the dialog: what lies behind it names the folders of this machine.
const path = join(folder, '10-求助包.jpg')
await page.getByRole('dialog').screenshot({ path, type: 'jpeg', quality: 70 })
await close()
await browser.close()
