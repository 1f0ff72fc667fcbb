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
