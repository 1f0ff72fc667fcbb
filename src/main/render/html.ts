import type { Block, CoverLine, DocumentModel, Grid } from '#core/document/model.ts'
import { escapeLines, fragment, inlineHtml, rowsHtml } from './html/markup.ts'
import { printCss } from './html/print-css.ts'
import { pageSections } from './layout/pages.ts'
import type { FlowItem, PageSection } from './layout/pages.ts'
import { columnWidths } from './layout/grid-layout.ts'
import { gridSetting } from './layout/grid-setting.ts'
import { escapeMarkup } from './layout/inline.ts'
import { headingsOf, tocEntries } from './layout/toc.ts'

/** Id of the first numbered page; the 目录 links to it, so that its place can be read from a print. */
export const BODY_ID = 'mz-body'

export interface PrintOptions {
  /** Printed page number of each heading id and grid id; empty on the first of two prints. */
  readonly pages: ReadonlyMap<string, number>
  /** `@font-face` rules for the fonts that the machine does not have; nothing in it may be fetched from outside. */
  readonly fontCss: string
}

/**
 * The page that is printed to PDF: page forms, numbers, 目录 and tables as on paper; needs nothing from outside.
 *
 * Every heading and every table of the 目录 carries its id, and the entries link to `#id`.
 * Throws RangeError for a model that cannot be printed whole (cells that overlap, ids that repeat).
 */
export function renderPrintHtml(model: DocumentModel, options: PrintOptions): string {
  headingsOf(model)
  const sections = pageSections(model)
  const first = sections.findIndex((section) => section.kind === 'body')
  const body = sections.map((section, index) => sectionHtml(section, model, options, index === first)).join('\n')
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${escapeMarkup(`${model.unitName}${model.title}`)}</title>
<style>
${options.fontCss}
${printCss(model.style)}
</style>
</head>
<body>
${body}
</body>
</html>
`
}

function sectionHtml(section: PageSection, model: DocumentModel, options: PrintOptions, first: boolean): string {
  switch (section.kind) {
    case 'cover':
      return `<section class="${section.front ? 'front' : 'insert'}">\n${section.block.lines.map(coverLine).join('\n')}\n</section>`
    case 'toc':
      return `<section class="${section.front ? 'front' : 'insert'}">\n${tocHtml(section.block, model, options)}\n</section>`
    case 'body': {
      const items = section.items.map((item) => itemHtml(item, model)).join('\n')
      return `<section class="${section.orientation}"${first ? ` id="${BODY_ID}"` : ''}>\n${items}\n</section>`
    }
  }
}

const coverLine = (line: CoverLine): string => `<p class="cover-${line.role}">${escapeLines(line.text)}</p>`

function tocHtml(block: Extract<Block, { kind: 'toc' }>, model: DocumentModel, options: PrintOptions): string {
  const entries = tocEntries(model, block.depth).map(
    ({ id, level, text }) =>
      `<li class="toc${level}"><a href="${fragment(id)}"><span>${escapeMarkup(text)}</span>` +
      `<span class="dots"></span><span class="page">${options.pages.get(id) ?? ''}</span></a></li>`,
  )
  const title = `<p class="toc-title"><a href="#${BODY_ID}">${escapeMarkup(block.title)}</a></p>`
  return `${title}\n<ol class="toc-list">\n${entries.join('\n')}\n</ol>`
}

function itemHtml({ block, breakBefore }: FlowItem, model: DocumentModel): string {
  const classes = (...names: readonly string[]): string => [...names, ...(breakBefore ? ['break'] : [])].join(' ')
  switch (block.kind) {
    case 'heading': {
      const tag = `h${block.level}`
      const content = inlineHtml(block.content)
      return `<${tag} id="${escapeMarkup(block.id)}" class="${classes(`heading${block.level}`)}">${content}</${tag}>`
    }
    case 'paragraph':
      return `<p id="${escapeMarkup(block.id)}" class="${classes(block.role)}">${inlineHtml(block.content)}</p>`
    case 'grid':
      return `<div class="${classes('grid')}">\n${gridHtml(block.grid, model)}\n</div>`
  }
}

function gridHtml(grid: Grid, model: DocumentModel): string {
  const { fontSize, padding } = gridSetting(grid, model.style)
  const columns = columnWidths(grid, 10000).map((share) => `<col style="width:${share / 100}%">`)
  const rows = rowsHtml(grid, {
    tag: () => ({ open: 'td', close: 'td' }),
    attributes: (cell) => (cell.align === 'left' ? '' : ` class="${cell.align === 'center' ? 'c' : 'r'}"`),
  })
  const style = `font-size:${fontSize}pt;--pad:${padding / 2}pt`
  return [
    titleHtml(grid),
    ...(grid.code === undefined ? [] : [`<p class="grid-line grid-code">${escapeMarkup(grid.code)}</p>`]),
    ...(grid.line.every((part) => part === '')
      ? []
      : [
          `<div class="grid-line grid-head">${grid.line.map((part) => `<span>${escapeMarkup(part)}</span>`).join('')}</div>`,
        ]),
    `<table style="${style}">\n<colgroup>${columns.join('')}</colgroup>\n${rows}\n</table>`,
    ...grid.notes.map((note) => `<p class="grid-note">${escapeLines(note)}</p>`),
  ].join('\n')
}

function titleHtml(grid: Grid): string {
  const tag = grid.headingLevel === undefined ? 'p' : `h${grid.headingLevel}`
  return `<${tag} id="${escapeMarkup(grid.id)}" class="grid-title">${escapeMarkup(grid.title)}</${tag}>`
}
