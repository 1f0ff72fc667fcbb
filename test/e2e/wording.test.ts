import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chooseReport } from '#main/services/open-report.ts'
import { changeWording } from '#main/services/wording.ts'
import { createReport } from '#main/services/window/units.ts'
import { buildWindow } from './support/build-window.ts'
import { sampleStore } from './support/sample-store.ts'
import { go, openOnlyReport } from './support/steps.ts'
import { openBrowser, openWindow, type TestWindow } from './support/window.ts'

/** As Word puts it on the clipboard: the file's own head and styles, numbers of headings as ignored spans, a table of paragraphs. */
const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal{mso-style-parent:"";font-family:仿宋}</style></head>
<body lang=ZH-CN><!--StartFragment-->
<h1><a name="_Toc1"></a><span style='mso-list:Ignore'>十一、<span style='font:7.0pt'>&nbsp;</span></span>重点工作完成情况<o:p></o:p></h1>
<p class=MsoNormal style='text-indent:21.0pt'>全年办文
办会平稳有序。<span style='mso-hide:all;display:none'>内部批注</span><o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>指标</p></td><td><p class=MsoNormal>完成</p></td></tr>
<tr><td><p class=MsoNormal>办文</p></td><td><p class=MsoNormal>100%</p></td></tr></table>
<!--EndFragment--></body></html>`
/** As WPS does: no heading styles, everything a paragraph of class p0 with its face spelled out, an image of the local disk. */
const WPS = `<html><head><meta name="ProgId" content="WPS.Document"><style>p.p0{margin:0pt;mso-pagination:widow-orphan}</style></head>
<body><!--StartFragment--><p class="p0"><span style="font-family:宋体;font-size:16pt">（一）督查工作</span></p>
<p class="p0" style="text-indent:32pt"><span style="mso-spacerun:'yes';font-family:仿宋_GB2312">督查事项全部办结。</span><span style="mso-spacerun:'yes'"></span></p>
<p class="p0"><img src="file:///C:/temp/1.png"></p><!--EndFragment--></body></html>`

let browser: Browser
let store: string
let window: TestWindow

beforeAll(async () => {
  buildWindow()
  browser = await openBrowser()
  store = await sampleStore()
})
afterAll(async () => {
  await browser.close()
  rmSync(store, { recursive: true, force: true })
})
afterEach(async () => {
  const { foreign, complaints } = window
  await window.close()
  expect(foreign).toEqual([])
  expect(complaints).toEqual([])
})

const open = async (dark = false): Promise<Page> => {
  window = await openWindow(browser, { store, dark })
  await openOnlyReport(window.page)
  await go(window.page, '情况说明')
  return window.page
}
const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['MINGZHANG_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
}
const panel = (page: Page): Locator => page.getByRole('complementary', { name: '本单位的写法' })
const words = (page: Page): Locator => panel(page).getByRole('textbox', { name: '本单位的写法' })
const preview = (page: Page): Locator => panel(page).getByLabel('预览')
const changes = (page: Page): Locator => page.getByRole('region', { name: '与模板不同的写法' })
const paper = (page: Page): Locator => page.getByRole('article')
const sentence = (page: Page): Locator => paper(page).locator('[data-block="支出"]')

async function press(block: Locator, name: string): Promise<void> {
  await block.hover()
  await block.getByRole('button', { name, exact: true }).click()
}

/** What a browser does when somebody presses Ctrl+V: the clipboard of the machine itself holds no HTML in a test. */
async function paste(page: Page, field: Locator, html: string): Promise<void> {
  await field.focus()
  await page.evaluate(`
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', ${JSON.stringify(html)})
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))`)
}

test.each([
  ['light', false],
  ['dark', true],
])(
  '%s: a sentence is worded anew with a figure of the report, refused with an unknown one, undone, redone and restored',
  async (theme, dark) => {
    const page = await open(dark)
    const original = await sentence(page).innerText()
    await press(sentence(page), '改措辞')
    await words(page).fill('我办共支出{没有的表/合计/金额}万元。')
    await panel(page)
      .getByText(/表“没有的表”不存在/)
      .waitFor()
    expect(await panel(page).getByRole('button', { name: '采用' }).isDisabled()).toBe(true)
    await shot(page, `wording-refused-${theme}`)

    await words(page).fill('我办共支出万元。')
    for (let step = 0; step < 3; step += 1) await words(page).press('ArrowLeft')
    await panel(page).locator('.n-base-selection').click()
    await page.keyboard.type('支出决算表 合计 本年支出合计')
    await page.getByText(/^支出决算表 合计 本年支出合计：692\.87/).click()
    expect(await words(page).inputValue()).toBe('我办共支出{支出决算表/合计/本年支出合计}万元。')
    await preview(page).getByText('我办共支出692.87万元。').waitFor()
    await shot(page, `wording-sentence-${theme}`)
    await panel(page).getByRole('button', { name: '采用' }).click()
    await sentence(page).getByText('我办共支出').waitFor()
    await sentence(page).getByText('本单位改写').waitFor()

    await page.keyboard.press('Control+z')
    await expect.poll(() => sentence(page).innerText()).toBe(original)
    await page.keyboard.press('Control+y')
    await sentence(page).getByText('我办共支出').waitFor()
    await press(sentence(page), '恢复')
    await expect.poll(() => sentence(page).innerText()).toBe(original)
  },
  120_000,
)

test('a sentence is left out, listed, and put back', async () => {
  const page = await open()
  await press(sentence(page), '省去本句')
  await expect.poll(() => sentence(page).count()).toBe(0)
  await changes(page).getByText('支出', { exact: true }).waitFor()
  await shot(page, 'wording-omitted')
  await changes(page).getByRole('button', { name: '放回' }).click()
  await sentence(page).waitFor()
  expect(await changes(page).count()).toBe(0)
}, 60_000)

test.each([
  ['light', false],
  ['dark', true],
])(
  '%s: what Word and WPS put on the clipboard becomes a section, looked at first and printed',
  async (theme, dark) => {
    const page = await open(dark)
    const heading = paper(page).getByRole('heading', { name: /十、其他重要事项情况说明/ })
    await press(heading, '在本节后加一节')
    await paste(page, words(page), WORD)
    expect(await panel(page).getByLabel('这一节的标题').inputValue()).toBe('十一、重点工作完成情况')
    await paste(page, words(page), WPS)
    await panel(page)
      .getByText(/1 张图片没有带入/)
      .waitFor()
    await preview(page).getByText('全年办文办会平稳有序。').waitFor()
    await preview(page).getByText('督查事项全部办结。').waitFor()
    expect(await preview(page).getByRole('cell').allInnerTexts()).toEqual(['指标', '完成', '办文', '100%'])
    expect(await words(page).inputValue()).not.toMatch(/内部批注|mso|font/u)
    await shot(page, `wording-section-${theme}`)
    await panel(page).getByRole('button', { name: '采用' }).click()
    await paper(page)
      .getByRole('heading', { name: /重点工作完成情况/ })
      .waitFor()
    await paper(page)
      .getByRole('heading', { name: /（一）督查工作/ })
      .waitFor()
    await shot(page, `wording-added-${theme}`)

    await go(page, '预览与导出')
    const print = page.locator('iframe').first().contentFrame()
    await print.getByRole('heading', { name: '十一、重点工作完成情况' }).waitFor({ timeout: 30_000 })
    await print.getByText('督查事项全部办结。').waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(() => print.getByText('督查事项全部办结。').count(), { timeout: 30_000 }).toBe(0)
    await page.keyboard.press('Control+y')
    await print.getByText('督查事项全部办结。').waitFor({ timeout: 30_000 })
  },
  120_000,
)

test('the wording of last year is carried into this year by one click', async () => {
  const years = await sampleStore((workspace) => {
    const { key } = chooseReport(workspace, {})
    const before = workspace.store.reports.get(createReport(workspace, key.unit, 'base/2022-决算').id)
    if (!before) throw new Error('no report')
    const own = { action: 'replace', markdown: '去年这样写：{年度}年度支出情况如下。' } as const
    changeWording(workspace, before, { place: 'sentence', id: '支出' }, own)
  })
  window = await openWindow(browser, { store: years })
  rmSync(years, { recursive: true, force: true })
  const { page } = window
  await page.getByText('2023', { exact: false }).first().waitFor()
  await shot(page, 'wording-years')
  await page.getByRole('button', { name: '打开', exact: true }).first().click()
  await page.getByRole('grid').waitFor()
  await go(page, '情况说明')
  await changes(page).getByText('去年有 1 处本单位的写法，今年还没有').waitFor()
  await shot(page, 'wording-carry')
  await changes(page).getByRole('button', { name: '带到今年' }).click()
  await sentence(page).getByText('去年这样写：2023年度支出情况如下。').waitFor()
  expect(await changes(page).getByText('今年还没有').count()).toBe(0)
}, 120_000)
