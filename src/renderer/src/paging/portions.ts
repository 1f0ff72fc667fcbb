import { rowsOf } from './cut-table.ts'

/** About what fits one or two pages; to lay it out takes a few milliseconds. */
const PORTION = 4000
/** A cell costs as much as this many characters of a paragraph. */
const CELL = 12

/** Of a section, as much as is laid out in one go. */
export interface Portion {
  /** Nothing before it has a say in where its pages end. */
  readonly startsPage: boolean
  readonly weight: number
  /** Adds it at the end of the strip, which holds what came before and was not cut yet. */
  readonly putInto: (strip: Element) => void
}

/** Is a strip of this weight worth laying out? */
export const isEnough = (weight: number): boolean => weight >= PORTION

/** The blocks of a section one after the other; of a long table some rows at a time, its notes with the last. */
export function* portionsOf(section: Element): Generator<Portion> {
  for (const block of [...section.children]) {
    const startsPage = block.classList.contains('break')
    const table = block.querySelector('table')
    const groups = table ? rowGroups(table) : []
    if (!table || groups.length < 2)
      yield {
        startsPage,
        weight: weightOf(block),
        putInto: (strip) => {
          strip.append(block)
        },
      }
    else yield* tablePortions(block, table, groups)
  }
}

function* tablePortions(
  block: Element,
  table: HTMLTableElement,
  [, ...more]: readonly (readonly HTMLTableRowElement[])[],
): Generator<Portion> {
  const notes = [...block.children].slice([...block.children].indexOf(table) + 1)
  for (const part of [...more.flat(), ...notes]) part.remove()
  block.classList.add('mz-more')
  const startsPage = block.classList.contains('break')
  yield {
    startsPage,
    weight: weightOf(block),
    putInto: (strip) => {
      strip.append(block)
    },
  }
  const last = more.at(-1)
  for (const rows of more)
    yield {
      startsPage: false,
      weight: weightOf(...rows),
      putInto: (strip) => {
        // The block itself may have been cut: what is left of it is the last in the strip.
        const rest = strip.lastElementChild
        rest?.querySelector('tbody')?.append(...rows)
        if (rows !== last) return
        rest?.classList.remove('mz-more')
        rest?.append(...notes)
      },
    }
}

/** The rows of a table in portions; rows that a cell joins stay together. */
function rowGroups(table: HTMLTableElement): readonly (readonly HTMLTableRowElement[])[] {
  const groups: HTMLTableRowElement[][] = []
  let [weight, joined] = [PORTION, 0]
  rowsOf(table).forEach((row, index) => {
    if (isEnough(weight) && index >= joined) {
      groups.push([])
      weight = 0
    }
    groups.at(-1)?.push(row)
    weight += weightOf(row)
    joined = Math.max(joined, ...Array.from(row.cells, (cell) => index + cell.rowSpan))
  })
  return groups
}

function weightOf(...parts: readonly Element[]): number {
  const weights = parts.map((part) => part.textContent.length + CELL * part.querySelectorAll('td').length)
  return weights.reduce((sum, weight) => sum + weight, 0)
}
