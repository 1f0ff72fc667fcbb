import type { Block, CoverLine, DocumentModel, Grid, GridCell } from '#core/document/model.ts'
import { drawingOf, type Drawings } from './chart/drawings.ts'
import { escapeLines, fragment, inlineHtml, rowsHtml } from './html/markup.ts'
import { PUBLISH_CSS } from './html/publish-css.ts'
import { gridNeeds } from './layout/grid-widths.ts'
import { escapeMarkup } from './layout/inline.ts'
import { headingsOf, tocEntries } from './layout/toc.ts'

/** Nothing may run and nothing may be fetched, wherever the page is opened. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * The page for the website: one file without scripts and without anything from outside.
 * Its body also survives being pasted into a site's editor, which drops the style sheet: tables carry their borders
 * and alignments themselves.
 *
 * `drawings`  `chartDrawings` of the model; one without charts needs none
 */
export function renderPublishHtml(model: DocumentModel, drawings: Drawings = new Map()): string {
  headingsOf(model)
  const title = escapeMarkup(`${model.unitName}${model.title}`)
  const body = model.blocks.map((block) => blockHtml(block, model, drawings)).filter((html) => html !== '')
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(POLICY)}">
<title>${title}</title>
<style>${PUBLISH_CSS}</style>
</head>
<body>
<main>
${body.join('\n')}
</main>
</body>
</html>
`
}

function blockHtml(block: Block, model: DocumentModel, drawings: Drawings): string {
  switch (block.kind) {
    case 'cover':
      return `<header>\n${block.lines.map(coverLine).join('\n')}\n</header>`
    case 'toc':
      return tocHtml(block, model)
    case 'heading':
      return `<h${block.level} id="${escapeMarkup(block.id)}">${inlineHtml(block.content)}</h${block.level}>`
    case 'paragraph':
      return `<p id="${escapeMarkup(block.id)}" class="${block.role}">${inlineHtml(block.content)}</p>`
    case 'chart':
      return `<figure>${drawingOf(drawings, block.chart)}<figcaption>${escapeMarkup(block.chart.title)}</figcaption></figure>`
    case 'grid':
      return gridHtml(block.grid)
    case 'page-break':
      return ''
  }
}

const coverLine = (line: CoverLine): string => `<p class="cover-${line.role}">${escapeLines(line.text)}</p>`

function tocHtml(block: Extract<Block, { kind: 'toc' }>, model: DocumentModel): string {
  const entries = tocEntries(model, block.depth).map(
    ({ id, level, text }) => `<li class="toc${level}"><a href="${fragment(id)}">${escapeMarkup(text)}</a></li>`,
  )
  const title = escapeMarkup(block.title)
  return `<nav aria-label="${title}">\n<p class="title">${title}</p>\n<ul>\n${entries.join('\n')}\n</ul>\n</nav>`
}

/** Title and unit line stand outside the part that scrolls sideways, so that they stay in sight on a telephone. */
function gridHtml(grid: Grid): string {
  const title = escapeMarkup(grid.title)
  const tag = grid.headingLevel === undefined ? 'p' : `h${grid.headingLevel}`
  const code = grid.code === undefined ? '' : `<p class="grid-code">${escapeMarkup(grid.code)}</p>`
  const line = grid.line.filter((part) => part !== '').map((part) => `<span>${escapeMarkup(part)}</span>`)
  const rows = rowsHtml(grid, { tag: (cell, header) => cellTag(cell, header, grid), attributes: alignment })
  return [
    `<section id="${escapeMarkup(grid.id)}">`,
    `<${tag} class="grid-title">${title}</${tag}>`,
    ...(code === '' ? [] : [code]),
    ...(line.length === 0 ? [] : [`<div class="grid-head">${line.join(' ')}</div>`]),
    `<div class="scroll" role="region" aria-label="${title}" tabindex="0">`,
    // Borders as an attribute: editors of websites keep it and drop the style sheet.
    `<table border="1" aria-label="${title}" style="border-collapse:collapse;width:100%;min-width:${leastWidth(grid)}em">`,
    rows,
    '</table>',
    '</div>',
    ...grid.notes.map((note) => `<p class="grid-note">${escapeLines(note)}</p>`),
    '</section>',
  ].join('\n')
}

/** Left and right padding of a cell, in em. */
const CELL_PADDING = 1

/** Narrower a table is not shown: its labels would break after every few characters; the page scrolls it instead. */
function leastWidth(grid: Grid): number {
  const { columns } = gridNeeds(grid)
  return Math.ceil(columns.reduce((sum, { wanted }) => sum + wanted + CELL_PADDING, 0))
}

/** Header cells say what they head; in a table with a header the first column names its row. */
function cellTag(cell: GridCell, header: boolean, grid: Grid): { readonly open: string; readonly close: string } {
  if (header) return { open: `th scope="${cell.colSpan > 1 ? 'colgroup' : 'col'}"`, close: 'th' }
  const names = grid.headerRows > 0 && cell.column === 0 && cell.text !== ''
  return names
    ? { open: `th scope="${cell.rowSpan > 1 ? 'rowgroup' : 'row'}"`, close: 'th' }
    : { open: 'td', close: 'td' }
}

/** A number is never broken. */
const alignment = (cell: GridCell): string =>
  ` style="text-align:${cell.align}${cell.align === 'right' ? ';white-space:nowrap' : ''}"`
