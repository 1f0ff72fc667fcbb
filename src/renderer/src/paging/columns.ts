import type { PageForm } from './page-form.ts'

/** Room between the columns, so that nothing that sticks out of one lies in the next. */
const GAP = 400

/** Says on which page of its section an element, or a range of text, begins and ends. */
export interface Columns {
  /** From 0; an element without a box lies nowhere. */
  readonly of: (part: Element | Range) => { readonly first: number; readonly last: number } | undefined
}

/**
 * Lays a section out as columns of the size of the type area. The browser breaks columns by the very rules by which it breaks pages
 * (widows, rows that stay whole, headings that do not stay behind), so a column is a page of the print.
 */
export function layOut(section: HTMLElement, { typeWidth, typeHeight }: PageForm): Columns {
  section.classList.add('mz-columns')
  Object.assign(section.style, {
    width: `${typeWidth}px`,
    height: `${typeHeight}px`,
    columnWidth: `${typeWidth}px`,
    columnGap: `${GAP}px`,
  })
  const start = section.getBoundingClientRect().left
  const at = (left: number): number => Math.max(0, Math.floor((left - start + GAP / 2) / (typeWidth + GAP)))
  return {
    of: (part) => {
      const boxes = [...part.getClientRects()]
      if (boxes.length === 0) return undefined
      const places = boxes.map(({ left }) => at(left))
      return { first: Math.min(...places), last: Math.max(...places) }
    },
  }
}

/** A part of a section that stands on one page of it, counted from 0. */
export interface Piece {
  readonly page: number
  readonly element: Element
}
