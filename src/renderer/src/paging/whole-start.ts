import type { Columns } from './columns.ts'
import { rowsOf } from './cut-table.ts'

/** Pages of a strip. */
export interface PageRange {
  /** The first that counts. */
  readonly after: number
  readonly last: number
}

/**
 * The last page of a strip that begins with a whole block, entry, line or row: what stands from there on can be laid out again by
 * itself, together with what follows. The pages before it are sure: something stands behind them already. Undefined when there is none.
 */
export function wholeStart(
  blocks: readonly Element[],
  columns: Columns,
  { after, last }: PageRange,
): number | undefined {
  for (let page = last; page > after; page -= 1)
    if (blocks.every((block) => isWholeAt(block, page, columns))) return page
  return undefined
}

/** Can a block be parted where a page begins, as if the rest had always stood alone? */
function isWholeAt(block: Element, page: number, columns: Columns): boolean {
  const crosses = (part: Element): boolean => {
    const place = columns.of(part)
    return place !== undefined && place.first < page && page <= place.last
  }
  if (!crosses(block)) return true
  const table = block.querySelector('table')
  if (!table) return block.tagName === 'P' || isListWhole(block, crosses)
  const rows = rowsOf(table)
  const start = rows.findIndex((row) => (columns.of(row)?.first ?? 0) >= page)
  return start > 0 && !rows.slice(0, start).some((row, index) => crosses(row) || reaches(row) > start - index)
}

function isListWhole({ children }: Element, crosses: (part: Element) => boolean): boolean {
  return [...children].some(({ tagName }) => tagName === 'LI') && ![...children].some(crosses)
}

/** How many rows the tallest cell of a row takes. */
function reaches(row: HTMLTableRowElement): number {
  return Math.max(1, ...Array.from(row.cells, (cell) => cell.rowSpan))
}
