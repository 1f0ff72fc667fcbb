import { amountOf, decimalsToFen } from './amount.ts'
import type { MoneyUnit } from './amount.ts'
import type { ParsedAmount, Refusal } from './parse.ts'

/**
 * Reads a number cell of a workbook: the number as the file writes it ('692.8700000000001', '6.9287E2', '1.0E-2').
 *
 * Digits     15 significant ones, as Excel keeps them; what is left of float noise below a 1 000th of a 分 is dropped
 * Precision  元: exact to the 分, because a number cell drops trailing zeros. 万元: the decimals of the number format if it
 *            shows fixed ones (`0.00`) and hides nothing; else the digits there are, and at least two decimals
 * Beyond 分  the value as the cell shows it, if its format shows fixed decimals; else refused as 'beyond-fen'
 * %          a cell with a percent format is kind 'percent', in every column
 */
export function parseSpreadsheetNumber(text: string, unit: MoneyUnit, format?: string): ParsedAmount {
  if (isPercentFormat(format)) return parseSpreadsheetPercent(text, format)
  const value = readNumber(text)
  if (value === undefined) return refuse('not-numeric')
  const depth = decimalsToFen(unit)
  const shown = decimalsOfFormat(format)
  const settled = settle(value, depth, shown)
  if (typeof settled === 'string') return refuse(settled)
  return { kind: 'amount', amount: amountOf(settled.fen, 10 ** (depth - statedDecimals(settled, unit, shown))) }
}

/**
 * Reads a number cell that counts something: exact, as `parseCount`. Of more than two decimals the value as the cell shows it,
 * if its format shows fixed ones (a score that a formula divides); else refused.
 */
export function parseSpreadsheetCount(text: string, format?: string): ParsedAmount {
  if (isPercentFormat(format)) return parseSpreadsheetPercent(text, format)
  const value = readNumber(text)
  if (value === undefined) return refuse('not-numeric')
  const settled = settle(value, 2, decimalsOfFormat(format))
  if (typeof settled === 'string') return refuse(settled)
  return { kind: 'amount', amount: amountOf(settled.fen, 1) }
}

/**
 * Reads a number cell of a percentage column: 0.9972 formatted `0.00%` and 99.72 without a % format are both 99.72%.
 * A rate is a quotient: it is rounded once to two decimals, and stated with the digits that then are left (27.3 has
 * one), with those of the format if it shows more.
 */
export function parseSpreadsheetPercent(text: string, format?: string): ParsedAmount {
  const value = readNumber(text)
  if (value === undefined) return refuse('not-numeric')
  const percent = isPercentFormat(format) ? { ...value, exponent: value.exponent + 2 } : value
  const settled = settle(percent, 2, 2)
  if (typeof settled === 'string') return refuse(settled)
  const shown = Math.min(decimalsOfFormat(format) ?? 0, 2)
  const decimals = Math.max(shown, settled.decimals)
  return { kind: 'percent', rate: amountOf(settled.fen, 10 ** (2 - decimals)) }
}

/**
 * The decimals that a number format shows in every positive number: `#,##0.00` 2, `0` 0, `0.0%` 1. Undefined for General,
 * text, dates, fractions, exponents, optional decimals (`0.##`), scaling (`0,`) and conditions: they fix none.
 */
