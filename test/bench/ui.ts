/** `npm run bench:ui`: what a user waits for, in a real browser on the loopback host. Prints a Markdown table. */
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { resourcesFolder, STORE_NAME } from '#main/cli/data-folder.ts'
import { openChromium } from '#main/host/chromium.ts'
import { startSession } from '#main/host/thread/start-session.ts'
import { openBrowser, openWindow } from '../e2e/support/window.ts'
import { sampleStore } from '../e2e/support/sample-store.ts'
import { hostTable } from './host-delay.ts'
import { addUnits, UNITS, YEARS } from './many-units.ts'
import { summarise, type BenchResult } from './measure.ts'
import { pageTable } from './page-steps.ts'

/** Windows opened one after the other. */
const WINDOWS = 4
const ROWS = 2000
const LONG_TABLE = '支出决算表'
const CELL = '收入支出决算总表/上级补助收入/金额'

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
  for (let turn = 0; turn < 16; turn += 1) {
    const isWrong = turn % 2 === 0
    await page.locator(`td[data-ref="${CELL}"]`).click()
    await page.keyboard.type(isWrong ? '5' : '0')
    samples.push(await fromEnter(page, isWrong ? '不得公开' : '可以公开', isWrong))
  }
  return samples
}

/** One paste of 2,000 rows with codes that no list knows, as the window asks for it: until main has stored and checked it all. */
function paste(page: Page): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const call = async (channel, request) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch('/call/' + channel, { method: 'POST', headers, body: JSON.stringify(request) })
      const result = await answer.json()
      if (!result.ok) throw new Error(JSON.stringify(result.error))
      return result.value
    }
    const { reports } = await call('units:list', {})
    const report = reports.find(({ unit, year }) => unit === '900001' && year === 2020).id
    const edits = Array.from({ length: ${ROWS} }, (_, row) => ({
      ref: '${LONG_TABLE}/' + (2100000 + row * 7) + '/基本支出',
      text: String(row + 1),
    }))
    const start = performance.now()
    await call('cells:edit', { report, unit: '元', edits })
    return performance.now() - start
  })()`)
}

/** Milliseconds between frames while the long table is scrolled through from its top, three rows at a time. */
async function scroll(page: Page): Promise<readonly number[]> {
  await page.getByTitle('打开 第1预算单位 2020 年度决算').click()
  await page.getByRole('grid').waitFor()
  await page.evaluate(`location.hash = '#/tables/' + encodeURIComponent('${LONG_TABLE}')`)
  await page.getByRole('grid', { name: LONG_TABLE }).waitFor()
  return page.evaluate<readonly number[]>(`new Promise((resolve) => {
    const grid = document.querySelector('[role="grid"]')
    const frames = []
    let last = performance.now()
    const step = (now) => {
      frames.push(now - last)
      last = now
      grid.scrollTop += 93
      if (frames.length > 300) resolve(frames.slice(1))
      else requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })`)
}

/** Notes in the page when something is clicked next, and when the table is there. */
function watchOpening(page: Page): Promise<void> {
  // An answer that is no promise, or it would be waited for here.
  return page.evaluate<undefined>(`(() => {
    window.fromClick = new Promise((resolve) => {
      addEventListener('click', () => {
        const start = performance.now()
        const look = () => {
          if (document.querySelector('[role="grid"]')) resolve(performance.now() - start)
          else requestAnimationFrame(look)
        }
        look()
      }, { capture: true, once: true })
    })
  })()`)
}

interface Samples {
  readonly starts: number[]
  /** As Playwright sees it: finding the button among all of the page, the click, looking for the table now and then. */
  readonly opens: number[]
  /** The same openings as the page sees them: from the click to the table. */
  readonly fromClick: number[]
  readonly edited: number[]
  readonly previews: number[]
  readonly pastes: number[]
  readonly frames: number[]
}

/** One window from its start to its end. */
async function run(browser: Browser, store: string, isFirst: boolean, samples: Samples): Promise<void> {
  const begun = performance.now()
  const { page, close } = await openWindow(browser, { store })
  await page.getByText('第300预算单位').waitFor()
  samples.starts.push(performance.now() - begun)
  await page.getByText('中国共产党').first().click()
  const open = async (): Promise<void> => {
    await page.getByRole('button', { name: '打开', exact: true }).click()
    await page.getByRole('grid').waitFor()
  }
  await watchOpening(page)
  samples.opens.push(await timed(open))
  samples.fromClick.push(await page.evaluate<number>('window.fromClick'))
  if (isFirst) samples.edited.push(...(await edits(page)))
  const preview = async (): Promise<void> => {
    await page.getByRole('link', { name: '预览与导出' }).click()
    await page.getByText(/约 \d+ 页/).waitFor()
  }
  samples.previews.push(await timed(preview))
  if (isFirst) {
    await page.getByRole('link', { name: '单位与年度' }).click()
    samples.pastes.push(await paste(page))
    samples.frames.push(...(await scroll(page)))
  }
  await close()
}

/** As before every start but the very first: the pack is parsed and kept beside the store. */
async function openOnce(folder: string): Promise<void> {
  const places = {
    host: 'loopback',
    version: 'bench',
    storePath: join(folder, STORE_NAME),
    resources: resourcesFolder,
  } as const
  const own = { ownPacks: join(folder, 'packs'), exportFolder: join(folder, '公开材料') }
  const desktop = { openFolder: () => Promise.resolve(), openFile: () => Promise.resolve() }
  const session = startSession({ ...places, ...own }, { print: openChromium(), desktop, emit: () => undefined })
  await session.opened
  await session.answer('report:open', JSON.stringify({ report: 1 }))
  await session.close()
}

async function measure(): Promise<readonly BenchResult[]> {
  const store = await sampleStore()
  addUnits(store)
  await openOnce(store)
  const browser = await openBrowser()
  const samples: Samples = { starts: [], opens: [], fromClick: [], edited: [], previews: [], pastes: [], frames: [] }
  for (let window = 0; window < WINDOWS; window += 1) await run(browser, store, window === 0, samples)
  await browser.close()
  rmSync(store, { recursive: true, force: true })
  return [
    summarise(`启动到可用（${UNITS} 个单位 × ${YEARS} 年）`, samples.starts, {
      note: '含复制数据、启动服务；不含启动浏览器',
    }),
    summarise('打开一份报表', samples.opens, { note: '含 Playwright 在页面上找按钮、隔一会儿看一次表格' }),
    summarise('其中从点击到表格出现', samples.fromClick, { note: '同一次打开，在页面内' }),
    summarise('改一个数到结论和表格更新', samples.edited, { note: '在页面内从按键到两者都显示；文稿同时更新' }),
    summarise('预览全部页', samples.previews, { note: '分页完成，不只是第一页' }),
    summarise(`粘贴 ${ROWS} 行未知代码`, samples.pastes, { note: '存入、推算、审核、文稿' }),
    summarise(`滚动 ${ROWS} 行，每帧`, samples.frames, { note: '一次滚三行' }),
  ]
}

const started = performance.now()
const before = loadavg()[0] ?? 0
for (const { name, median, min, max, runs, note } of await measure())
  process.stdout.write(
    `| ${name} | ${median.toFixed(0)} | ${min.toFixed(0)}–${max.toFixed(0)} | ${runs} | ${note ?? ''} |\n`,
  )
process.stdout.write(`\n${await hostTable()}\n`)
process.stdout.write(`\n${await pageTable()}\n`)
process.stdout.write(
  `\n平均负载 ${before.toFixed(1)}–${(loadavg()[0] ?? 0).toFixed(1)}；共 ${((performance.now() - started) / 1000).toFixed(0)} 秒\n`,
)
