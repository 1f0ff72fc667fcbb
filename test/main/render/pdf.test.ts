import { afterAll, describe, expect, test } from 'vitest'

import { AppError } from '#core/model/error.ts'
import { openChromium } from '#main/host/chromium.ts'
import { fallbackStack, fontFaceCss } from '#main/render/fonts.ts'
import { paginate, pdfFromHtml } from '#main/render/pdf.ts'
import type { PdfOptions, PrintPort } from '#main/render/print-port.ts'

import { pdfFacts } from './pdf-facts.ts'

const port = openChromium()
afterAll(() => port.close())

const SECTIONS = Array.from({ length: 28 }, (_, index) => ({ id: `第${index + 1}节`, wide: index % 7 === 3 }))

/** Cover, a 目录 of two pages, and 28 sections of a page each, one in seven of them landscape; counted from the first section. */
function thirtyPages(pages: ReadonlyMap<string, number>): string {
  const style = `
    ${fontFaceCss(`目录封面部门决算一二三四五六七八九十0123456789第节正文`)}
    @page { size: A4 portrait; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —"; font-family: ${fallbackStack('song')} } }
    @page wide { size: A4 landscape; margin: 26mm 35mm }
    @page front { counter-increment: page 0; @bottom-center { content: none } }
    body { font: 16pt/29pt 仿宋_GB2312, ${fallbackStack('song')} }
    h1, h2 { font-family: 黑体, ${fallbackStack('hei')} }
    .front { page: front }
    .cover { break-after: page }
    section { break-before: page }
    .wide { page: wide }`
  const entries = SECTIONS.map(({ id }) => `<p><a href="#${id}">${id}</a> 在${pages.get(id) ?? '00'}页</p>`)
  const sections = SECTIONS.map(
    ({ id, wide }) => `<section class="${wide ? 'wide' : ''}"><h2 id="${id}">${id}正文</h2></section>`,
  )
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>部门决算</title><style>${style}</style></head>
    <body><div class="front"><h1 class="cover">部门决算封面</h1><h1>目录</h1>${entries.join('')}</div>${sections.join('')}</body></html>`
}

describe('a document with a 目录', () => {
  test('gets the page number that stands at the foot of each section, counted from the first section', async () => {
    const { pdf, pages, pageCount } = await paginate(port, thirtyPages, { firstNumberedPage: { id: '第1节' } })
    const facts = await pdfFacts(pdf)
    const front = pageCount - SECTIONS.length

    expect(pageCount).toBeGreaterThanOrEqual(30)
    expect(facts.pages).toHaveLength(pageCount)
    expect([...pages.keys()].sort()).toEqual(SECTIONS.map(({ id }) => id).sort())
    const contents = facts.pages.slice(0, front).map(({ text }) => text)
    SECTIONS.forEach(({ id }, index) => {
      expect(pages.get(id)).toBe(index + 1)
      expect(contents.join('')).toContain(`${id}在${index + 1}页`)
      expect(facts.pages[front + index]?.text).toContain(`${id}正文`)
      expect(facts.pages[front + index]?.text).toContain(`—${index + 1}—`)
    })
    expect(contents.join('')).not.toContain('—')
  })

  test('mixes portrait and landscape pages, each in the size of its @page', async () => {
    const { pdf, pageCount } = await paginate(port, thirtyPages)
    const { pages } = await pdfFacts(pdf)
    const front = pageCount - SECTIONS.length
    SECTIONS.forEach(({ wide }, index) => {
      const { width, height } = pages[front + index] ?? { width: 0, height: 0 }
      expect([width, height]).toEqual(wide ? [842, 595] : [595, 842])
    })
  })

  test('counts from the first page of the file unless told otherwise, and from a given page if told', async () => {
    const fromCover = await paginate(port, thirtyPages)
    const front = fromCover.pageCount - SECTIONS.length
    expect(fromCover.pages.get('第1节')).toBe(front + 1)
    const fromPage = await paginate(port, thirtyPages, { firstNumberedPage: front + 3 })
    expect(fromPage.pages.get('第3节')).toBe(1)
    expect(fromPage.pages.has('第2节')).toBe(false)
  })

  test('is printed once as a draft and once for good when nothing moves', async () => {
    const prints: (boolean | undefined)[] = []
    await paginate(watched(prints), thirtyPages)
    expect(prints).toEqual([true, false])
  })

  test('is corrected when the numbers themselves push a section onto the next page', async () => {
    const prints: (boolean | undefined)[] = []
    const { pages } = await paginate(watched(prints), (known) => {
      const filler = known.size === 0 ? '' : '<p style="break-before:page">目录变长了</p>'
      return `<!doctype html><body><a href="#a">甲</a> ${known.get('a') ?? ''}${filler}<h1 id="a" style="break-before:page">甲</h1></body>`
    })
    expect(pages.get('a')).toBe(3)
    expect(prints).toEqual([true, false, false])
  })

  test('that never comes to rest is refused with a way out', async () => {
    const restless = paginate(port, (known) => {
      const filler = (known.get('a') ?? 0) % 2 === 0 ? '<p style="break-before:page">目录</p>' : ''
      return `<!doctype html><body><a href="#a">甲</a>${filler}<h1 id="a" style="break-before:page">甲</h1></body>`
    })
    await expect(restless).rejects.toSatisfy(hasCode('DOC_PAGES_UNSTABLE'))
  })

  test('whose first numbered heading no entry links to is refused', async () => {
    const lost = paginate(port, () => '<!doctype html><body><h1 id="a">甲</h1></body>', {
      firstNumberedPage: { id: 'a' },
    })
    await expect(lost).rejects.toSatisfy(hasCode('DOC_PAGES_UNSTABLE'))
  })
})

test('a PDF keeps Chinese as text, embeds every font and has bookmarks for its headings', async () => {
  const words = '2023年度部门决算：收入支出决算总表（万元）1,530.55，①②③≠≥≤±×÷%‰㎡℃■□【】《》“”——…、。'
  const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><style>${fontFaceCss(words)}</style></head>
    <body><h1 style='font-family:${fallbackStack('hei')}'>${words}</h1>
    <p style='font-family:${fallbackStack('song')}'>${words}<b>${words}</b></p><p style='font-family:${fallbackStack('kai')}'>${words}</p></body></html>`
  const facts = await pdfFacts(await pdfFromHtml(port, html))
  expect(facts.pages.map(({ text }) => text).join('')).toBe(words.repeat(4))
  expect(facts.bookmarks).toEqual([words])
  expect(facts.allFontsEmbedded).toBe(true)
  expect(facts.fonts.join(' ')).toMatch(/LXGWWenKai.*NotoSansSC.*NotoSerifSC/)
})

/** The real port, and how it was asked. */
function watched(prints: (boolean | undefined)[]): PrintPort {
  return {
    ...port,
    pdf: (html: string, options?: PdfOptions) => {
      prints.push(options?.draft)
      return port.pdf(html, options)
    },
  }
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.info.code === code && error.info.remedies[0].text !== ''
}
