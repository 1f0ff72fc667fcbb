import type { DomDocument, DomElement } from 'jsdom'
import { expect, test } from 'vitest'
import type { Block, DocumentModel } from '#core/document/model.ts'
import { renderDocx } from '#main/render/docx.ts'
import { sourcesJson } from '#main/render/docx-sources.ts'
import { cell, income, incomeAndExpenditure, scoringSheet } from './fixture-grids.ts'
import { MODEL, PAGES, STYLE } from './fixture-model.ts'
import { all, attribute, parseXml, partOf, partsOf, shownText, valueOf } from './read-back.ts'

const bytes = await renderDocx(MODEL, PAGES)
const body = parseXml(partOf(bytes, 'word/document.xml'))
const styles = new Map(
  all(parseXml(partOf(bytes, 'word/styles.xml')), 'w:style').map((style) => [attribute(style, 'w:styleId'), style]),
)
const paragraphs = all(body, 'w:p')
const styleOf = (paragraph: DomElement): string | undefined => valueOf(paragraph, 'w:pStyle')
const tables = all(body, 'w:tbl')

const withBlocks = (...blocks: readonly Block[]): DocumentModel => ({ ...MODEL, blocks })

async function documentOf(...blocks: readonly Block[]): Promise<DomDocument> {
  return parseXml(partOf(await renderDocx(withBlocks(...blocks), new Map()), 'word/document.xml'))
}

function styled(id: string): DomElement {
  const style = styles.get(id)
  if (style === undefined) throw new Error(`no style ${id}`)
  return style
}

test('every part of the file is well-formed XML', () => {
  const xml = [...partsOf(bytes)].filter(([name]) => name.endsWith('.xml') || name.endsWith('.rels'))
  expect(xml.length).toBeGreaterThan(8)
  for (const [name, text] of xml) expect(() => parseXml(text), name).not.toThrow()
})

test('every style that a paragraph or run names is defined', () => {
  const used = ['w:pStyle', 'w:rStyle'].flatMap((tag) => all(body, tag)).map((node) => attribute(node, 'w:val'))
  expect(used.filter((id) => !styles.has(id))).toEqual([])
})

test('headings use the built-in heading styles, with their outline level and their own East Asian font', () => {
  const heading = (text: string): DomElement | undefined =>
    paragraphs.find((p) => shownText(p) === text && styleOf(p) !== 'TOC1')
  expect(styleOf(heading('第一部分 概况') ?? body.documentElement)).toBe('Heading1')
  expect(valueOf(styled('Heading2'), 'w:name')).toBe('heading 2')
  expect(valueOf(styled('Heading2'), 'w:outlineLvl')).toBe('1')
  expect(valueOf(styled('Heading2'), 'w:rFonts', 'w:eastAsia')).toBe('黑体')
  expect(valueOf(styled('Heading3'), 'w:rFonts', 'w:eastAsia')).toBe('楷体_GB2312')
})

test('the body is set with exact line spacing and an indent of two characters', () => {
  const style = styled('MzBody')
  expect(valueOf(style, 'w:spacing', 'w:line')).toBe('579')
  expect(valueOf(style, 'w:spacing', 'w:lineRule')).toBe('exact')
  expect(valueOf(style, 'w:ind', 'w:firstLineChars')).toBe('200')
  expect(valueOf(style, 'w:rFonts', 'w:eastAsia')).toBe('仿宋_GB2312')
})

test('Latin and East Asian fonts have slots of their own, and the font table names what Word may take instead', () => {
  const defaults = all(parseXml(partOf(bytes, 'word/styles.xml')), 'w:docDefaults')[0]
  if (defaults === undefined) throw new Error('no defaults')
  expect(valueOf(defaults, 'w:rFonts', 'w:ascii')).toBe('Times New Roman')
  expect(valueOf(defaults, 'w:rFonts', 'w:eastAsia')).toBe('仿宋_GB2312')
  const fonts = parseXml(partOf(bytes, 'word/fontTable.xml'))
  const title = all(fonts, 'w:font').find((font) => attribute(font, 'w:name') === '方正小标宋简体')
  expect(valueOf(title ?? fonts, 'w:altName')).toBe('方正小标宋_GBK,华文中宋,Noto Serif SC')
})

