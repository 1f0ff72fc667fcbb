import { ImageRun, Paragraph, TabStopType } from 'docx'
import type { FileChild, IParagraphOptions } from 'docx'
import type { Chart, DocumentModel, Grid, Inline } from '#core/document/model.ts'
import { CHART_SIZE, descriptionOf } from '../chart/option.ts'
import { gridSetting } from '../layout/grid-setting.ts'
import type { GridPlace } from '../layout/grid-setting.ts'
import { inlineText, printable } from '../layout/inline.ts'
import { TWIPS_PER_MM, pageGeometry } from '../layout/pages.ts'
import type { FlowItem, PageForm } from '../layout/pages.ts'
import { unitLineOf } from '../layout/unit-line.ts'
import { END_STYLE, MISSING_STYLE, gridTitleStyleId, styleId } from './styles.ts'
import { gridTable } from './table.ts'
import { element, inlines, textRun } from './xml.ts'
import type { XmlInline, XmlNode } from './xml.ts'

export interface BlockContext {
  readonly model: DocumentModel
  readonly bookmarks: Bookmarks
  readonly pictures: Pictures
}

/** The picture of each chart by its id, as PNG. */
export type Pictures = ReadonlyMap<string, Uint8Array>

/** The bookmark of each heading id. */
export type Bookmarks = ReadonlyMap<string, { readonly name: string; readonly number: number }>

/** One block of the text as paragraphs and tables. */
export function blockXml(
  { block, breakBefore, above }: FlowItem,
  form: PageForm,
  context: BlockContext,
): readonly FileChild[] {
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
    case 'chart':
      return chartXml(block.chart, form, context)
    case 'grid':
      return gridXml(block.grid, breakBefore, { form, above }, context)
  }
}

/** A picture over its title, as wide as the text. */
function chartXml(chart: Chart, form: PageForm, { model, pictures }: BlockContext): readonly FileChild[] {
  const data = pictures.get(chart.id)
  if (data === undefined) throw new RangeError(`the chart ${chart.id} has no picture`)
  const width = Math.round((pageGeometry(model.style, form).typeWidth / 25.4) * PIXELS_PER_INCH)
  const height = Math.round((width * CHART_SIZE.height) / CHART_SIZE.width)
  const description = descriptionOf(chart)
  const picture = new ImageRun({
    type: 'png',
    data,
    transformation: { width, height },
    altText: { name: chart.title, title: chart.title, description },
  })
  return [
    new Paragraph({
      style: END_STYLE,
      alignment: 'center',
      keepNext: true,
      spacing: { line: 240, lineRule: 'auto' },
      children: [picture],
    }),
    new Paragraph({ style: styleId('note'), alignment: 'center', children: inlines(textRun(printable(chart.title))) }),
  ]
}

/** Pixels of a picture in Word, whatever the screen. */
const PIXELS_PER_INCH = 96

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

function gridXml(grid: Grid, breakBefore: boolean, place: GridPlace, context: BlockContext): readonly FileChild[] {
  const width = Math.round(pageGeometry(context.model.style, place.form).typeWidth * TWIPS_PER_MM)
  const title: IParagraphOptions = {
    style: gridTitleStyleId(grid.headingLevel),
    pageBreakBefore: breakBefore,
    children: marked(grid.id, [textRun(printable(grid.title))], context),
  }
  const code = grid.code === undefined ? [] : [new Paragraph({ ...gridLine(grid.code), alignment: 'right' })]
  const line = unitLine(grid, width, context.model.style.sizes.table)
  const notes = grid.notes.map(
    (text) => new Paragraph({ style: styleId('grid-note'), children: inlines(textRun(printable(text))) }),
  )
  return [
    new Paragraph(title),
    ...code,
    ...line,
    gridTable(grid, gridSetting(grid, context.model.style, place), width),
    ...(notes.length === 0 ? [endParagraph()] : notes),
  ]
}

const gridLine = (text: string): IParagraphOptions => ({
  style: styleId('grid-line'),
  children: inlines(textRun(printable(text))),
})

/** Left, middle and right of the line over a table. */
function unitLine(grid: Grid, width: number, size: number): readonly Paragraph[] {
  const [left = '', middle = '', right = ''] = grid.line.map(printable)
  const toEnd = { type: TabStopType.RIGHT, position: width }
  const toMiddle = { type: TabStopType.CENTER, position: Math.round(width / 2) }
  const tab = element('w:r', {}, element('w:tab', {}))
  const kind = unitLineOf(grid, width / 20, size)
  switch (kind) {
    case 'none':
      return []
    case 'centred':
      return [stopped([toMiddle, toEnd], textRun(left), tab, textRun(middle), tab, textRun(right))]
    case 'between':
      return [stopped([toEnd], textRun(left), textRun('　'), textRun(middle), tab, textRun(right))]
    case 'two-lines':
      return [stopped([], textRun(left)), stopped([toEnd], textRun(middle), tab, textRun(right))]
  }
}

const stopped = (tabStops: { type: 'right' | 'center'; position: number }[], ...runs: readonly XmlNode[]): Paragraph =>
  new Paragraph({ style: styleId('grid-line'), tabStops, children: inlines(...runs) })
