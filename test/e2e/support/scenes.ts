import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { FILES, go, type } from './steps.ts'
import { SAMPLE } from './window.ts'

/** States of the window that pictures are taken of, each reached from wherever the window is with the sample unit open. */

const LEDGERS = ['序时账.xlsx', '科目余额表.xlsx'].map((name) => join(SAMPLE, '..', '上党区委办2023-账套', name))

/** Animations have ended and every font is there. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.waitForTimeout(400)
}

/** From the empty store: the first table of the sample unit, with a figure chosen. */
export async function sampleTable(page: Page): Promise<void> {
  await page.getByRole('button', { name: '用样例单位试一试' }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('grid').locator('td.figure').nth(6).click()
}

export async function units(page: Page): Promise<void> {
  await go(page, '单位与年度')
  await page.getByText('年度决算').first().waitFor()
}

export async function narrative(page: Page): Promise<void> {
  await go(page, '情况说明')
  await page.getByText('要写的文字').waitFor()
}

export async function performance(page: Page): Promise<void> {
  await go(page, '绩效自评')
  await page.getByText('总分').waitFor()
}

export async function checks(page: Page): Promise<void> {
  await go(page, '审核')
  await page.getByRole('tablist').waitFor()
}

export async function preview(page: Page): Promise<void> {
  await go(page, '预览与导出')
  await page.getByText(/约 \d+ 页/).waitFor()
}

/** In the preview: the first page with text. */
export async function firstText(page: Page): Promise<void> {
  for (let step = 0; step < 3; step += 1) await page.getByRole('button', { name: '下一页' }).click()
}

/** On the page of the preview: a first package without PDF, and the dialog in which its publication is recorded. */
export async function exported(page: Page): Promise<void> {
  await page.getByRole('switch', { name: '同时生成 PDF' }).click()
  await page.getByRole('button', { name: '导出', exact: true }).click()
  await page.getByText('第 1 版', { exact: true }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: '登记公开' }).click()
}

/** From the dialog of `exported`. */
export async function published(page: Page): Promise<void> {
  await page.getByLabel('公开日期').fill('2024-09-05')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('2024-09-05 公开').waitFor()
}

/** A figure of the published package is another one now, and 更正公开 asks why. */
export async function correction(page: Page): Promise<void> {
  await go(page, '报表')
  await type(page, '收入支出决算总表/收入总计/金额', '692.88')
  await page.getByText(/^不得公开/).waitFor()
  await go(page, '预览与导出')
  await page.getByRole('button', { name: '更正公开' }).click()
  await page.getByText(/处没有写原因/).waitFor()
}

/** Takes back the last edit, which made the report fail its checks. */
export async function undone(page: Page): Promise<void> {
  await go(page, '报表')
  await page.keyboard.press('Control+z')
  await page.getByText(/^可以公开/).waitFor()
}

/** From where the button stands: a table or a scoring sheet. */
export async function secret(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^涉密项/ }).click()
  await page.getByRole('region', { name: '涉密项' }).waitFor()
}

export async function charts(page: Page): Promise<void> {
  await go(page, '图表与历年')
  await page.locator('main canvas, main svg').first().waitFor()
  // The bars grow.
  await page.waitForTimeout(1200)
}

/** The ledgers of the sample unit, looked at and not stored yet. */
export async function ledgerFiles(page: Page): Promise<void> {
  await go(page, '导入')
  await page.getByText('账簿', { exact: true }).click()
  await page.getByText('把账簿文件拖到这里').waitFor()
  await page.locator('input[data-ledger]').setInputFiles(LEDGERS)
  await page.getByText('序时账或明细账 · 有把握').waitFor()
}

/** From `ledgerFiles`. */
export async function ledgers(page: Page): Promise<void> {
  await page.getByRole('button', { name: '导入账簿' }).click()
  await page.getByText('科目余额表.xlsx：已导入').waitFor({ timeout: 60_000 })
}

/** From `ledgers`. */
export async function ledgerRules(page: Page): Promise<void> {
  await page.getByText('对应关系', { exact: true }).click()
  await page.getByRole('table', { name: '科目和辅助项归到哪里' }).getByText('基本支出').first().waitFor()
}

export async function backup(page: Page): Promise<void> {
  await go(page, '设置')
  await page.getByText('备份与恢复').waitFor()
  await page.getByRole('button', { name: '现在备份' }).click()
  await page.getByRole('button', { name: '恢复到这时' }).waitFor()
}

/** From `backup`. */
export async function helpPackage(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存求助包…' }).click()
  await page.getByLabel('求助包全文').waitFor()
}

/** The workbooks of the sample unit, looked at and not stored yet. */
export async function importPreview(page: Page): Promise<void> {
  await go(page, '导入')
  await page.locator(FILES).setInputFiles(['公开报表.xlsx', '填报表.xlsx'].map((name) => join(SAMPLE, name)))
  await page.getByText(/^导入到：/).waitFor()
}

/** Reports of earlier years of the sample unit, with the figures that charts are made of; made-up ones, in 万元. */
export async function earlierYears(page: Page): Promise<void> {
  const years = [
    { year: 2020, spent: '588.40', basic: '371.25', project: '217.15', visits: '1.86', cars: '9.42' },
    { year: 2021, spent: '631.07', basic: '389.90', project: '241.17', visits: '1.52', cars: '8.95' },
  ].map(({ year, spent, basic, project, visits, cars }) => ({
    pack: `base/${year}-决算`,
    edits: [
      ['收入支出决算总表/收入总计/金额', spent],
      ['收入支出决算总表/支出总计/金额', spent],
      ['支出决算表/合计/基本支出', basic],
      ['支出决算表/合计/项目支出', project],
      ['一般公共预算财政拨款支出决算表/合计/小计', spent],
      ['财政拨款三公经费支出决算表/三公经费/决算数公务接待费', visits],
      ['财政拨款三公经费支出决算表/三公经费/决算数公务用车运行维护费', cars],
    ].map(([ref, text]) => ({ ref, text })),
  }))
  // As the window asks for it itself; an answer that is no promise, or it would be waited for here.
  await page.evaluate(`(async () => {
    const call = async (channel, request) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch('/call/' + channel, { method: 'POST', headers, body: JSON.stringify(request) })
      const result = await answer.json()
      if (!result.ok) throw new Error(JSON.stringify(result.error))
      return result.value
    }
    const [{ unit }] = (await call('units:list', {})).reports
    for (const { pack, edits } of ${JSON.stringify(years)}) {
      const { id } = await call('reports:create', { unit, pack })
      await call('cells:edit', { report: id, unit: '万元', edits })
    }
  })()`)
}
