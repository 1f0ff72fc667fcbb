import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { enlarge, LONG_TABLE } from '../e2e/support/large-report.ts'
import { sampleStore } from '../e2e/support/sample-store.ts'
import { openBrowser, openWindow, type TestWindow } from '../e2e/support/window.ts'
import { addUnits, UNITS, YEARS } from './many-units.ts'
import { LONG, pageTasks, type PageTasks } from './page-tasks.ts'

/**
 * One thing that a user does. Elements are found before it is measured and by selectors only: to find them by role, Playwright
 * computes names all over the page, on the very thread that is measured.
 */
export interface Step {
  readonly name: string
  /** What is clicked, the first that is there. */
  readonly click?: string
  /** What is pressed, after the click. */
  readonly press?: readonly string[]
  /** What is typed, after that. */
  readonly type?: string
  /** Where the window goes to, without a click. */
  readonly go?: string
  /** Runs in the page in the place of all these. */
  readonly run?: string
  /** Must hold in the page in the end. */
  readonly until?: string
  /** Not measured: brings the window back to where the next step begins. */
  readonly after?: readonly Step[]
}

const there = (selector: string): string => `document.querySelector(${JSON.stringify(selector)}) !== null`
const says = (selector: string, text: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].some((one) => one.textContent.includes(${JSON.stringify(text)}))`
const tableHash = (id: string): string => `#/tables/${encodeURIComponent(id)}`
const CLOSE: Step = { name: '', press: ['Escape'], until: '!document.querySelector("[role=dialog]")' }
const SAVED = says('.saved', '已自动保存')
const SAMPLE_CHIP = '.chip[title*="中国共产党"]'
const FIGURE = '[role=grid] td.figure'
const UNIT = '.bar .n-radio-button:last-child'
const SOURCES = '[data-tour="sources"]'
const LONG_SHOWN = `document.querySelector('[role=grid]')?.getAttribute('aria-label')?.includes(${JSON.stringify(LONG_TABLE)}) === true`

/** Every page once, what is done on it, and what opens over it. */
export const STEPS: readonly Step[] = [
  { name: '打开一份报表', click: SAMPLE_CHIP, until: there('[role=grid]') },
  {
    name: '改一个数',
    click: 'td[data-ref="收入支出决算总表/上级补助收入/金额"]',
    type: '5',
    press: ['Enter'],
    until: says('.verdict .words', '不得公开'),
  },
  { name: '撤销', press: ['Control+z'], until: `!${says('.verdict .words', '不得公开')}` },
  { name: '元/万元', click: UNIT },
  { name: '来源', click: SOURCES, until: there('[aria-label="来源"]'), after: [{ name: '', click: SOURCES }] },
  { name: '换一张表', click: '.tables button:nth-of-type(3)' },
  { name: '查找功能和表格', press: ['Control+k'], until: there('.palette') },
  { name: '其中输入两个字母', type: 'sc', after: [CLOSE] },
  { name: '快捷键', press: ['F1'], until: there('[role=dialog]'), after: [CLOSE] },
  { name: '换成深色', click: '.theme' },
  { name: '换成浅色', click: '.theme' },
  { name: '情况说明', go: '#/document', until: there('[data-block]') },
  { name: '一个数的来源', click: '.paper .figure', after: [{ name: '', click: '[aria-label="收起来源"]' }] },
  { name: '绩效自评', go: '#/performance', until: there('.project') },
  { name: '换一张自评表', click: '.project:nth-of-type(3)' },
  { name: '打印样式', click: '.middle .n-radio-button:nth-of-type(2)' },
  { name: '审核', go: '#/checks', until: there('[role=tab]') },
  { name: '换一类结论', click: '[role=tab]:nth-of-type(3)' },
  { name: '去修改', click: 'article .actions button', until: `!${there('[role=tab]')}` },
  { name: '图表与历年', go: '#/charts', until: there('canvas') },
  { name: '预览与导出', go: '#/export', until: says('.preview', ' 页') },
  { name: '设置', go: '#/settings', until: there('.card') },
  { name: '导入', go: '#/import' },
  { name: '单位与年度', go: '#/units', until: there('.units') },
  { name: '新建年度报表', click: '.top button', until: there('[role=dialog]'), after: [CLOSE] },
  { name: '查找单位', click: '.top input', type: '299', until: 'document.querySelectorAll("[data-unit]").length < 5' },
  {
    name: '不再查找',
    press: ['Backspace', 'Backspace', 'Backspace'],
    until: 'document.querySelectorAll("[data-unit]").length > 200',
  },
  {
    name: '滚到最后一个单位',
    run: 'document.querySelector("main .page").scrollTop = 1e6',
    until: '[...document.querySelectorAll(".chip")].length > 100',
  },
  { name: '打开一份空的报表', click: '.chip[title*="第1预算单位 2023"]', until: there('[role=grid]') },
  { name: '情况说明', go: '#/document', until: there('[data-block]') },
  { name: '下一处缺的', click: '.texts .head button' },
]

