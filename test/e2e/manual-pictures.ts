import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as scenes from './support/scenes.ts'
import { cell, go } from './support/steps.ts'
import { openBrowser, openWindow } from './support/window.ts'

/**
 * `node test/e2e/manual-pictures.ts`: the pictures of docs/用户手册.md, from the real window with the sample unit. JPEG, 1200 px wide;
 * the built window must be there (`npm run build`).
 */
const folder = join(import.meta.dirname, '../../docs/图片')
mkdirSync(folder, { recursive: true })
const browser = await openBrowser()
const { page, close } = await openWindow(browser, { width: 1200, height: 780 })

/** The window, or what of it says nothing about this machine. */
async function shoot(name: string, of: Pick<Page, 'screenshot'> = page): Promise<void> {
  await scenes.settle(page)
  await of.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 70 })
}

await page.getByText('从哪里开始').waitFor()
await page.getByRole('button', { name: '不用了' }).click()
await shoot('01-开始')
await scenes.importPreview(page)
await shoot('02-导入')
await page.getByRole('button', { name: '不导入' }).click()
await go(page, '单位与年度')
await scenes.sampleTable(page)
await shoot('04-报表')
await scenes.units(page)
await shoot('03-单位与年度')
await scenes.narrative(page)
await shoot('05-情况说明')
await scenes.performance(page)
await shoot('06-绩效自评')
await scenes.checks(page)
await shoot('07-审核')
await scenes.preview(page)
await scenes.firstText(page)
await shoot('08-预览与导出')
await scenes.exported(page)
await scenes.published(page)
await scenes.correction(page)
await page.getByText(/^已登记/).waitFor({ state: 'detached' })
// Only the dialog: the list behind it names the user of this machine.
await shoot('14-更正公开', page.getByRole('dialog'))
await page.keyboard.press('Escape')
await page.getByRole('dialog').waitFor({ state: 'detached' })
await scenes.undone(page)
await page.getByTitle('支出决算表', { exact: true }).click()
await cell(page, '支出决算表/2013199/项目支出').click()
await scenes.secret(page)
await page.getByText(/^已撤销/).waitFor({ state: 'detached' })
await shoot('13-涉密项')
await page.keyboard.press('Escape')
await scenes.earlierYears(page)
await scenes.charts(page)
await page.evaluate(`document.querySelector('[data-chart="历年收支"]').closest('section').scrollIntoView()`)
await shoot('11-图表')
await scenes.ledgerFiles(page)
await scenes.ledgers(page)
await page.getByRole('button', { name: '收起' }).click()
await scenes.ledgerRules(page)
await page.getByText('已导入的账簿').scrollIntoViewIfNeeded()
await shoot('12-账簿')
await scenes.backup(page)
await page.getByText('已备份').waitFor({ state: 'detached' })
// The about card names the folders of this machine: it stays below the picture.
await shoot('09-备份')
await scenes.helpPackage(page)
// Only the dialog: what lies behind it names the folders of this machine.
await shoot('10-求助包', page.getByRole('dialog'))
await close()
await browser.close()
