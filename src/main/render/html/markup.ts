import type { Grid, GridCell, Inline } from '#core/document/model.ts'
import { gridSlots } from '../layout/grid-layout.ts'
import type { Slot } from '../layout/grid-layout.ts'
import { escapeMarkup, inlineText } from '../layout/inline.ts'

/** Text of a cell: its lines stay lines. */
export const escapeLines = (text: string): string => escapeMarkup(text).replaceAll('\n', '<br>')

/** A link target inside the page; ids are Chinese, which a fragment may hold only encoded. */
export const fragment = (id: string): string => `#${encodeURIComponent(id)}`

export const inlineHtml = (content: readonly Inline[]): string => content.map(oneInline).join('')

function oneInline(inline: Inline): string {
  const text = escapeLines(inlineText(inline))
  switch (inline.kind) {
    case 'text':
      return inline.bold === true ? `<b>${text}</b>` : text
    case 'figure':
      return `<span class="figure">${text}</span>`
    case 'missing':
      return `<mark>${text}</mark>`
  }
}

/** What differs between a table for print and one for the web. */
export interface CellMarkup {
  /** Attributes of one cell beside its spans. */
  readonly attributes: (cell: GridCell) => string
  /** `th` with a scope, or `td`. */
  readonly tag: (cell: GridCell, header: boolean) => { readonly open: string; readonly close: string }
}

/** The rows of a grid as `thead` and `tbody`. */
export function rowsHtml(grid: Grid, markup: CellMarkup): string {
  const rows = gridSlots(grid).map((slots, index) => {
    const height = grid.rows[index]?.height
    const style = height === undefined ? '' : ` style="height:${height}mm"`
    const isOpen = index >= grid.headerRows && slots.some((slot) => slot.kind === 'cell' && slot.cell.rowSpan > 1)
    return `<tr${isOpen ? ' class="open"' : ''}${style}>${slots.map((slot) => slotHtml(slot, index < grid.headerRows, markup)).join('')}</tr>`
  })
  const head = rows.slice(0, grid.headerRows).join('\n')
  const body = rows.slice(grid.headerRows).join('\n')
  return `${head === '' ? '' : `<thead>\n${head}\n</thead>\n`}<tbody>\n${body}\n</tbody>`
}

function slotHtml(slot: Slot, header: boolean, markup: CellMarkup): string {
  switch (slot.kind) {
    case 'covered':
      return ''
    case 'empty':
      return '<td></td>'
    case 'cell': {
      const { cell } = slot
      const { open, close } = markup.tag(cell, header)
      const spans = `${attribute('colspan', cell.colSpan)}${attribute('rowspan', cell.rowSpan)}`
      const text = escapeLines(cell.text)
      return `<${open}${spans}${markup.attributes(cell)}>${cell.bold ? `<b>${text}</b>` : text}</${close}>`
    }
  }
}

const attribute = (name: string, value: number): string => (value === 1 ? '' : ` ${name}="${value}"`)