test('Chinese quotes and dashes are marked East Asian, plain digits are not', () => {
  const run = (part: string): DomElement | undefined => all(body, 'w:r').find((r) => shownText(r).includes(part))
  expect(valueOf(run('“三公”经费与上年') ?? body, 'w:rFonts', 'w:hint')).toBe('eastAsia')
  expect(all(run('200.84') ?? body, 'w:rFonts')).toEqual([])
})

test('sections follow the tables: cover, 目录, text, upright table, landscape tables, text, upright sheet', () => {
  const pages = all(body, 'w:sectPr').map((section) => {
    const size = all(section, 'w:pgSz')[0]
    return [attribute(size, 'w:orient'), attribute(size, 'w:w'), attribute(size, 'w:h')].join(' ')
  })
  const upright = 'portrait 11906 16838'
  expect(pages).toEqual([upright, upright, upright, upright, 'landscape 16838 11906', upright, upright])
})

test('cover and 目录 carry no number, and the first page of the text is page 1', () => {
  const sections = all(body, 'w:sectPr')
  expect(sections.map((section) => all(section, 'w:footerReference').length)).toEqual([0, 0, 1, 1, 1, 1, 1])
  expect(sections.map((section) => valueOf(section, 'w:pgNumType', 'w:start'))).toEqual([
    undefined,
    undefined,
    '1',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a heading over a landscape table goes with it onto the landscape page', async () => {
  const document = await documentOf(
    { kind: 'paragraph', id: 'p', role: 'body', content: [{ kind: 'text', text: '正文' }] },
    { kind: 'heading', level: 1, id: 'h', content: [{ kind: 'text', text: '第二部分' }], pageBreakBefore: true },
    { kind: 'grid', grid: income() },
  )
  const first = all(document, 'w:p').findIndex((p) => all(p, 'w:sectPr').length > 0)
  expect(shownText(all(document, 'w:p')[first] ?? document)).toBe('正文')
})

test('no page stays empty where a page break meets a change of page form', async () => {
  const document = await documentOf(
    { kind: 'grid', grid: incomeAndExpenditure('甲') },
    { kind: 'page-break' },
    { kind: 'grid', grid: income('乙') },
    { kind: 'page-break' },
    { kind: 'grid', grid: income('丙') },
  )
  expect(all(document, 'w:pageBreakBefore').length).toBe(1)
  expect(all(document, 'w:sectPr').length).toBe(2)
})

test('the footer prints the number between dashes, from a field', () => {
  const footer = parseXml(partOf(bytes, 'word/footer1.xml'))
  expect(shownText(footer)).toBe('—  —')
  expect(all(footer, 'w:instrText').map((node) => node.textContent)).toEqual(['PAGE'])
})

test('the 目录 is one field around entries that are filled in: text, bookmark and page number', () => {
  const entries = paragraphs.filter((p) => styleOf(p)?.startsWith('TOC'))
  const shown = entries.map((entry) => shownText(entry))
  expect(shown).toContain('第一部分 概况1')
  expect(shown).toContain('一、收入支出决算总表4')
  expect(shown).toContain('区委办业务费项目支出绩效自评表11')
  expect(shown.length).toBe(PAGES.size)
  const codes = entries.flatMap((entry) => all(entry, 'w:instrText')).map((node) => node.textContent)
  expect(codes[0]).toBe(' TOC \\o "1-2" \\h \\z \\u ')
  expect(codes.slice(1)).toEqual(
    entries.map((entry) => ` PAGEREF ${valueOf(entry, 'w:hyperlink', 'w:anchor') ?? ''} \\h `),
  )
})

test('fields are opened, divided and closed as often as each other', () => {
  const types = all(body, 'w:fldChar').map((node) => attribute(node, 'w:fldCharType'))
  const count = (type: string): number => types.filter((found) => found === type).length
  expect([count('begin'), count('separate'), count('end')]).toEqual([PAGES.size + 1, PAGES.size + 1, PAGES.size + 1])
})

test('every link of the 目录 has its bookmark, each bookmark is closed, and no name comes twice', () => {
  const names = all(body, 'w:bookmarkStart').map((node) => attribute(node, 'w:name'))
  const anchors = all(body, 'w:hyperlink').map((node) => attribute(node, 'w:anchor'))
  const ids = (tag: string): (string | undefined)[] => all(body, tag).map((node) => attribute(node, 'w:id'))
  expect(anchors.filter((anchor) => !names.includes(anchor))).toEqual([])
  expect(ids('w:bookmarkEnd')).toEqual(ids('w:bookmarkStart'))
  expect(new Set(names).size).toBe(names.length)
})

test('an entry of the 目录 leads to its heading', () => {
  const entry = paragraphs.find((p) => shownText(p) === '第三部分 情况说明9')
  const anchor = valueOf(entry ?? body, 'w:hyperlink', 'w:anchor')
  const start = all(body, 'w:bookmarkStart').find((node) => attribute(node, 'w:name') === anchor)
  expect(shownText(start?.parentElement ?? body)).toBe('第三部分 情况说明')
})

test('entries of the 目录 end in dots at the right edge of the type area', () => {
  expect(valueOf(styled('TOC2'), 'w:tab', 'w:leader')).toBe('dot')
  expect(valueOf(styled('TOC2'), 'w:tab', 'w:pos')).toBe('8844')
})

test('tables have a fixed layout, and the columns fill the type area exactly', () => {
  const widths = tables.map((table) => [
    valueOf(table, 'w:tblLayout', 'w:type'),
    valueOf(table, 'w:tblW', 'w:w'),
    all(table, 'w:gridCol').reduce((sum, column) => sum + Number(attribute(column, 'w:w')), 0),
  ])
  const upright = ['fixed', '9638', 9638]
  const landscape = ['fixed', '14117', 14117]
  expect(widths).toEqual([upright, landscape, landscape, landscape, upright])
})

test('in every row the cells span all columns, and each cell is as wide as the columns it spans', () => {
  for (const table of tables) {
    const columns = all(table, 'w:gridCol').map((column) => Number(attribute(column, 'w:w')))
    for (const row of all(table, 'w:tr')) {
      let at = 0
      for (const tc of all(row, 'w:tc')) {
        const span = Number(valueOf(tc, 'w:gridSpan') ?? 1)
        const width = columns.slice(at, at + span).reduce((a, b) => a + b, 0)
        expect(Number(valueOf(tc, 'w:tcW', 'w:w'))).toBe(width)
        at += span
      }
      expect(at).toBe(columns.length)
    }
  }
})

test('header rows repeat, and no row is split', () => {
  const headers = tables.map((table) => all(table, 'w:tblHeader').length)
  expect(headers).toEqual([3, 3, 2, 4, 0])
  expect(all(body, 'w:cantSplit').length).toBe(all(body, 'w:tr').length)
})

test('vertical merges begin once and continue down to their last row', () => {
  const form = tables[4]
  if (form === undefined) throw new Error('no form')
  const merges = all(form, 'w:tr').map((row) => valueOf(all(row, 'w:tc')[0] ?? row, 'w:vMerge'))
  expect(merges.slice(0, 9)).toEqual([
    undefined,
    undefined,
    'restart',
    'continue',
    'continue',
    'continue',
    'restart',
    'continue',
    'restart',
  ])
})

test('a line break in a cell makes two paragraphs', () => {
  const form = tables[4]
  const long = all(form ?? body, 'w:tc').find((tc) => shownText(tc).includes('但在预算执行中'))
  expect(all(long ?? body, 'w:p').length).toBe(2)
})

test('what a person still has to write stands out', () => {
  const run = all(body, 'w:r').find((r) => valueOf(r, 'w:rStyle') === 'MzMissing')
  expect(shownText(run ?? body)).toBe('【请写明收入总计增加的主要原因】')
  expect(valueOf(styled('MzMissing'), 'w:shd', 'w:fill')).toBe('FFEB3B')
})

test('title and unit are in the properties of the document', () => {
  const core = parseXml(partOf(bytes, 'docProps/core.xml'))
  expect(all(core, 'dc:title')[0]?.textContent).toBe('中国共产党长治市上党区委员会办公室2023年度单位决算公开')
  expect(all(core, 'dc:creator')[0]?.textContent).toBe('中国共产党长治市上党区委员会办公室')
})

test('the same model gives the same bytes, another figure gives others', async () => {
  expect(Buffer.from(await renderDocx(MODEL, PAGES)).equals(Buffer.from(bytes))).toBe(true)
  const other = new Map([...PAGES, ['part-5', 12]])
  expect(Buffer.from(await renderDocx(MODEL, other)).equals(Buffer.from(bytes))).toBe(false)
})

test('a heading whose page is not known yet leaves the number out', async () => {
  const document = parseXml(partOf(await renderDocx(MODEL, new Map()), 'word/document.xml'))
  const entries = all(document, 'w:p').filter((p) => styleOf(p)?.startsWith('TOC'))
  expect(entries.map((entry) => shownText(entry))).toContain('第一部分 概况')
})

test('control characters in a text do not break the file', async () => {
  const text = '甲\u0000\u0008乙\u001f\ud800丙'
  const document = await documentOf({ kind: 'paragraph', id: 'p', role: 'body', content: [{ kind: 'text', text }] })
  expect(shownText(document)).toBe('甲乙\ufffd丙')
})

test('cells that overlap are refused, for one of them would be lost', async () => {
  const grid = { ...income(), headerRows: 0, rows: [{ cells: [cell(0, '甲', { colSpan: 2 }), cell(1, '乙')] }] }
  await expect(renderDocx(withBlocks({ kind: 'grid', grid }), new Map())).rejects.toThrow(/乙/)
})

test('two headings with one id are refused, for the 目录 could not tell them apart', async () => {
  const grid: Block = { kind: 'grid', grid: income() }
  await expect(renderDocx(withBlocks(grid, grid), new Map())).rejects.toThrow(/收入决算表/)
})

test('every page form keeps the margins of the pack: those of the text, of tables, and of tables turned left', () => {
  const margins = all(body, 'w:pgMar').map((node) =>
    ['w:top', 'w:right', 'w:bottom', 'w:left'].map((n) => attribute(node, n)),
  )
  expect(margins[2]).toEqual(['2098', '1474', '1984', '1587'])
  expect(margins[3]).toEqual(['1361', '1134', '1361', '1134'])
  expect(margins[4]).toEqual(['1134', '1361', '1134', '1361'])
  expect(STYLE.page).toMatchObject({ margin: { top: 37 }, tableMargin: { top: 24 } })
})

test('the sidecar names block and cells of every figure, and every cell of the store', () => {
  const sources = sourcesJson(MODEL)
  const figures = sources.entries.filter((entry) => entry.kind === 'figure')
  expect(figures.map((entry) => entry.text)).toEqual(['692.87', '692.86', '200.84', '40.82', '692.85'])
  expect(figures[2]).toMatchObject({ block: 'total', at: { figure: 3 }, refs: ['收入支出决算总表/总计/金额'] })
  const rows = sources.entries.filter((entry) => entry.block === scoringSheet().id)
  expect(rows.find((entry) => entry.text === '92.07')).toMatchObject({ at: { row: 18, column: 9 } })
  expect(sources.unit).toBe(MODEL.unitName)
})
