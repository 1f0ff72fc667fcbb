import type { DomDocument } from 'jsdom'
import { expect, test } from 'vitest'
import type { DocumentModel } from '#core/document/model.ts'
import { BODY_ID, renderPrintHtml } from '#main/render/html.ts'
import { renderPublishHtml } from '#main/render/publish.ts'
import { MODEL, PAGES, SMALL } from './fixture-model.ts'
import { all, attribute, parseHtmlStrictly } from './read-back.ts'

const print = renderPrintHtml(MODEL, { pages: PAGES, fontCss: '' })
const printed = parseHtmlStrictly(print)
const published = renderPublishHtml(MODEL)
const page = parseHtmlStrictly(published)

const ids = (document: DomDocument): string[] => [...document.querySelectorAll('[id]')].map((node) => node.id)
const targets = (document: DomDocument): string[] =>
  all(document, 'a').map((link) => decodeURIComponent((attribute(link, 'href') ?? '').slice(1)))

test('the small document prints and publishes as it was last read by a person', async () => {
  const small = renderPrintHtml(SMALL, { pages: new Map([['part-3', 1]]), fontCss: '' })
  await expect(small).toMatchFileSnapshot('golden/print.html.txt')
  await expect(renderPublishHtml(SMALL)).toMatchFileSnapshot('golden/publish.html.txt')
})

test.each([
  ['print', printed],
  ['publishing page', page],
])('%s: no id comes twice, and every link leads to one', (_name, document) => {
  expect(new Set(ids(document)).size).toBe(ids(document).length)
  expect(targets(document).length).toBeGreaterThanOrEqual(PAGES.size)
  expect(targets(document).filter((id) => !ids(document).includes(id))).toEqual([])
})

test.each([
  ['print', print],
  ['publishing page', published],
])('%s: nothing runs and nothing is fetched', (_name, html) => {
  expect(html).not.toMatch(/<script|<link|<img|<iframe|javascript:|https?:|@import|url\(|\son\w+=/i)
})

test('the 目录 of the print shows the page numbers that were handed in', () => {
  const entries = [...printed.querySelectorAll('.toc-list li')].map((entry) => entry.textContent)
  expect(entries).toContain('第一部分 概况1')
  expect(entries).toContain('六、一般公共预算财政拨款基本支出决算明细表7')
  expect(entries.length).toBe(PAGES.size)
})

test('the publishing page has a 目录 without page numbers', () => {
  expect([...page.querySelectorAll('nav li')].map((entry) => entry.textContent)).toContain('第一部分 概况')
})

test('the first numbered page can be found in a print', () => {
  expect(targets(printed)).toContain(BODY_ID)
  expect(printed.getElementById(BODY_ID)?.className).toBe('text-portrait')
})

test('sections follow the tables: front pages, text, upright table, landscape tables, text, upright sheet', () => {
  const classes = [...printed.querySelectorAll('body > section')].map((section) => section.className)
  expect(classes).toEqual([
    'front',
    'front',
    'text-portrait',
    'table-portrait',
    'table-landscape',
    'text-portrait',
    'table-portrait',
  ])
})

test('a cover in the midst of the document is counted as a page but shows no number', () => {
  const cover = MODEL.blocks.slice(0, 1)
  const model: DocumentModel = { ...MODEL, blocks: [...MODEL.blocks, ...cover] }
  const document = parseHtmlStrictly(renderPrintHtml(model, { pages: PAGES, fontCss: '' }))
  expect([...document.querySelectorAll('body > section')].at(-1)?.className).toBe('insert')
})

test('columns of a printed table fill its width exactly', () => {
  for (const group of all(printed, 'colgroup')) {
    const shares = all(group, 'col').map((col) => Number(/width:([\d.]+)%/.exec(attribute(col, 'style') ?? '')?.[1]))
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 6)
  }
})

test('header rows stand in thead, so that they repeat, and a form without header has none', () => {
  const rows = all(printed, 'table').map((table) => all(table, 'thead').flatMap((head) => all(head, 'tr')).length)
  expect(rows).toEqual([3, 3, 2, 4, 0])
})

test('tables of the publishing page have a name, a title over them, and headers that say what they head', () => {
  const table = all(page, 'table')[1]
  if (table === undefined) throw new Error('no table')
  expect(attribute(table, 'aria-label')).toBe('收入决算表')
  expect(page.getElementById('收入决算表')?.querySelector('h2')?.textContent).toBe('收入决算表')
  const scopes = all(table, 'th').map((th) => attribute(th, 'scope'))
  expect(scopes.filter((scope) => scope === 'colgroup').length).toBe(2)
  expect(scopes.filter((scope) => scope === 'row').length).toBe(18)
  expect(scopes).not.toContain(undefined)
})

test('the publishing page forbids everything but its own styles', () => {
  const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')
  expect(policy?.getAttribute('content')).toContain("default-src 'none'; style-src 'unsafe-inline'")
})

test('what a person still has to write is marked in both', () => {
  for (const document of [printed, page]) {
    expect(all(document, 'mark').map((mark) => mark.textContent)).toEqual(['【请写明收入总计增加的主要原因】'])
  }
})

test('a table of the publishing page scrolls sideways where its labels would be squeezed', () => {
  const tables = all(page, 'table')
  expect(tables.length).toBe(5)
  for (const table of tables) {
    expect(table.parentElement?.className).toBe('scroll')
    expect(Number(/min-width:(\d+)em/.exec(attribute(table, 'style') ?? '')?.[1])).toBeGreaterThan(40)
  }
})

test('on sheets that are bound every form of page moves away from the binding edge, the cover and the 目录 too', () => {
  const bound = renderPrintHtml(MODEL, { pages: PAGES, fontCss: '', sheets: { binding: 5 } })
  const forms = Array.from(bound.matchAll(/^@page ([\w-]+) \{/gmu), ([, name]) => name)
  expect(forms.length).toBeGreaterThan(4)
  const sides = (side: string): readonly (string | undefined)[] =>
    Array.from(bound.matchAll(new RegExp(`^@page ([\\w-]+):${side} \\{`, 'gmu')), ([, name]) => name)
  expect(sides('right')).toEqual(forms)
  expect(sides('left')).toEqual(forms)
})
