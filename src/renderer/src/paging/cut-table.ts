import type { Columns, Piece } from './columns.ts'
import { cutText } from './cut-text.ts'

/** Cuts the block of a table: what stands over it stays with its first rows; its notes follow its last and are cut as texts are. */
export function cutTable(block: Element, table: HTMLTableElement, columns: Columns): () => readonly Piece[] {
  const first = columns.of(block)?.first ?? 0
  const rows = rowsOf(table)
  const pages = rows.map((row) => columns.of(row)?.first ?? first)
  const above = [...block.children].slice(0, [...block.children].indexOf(table))
  const start = pages[0] ?? first
  const places = above.map((part) => columns.of(part)?.first ?? start)
  const below = [...block.children].slice([...block.children].indexOf(table) + 1)
  const end = pages.at(-1) ?? start
  const notes = below.map((note) => (columns.of(note) ? cutText(note, columns) : () => [{ page: end, element: note }]))
  return () => {
    const ends = notes.flatMap((cut) => cut())
    const used = [...new Set([...places, start, ...pages, ...ends.map(({ page }) => page)])].sort((a, b) => a - b)
    const parts = used.map((page) => ({
      page,
      above: above.filter((_, index) => places[index] === page),
      rows: rows.filter((_, index) => pages[index] === page),
      below: ends.filter((note) => note.page === page).map(({ element }) => element),
    }))
    carrySpans(parts.map((part) => part.rows))
    return parts.map((part, index) => {
      const element = index === 0 ? block : (block.cloneNode(false) as Element)
      if (index > 0) element.classList.remove('break')
      element.replaceChildren(...part.above)
      if (part.rows.length > 0) element.append(withRows(table, part.rows))
      element.append(...part.below)
      return { page: part.page, element }
    })
  }
}

export const rowsOf = (table: HTMLTableElement): readonly HTMLTableRowElement[] =>
  [...table.tBodies].flatMap((body) => [...body.rows])

/**
 * Makes the rest of a cut table go on as it does behind the cut: a page with an empty row stands before it. A table that goes on has
 * no upper border of its own, and what stays together is not the same. Does nothing to a block without a table.
 */
export function leadIn(rest: Element): void {
  const table = rest.querySelector('table')
  const [next] = table ? rowsOf(table) : []
  if (!table || !next) return
  const row = table.ownerDocument.createElement('tr')
  row.className = LEAD
  row.insertCell().colSpan = Math.max(1, table.querySelectorAll('col').length)
  next.before(row)
  next.classList.add('mz-next')
}

/** Does a strip begin with a page that is none? */
export const isLedIn = (strip: Element): boolean => strip.querySelector(`.${LEAD}`) !== null

const LEAD = 'mz-lead'

/** The table with its columns and header, and these rows alone. */
function withRows(table: HTMLTableElement, rows: readonly HTMLTableRowElement[]): HTMLTableElement {
  const part = table.cloneNode(false) as HTMLTableElement
  for (const child of table.children) if (child.tagName !== 'TBODY') part.append(child.cloneNode(true))
  part.createTBody().append(...rows)
  return part
}

/** A cell that goes on below a cut ends there, and an empty one takes its place on the next page. */
function carrySpans(parts: readonly (readonly HTMLTableRowElement[])[]): void {
  let carried: { readonly column: number; readonly cell: HTMLTableCellElement; readonly left: number }[] = []
  for (const rows of parts) {
    const [top] = rows
    if (!top) continue
    // From the right: a cell that goes in moves nothing on its left.
    const cells = placesOf([top], carried)
    for (const { column, cell, left } of carried.toReversed()) {
      const empty = cell.cloneNode(false) as HTMLTableCellElement
      empty.rowSpan = left
      top.insertBefore(empty, cells.find((one) => one.column > column)?.cell ?? null)
    }
    carried = placesOf(rows, [])
      .filter(({ row, cell }) => row + cell.rowSpan > rows.length)
      .map(({ row, column, cell }) => {
        const left = row + cell.rowSpan - rows.length
        cell.rowSpan -= left
        return { column, cell, left }
      })
      .sort((a, b) => a.column - b.column)
  }
}

interface CellPlace {
  readonly row: number
  readonly column: number
  readonly cell: HTMLTableCellElement
}

/** Row and column of every cell; `covered` are columns of the first row that a cell from above takes. */
function placesOf(
  rows: readonly HTMLTableRowElement[],
  covered: readonly { readonly column: number; readonly cell: HTMLTableCellElement; readonly left: number }[],
): readonly CellPlace[] {
  const taken = new Set(
    covered.flatMap(({ column, cell, left }) =>
      Array.from(
        { length: left * cell.colSpan },
        (_, at) => `${Math.floor(at / cell.colSpan)}/${column + (at % cell.colSpan)}`,
      ),
    ),
  )
  const places: CellPlace[] = []
  rows.forEach((line, row) => {
    let column = 0
    for (const cell of line.cells) {
      while (taken.has(`${row}/${column}`)) column += 1
      places.push({ row, column, cell })
      for (let down = 0; down < cell.rowSpan; down += 1)
        for (let right = 0; right < cell.colSpan; right += 1) taken.add(`${row + down}/${column + right}`)
      column += cell.colSpan
    }
  })
  return places
}