/** A report much larger than any sample: see `enlarge`. */
export const LARGE_STEPS: readonly Step[] = [
  { name: '打开', click: SAMPLE_CHIP, until: there('[role=grid]') },
  { name: '情况说明（60 节）', go: '#/document', until: there('[data-block]') },
  {
    name: '滚到文稿末尾',
    run: 'document.querySelector(".paper-side").scrollTop = 1e6',
    until: says('.paper h3', '增加的第60节'),
  },
  { name: '绩效自评（46 张）', go: '#/performance', until: there('.project') },
  { name: '换一张自评表', click: '.project:nth-of-type(30)' },
  { name: '打印样式', click: '.middle .n-radio-button:nth-of-type(2)' },
  { name: '审核（1,200 条）', go: '#/checks', until: there('article') },
  { name: '换一类结论', click: '[role=tab]:nth-of-type(3)' },
  { name: '换回', click: '[role=tab]:nth-of-type(1)' },
  { name: '按内容筛选', click: '.query input', type: '21003', until: there('article') },
  { name: '不再筛选', press: Array.from({ length: 5 }, () => 'Backspace'), until: there('article') },
  { name: '去修改', click: 'article .actions button', until: `!${there('[role=tab]')}` },
]

/** A table of 2,000 rows. */
export const LONG_STEPS: readonly Step[] = [
  { name: '打开', click: SAMPLE_CHIP, until: there('[role=grid]') },
  { name: '换到长表', go: tableHash(LONG_TABLE), until: LONG_SHOWN },
  { name: '选一个数', click: FIGURE },
  { name: '滚到末尾', press: ['Control+End'] },
  { name: '全选', press: ['Control+a'] },
  { name: '复制全部', press: ['Control+c'] },
  { name: '粘贴全部', press: ['Control+v'], until: SAVED },
  { name: '删去全部', press: ['Delete'], until: SAVED },
  { name: '撤销', press: ['Control+z'], until: SAVED },
  { name: '改一个数', click: FIGURE, type: '7', press: ['Enter'], until: SAVED },
  { name: '元/万元', click: UNIT },
  { name: '换一张表', click: '.tables button:nth-of-type(1)', until: `!(${LONG_SHOWN})` },
  { name: '再换回来', go: tableHash(LONG_TABLE), until: LONG_SHOWN },
  { name: '情况说明', go: '#/document', until: there('[data-block]') },
  { name: '审核', go: '#/checks', until: there('article') },
]

/**
 * What a window on each of three stores does to its page: 300 units × 5 years with the sample, a report larger than any sample, and
 * one with a table of 2,000 rows. A Markdown table.
 */
