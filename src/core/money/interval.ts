import { amountOf, roundTo, sum } from './amount.ts'
import type { Amount } from './amount.ts'

/** The whole 分 from `lo` to `hi`, both included: everything that a figure, or a sum of figures, may truly be. */
export interface Interval {
  readonly lo: number
  readonly hi: number
}

const ZERO: Interval = { lo: 0, hi: 0 }

/**
 * The true values that a stated amount stands for: the whole 分 that round (half away from zero) to it.
 *
 * Shape   v > 0: [v − q/2, v + q/2 − 1]; v < 0 mirrored; quantum 1: v itself
 * Zero    is exactly zero at any quantum: a printed 0.00 and a blank say that there is nothing
 * Limits  true values are safe integers, so the ends stop at ±(2^53 − 1)
 * Use     for amounts as stated. A sum of amounts stands for the sum of their intervals, which is wider.
 */
export function intervalOf(amount: Amount): Interval {
  const { fen, quantum } = amount
  if (fen === 0 || quantum === 1) return { lo: fen, hi: fen }
  const half = quantum / 2
  const outward = half - 1
  return fen > 0
    ? { lo: fen - half, hi: Math.min(fen + outward, Number.MAX_SAFE_INTEGER) }
    : { lo: Math.max(fen - outward, Number.MIN_SAFE_INTEGER), hi: fen + half }
}

/** All sums of one value of each. RangeError when an end leaves the safe integers. */
export function addIntervals(a: Interval, b: Interval): Interval {
  return interval(a.lo + b.lo, a.hi + b.hi)
}

/** All differences a − b. RangeError as `addIntervals`. */
export function subtractIntervals(a: Interval, b: Interval): Interval {
  return interval(a.lo - b.hi, a.hi - b.lo)
}

/** All sums of one value of each; exactly zero for an empty list. RangeError as `addIntervals`. */
export function sumIntervals(intervals: readonly Interval[]): Interval {
  return intervals.reduce(addIntervals, ZERO)
}

/**
 * The sum of figures that were each rounded by themselves, stated no finer than it is known: its interval holds the sum of theirs.
 * One rounded figure among exact ones leaves the sum as fine as that figure, unless the sum has the other sign: the interval of a
 * figure reaches one 分 further towards zero than away from it. Exact ones leave it exact. RangeError as `add`.
 */
export function sumOfPrints(amounts: readonly Amount[]): Amount {
  const { fen } = sum(amounts)
  const { lo, hi } = sumIntervals(amounts.map(intervalOf))
  if (lo === hi) return amountOf(fen, 1)
  const [towardsZero, away] = fen < 0 ? [hi - fen, fen - lo] : [fen - lo, hi - fen]
  const half = Math.max(towardsZero, away + 1)
  let quantum = 10
  while (quantum < half * 2) quantum *= 10
  return amountOf(fen, quantum)
}

export function negateInterval(a: Interval): Interval {
  return interval(0 - a.hi, 0 - a.lo)
}

/** True when some value lies in both: an equality of the two sides is possible. */
export function intersects(a: Interval, b: Interval): boolean {
  return a.lo <= b.hi && b.lo <= a.hi
}

/** True when `fen` lies in the interval. */
export function contains(a: Interval, fen: number): boolean {
  return a.lo <= fen && fen <= a.hi
}

/** True when some value of `a` is not above some value of `b`: a ≤ b is possible. */
export function mayBeAtMost(a: Interval, b: Interval): boolean {
  return a.lo <= b.hi
}

/**
 * Whether two stated amounts can be two prints of one amount. Equal precision: equal figures. Else the coarser must be
 * the rounding of the finer; where the finer was itself rounded, of some value that it stands for (12.345 may be
 * 12.3449 and then prints 12.34).
 */
export function samePrint(a: Amount, b: Amount): boolean {
  if (a.quantum === b.quantum) return a.fen === b.fen
  const [fine, coarse] = a.quantum < b.quantum ? [a, b] : [b, a]
  const rounded = roundTo(fine, coarse.quantum)
  if (rounded.fen === coarse.fen) return true
  return intersects(intervalOf(fine), intervalOf(coarse))
}

function interval(lo: number, hi: number): Interval {
  return { lo: amountOf(lo, 1).fen, hi: amountOf(hi, 1).fen }
}
