import { Decimal } from 'decimal.js'
import { amountOf } from './amount.ts'
import type { Amount } from './amount.ts'
import type { Interval } from './interval.ts'

/**
 * ROUND_HALF_UP of decimal.js is half away from zero. A quotient of safe integers that is no tie is at least 10^-20 away from one,
 * so 60 digits decide every case exactly.
 */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP })

/** Rates are hundredths of a percent: 1 = 10 000 of them. */
const HUNDREDTHS = 10_000n

/**
 * part ÷ whole as a percentage, for 占比, 完成率 and (with the difference as part) 增减率.
 *
 * Shape   hundredths of a percent; quantum says the decimals: 1 for two, 10 for one, 100 for none
 * Rounds  once, from the amounts as given, half away from zero
 * Absent  undefined when whole is 0: base 0 has no rate, and what 0 of 0 says is a setting of the pack
 * Errors  RangeError when decimals is not 0, 1 or 2, or the rate is beyond the safe integers
 */
export function percentOf(part: Amount, whole: Amount, decimals: number): Amount | undefined {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 2) {
    throw new RangeError(`${String(decimals)} decimals of a percentage are not 0 to 2`)
  }
  if (whole.fen === 0) return undefined
  const quantum = 10 ** (2 - decimals)
  const steps = new Exact(part.fen).times(10_000).dividedBy(new Exact(whole.fen).times(quantum))
  return amountOf(steps.toDecimalPlaces(0).toNumber() * quantum, quantum)
}

/**
 * Whether a stated percentage is possible: is there a whole 分 n in `numerator` and a whole 分 d ≠ 0 in `denominator`
 * with n ÷ d × 100 rounding (half away from zero, at the quantum of `stated`) to it? For 占比 and 完成率.
 *
 * Tight   exact, for every sign: true if and only if such a pair exists
 * Zero    d = 0 is never used; a denominator of [0, 0] allows no rate. A stated 0% allows what rounds to 0%
 * Limits  n and d are taken as independent; for 增减率 they are not: use `growthAllows`
 */
export function ratioAllows(stated: Amount, numerator: Interval, denominator: Interval): boolean {
  return coneMeets(coneOf(stated, 0n), numerator, denominator)
}

/**
 * As `ratioAllows` for a stated rate of change, (current − base) ÷ base × 100: the base is the same amount in both
 * places. A rate stated as 减少 X% is given as −X.
 */
export function growthAllows(stated: Amount, current: Interval, base: Interval): boolean {
  return coneMeets(coneOf(stated, 2n * HUNDREDTHS), current, base)
}

/** lower·d ≤ 20 000·n ≤ upper·d for d > 0, each end with or without equality: the fractions n/d that print as stated. */
interface Cone {
  readonly lower: bigint
  readonly upper: bigint
  readonly withLower: boolean
  readonly withUpper: boolean
}

/** Twice the hundredths, so that half a quantum stays whole. */
const SCALE = 2n * HUNDREDTHS

/** Half away from zero: the end towards zero belongs to the stated rate, the far end does not; for 0 neither does. */
function coneOf(stated: Amount, shift: bigint): Cone {
  const middle = 2n * BigInt(stated.fen) + shift
  const half = BigInt(stated.quantum)
  return { lower: middle - half, upper: middle + half, withLower: stated.fen > 0, withUpper: stated.fen < 0 }
}

function coneMeets(cone: Cone, numerator: Interval, denominator: Interval): boolean {
  const [nLo, nHi] = [BigInt(numerator.lo), BigInt(numerator.hi)]
  const [dLo, dHi] = [BigInt(denominator.lo), BigInt(denominator.hi)]
  // n/d = (−n)/(−d): negative denominators are searched as positive ones
  return positiveMeets(cone, nLo, nHi, larger(dLo, 1n), dHi) || positiveMeets(cone, -nHi, -nLo, larger(-dHi, 1n), -dLo)
}

/**
 * For one d, the numerators that fit run from least(d) to most(d). Four bounds must agree: nLo ≤ nHi (given),
 * least(d) ≤ nHi and nLo ≤ most(d), which each cut the range of d at one place, and least(d) ≤ most(d), which holds
 * for every d beyond 10 000 ÷ quantum. Only below that are the d tried one by one.
 */
function positiveMeets(cone: Cone, nLo: bigint, nHi: bigint, dLo: bigint, dHi: bigint): boolean {
  const belowTop = cut({ slope: cone.lower, bound: SCALE * nHi, withEqual: cone.withLower }, dLo, dHi)
  const range = cut({ slope: -cone.upper, bound: -SCALE * nLo, withEqual: cone.withUpper }, belowTop.from, belowTop.to)
  if (range.from > range.to) return false
  if ((cone.upper - cone.lower) * range.to > SCALE) return true
  for (let d = range.from; d <= range.to; d += 1n) {
    if (leastNumerator(cone, d) <= mostNumerator(cone, d)) return true
  }
  return false
}

/** The part of from…to where slope·d ≤ bound (or <). */
function cut(
  limit: { readonly slope: bigint; readonly bound: bigint; readonly withEqual: boolean },
  from: bigint,
  to: bigint,
): { readonly from: bigint; readonly to: bigint } {
  const { slope, withEqual } = limit
  const bound = withEqual ? limit.bound : limit.bound - 1n // whole numbers: < is ≤ one less
  if (slope === 0n) return bound >= 0n ? { from, to } : { from: 1n, to: 0n }
  return slope > 0n
    ? { from, to: smaller(to, floorDivide(bound, slope)) }
    : { from: larger(from, -floorDivide(bound, -slope)), to }
}

function leastNumerator(cone: Cone, d: bigint): bigint {
  const bound = cone.lower * d + (cone.withLower ? 0n : 1n)
  return -floorDivide(-bound, SCALE)
}

function mostNumerator(cone: Cone, d: bigint): bigint {
  return floorDivide(cone.upper * d - (cone.withUpper ? 0n : 1n), SCALE)
}

/** `divisor` > 0. */
function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