export async function pageTable(): Promise<string> {
  const browser = await openBrowser()
  const places = [
    { name: `${UNITS} 个单位 × ${YEARS} 年`, steps: STEPS, make: async () => withUnits(await sampleStore()) },
    {
      name: '大报表',
      steps: LARGE_STEPS,
      make: () =>
        sampleStore((workspace) => {
          enlarge(workspace, { sections: 60, projects: 40, codes: 400 })
        }),
    },
    {
      name: '2,000 行的表',
      steps: LONG_STEPS,
      make: () =>
        sampleStore((workspace) => {
          enlarge(workspace, { sections: 0, projects: 0, codes: 2000 })
        }),
    },
  ]
  const lines: string[] = []
  for (const { name, steps, make } of places) {
    const store = await make()
    for (const step of await measureSteps(browser, store, steps))
      lines.push(`| ${name} | ${step.name} | ${step.longest.toFixed(0)} | ${step.long} | ${step.total.toFixed(0)} |`)
    rmSync(store, { recursive: true, force: true })
  }
  await browser.close()
  return [`| | 页面 | 最长一次 ms | 超过 ${LONG} 的 | 合计 ms |`, '| --- | --- | --- | --- | --- |', ...lines].join(
    '\n',
  )
}

function withUnits(store: string): string {
  addUnits(store)
  return store
}

/** Takes the steps one after the other, in a window of their own. */
export async function measureSteps(
  browser: Browser,
  store: string,
  steps: readonly Step[],
): Promise<readonly PageTasks[]> {
  const measured: PageTasks[] = []
  let window: TestWindow | undefined
  const start = async (): Promise<void> => {
    window = await openWindow(browser, { store })
    await until(window.page, there('.chip'))
    await quiet(window.page)
  }
  measured.push(await pageTasks(browser, '启动', start))
  if (!window) throw new Error('no window')
  const { page, close } = window
  for (const step of steps) {
    const act = await prepare(page, step)
    measured.push(await pageTasks(browser, step.name, act))
    for (const next of step.after ?? []) await (await prepare(page, next))()
  }
  await close()
  return measured
}

/** Finds what the step needs; the answer does it and waits until the page has done its part. */
export async function prepare(page: Page, step: Step): Promise<() => Promise<void>> {
  const at = step.click === undefined ? undefined : await middle(page, step.click)
  return async () => {
    if (at) await page.mouse.click(at.x, at.y)
    if (step.go !== undefined) await page.evaluate(`location.hash = ${JSON.stringify(step.go)}`)
    if (step.run !== undefined) await page.evaluate(step.run)
    if (step.type !== undefined) await page.keyboard.type(step.type)
    for (const key of step.press ?? []) await page.keyboard.press(key)
    if (step.until !== undefined) await until(page, step.until)
    await quiet(page)
  }
}

function middle(page: Page, selector: string): Promise<{ readonly x: number; readonly y: number }> {
  return page.evaluate(`new Promise((resolve, reject) => {
    const end = performance.now() + ${MOST_WAIT}
    const look = () => {
      const found = document.querySelector(${JSON.stringify(selector)})
      if (!found && performance.now() > end) return reject(new Error(${JSON.stringify(selector)}))
      if (!found) return setTimeout(look, 50)
      found.scrollIntoView({ block: 'nearest' })
      requestAnimationFrame(() => {
        const { x, y, width, height } = found.getBoundingClientRect()
        resolve({ x: x + width / 2, y: y + height / 2 })
      })
    }
    look()
  })`)
}

/** Milliseconds after which something will not come any more. */
const MOST_WAIT = 30_000

/** Looks once per frame. */
export function until(page: Page, condition: string): Promise<undefined> {
  return page.evaluate<undefined>(`new Promise((resolve, reject) => {
    const end = performance.now() + ${MOST_WAIT}
    const look = () => {
      if (${condition}) resolve()
      else if (performance.now() > end) reject(new Error(${JSON.stringify(condition)}))
      else requestAnimationFrame(look)
    }
    look()
  })`)
}

/** Until nothing of the page has changed for a while. */
export function quiet(page: Page): Promise<undefined> {
  return page.evaluate<undefined>(`new Promise((resolve) => {
    let timer
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => (watcher.disconnect(), resolve()), 400)
    }
    const watcher = new MutationObserver(wait)
    watcher.observe(document, { subtree: true, childList: true, attributes: true })
    wait()
  })`)
}
