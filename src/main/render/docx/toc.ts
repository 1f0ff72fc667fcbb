import { Paragraph } from 'docx'
import type { TocEntry } from '../layout/toc.ts'
import { printable } from '../layout/inline.ts'
import type { Bookmarks } from './blocks.ts'
import { styleId } from './styles.ts'
import { element, inlines, textRun } from './xml.ts'
import type { XmlNode } from './xml.ts'

export interface TocContext {
  readonly depth: number
  readonly pages: ReadonlyMap<string, number>
  readonly bookmarks: Bookmarks
}

/**
 * The 目录 as Word itself writes it: one TOC field around entries that are already filled in, each a link whose page
 * number is a PAGEREF field with its value. WPS shows what is written and computes nothing on opening.
 */
export function tocParagraphs(entries: readonly TocEntry[], context: TocContext): readonly Paragraph[] {
  const begin = [fieldMark('begin'), instruction(` TOC \\o "1-${context.depth}" \\h \\z \\u `), fieldMark('separate')]
  return entries.map((entry, index) => {
    const first = index === 0 ? begin : []
    const last = index === entries.length - 1 ? [fieldMark('end')] : []
    const children = inlines(...first, linkXml(entry, context), ...last)
    return new Paragraph({ style: styleId(`toc${entry.level}`), children })
  })
}

function linkXml(entry: TocEntry, { pages, bookmarks }: TocContext): XmlNode {
  const bookmark = bookmarks.get(entry.id)?.name ?? ''
  const page = pages.get(entry.id)
  return element(
    'w:hyperlink',
    { 'w:anchor': bookmark, 'w:history': 1 },
    textRun(printable(entry.text)),
    element('w:r', {}, element('w:tab', {})),
    fieldMark('begin'),
    instruction(` PAGEREF ${bookmark} \\h `),
    fieldMark('separate'),
    textRun(page === undefined ? '' : String(page)),
    fieldMark('end'),
  )
}

const fieldMark = (type: 'begin' | 'separate' | 'end'): XmlNode =>
  element('w:r', {}, element('w:fldChar', { 'w:fldCharType': type }))

const instruction = (text: string): XmlNode =>
  element('w:r', {}, element('w:instrText', { 'xml:space': 'preserve' }, text))
