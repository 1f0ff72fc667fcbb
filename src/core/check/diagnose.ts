import { negate, subtract, sum, type Amount } from '#core/money/amount.ts'
import { intersects, intervalOf, type Interval } from '#core/money/interval.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { Sides } from './evaluate.ts'

/** A failed instance, and whether its sides are linear in their cells (a ratio is not). */
export interface Failure {
  readonly sides: Sides
  readonly linear: boolean
}

export interface Diagnosis {
  readonly cell: CellRef
  /** Indexes of the failures that this cell explains. */
  readonly failures: readonly number[]
  /** The value that satisfies all of them and breaks nothing that holds; undefined when there is none. */
  readonly suggested: Amount | undefined
}

/** How many relations that hold would no longer hold if a cell said this. */
export type Breaks = (cell: CellRef, value: Amount) => number

/**
 * Finds the cells that most simply explain the failures: one wrong cell must not come out as ten findings.
 *
 * A wrong cell breaks every relation that it is in, so of all cells the culprit is the one with the most failures that all ask for
 * the same value; among equals the one whose correction breaks least of what holds, then one that states a figure rather than a
 * blank one, then the one that fewest passing relations vouch for, then the one that the first failure names first. Its failures
 * are taken out and the rest is looked at again.
 */
export function diagnose(
  failures: readonly Failure[],
  vouched: ReadonlyMap<CellRef, number>,
  amountOf: (ref: CellRef) => Amount,
  breaks: Breaks = () => 0,
): readonly Diagnosis[] {
  const { open, close } = openCases(failures)
  // With so many failures the ones that agree say enough.
  const cost = failures.length > MANY ? () => 0 : breaks
  const now = new Map<CellRef, Suspect>()
  const renew = (cell: CellRef): Suspect | undefined => {
    const own = open.get(cell)
    const suspect =
      own && suspectOf(cell, own, { passes: vouched.get(cell) ?? 0, stated: amountOf(cell), breaks: cost })
    if (suspect) now.set(cell, suspect)
    else now.delete(cell)
    return suspect
  }
  const ranked = [...open.keys()].flatMap((cell) => renew(cell) ?? []).toSorted(likelierLast)
  const found: Diagnosis[] = []
  for (let best = ranked.pop(); best; best = ranked.pop()) {
    const { cell, failures: explained, suggested } = best
    // What was thought of a cell before others explained its failures lies in the list still.
    if (now.get(cell) !== best) continue
    found.push({
      cell,
      failures: explained,
      suggested: suggested && breaks(cell, suggested) === 0 ? suggested : undefined,
    })
    // Only the cells of the failures that are explained now are looked at again: there may be thousands of others.
    for (const other of close(explained)) {
      const suspect = renew(other)
      if (suspect) ranked.splice(placeOf(suspect, ranked), 0, suspect)
    }
  }
  return found
}

const MANY = 200

/** One failure as one of its cells sees it. */
interface Case {
  readonly failure: number
  /** Place of the cell among those of the failure. */
  readonly place: number
  /** How many cells the failure has. */
  readonly size: number
  /** What is to be added to the cell to satisfy it; undefined when it does not say. */
  readonly correction: Amount | undefined
}

interface OpenCases {
  /** In the order of the failures; cells without any are left out. */
  readonly open: ReadonlyMap<CellRef, readonly Case[]>
  /** Takes failures out. Returns the cells that they were about. */
  readonly close: (explained: readonly number[]) => ReadonlySet<CellRef>
}

function openCases(failures: readonly Failure[]): OpenCases {
  const open = new Map<CellRef, Case[]>()
  for (const [index, failure] of failures.entries())
    for (const [cell, one] of casesOf(index, failure)) {
      const known = open.get(cell)
      if (known) known.push(one)
      else open.set(cell, [one])
    }
  return {
    open,
    close: (explained) => {
      const gone = new Set(explained)
      const cells = new Set(explained.flatMap((index) => failures[index]?.sides.cells ?? []))
      for (const cell of cells) {
        const left = (open.get(cell) ?? []).filter(({ failure }) => !gone.has(failure))
        if (left.length > 0) open.set(cell, left)
        else open.delete(cell)
      }
      return cells
    },
  }
}

