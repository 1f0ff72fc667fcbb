import { Paragraph, TabStopType } from 'docx'
import type { FileChild, IParagraphOptions } from 'docx'
import type { DocumentModel, Grid, Inline } from '#core/document/model.ts'
import { textWidth } from '../layout/grid-layout.ts'
import { inlineText, printable } from '../layout/inline.ts'
import { TWIPS_PER_MM, pageGeometry } from '../layout/pages.ts'
import type { FlowItem } from '../layout/pages.ts'
import { END_STYLE, MISSING_STYLE, gridTitleStyleId, styleId } from './styles.ts'
import { gridTable } from './table.ts'
import { element, inlines, textRun } from './xml.ts'
import type { XmlInline, XmlNode } from './xml.ts'

export interface BlockContext {
  readonly model: DocumentModel
  readonly bookmarks: Bookmarks
}

/** The bookmark of each heading id. */
export type Bookmarks = ReadonlyMap<string, { readonly name: string; readonly number: number }>

/** One block of the text as paragraphs and tables. */
export function blockXml({ block, breakBefore }: FlowItem, context: BlockContext): readonly FileChild[] {
  switch (block.kind) {
    case 'heading': {
      const children = marked(block.id, block.content.map(inlineRun), context)
      return [new Paragraph({ style: styleId(`heading${block.level}`), pageBreakBefore: breakBefore, children })]
    }
    case 'paragraph':
      return [
        new Paragraph({
          style: styleId(block.role),
          pageBreakBefore: breakBefore,
          children: inlines(...block.content.map(inlineRun)),
        }),
      ]
    case 'grid':
      return gridXml(block.grid, breakBefore, context)
  }
}

/** Ends a section or stands between two tables, which would grow together otherwise. */
export const endParagraph = (): Paragraph => new Paragraph({ style: END_STYLE })

function inlineRun(inline: Inline): XmlNode {
  const text = inlineText(inline)
  switch (inline.kind) {
    case 'text':
      return textRun(text, inline)
    case 'figure':
      return textRun(text)
    case 'missing':
      return textRun(text, { style: MISSING_STYLE })
  }
}

/** The runs of a heading between the bookmark that the 目录 refers to. */
function marked(id: string, runs: readonly XmlNode[], { bookmarks }: BlockContext): XmlInline[] {
  const bookmark = bookmarks.get(id)
  if (bookmark === undefined) return inlines(...runs)
  const start = element('w:bookmarkStart', { 'w:id': bookmark.number, 'w:name': bookmark.name })
  return inlines(start, ...runs, element('w:bookmarkEnd', { 'w:id': bookmark.number }))
}

function gridXml(grid: Grid, breakBefore: boolean, context: BlockContext): readonly FileChild[] {
  const width = Math.round(pageGeometry(context.model.style, grid.orientation).typeWidth * TWIPS_PER_MM)
  const title: IParagraphOptions = {
    style: gridTitleStyleId(grid.headingLevel),
    pageBreakBefore: breakBefore,
    children: marked(grid.id, [textRun(printable(grid.title))], context),
  }
  const code = grid.code === undefined ? [] : [new Paragraph({ ...gridLine(grid.code), alignment: 'right' })]
  const line = grid.line.every((part) => part === '') ? [] : [unitLine(grid, width, context.model.style.sizes.table)]
  const notes = grid.notes.map(
    (text) => new Paragraph({ style: styleId('grid-note'), children: inlines(textRun(printable(text))) }),
  )
  return [
    new Paragraph(title),
    ...code,
    ...line,
    gridTable(grid, context.model.style, width),
    ...(notes.length === 0 ? [endParagraph()] : notes),
  ]
}

const gridLine = (text: string): IParagraphOptions => ({
  style: styleId('grid-line'),
  children: inlines(textRun(printable(text))),
})

/** Left, middle and right on one line; the middle moves to the left part where that is too long for it. */
function unitLine(grid: Grid, width: number, size: number): Paragraph {
  const [left, middle, right] = grid.line.map(printable)
  const half = width / 20 / size / 2
  const centred = textWidth(left ?? '') + textWidth(middle ?? '') / 2 < half - 1
  const stops = [
    ...(centred ? [{ type: TabStopType.CENTER, position: Math.round(width / 2) }] : []),
    { type: TabStopType.RIGHT, position: width },
  ]
  const tab = element('w:r', {}, element('w:tab', {}))
  const children = inlines(
    textRun(left ?? ''),
    centred ? tab : textRun('　'),
    textRun(middle ?? ''),
    tab,
    textRun(right ?? ''),
  )
  return new Paragraph({ style: styleId('grid-line'), tabStops: stops, children })
}
