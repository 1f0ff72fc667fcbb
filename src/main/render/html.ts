import type { DocumentModel, DocumentStyle, Grid } from '#core/document/model.ts'
import { drawingOf, type Drawings } from './chart/drawings.ts'
import { escapeLines, inlineHtml, rowsHtml } from './html/markup.ts'
import { BODY_ID, coverHtml, tocHtml } from './html/front.ts'
import { pageName, printCss } from './html/print-css.ts'
import type { PrintSheets } from './html/print-css.ts'
import { pageSections } from './layout/pages.ts'
import type { FlowItem, PageForm, PageSection } from './layout/pages.ts'
import { spanWidth, wholeWidths } from './layout/grid-layout.ts'
import { gridSetting } from './layout/grid-setting.ts'
import type { GridPlace, GridSetting } from './layout/grid-setting.ts'
import { splitForm } from './layout/split-form.ts'
import { escapeMarkup } from './layout/inline.ts'
import { headingsOf } from './layout/toc.ts'
import { unitLineOf } from './layout/unit-line.ts'

export { BODY_ID }
export type { PrintSheets }

export interface PrintOptions {
  /** Printed page number of each heading id and grid id; empty on the first of two prints. */
  readonly pages: ReadonlyMap<string, number>
  /** `@font-face` rules for the fonts that the machine does not have, one on each line; nothing in them may be fetched from outside. */
  readonly fontCss: string
  /** Sheets that are bound; single pages without it. */
  readonly sheets?: PrintSheets | undefined
  /** `chartDrawings` of the model; one without charts needs none. */
  readonly drawings?: Drawings
}

/**
 * The page that is printed to PDF: page forms, numbers, 目录 and tables as on paper; needs nothing from outside.
 *
 * Every heading and every table of the 目录 carries its id, and the entries link to `#id`.
 * Throws RangeError for a model that cannot be printed whole (cells that overlap, ids that repeat, a chart without its drawing).
 */
export function renderPrintHtml(model: DocumentModel, options: PrintOptions): string {
  headingsOf(model)
  const sections = pageSections(model)
  const first = sections.findIndex((section) => section.kind === 'body' && !section.front)
  const body = sections.map((section, index) => sectionHtml(section, model, options, index === first)).join('\n')
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${escapeMarkup(`${model.unitName}${model.title}`)}</title>
${fontStyles(options.fontCss)}<style>
${printCss(model, options.sheets)}
</style>
</head>
<body>
${body}
</body>
</html>
`
}

/** One element for each font: a browser reads an element in one go, and all fonts are megabytes. */
function fontStyles(fontCss: string): string {
  const rules = fontCss.split('\n').filter((line) => line !== '')
  return rules.map((rule) => `<style>${rule}</style>\n`).join('')
}

function sectionHtml(section: PageSection, model: DocumentModel, options: PrintOptions, first: boolean): string {
  switch (section.kind) {
    case 'cover':
      return `<section class="${section.front ? 'front' : 'insert'}">\n${coverHtml(section.block, model)}\n</section>`
    case 'toc':
      return `<section class="${section.front ? 'front' : 'insert'}">\n${tocHtml(section.block, model, options.pages)}\n</section>`
    case 'body': {
      const items = section.items.map((item) => itemHtml(item, section.form, model.style, options)).join('\n')
      if (section.front) return `<section class="front">\n${items}\n</section>`
      return `<section class="${pageName(section.form)}"${first ? ` id="${BODY_ID}"` : ''}>\n${items}\n</section>`
    }
  }
}

function itemHtml(
  { block, breakBefore, above }: FlowItem,
  form: PageForm,
  style: DocumentStyle,
  { drawings = new Map() }: PrintOptions,
): string {
  const classes = (...names: readonly string[]): string => [...names, ...(breakBefore ? ['break'] : [])].join(' ')
  switch (block.kind) {
    case 'heading': {
      const tag = `h${block.level}`
      const content = inlineHtml(block.content)
      return `<${tag} id="${escapeMarkup(block.id)}" class="${classes(`heading${block.level}`)}">${content}</${tag}>`
    }
    case 'paragraph':
      return `<p id="${escapeMarkup(block.id)}" class="${classes(block.role)}">${inlineHtml(block.content)}</p>`
    case 'chart':
      return `<figure class="${classes('chart')}">${drawingOf(drawings, block.chart)}<figcaption>${escapeMarkup(block.chart.title)}</figcaption></figure>`
    case 'grid':
      return gridHtml(block.grid, style, { form, above }, classes('grid'))
  }
}

function gridHtml(grid: Grid, style: DocumentStyle, place: GridPlace, classes: string): string {
  const setting = gridSetting(grid, style, place)
  const [table, ...more] = setting.isLong ? splitForm(grid) : [grid]
  const first = [
    titleHtml(grid),
    ...(grid.code === undefined ? [] : [`<p class="grid-line grid-code">${escapeMarkup(grid.code)}</p>`]),
    ...unitLineHtml(grid, spanWidth(setting.widths, 0, setting.widths.length), style),
    ...(table ? [tableHtml(table, setting)] : []),
  ]
  const blocks = [first, ...more.map((part) => [tableHtml(part, setting)])]
  return blocks
    .map((lines, index) => `<div class="${index === 0 ? classes : 'grid grid-on'}">\n${lines.join('\n')}\n</div>`)
    .join('\n')
}

/** The table and its notes. */
function tableHtml(grid: Grid, { fontSize, padding, margin, widths }: GridSetting): string {
  const columns = wholeWidths(widths, 10000).map((share) => `<col style="width:${share / 100}%">`)
  const rows = rowsHtml(grid, {
    tag: () => ({ open: 'td', close: 'td' }),
    attributes: (cell) => (cell.align === 'left' ? '' : ` class="${cell.align === 'center' ? 'c' : 'r'}"`),
  })
  const form = `font-size:${fontSize}pt;--pad:${padding / 2}pt;--rise:${margin}pt`
  return [
    `<table style="${form}">\n<colgroup>${columns.join('')}</colgroup>\n${rows}\n</table>`,
    ...grid.notes.map((note) => `<p class="grid-note">${escapeLines(note)}</p>`),
  ].join('\n')
}

function unitLineHtml(grid: Grid, width: number, style: DocumentStyle): readonly string[] {
  const kind = unitLineOf(grid, width, style.sizes.table)
  const spans = grid.line.map((part) => `<span>${escapeMarkup(part)}</span>`).join('')
  return kind === 'none' ? [] : [`<div class="grid-line grid-head ${kind}">${spans}</div>`]
}

function titleHtml(grid: Grid): string {
  const tag = grid.headingLevel === undefined ? 'p' : `h${grid.headingLevel}`
  return `<${tag} id="${escapeMarkup(grid.id)}" class="grid-title">${escapeMarkup(grid.title)}</${tag}>`
}
