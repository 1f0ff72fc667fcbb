import { layOut } from './columns.ts'
import type { Columns, Piece } from './columns.ts'
import { cutTable } from './cut-table.ts'
import { cutText } from './cut-text.ts'
import { pageForms } from './page-form.ts'
import type { PageForm } from './page-form.ts'

/**
 * Cuts a print document into pages on the screen, where the browser would cut it in print, and numbers the 目录. Its fonts must be
 * there. The print itself is made by the browser's printing; its page numbers are the ones that count.
 */
export function paginate(page: Document): number {
  const formOf = pageForms(page)
  const sections = [...page.querySelectorAll<HTMLElement>('body > section')]
  const laid = sections.map((section) => ({
    section,
    form: formOf(section),
    columns: layOut(section, formOf(section)),
  }))
  // All is measured before anything moves: the browser lays the document out once.
  const cuts = laid.map(({ section, form, columns }) => ({ section, form, pieces: measured(section, columns) }))
  const sheets = cuts.flatMap(({ section, form, pieces }) => build(section, form, pieces))
  numberPages(page, sheets)
  return sheets.length
}

/** The blocks of a section by page. What lies on two pages is cut once everything is measured. */
function measured(section: HTMLElement, columns: Columns): () => readonly Piece[] {
  const blocks = [...section.children].map((block): (() => readonly Piece[]) => {
    const place = columns.of(block)
    if (!place) return () => [{ page: 0, element: block }]
    if (place.first === place.last) return () => [{ page: place.first, element: block }]
    const table = block.querySelector('table')
    return table ? cutTable(block, table, columns) : cutText(block, columns)
  })
  return () => blocks.flatMap((cut) => cut())
}

/** Puts the pieces of a section on sheets that take its place. */
function build(section: HTMLElement, form: PageForm, cut: () => readonly Piece[]): readonly HTMLElement[] {
  const pieces = cut()
  const count = 1 + Math.max(0, ...pieces.map(({ page }) => page))
  const sheets = Array.from({ length: count }, (_, index) => openSheet(section, form, index))
  for (const { page, element } of pieces) {
    const sheet = sheets[page]
    // The browser drops the space above what a page begins with, unless the page was asked for.
    if (sheet?.childElementCount === 0 && page > 0 && !element.classList.contains('break'))
      element.classList.add('mz-first')
    sheet?.append(element)
  }
  section.replaceWith(...sheets)
  return sheets
}

function openSheet(section: HTMLElement, { width, height, margin }: PageForm, index: number): HTMLElement {
  const sheet = section.ownerDocument.createElement('section')
  sheet.className = section.className
  sheet.classList.remove('mz-columns')
  sheet.classList.add('mz-page')
  if (index === 0 && section.id !== '') sheet.id = section.id
  const padding = margin.map((side) => `${side}px`).join(' ')
  Object.assign(sheet.style, { width: `${width}px`, height: `${height}px`, padding })
  return sheet
}

/** Page 1 is the page that the title of the 目录 links to; pages before it have no number. */
function numberPages(page: Document, sheets: readonly HTMLElement[]): void {
  const target = (link: Element | null): number => {
    const id = decodeURIComponent(link?.getAttribute('href')?.slice(1) ?? '')
    const found = id === '' ? null : page.getElementById(id)
    return sheets.findIndex((sheet) => found !== null && sheet.contains(found))
  }
  const first = Math.max(0, target(page.querySelector('.toc-title a')))
  for (const link of page.querySelectorAll('.toc-list a')) {
    const at = target(link)
    const number = link.querySelector('.page')
    if (number && at >= first) number.textContent = String(at - first + 1)
  }
}