/** What a sum or a same asks each of its cells to be changed by, taking all others as stated. */
function casesOf(failure: number, { sides, linear }: Failure): readonly (readonly [CellRef, Case])[] {
  const signs = new Map<CellRef, { left: number; right: number }>()
  for (const side of ['left', 'right'] as const)
    for (const { ref, sign } of sides[side]) {
      if (ref === undefined) continue
      const known = signs.get(ref) ?? { left: 0, right: 0 }
      signs.set(ref, known[side] === 0 ? { ...known, [side]: sign } : known)
    }
  const gap = subtract(sides.expected, sides.stated)
  const correctionOf = (cell: CellRef): Amount | undefined => {
    const { left, right } = signs.get(cell) ?? { left: 0, right: 0 }
    if (!linear || (left !== 0 && right !== 0)) return undefined
    return left - right === 1 ? gap : negate(gap)
  }
  const size = sides.cells.length
  return sides.cells.map((cell, place) => [cell, { failure, place, size, correction: correctionOf(cell) }])
}

interface Suspect extends Diagnosis {
  readonly first: Case
  readonly agree: boolean
  readonly isStated: boolean
  readonly passes: number
  /** What the correction breaks; asked for only where it decides. */
  readonly cost: () => number
}

interface Known {
  readonly passes: number
  readonly stated: Amount
  readonly breaks: Breaks
}

function suspectOf(cell: CellRef, own: readonly Case[], { passes, stated, breaks }: Known): Suspect {
  const [first] = own
  if (!first) throw new RangeError(`${cell} has no failure`)
  const failures = own.map(({ failure }) => failure)
  const agreed = agreement(own, stated)
  let cost: number | undefined
  return {
    cell,
    failures,
    first,
    passes,
    isStated: stated.fen !== 0,
    cost: () => (cost ??= agreed.suggested ? breaks(cell, agreed.suggested) : 0),
    ...agreed,
  }
}

/** Positive when `a` explains more than `b`, or is the likelier of two that explain as much; no two cells are equal. */
function likelierLast(a: Suspect, b: Suspect): number {
  return (
    Number(a.agree) * a.failures.length - Number(b.agree) * b.failures.length ||
    a.failures.length - b.failures.length ||
    b.cost() - a.cost() ||
    Number(a.isStated) - Number(b.isStated) ||
    b.passes - a.passes ||
    b.first.failure - a.first.failure ||
    b.first.place - a.first.place
  )
}

/** Where a suspect belongs among those that are ranked. */
function placeOf(suspect: Suspect, ranked: readonly Suspect[]): number {
  let [from, to] = [0, ranked.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const other = ranked[middle]
    if (other && likelierLast(other, suspect) < 0) from = middle + 1
    else to = middle
  }
  return from
}

/** Whether all linear failures of a cell ask for one and the same value, and which. */
function agreement(own: readonly Case[], stated: Amount): Pick<Suspect, 'agree' | 'suggested'> {
  const wanted = own
    // The fewer amounts a relation adds up, the less rounding is in what it asks for.
    .toSorted((a, b) => a.size - b.size)
    .flatMap(({ correction }) => (correction ? sum([stated, correction]) : []))
  const [first, ...rest] = wanted
  if (!first) return { agree: true, suggested: undefined }
  const slack: Interval = widened(first)
  const agree = rest.every((amount) => intersects(slack, widened(amount)))
  return { agree, suggested: agree ? first : undefined }
}

/** Sums of rounded amounts ask for values that differ in the last digit; one digit either side is the same wish. */
function widened(amount: Amount): Interval {
  const { lo, hi } = intervalOf(amount)
  return { lo: lo - amount.quantum, hi: hi + amount.quantum }
}
