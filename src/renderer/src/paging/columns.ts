import type { PageForm } from './page-form.ts'

/** Room between the columns, so that nothing that sticks out of one lies in the next. */
const GAP = 400

/** The pages on which a part begins and ends, counted from 0. */
export interface Extent {
  readonly first: number
  readonly last: number
}

/** Says on which page of a strip an element, or a range of text, begins and ends. */
export interface Columns {
  /** An element without a box lies nowhere. */
  readonly of: (part: Element | Range) => Extent | undefined
}

/**
 * Lays an element out as columns of the size of the type area. The browser breaks columns by the very rules by which it breaks pages
 * (widows, rows that stay whole, headings that do not stay behind), so a column is a page of the print.
 */
export function layOut(strip: HTMLElement, { typeWidth, typeHeight }: PageForm): void {
  strip.classList.add('mz-columns')
  Object.assign(strip.style, {
    width: `${typeWidth}px`,
    height: `${typeHeight}px`,
    columnWidth: `${typeWidth}px`,
    columnGap: `${GAP}px`,
  })
}

/** Reads the places as they are now; what was asked before is remembered, so it serves until something moves. */
export function columnsOf(strip: HTMLElement, { typeWidth }: PageForm): Columns {
  const start = strip.getBoundingClientRect().left
  const known = new Map<Element | Range, Extent | undefined>()
  const at = (left: number): number => Math.max(0, Math.floor((left - start + GAP / 2) / (typeWidth + GAP)))
  const read = (part: Element | Range): Extent | undefined => {
    const places = Array.from(part.getClientRects(), ({ left }) => at(left))
    return places.length === 0 ? undefined : { first: Math.min(...places), last: Math.max(...places) }
  }
  return {
    of: (part) => {
      if (!known.has(part)) known.set(part, read(part))
      return known.get(part)
    },
  }
}

/** The columns up to a page, which stands for all behind it: what lies there is not cut yet. */
export function columnsUpTo({ of }: Columns, end: number): Columns {
  return {
    of: (part) => {
      const place = of(part)
      return place && { first: Math.min(place.first, end), last: Math.min(place.last, end) }
    },
  }
}

/** A part of a strip that stands on one page of it, counted from 0. */
export interface Piece {
  readonly page: number
  readonly element: Element
}
