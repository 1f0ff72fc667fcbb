import { rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChecksView, DocumentView, FindingView, ProjectView } from '#core/contract/views.ts'
import { enlarge } from './support/large-report.ts'
import { sampleStore } from './support/sample-store.ts'
import { go, openOnlyReport } from './support/steps.ts'
import { useWindows } from './support/windows.ts'
import { openWindow, type TestWindow } from './support/window.ts'

/** A report much larger than any sample: its pages are drawn in slices, and work as if they were not. */

const windows = useWindows()
let store: string
let window: TestWindow | undefined

beforeAll(async () => {
  store = await sampleStore((workspace) => {
    enlarge(workspace, { sections: 60, projects: 40, codes: 30 })
  })
})
afterAll(async () => {
  await window?.close()
  rmSync(store, { recursive: true, force: true })
})

/** One window for all of them, on the large report. */
async function large(): Promise<Page> {
  if (window) return window.page
  window = await openWindow(windows.browser(), { store })
  await openOnlyReport(window.page)
  return window.page
}
/** What main says of the open report. */
function ask<T>(page: Page, channel: string, more: Readonly<Record<string, string>> = {}): Promise<T> {
  return page.evaluate<T>(`fetch('/call/${channel}', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ report: Number(localStorage.getItem('mingzhang.report')), ...${JSON.stringify(more)} }),
  }).then((answer) => answer.json()).then(({ value }) => value)`)
}
const SOON = { timeout: 20_000 }
const texts = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent.trim())`)

test('the document is there to its end, in order, for the search of the browser to find', async () => {
  const page = await large()
  await go(page, '情况说明')
  const added = Array.from({ length: 60 }, (_, index) => `增加的第${index + 1}节`)
  const headings = async (): Promise<readonly string[]> =>
    (await texts(page, '.paper h3')).flatMap((text) => /增加的第\d+节/u.exec(text) ?? [])
  await expect.poll(headings, SOON).toEqual(added)
  // What is in the page and not hidden, the search of the browser finds.
  expect(await page.getByText('第60节的说明').last().isVisible()).toBe(true)
})

test('the fields beside it are reached with Tab one after the other, and what is typed keeps its place', async () => {
  const page = await large()
  const labels = await texts(page, '.texts [data-text] label > span')
  expect(labels.length).toBeGreaterThan(5)
  const [first = '', second = ''] = labels
  await page.getByLabel(first, { exact: true }).focus()
  await page.keyboard.press('Tab')
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(second)
  await page.keyboard.insertText('改过的话')
  // Stored while the field has the focus: the sentence of the document says so, and nobody was interrupted.
  await page.getByText('改过的话').first().waitFor()
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(second)
})

test('a link to a block or a text far down shows it as soon as it is drawn', async () => {
  const page = await large()
  await go(page, '审核')
  await page.getByRole('tablist').waitFor()
  const { blocks } = await ask<DocumentView>(page, 'document:open')
  const block = blocks.findLast(({ kind }) => kind === 'paragraph')?.id
  await page.evaluate(`location.hash = '#/document?block=' + encodeURIComponent(${JSON.stringify(block)})`)
  const isSeen = `(() => {
    const found = document.querySelector('[data-block="' + CSS.escape(${JSON.stringify(block)}) + '"]')
    const { top, bottom } = found?.getBoundingClientRect() ?? { top: -1, bottom: -1 }
    return top > 0 && bottom < innerHeight
  })()`
  await expect.poll(() => page.evaluate(isSeen), SOON).toBe(true)
})

test('every finding is on the page, in the order of the report; a filter leaves no others in sight', async () => {
  const page = await large()
  await go(page, '审核')
  await page.getByRole('tab', { name: /^提示/ }).click()
  const { findings } = await ask<ChecksView>(page, 'checks:open')
  const wanted = findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'warning')
  expect(wanted.length).toBeGreaterThan(100)
  const titles = async (): Promise<readonly string[]> =>
    (await texts(page, '.findings > div:not([style*="none"]) .title')).map((text) => text.replaceAll(/\s+/gu, ' '))
  const named = (some: readonly FindingView[]): readonly string[] => some.map(({ title, rule }) => `${title} ${rule}`)
  await expect.poll(titles, SOON).toEqual(named(wanted))
  await page.getByPlaceholder('按内容、表或规则号筛选').fill('2100007')
  const few = wanted.filter((one) => JSON.stringify(one).includes('2100007'))
  expect(few.length).toBeGreaterThan(0)
  await expect.poll(titles, SOON).toEqual(named(few))
  await page.getByPlaceholder('按内容、表或规则号筛选').fill('')
  await expect.poll(titles, SOON).toEqual(named(wanted))
  // The last one can be explained like the first, and the focus comes back to it.
  const explain = page.locator('main').getByRole('button', { name: '出错说明', exact: true }).last()
  await explain.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: '出错说明' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate('document.activeElement.textContent.trim()')).toBe('出错说明')
})

test('a scoring sheet shows all its indicators, and another sheet none of them', async () => {
  const page = await large()
  await go(page, '绩效自评')
  const open = async (project: string): Promise<void> => {
    await page.getByRole('button', { name: new RegExp(`^${project}`) }).click()
    await page.getByRole('heading', { name: project, exact: true, level: 2 }).waitFor()
    const { indicators } = await ask<ProjectView>(page, 'project:open', { project })
    const names = indicators.map(({ levels }) => levels[2])
    expect(names.length).toBeGreaterThan(12)
    const inSight = 'main .body > div:not([style*="none"]) article h3'
    await expect.poll(() => texts(page, inSight), SOON).toEqual(names)
  }
  await open('第40个项目')
  await page
    .getByLabel(/的实际完成值$/)
    .last()
    .focus()
  await page.keyboard.insertText('不填')
  await open('第1个项目')
  expect(
    await page
      .getByLabel(/的实际完成值$/)
      .last()
      .inputValue(),
  ).not.toBe('不填')
})
