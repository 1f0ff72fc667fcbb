import { Document, Footer, Packer, PageNumber, Paragraph, SectionType, TextRun } from 'docx'
import type { FileChild, ISectionOptions } from 'docx'
import type { CoverLine, DocumentModel, DocumentStyle } from '#core/document/model.ts'
import { blockXml, endParagraph } from './docx/blocks.ts'
import type { BlockContext, Bookmarks, Pictures } from './docx/blocks.ts'
import { FOOTER_STYLE, fontTableXml, styleId, stylesXml } from './docx/styles.ts'
import { tocParagraphs } from './docx/toc.ts'
import { inlines, textRun } from './docx/xml.ts'
import { coverLines } from './layout/cover.ts'
import { escapeMarkup, printable } from './layout/inline.ts'
import { TEXT_PAGE, TWIPS_PER_MM, pageGeometry, pageSections } from './layout/pages.ts'
import type { PageForm, PageSection } from './layout/pages.ts'
import { headingsOf, tocEntries } from './layout/toc.ts'
import { withFixedDates } from './layout/zip-dates.ts'

/**
 * The document as a Word file: real heading styles, sections of upright and landscape pages, a 目录 that is filled in.
 *
 * `pages`  printed page number of each heading id and grid id, as the PDF found them
 * `pictures`  PNG of each chart id (`chartPictures`); a model without charts needs none
 * Same model, pages and pictures give the same bytes.
 * Throws RangeError for a model that cannot be printed whole (cells that overlap, ids that repeat, a chart without its picture).
 */
export async function renderDocx(
  model: DocumentModel,
  pages: ReadonlyMap<string, number>,
  pictures: Pictures = new Map(),
): Promise<Uint8Array> {
  const bookmarks: Bookmarks = new Map(
    headingsOf(model).map(({ id }, index) => [
      id,
      { name: `_Toc${String(index + 1).padStart(9, '0')}`, number: index + 1 },
    ]),
  )
  const sections = pageSections(model)
  const first = sections.find((section) => section.kind === 'body' && !section.front)
  const document = new Document({
    sections: sections.map((section) => ({
      ...sectionForm(section, model.style, section === first),
      children: sectionContent(section, { model, bookmarks, pictures }, pages),
    })),
  })
  const overrides = [
    { path: 'word/styles.xml', data: stylesXml(model) },
    { path: 'word/fontTable.xml', data: fontTableXml(model.style) },
    { path: 'docProps/core.xml', data: corePropertiesXml(model) },
  ]
  return withFixedDates(await Packer.toBuffer(document, undefined, overrides))
}

function sectionContent(
  section: PageSection,
  context: BlockContext,
  pages: ReadonlyMap<string, number>,
): readonly FileChild[] {
  switch (section.kind) {
    case 'cover':
      return coverParagraphs(section.block.lines, context.model)
    case 'toc': {
      const { title, depth } = section.block
      const entries = tocEntries(context.model, depth)
      const list = tocParagraphs(entries, { depth, pages, bookmarks: context.bookmarks })
      return [plainParagraph(styleId('toc-title'), title), ...list, endParagraph()]
    }
    case 'body':
      return section.items.flatMap((item) => blockXml(item, section.form, context))
  }
}

function coverParagraphs(lines: readonly CoverLine[], model: DocumentModel): readonly FileChild[] {
  return coverLines(lines, model).map(
    ({ role, text, space }) =>
      new Paragraph({
        style: styleId(`cover-${role}`),
        spacing: { before: Math.round(space * 20) },
        children: inlines(textRun(printable(text))),
      }),
  )
}

const plainParagraph = (style: string, text: string): Paragraph =>
  new Paragraph({ style, children: inlines(textRun(printable(text))) })

/** Page form, number and footer of a section. Numbers start with the first page of the text. */
function sectionForm(section: PageSection, style: DocumentStyle, first: boolean): Omit<ISectionOptions, 'children'> {
  const page = pageForm(style, section.kind === 'body' ? section.form : TEXT_PAGE)
  const properties = {
    type: SectionType.NEXT_PAGE,
    page: first ? { ...page, pageNumbers: { start: 1 } } : page,
  }
  if (section.front) return { properties }
  if (section.kind === 'body') return { properties, footers: { default: numberFooter(style) } }
  // A section without a footer takes over the one before it, so an inserted cover needs an empty one.
  return { properties, footers: { default: new Footer({ children: [endParagraph()] }) } }
}

function pageForm(style: DocumentStyle, form: PageForm) {
  const { margin } = pageGeometry(style, form)
  const twips = (millimetres: number): number => Math.round(millimetres * TWIPS_PER_MM)
  // GB/T 9704: the number stands 7 mm below the type area.
  const footer = Math.max(5, margin.bottom - 7 - (style.pageNumber.size * 1.3 * 25.4) / 72)
  return {
    // The library turns width and height round by itself for landscape.
    size: { width: twips(style.page.width), height: twips(style.page.height), orientation: form.orientation },
    margin: {
      top: twips(margin.top),
      right: twips(margin.right),
      bottom: twips(margin.bottom),
      left: twips(margin.left),
      header: twips(15),
      footer: twips(footer),
    },
  }
}

function numberFooter(style: DocumentStyle): Footer {
  const [before = '', after = ''] = style.pageNumber.form.split('{n}')
  const children = [
    ...inlines(textRun(before)),
    new TextRun({ children: [PageNumber.CURRENT] }),
    ...inlines(textRun(after)),
  ]
  return new Footer({ children: [new Paragraph({ style: FOOTER_STYLE, children })] })
}

/** Fixed date, or the same document would have another hash every second. */
function corePropertiesXml(model: DocumentModel): string {
  const date = '2000-01-01T00:00:00Z'
  const when = (tag: string): string => `<dcterms:${tag} xsi:type="dcterms:W3CDTF">${date}</dcterms:${tag}>`
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escapeMarkup(`${model.unitName}${model.title}`)}</dc:title>` +
    `<dc:creator>${escapeMarkup(model.unitName)}</dc:creator>${when('created')}${when('modified')}</cp:coreProperties>`
  )
}
