import { decimalsToFen, quantumOf, roundTo } from './amount.ts'
import type { Amount, MoneyUnit } from './amount.ts'

/** How a pack prints figures of one kind. */
export interface FigureStyle {
  readonly decimals: number
  /** 8.00 prints as 8 and 1035.80 as 1035.8. */
  readonly trimZeros: boolean
  /** 1,530.55 instead of 1530.55. */
  readonly thousands: boolean
  /**
   * The whole text for an exact zero ('0', '', '0.00', '——'); undefined: as any other figure. A figure that is not zero
   * and only rounds to it never takes this text, or an entry could vanish from the page.
   */
  readonly zero: string | undefined
}

export interface AmountStyle extends FigureStyle {
  readonly unit: MoneyUnit
}

export interface PercentStyle {
  readonly decimals: number
  readonly trimZeros: boolean
  /** The whole text for an exact zero, with its % sign if it has one; undefined: as any other rate. */
  readonly zero: string | undefined
}

/** Counts as they are mostly printed: 3, 9.5. */
export const PLAIN_COUNT: FigureStyle = { decimals: 2, trimZeros: true, thousands: false, zero: undefined }

/**
 * The text of an amount in `style.unit`, without the unit.
 *
 * Rounds  once, here, half away from zero: 50 元 in 万元 with two decimals is 0.01, −50 元 is −0.01; never −0.00
 * Errors  RangeError when the decimals go beyond the 分
 */
export function formatAmount(amount: Amount, style: AmountStyle): string {
  if (amount.fen === 0 && style.zero !== undefined) return style.zero
  const rounded = roundTo({ fen: amount.fen, quantum: 1 }, quantumOf(style.unit, style.decimals))
  const text = pointed(rounded.fen, decimalsToFen(style.unit), style.decimals)
  const trimmed = style.trimZeros ? trimZeros(text) : text
  return style.thousands ? withThousands(trimmed) : trimmed
}

/** The text of a count or score (hundredths), without its measure word; `decimals` 0 to 2, else RangeError. */
export function formatCount(count: Amount, style: FigureStyle = PLAIN_COUNT): string {
  return formatAmount(count, { ...style, unit: '元' }) // hundredths, as 分 are of 元
}

/** The text of a rate (hundredths of a percent) with its % sign; `decimals` 0 to 2, else RangeError. */
export function formatPercent(rate: Amount, style: PercentStyle): string {
  if (rate.fen === 0 && style.zero !== undefined) return style.zero
  return `${formatCount(rate, { ...style, thousands: false, zero: undefined })}%`
}

/**
 * The exact value in `unit` as a decimal literal without trailing zeros, for number cells of a workbook: nothing is
 * rounded. Counts and rates: as 元. Excel itself keeps 15 significant digits.
 */
export function decimalText(amount: Amount, unit: MoneyUnit): string {
  const decimals = decimalsToFen(unit)
  return trimZeros(pointed(amount.fen, decimals, decimals))
}

/** Sets the decimal point `scale` digits from the right and keeps `decimals` of them; the rest is zeros already. */
function pointed(fen: number, scale: number, decimals: number): string {
  const digits = Math.abs(fen)
    .toString()
    .padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits.slice(digits.length - scale).slice(0, decimals)
  return `${fen < 0 ? '-' : ''}${whole}${fraction === '' ? '' : '.'}${fraction}`
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function withThousands(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
