import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { go, openOnlyReport } from './support/steps.ts'
import type { TestWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'

const PAGES = ['单位与年度', '导入', '报表', '情况说明', '绩效自评', '审核', '预览与导出', '图表与历年', '设置']

const windows = useWindows()
let window: TestWindow

/** What can be reached by keyboard and says nothing to a screen reader, or says it in English. */
const NAMELESS = `(() => {
  const shown = (el) => el.checkVisibility() && !el.closest('[aria-hidden="true"]')
  const nameOf = (el) => [
    el.getAttribute('aria-label'),
    ...(el.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent),
    ...[...(el.labels ?? [])].map((label) => label.textContent),
    el.getAttribute('title'), el.getAttribute('placeholder'),
    el.matches('input, textarea, select') ? '' : el.textContent,
    el.querySelector('img[alt], [role=img][aria-label]')?.getAttribute('aria-label'),
  ].map((text) => (text ?? '').trim()).find((text) => text !== '') ?? ''
  const wanted = 'button, a[href], input:not([type=file]), textarea, select, [role=button], [role=switch], [role=checkbox], [role=tab], [role=radio], [tabindex="0"]'
  return [...document.querySelectorAll(wanted)].filter((el) => shown(el) && el.getAttribute('tabindex') !== '-1').flatMap((el) => {
    const name = nameOf(el)
    if (name === '') return ['无名: ' + el.outerHTML.slice(0, 160)]
    return /(?:close|select|please|loading|clear|cancel|confirm)/i.test(name) ? ['英文: ' + name] : []
  })
})()`

/** What sticks out of the window at the right, where nothing scrolls to it. */
const CLIPPED = `(() => {
  const width = document.documentElement.clientWidth
  const scrolls = (el) => { for (let at = el.parentElement; at; at = at.parentElement) { const { overflowX } = getComputedStyle(at); if (overflowX === 'auto' || overflowX === 'scroll') return true } return false }
  const zoom = Number.parseFloat(getComputedStyle(document.documentElement).zoom) || 1
  return [...document.querySelectorAll('button, input, a[href], h1, h2, p')].filter((el) => el.checkVisibility() && !scrolls(el)).flatMap((el) => {
    const { right, width: own } = el.getBoundingClientRect()
    return own > 0 && right > globalThis.innerWidth + 1 ? [el.tagName + ' ' + (el.textContent ?? '').trim().slice(0, 40) + ' ' + Math.round(right) + '>' + globalThis.innerWidth + ' ' + zoom + ' ' + width] : []
  })
})()`

async function settle(page: Page): Promise<void> {
  await page.locator('main').locator('button, a, input').first().waitFor()
  await page.waitForTimeout(400)
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
}

test('everything that can be reached by keyboard has a name, in Chinese', async () => {
  window = await windows.openSample()
  const { page } = window
  await openOnlyReport(page)
  const found: string[] = []
  for (const name of PAGES) {
    await go(page, name)
    await settle(page)
    const nameless = await page.evaluate<readonly string[]>(NAMELESS)
    found.push(...nameless.map((one) => `${name} ${one}`))
  }
  expect(found).toEqual([])
})

test('at every zoom nothing is cut off at the right of a 1366×768 screen', async () => {
  window = await windows.openSample({ width: 1366, height: 768 })
  const { page } = window
  await openOnlyReport(page)
  const found: string[] = []
  for (const zoom of [80, 100, 125, 150]) {
    await page.evaluate(`localStorage.setItem('mingzhang.zoom', '${zoom}')`)
    await page.reload()
    await page.getByText('已自动保存').waitFor()
    for (const name of PAGES) {
      await go(page, name)
      await settle(page)
      const clipped = await page.evaluate<readonly string[]>(CLIPPED)
      found.push(...clipped.map((one) => `${name} ${zoom}% ${one}`))
    }
  }
  expect(found).toEqual([])
})

test('Tab goes on through a page without being caught, and what has the focus is seen', async () => {
  window = await windows.openSample()
  const { page } = window
  await openOnlyReport(page)
  // Within the grid and within the printed pages Tab goes on inside: they are not walked here.
  for (const name of PAGES.filter((one) => one !== '报表' && one !== '预览与导出')) {
    await go(page, name)
    await settle(page)
    const seen = new Set<string>()
    let unseen = ''
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab')
      const [place, isSeen] = await page.evaluate<[string, boolean]>(`(() => {
        const el = document.activeElement
        const style = getComputedStyle(el)
        const host = el.closest('.n-input, .n-base-selection, .n-radio-button, .n-radio-group, .n-switch, .n-checkbox, .n-button')
        const seen = el === document.body || style.outlineStyle !== 'none' || style.boxShadow !== 'none' || host !== null
        return [el.tagName + el.textContent.slice(0, 30) + (el.getAttribute('aria-label') ?? '') + el.getBoundingClientRect().top, seen]
      })()`)
      seen.add(place)
      if (!isSeen) unseen = place
    }
    expect(`${name} ${unseen}`).toBe(`${name} `)
    expect(seen.size).toBeGreaterThan(3)
  }
})

test('Tab goes into the pages of the preview, which say that they have the focus, and out of them; shortcuts work there', async () => {
  window = await windows.openSample()
  const { page } = window
  await openOnlyReport(page)
  await go(page, '预览与导出')
  await page.getByText(/约 \d+ 页/).waitFor()
  await page.getByRole('button', { name: '下一页' }).focus()
  const place = (): Promise<string> => page.evaluate<string>('document.activeElement.tagName')
  const outline = (): Promise<string> =>
    page.evaluate<string>("getComputedStyle(document.querySelector('iframe')).outlineStyle")
  for (let step = 0; step < 3 && (await place()) !== 'IFRAME'; step += 1) await page.keyboard.press('Tab')
  expect(await place()).toBe('IFRAME')
  expect(await outline()).toBe('solid')
  await page.keyboard.press('Control+k')
  await page.getByLabel('查找', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(place).toBe('IFRAME')
  for (let step = 0; step < 40 && (await place()) === 'IFRAME'; step += 1) await page.keyboard.press('Tab')
  expect(await place()).not.toBe('IFRAME')
  expect(await outline()).toBe('none')
})
