/**
 * An amount as somebody stated it: an integer of 分 and the size of the last digit that was stated.
 *
 * Shape   `fen` is a safe integer; `quantum` is a power of ten, at least 1
 * Units   分. `quantum` 1 = exact to the 分 (元 with two decimals); 10 000 = 万元 with two decimals; 100 = whole 元
 * Counts  (辆, 人次, 分值, %) use the same fixed point: hundredths of one, so one arithmetic serves every figure.
 *         What a figure counts is said by its column in the pack (`measure`), never by the amount.
 * Errors  made only by the functions of this folder, which throw RangeError beyond ±(2^53 − 1)
 */
export interface Amount {
  readonly fen: number
  readonly quantum: number
}

/** How a unit line or a column states its numbers: 1 元 = 100 分, 1 万元 = 1 000 000 分, one piece = 100 hundredths. */
export type MoneyUnit = '元' | '万元'

/** Decimals that reach the 分: 元 2, 万元 6. */
export function decimalsToFen(unit: MoneyUnit): number {
  return unit === '元' ? 2 : 6
}

/**
 * The quantum of a print in `unit` with `decimals` decimals: ('万元', 2) is 10 000, ('元', 2) is 1.
 *
 * Errors  RangeError when the decimals go beyond the 分 or are no whole number (a bug in a caller or a pack)
 */
export function quantumOf(unit: MoneyUnit, decimals: number): number {
  const places = decimalsToFen(unit) - decimals
  if (!Number.isInteger(decimals) || decimals < 0 || places < 0) {
    throw new RangeError(`${String(decimals)} decimals of ${unit} are not 0 to ${String(decimalsToFen(unit))}`)
  }
  return 10 ** places
}

/** An amount known to the 分. RangeError when `fen` is no safe integer. */
export function exact(fen: number): Amount {
  return amountOf(fen, 1)
}

/** An amount stated to `quantum` 分. RangeError when `fen` is no safe integer or `quantum` no power of ten up to 10^15. */
export function amountOf(fen: number, quantum: number): Amount {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`${String(fen)} 分 is not a safe integer`)
  if (!POWERS.has(quantum)) throw new RangeError(`${String(quantum)} is not a power of ten`)
  return { fen: fen + 0, quantum } // + 0 turns −0 into 0
}

const POWERS: ReadonlySet<number> = new Set(Array.from({ length: 16 }, (_, power) => 10 ** power))

export function isZero(amount: Amount): boolean {
  return amount.fen === 0
}

export function negate(amount: Amount): Amount {
  return { fen: 0 - amount.fen, quantum: amount.quantum }
}

export function absolute(amount: Amount): Amount {
  return amount.fen < 0 ? negate(amount) : amount
}

/**
 * The sum of what was stated; its quantum is the coarser one. What the sum may truly be is said by the sum of the
 * intervals (interval.ts), never by the interval of the sum. RangeError beyond the safe integers.
 */
export function add(a: Amount, b: Amount): Amount {
  return amountOf(a.fen + b.fen, Math.max(a.quantum, b.quantum))
}

/** As `add`. */
export function subtract(a: Amount, b: Amount): Amount {
  return add(a, negate(b))
}

/** The sum of a list, quantum of the coarsest; exactly zero for an empty list. RangeError as `add`. */
export function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce(add, exact(0))
}

/** −1, 0 or 1 by 分 alone: 0 and 0.00 compare equal. */
export function compare(a: Amount, b: Amount): -1 | 0 | 1 {
  if (a.fen === b.fen) return 0
  return a.fen < b.fen ? -1 : 1
}

/**
 * Rounds once, half away from zero, to a multiple of `quantum`. An amount that is stated more coarsely already comes
 * back unchanged: rounding cannot add precision. RangeError beyond the safe integers.
 */
export function roundTo(amount: Amount, quantum: number): Amount {
  if (quantum <= amount.quantum) return amountOf(amount.fen, amount.quantum)
  const size = Math.abs(amount.fen)
  const rest = size % quantum
  const rounded = size - rest + (rest * 2 >= quantum ? quantum : 0)
  return amountOf(amount.fen < 0 ? -rounded : rounded, quantum)
}

/**
 * The same figure where the printer is known to keep this precision and to trim zeros: 1,035.8 万元 in a table of two
 * decimals is 1035.80. An amount that is finer already stays.
 */
export function withTrimmedZeros(amount: Amount, quantum: number): Amount {
  return amountOf(amount.fen, Math.min(amount.quantum, quantum))
}
