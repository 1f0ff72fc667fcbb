/** `npm run bench:ui`: what a user waits for, in a real browser on the loopback host. Prints a Markdown table. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openStore } from '#main/db/open-store.ts'
import { openBrowser, openWindow, type TestWindow } from '../e2e/support/window.ts'
import { sampleStore } from '../e2e/support/sample-store.ts'
import { summarise, type BenchResult } from './measure.ts'

const UNITS = 300
const YEARS = 5
const CELL = '收入支出决算总表/上级补助收入/金额'

/** Adds units with reports beside the sample unit. */
function addUnits(folder: string): void {
  const store = openStore(join(folder, '明账.db'), { clock: () => new Date(Date.UTC(2024, 0, 1)) })
  const [sample] = store.reports.all()
  const pack = sample && store.reports.pack(sample.id)
  if (!pack) throw new Error('the sample is not in the store')
  store.write('bench', 'bench', () => {
    for (let unit = 1; unit <= UNITS; unit += 1) {
      const code = `9${String(unit).padStart(5, '0')}`
      const name = `第${unit}预算单位`
      store.units.save({ code, name, shortName: name, nature: '行政单位', parent: undefined })
      for (let year = 0; year < YEARS; year += 1)
        store.reports.create({ unit: code, year: 2020 + year, stage: '决算' }, pack)
    }
  })
  store.close()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Milliseconds in the page from Enter to the moment when both the verdict and the mark on the cell say what is true now. */
function fromEnter(page: Page, verdict: string, isMarked: boolean): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    const start = performance.now()
    const look = () => {
      const isSaid = document.querySelector('.verdict .words')?.textContent?.trim().startsWith(${JSON.stringify(verdict)})
      const cell = document.querySelector(${JSON.stringify(`td[data-ref="${CELL}"]`)})
      const isMarked = [...(cell?.classList ?? [])].some((name) => name.startsWith('mark-'))
      if (isSaid && isMarked === ${String(isMarked)}) resolve(performance.now() - start)
      else requestAnimationFrame(look)
    }
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    look()
  })`)
}

async function edits(page: Page): Promise<readonly number[]> {
  const samples: number[] = []
  for (let turn = 0; turn < 20; turn += 1) {
    const isWrong = turn % 2 === 0
    await page.locator(`td[data-ref="${CELL}"]`).click()
    await page.keyboard.type(isWrong ? '5' : '0')
    samples.push(await fromEnter(page, isWrong ? '不得公开' : '可以公开', isWrong))
  }
  return samples
}

async function measure(): Promise<readonly BenchResult[]> {
  const store = await sampleStore()
  addUnits(store)
  const browser = await openBrowser()
  const starts: number[] = []
  const opens: number[] = []
  const previews: number[] = []
  let edited: readonly number[] = []
  for (let run = 0; run < 5; run += 1) {
    const opened: { window: TestWindow | undefined } = { window: undefined }
    starts.push(
      await timed(async () => {
        opened.window = await openWindow(browser, { store })
        await opened.window.page.getByText('第300预算单位').waitFor()
      }),
    )
    const { window } = opened
    if (!window) throw new Error('the window did not open')
    const { page } = window
    await page.getByText('中国共产党').first().click()
    opens.push(
      await timed(async () => {
        await page.getByRole('button', { name: '打开', exact: true }).click()
        await page.getByRole('grid').waitFor()
      }),
    )
    if (run === 0) edited = await edits(page)
    previews.push(
      await timed(async () => {
        await page.getByRole('link', { name: '预览与导出' }).click()
        await page.getByText(/约 \d+ 页/).waitFor()
      }),
    )
    await window.close()
  }
  await browser.close()
  rmSync(store, { recursive: true, force: true })
  return [
    summarise(`启动到可用（${UNITS} 个单位 × ${YEARS} 年）`, starts, { note: '含复制数据、启动服务；不含启动浏览器' }),
    summarise('打开一份报表', opens, { note: '从点击到表格出现' }),
    summarise('改一个数到结论和表格更新', edited, { note: '在页面内从按键到两者都显示' }),
    summarise('预览全部页', previews, { note: '分页完成，不只是第一页' }),
  ]
}

for (const { name, median, min, max, runs, note } of await measure())
  process.stdout.write(
    `| ${name} | ${median.toFixed(0)} | ${min.toFixed(0)}–${max.toFixed(0)} | ${runs} | ${note ?? ''} |\n`,
  )
