import type { Amount } from '#core/money/amount.ts'
import { intersects, intervalOf, type Interval } from '#core/money/interval.ts'
import type { CellRef } from '#core/model/cell.ts'
import { impliedValue, type Sides } from './evaluate.ts'

/** A failed instance, and whether its sides are linear in their cells (a ratio is not). */
export interface Failure {
  readonly sides: Sides
  readonly linear: boolean
}

export interface Diagnosis {
  readonly cell: CellRef
  /** Indexes of the failures that this cell explains. */
  readonly failures: readonly number[]
  /** The value that satisfies all of them; undefined when they disagree or only one speaks. */
  readonly suggested: Amount | undefined
}

/**
 * Finds the cells that most simply explain the failures: one wrong cell must not come out as ten findings.
 *
 * A wrong cell breaks every relation that it is in, so of all cells the culprit is the one with the most failures that all ask for
 * the same value; among equals one that states a figure rather than a blank one, then the one that fewest passing relations vouch
 * for. Its failures are taken out and the rest is looked at again.
 */
export function diagnose(
  failures: readonly Failure[],
  vouched: ReadonlyMap<CellRef, number>,
  amountOf: (ref: CellRef) => Amount,
): readonly Diagnosis[] {
  const found: Diagnosis[] = []
  let open = failures.map((_, index) => index)
  while (open.length > 0) {
    const best = suspects(open, failures, vouched, amountOf)[0]
    if (!best) break
    found.push({ cell: best.cell, failures: best.failures, suggested: best.suggested })
    open = open.filter((index) => !best.failures.includes(index))
  }
  return found
}

interface Candidate extends Diagnosis {
  readonly passes: number
  readonly agree: boolean
  readonly isStated: boolean
}

function suspects(
  open: readonly number[],
  failures: readonly Failure[],
  vouched: ReadonlyMap<CellRef, number>,
  amountOf: (ref: CellRef) => Amount,
): readonly Candidate[] {
  const byCell = new Map<CellRef, number[]>()
  for (const index of open)
    for (const cell of failures[index]?.sides.cells ?? []) byCell.set(cell, [...(byCell.get(cell) ?? []), index])
  return [...byCell]
    .map(([cell, indexes]): Candidate => {
      const { agree, suggested } = agreement(cell, indexes, failures, amountOf)
      const isStated = amountOf(cell).fen !== 0
      return { cell, failures: indexes, suggested, agree, isStated, passes: vouched.get(cell) ?? 0 }
    })
    .toSorted(
      (a, b) =>
        Number(b.agree) * b.failures.length - Number(a.agree) * a.failures.length ||
        b.failures.length - a.failures.length ||
        Number(b.isStated) - Number(a.isStated) ||
        a.passes - b.passes,
    )
}

/** Whether all linear failures of a cell ask for one and the same value, and which. */
function agreement(
  cell: CellRef,
  indexes: readonly number[],
  failures: readonly Failure[],
  amountOf: (ref: CellRef) => Amount,
): { readonly agree: boolean; readonly suggested: Amount | undefined } {
  const wanted = indexes
    .flatMap((index) => failures[index] ?? [])
    // The fewer amounts a relation adds up, the less rounding is in what it asks for.
    .toSorted((a, b) => a.sides.cells.length - b.sides.cells.length)
    .flatMap((failure) => (failure.linear ? (impliedValue(failure.sides, cell, amountOf) ?? []) : []))
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
