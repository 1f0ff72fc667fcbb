import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openChromium } from '#main/host/chromium.ts'
import { BODY_ID } from '#main/render/html.ts'
import { paginate } from '#main/render/pdf.ts'
import { pdfFacts } from '../main/render/pdf-facts.ts'
import { go, openOnlyReport } from './support/steps.ts'
import { useWindows } from './support/windows.ts'

/** The paged preview ends its pages where the PDF does: both are cut by the browser, one on the screen and one in print. */

const windows = useWindows()
const port = openChromium()
afterAll(() => port.close())

test('the pages of the quick preview are those of the PDF, and its 目录 says so; leaving it halfway does no harm', async () => {
  const { page } = await windows.openSample()
  const html = await preview(page, (sent) => sent)
  await go(page, '审核')
  await go(page, '预览与导出')
  await page.locator('iframe.ready').waitFor()
  await go(page, '审核')
  await go(page, '预览与导出')
  await page.getByText(/约 \d+ 页/).waitFor()
  expect(await shown(page)).toEqual(await printed(html))
  // The name of the unit is not cut into two lines where it fits one.
  expect(await page.evaluate(`${DOCUMENT}.querySelector('.cover-unit').getClientRects()[0].height < 60`)).toBe(true)
})

test('long tables, sheets with merged cells and long texts are cut between the same rows and lines', async () => {
  const { page } = await windows.openSample()
  const html = await preview(page, longer)
  const pages = await shown(page)
  expect(pages.count).toBeGreaterThan(60)
  expect(pages).toEqual(await printed(html))
  // Nothing sticks out of its paper, and every column of a cut sheet stands under its heading.
  expect(await page.evaluate(`(${OUTSIDE})(${DOCUMENT})`)).toEqual([])
  expect(await page.evaluate(`(${UNEVEN})(${DOCUMENT})`)).toEqual([])
})

interface Pages {
  readonly count: number
  /** The Chinese characters of each page in order of their codes: a PDF is read in another order than a document. */
  readonly texts: readonly string[]
  /** Printed numbers by the id of the heading or table. */
  readonly numbers: Readonly<Record<string, number>>
}

/** Opens the preview, its document changed on the way; the document that was shown. */
async function preview(page: Page, change: (html: string) => string): Promise<string> {
  let html = ''
  await page.route('**/preview/*', async (route) => {
    const response = await route.fetch()
    html = change(await response.text())
    await route.fulfill({ response, body: html })
  })
  await openOnlyReport(page)
  await go(page, '预览与导出')
  await page.getByText(/约 \d+ 页/).waitFor()
  return html
}

async function shown(page: Page): Promise<Pages> {
  const count = Number(/约 (\d+) 页/.exec(await page.getByText(/约 \d+ 页/).innerText())?.[1])
  const texts = await page.evaluate<readonly string[]>(`(${TEXTS})(${DOCUMENT})`)
  return { count, texts: texts.map(characters), numbers: await page.evaluate(`(${NUMBERS})(${DOCUMENT})`) }
}

async function printed(html: string): Promise<Pages> {
  const { pdf, pages, pageCount } = await paginate(port, () => html, { firstNumberedPage: { id: BODY_ID } })
  const texts = (await pdfFacts(pdf)).pages.map(({ text }) => characters(text))
  return { count: pageCount, texts, numbers: Object.fromEntries([...pages].filter(([id]) => id !== BODY_ID)) }
}

function characters(text: string): string {
  return [...text.matchAll(/\p{Script=Han}/gu)].sort(([a], [b]) => (a < b ? -1 : 1)).join('')
}

/** Tables with up to six times their rows, cells with up to four times their words, long paragraphs nine times over. */
function longer(html: string): string {
  let turn = 0
  return html
    .replaceAll(/<tbody>\n([\s\S]*?)\n<\/tbody>/gu, (_, rows: string) => {
      return `<tbody>\n${rows.repeat(1 + ((turn++ * 5) % 6))}\n</tbody>`
    })
    .replaceAll(/(<p id="[^"]*" class="body">)([^<]{80,}?)<\/p>/gu, (_, open: string, text: string) => {
      return `${open}${text.repeat(9)}</p>`
    })
    .replaceAll(/(<td[^>]*>)([\u4e00-\u9fff]{6,})<\/td>/gu, (_, open: string, text: string) => {
      return `${open}${text.repeat(1 + (turn++ % 4))}</td>`
    })
}

const DOCUMENT = "document.querySelector('iframe').contentDocument"

const TEXTS = `(page) => [...page.querySelectorAll('.mz-page')].map((sheet) => sheet.textContent)`

/** What the 目录 prints behind each entry. */
const NUMBERS = `(page) => Object.fromEntries([...page.querySelectorAll('.toc-list a')].map((link) => [
  decodeURIComponent(link.getAttribute('href').slice(1)), Number(link.querySelector('.page').textContent)]))`

/** Rows whose cells do not reach the width of their table. */
const UNEVEN = `(page) => [...page.querySelectorAll('.mz-page table')].filter((table) => {
  const width = table.getBoundingClientRect().right
  return [...table.rows].some((row) => row.cells.length > 0 && [...row.cells].at(-1).getBoundingClientRect().right > width + 2)
}).map((table) => table.textContent.slice(0, 40))`

/** Sheets whose last block ends below the paper. */
const OUTSIDE = `(page) => [...page.querySelectorAll('.mz-page')].filter((sheet) =>
  sheet.lastElementChild.getBoundingClientRect().bottom > sheet.getBoundingClientRect().bottom
).map((sheet) => sheet.textContent.slice(0, 40))`
