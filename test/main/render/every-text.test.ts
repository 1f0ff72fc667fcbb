import fc from 'fast-check'
import { expect, test } from 'vitest'
import { read, utils } from '@e965/xlsx'
import type { Block, DocumentModel, Grid, Inline } from '#core/document/model.ts'
import { renderDocx } from '#main/render/docx.ts'
import { renderPrintHtml } from '#main/render/html.ts'
import { plainText, printable } from '#main/render/layout/inline.ts'
import { renderPublishHtml } from '#main/render/publish.ts'
import { renderXlsx } from '#main/render/xlsx.ts'
import { cell } from './fixture-grids.ts'
import { MODEL, STYLE } from './fixture-model.ts'
import { all, parseHtmlStrictly, parseXml, partOf, shownText, valueOf } from './read-back.ts'

/** Any text without line breaks and tabs, which each format shows in its own way. */
const words = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.replace(/[\n\t]/g, ' '))

const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words, bold: fc.boolean() }),
  fc.record({ kind: fc.constant('figure' as const), text: words, refs: fc.constant([]), formula: words }),
  fc.record({ kind: fc.constant('missing' as const), textId: words, prompt: words }),
)

const content = fc.array(inline, { minLength: 1, maxLength: 4 })

const grid: fc.Arbitrary<Grid> = fc
  .record({ texts: fc.array(words, { minLength: 1, maxLength: 9 }), landscape: fc.boolean(), titled: fc.boolean() })
  .map(({ texts, landscape, titled }) => ({
    id: '',
    title: '表',
    headingLevel: titled ? 2 : undefined,
    code: undefined,
    line: ['', '', ''],
    orientation: landscape ? 'landscape' : 'portrait',
    widths: [1, 2, 1],
    fontSize: 9,
    headerRows: 0,
    rows: Array.from({ length: Math.ceil(texts.length / 3) }, (_, row) => ({
      cells: texts.slice(row * 3, row * 3 + 3).map((text, column) => cell(column, text)),
    })),
    notes: [],
  }))

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    id: fc.constant(''),
    content,
    pageBreakBefore: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('paragraph' as const),
    id: fc.constant(''),
    role: fc.constantFrom('body' as const, 'note' as const, 'title' as const, 'list' as const),
    content,
  }),
  grid.map((value) => ({ kind: 'grid' as const, grid: value })),
  fc.constant({ kind: 'page-break' as const }),
)

/** A document of random blocks with ids of their own. */
const models: fc.Arbitrary<DocumentModel> = fc.array(block, { maxLength: 8 }).map((blocks) => ({
  ...MODEL,
  blocks: [
    { kind: 'toc', title: '目录', depth: 4 },
    ...blocks.map((value, index): Block => {
      if (value.kind === 'grid') return { kind: 'grid', grid: { ...value.grid, id: `g${index}` } }
      return value.kind === 'heading' || value.kind === 'paragraph' ? { ...value, id: `b${index}` } : value
    }),
  ],
}))

/** Headings, paragraphs and table cells of a model, in order, as a reader must find them. */
function expected(model: DocumentModel): string[] {
  return model.blocks.flatMap((value) => {
    if (value.kind === 'heading' || value.kind === 'paragraph') return [plainText(value.content)]
    if (value.kind !== 'grid') return []
    return ['表', ...value.grid.rows.flatMap((row) => row.cells.map((one) => printable(one.text)))]
  })
}

const filled = (texts: readonly string[]): string[] => texts.filter((text) => text !== '')

function htmlTexts(html: string): string[] {
  const document = parseHtmlStrictly(html)
  const found = [...document.querySelectorAll('h1, h2, h3, h4, p, td, th, caption')]
  return filled(
    found
      .filter((node) => node.closest('nav') === null && !node.classList.contains('toc-title'))
      .filter((node) => node.querySelector('h1, h2, h3, h4') === null)
      .map((node) => node.textContent),
  )
}

function docxTexts(bytes: Uint8Array): string[] {
  const body = parseXml(partOf(bytes, 'word/document.xml'))
  const shown = all(body, 'w:p').filter((p) => !/^(TOC|MzTocTitle)/.test(valueOf(p, 'w:pStyle') ?? ''))
  return filled(shown.map((p) => shownText(p)))
}

test('docx, print and publishing page show every text once, whole and in order', async () => {
  await fc.assert(
    fc.asyncProperty(models, async (model) => {
      const texts = filled(expected(model))
      expect(docxTexts(await renderDocx(model, new Map()))).toEqual(texts)
      expect(htmlTexts(renderPrintHtml(model, { pages: new Map(), fontCss: '' }))).toEqual(texts)
      expect(htmlTexts(renderPublishHtml(model))).toEqual(texts)
    }),
    { numRuns: 60 },
  )
})

test('the workbook shows every text of a table once, whole and in order', async () => {
  await fc.assert(
    fc.asyncProperty(grid, async (value) => {
      const bytes = await renderXlsx([value], STYLE, { title: '表', unitName: '单位' })
      const book = read(bytes, { type: 'array' })
      const rows = utils.sheet_to_json<string[]>(book.Sheets['表'] ?? {}, { header: 1, raw: true, blankrows: false })
      const texts = value.rows.flatMap((row) => row.cells.map((one) => printable(one.text)))
      expect(filled(rows.slice(1).flat())).toEqual(filled(texts))
    }),
    { numRuns: 30 },
  )
})
