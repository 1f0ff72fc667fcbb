import type { Columns, Piece } from './columns.ts'

/** Cuts the block of a table: what stands over it stays with its first rows, its notes with its last. */
export function cutTable(block: Element, table: HTMLTableElement, columns: Columns): () => readonly Piece[] {
  const first = columns.of(block)?.first ?? 0
  const rows = [...table.tBodies].flatMap((body) => [...body.rows])
  const pages = rows.map((row) => columns.of(row)?.first ?? first)
  const above = [...block.children].slice(0, [...block.children].indexOf(table))
  const below = [...block.children].slice([...block.children].indexOf(table) + 1)
  const start = pages[0] ?? first
  const places = above.map((part) => columns.of(part)?.first ?? start)
  const ends = below.map((part) => columns.of(part)?.first ?? pages.at(-1) ?? start)
  return () => {
    const used = [...new Set([...places, start, ...pages, ...ends])].sort((a, b) => a - b)
    const at = (list: readonly Element[], where: readonly number[], page: number): readonly Element[] =>
      list.filter((_, index) => where[index] === page)
    const parts = used.map((page) => {
      const held = rows.filter((_, index) => pages[index] === page)
      return { page, above: at(above, places, page), rows: held, below: at(below, ends, page) }
    })
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