export function decimalsOfFormat(format: string | undefined): number | undefined {
  const section = bareSection(format)
  const match = /^[#?0,]*(?:\.(0*))?%?$/.exec(section)
  if (!match || !/[0#?]/.test(section) || /,(?:\.|%|$)/.test(section)) return undefined
  return match[1]?.length ?? 0
}

/** True when the number format multiplies by a hundred to show a percentage. */
export function isPercentFormat(format: string | undefined): boolean {
  return bareSection(format).includes('%')
}

/** The first section without quoted words, padding and colours; a literal between digits stays and spoils the match. */
function bareSection(format: string | undefined): string {
  const [first = ''] = (format ?? '').replace(/"[^"]*"|[\\!_*]./g, ' ').split(';')
  return first.replace(/\[(?:\$[^\]]*|[A-Za-z]+\d*)\]/g, ' ').replace(/^[\s¥￥$(+-]+|[\s元万()-]+$/g, '')
}

/** ± digits × 10^exponent; digits has at most 15 significant ones. */
interface Decimal {
  readonly negative: boolean
  readonly digits: bigint
  readonly exponent: number
  /** True when digits other than zeros were cut off after the fifteenth. */
  readonly cut: boolean
}

const SIGNIFICANT = 15
const LONGEST = 400
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/

/** Undefined when the text is no decimal number; spaces around it are allowed. */
function readNumber(text: string): Decimal | undefined {
  const match = text.length > LONGEST ? null : NUMBER.exec(text.trim())
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', power = '0'] = match
  if (whole + fraction === '') return undefined
  const all = (whole + fraction).replace(/^0+(?=\d)/, '')
  const exponent = Number(power) - fraction.length
  const negative = sign === '-'
  const rest = all.slice(SIGNIFICANT)
  if (rest === '') return { negative, digits: BigInt(all), exponent, cut: false }
  const kept = BigInt(all.slice(0, SIGNIFICANT)) + (rest.charAt(0) >= '5' ? 1n : 0n)
  return { negative, digits: kept, exponent: exponent + rest.length, cut: /[1-9]/.test(rest) }
}

/** A value in whole 分 (or hundredths) and the decimals that it needs. */
interface Settled {
  readonly fen: number
  readonly decimals: number
}

/** First digits after the 分 that must all be 0, or all 9, for the rest to be float noise. */
const QUIET = 3

function settle(value: Decimal, depth: number, shown: number | undefined): Settled | Refusal {
  const places = value.exponent + depth // of the last digit, above (or below) the 分
  if (value.cut && places > 0) return 'too-large' // fifteen digits do not reach the 分
  if (value.digits === 0n) return { fen: 0, decimals: 0 }
  if (value.digits.toString().length + places > 17) return 'too-large'
  const digits = places >= 0 ? value.digits.toString() + '0'.repeat(places) : value.digits.toString()
  const below = Math.max(0, -places)
  const padded = digits.padStart(below + 1, '0')
  const size = wholeFen(padded.slice(0, padded.length - below), padded.slice(padded.length - below), depth, shown)
  if (size === undefined) return 'beyond-fen'
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) return 'too-large'
  const trailing = size === 0n ? depth : (/0*$/.exec(size.toString())?.[0].length ?? 0)
  return { fen: value.negative ? -Number(size) : Number(size), decimals: Math.max(0, depth - trailing) }
}

/** Digits above and below the 分 to whole 分: without noise, else as the format shows, else undefined. */
function wholeFen(whole: string, below: string, depth: number, shown: number | undefined): bigint | undefined {
  const first = below.padEnd(QUIET, '0').slice(0, QUIET)
  if (first === '0'.repeat(QUIET)) return BigInt(whole)
  if (first === '9'.repeat(QUIET)) return BigInt(whole) + 1n
  if (shown === undefined || shown > depth) return undefined
  const unit = 10n ** BigInt(depth - shown + below.length)
  const rounded = (BigInt(whole + below) * 2n + unit) / (unit * 2n)
  return rounded * 10n ** BigInt(depth - shown)
}

/** See `parseSpreadsheetNumber`, Precision. */
function statedDecimals(settled: Settled, unit: MoneyUnit, shown: number | undefined): number {
  const depth = decimalsToFen(unit)
  if (unit === '元') return depth
  if (shown !== undefined && shown >= settled.decimals) return Math.min(shown, depth)
  return Math.max(2, settled.decimals)
}

function refuse(reason: Refusal): ParsedAmount {
  return { kind: 'not-a-number', reason }
}
