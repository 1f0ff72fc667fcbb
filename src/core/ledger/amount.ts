import { parseAmount } from '#core/money/parse.ts'
import { describeRefusal } from '#core/money/parse.ts'
import { parseSpreadsheetNumber } from '#core/money/spreadsheet.ts'
import type { SheetValue } from '#core/workbook/grid.ts'

/** 分 of an amount cell in 元; `undefined` for blank and dash; a text is why it is no amount (half a sentence). */
export type LedgerAmountReading = number | undefined | string

/**
 * Reads an amount cell of a ledger in 元, to the 分: ledgers are exact, so `600` is 600.00. Red figures are negative numbers
 * or stand in brackets.
 */
export function readLedgerAmount(value: SheetValue | undefined): LedgerAmountReading {
  if (value === undefined) return undefined
  if (value.kind === 'number') return plainFen(value.text) ?? slowly(value)
  return slowly(value)
}

/**
 * The plain decimals that make up nearly every cell, without a regular expression: a million cells pass here.
 * Undefined for whatever is not `-?digits[.dd]` of at most 15 digits.
 */
function plainFen(text: string): number | undefined {
  const { length } = text
  const isNegative = text.charCodeAt(0) === MINUS
  let fen = 0
  let decimals = -1
  const first = isNegative ? 1 : 0
  if (length === first || length > 15) return undefined
  for (let at = first; at < length; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit >= 0 && digit <= 9) {
      fen = fen * 10 + digit
      if (decimals >= 0) decimals++
    } else if (digit === POINT - ZERO && decimals < 0 && at > first) decimals = 0
    else return undefined
  }
  if (decimals > 2) return undefined
  const whole = decimals === 2 ? fen : decimals === 1 ? fen * 10 : fen * 100
  return isNegative ? 0 - whole : whole
}

const ZERO = 48
const MINUS = 45
const POINT = 46

function slowly(value: SheetValue): LedgerAmountReading {
  if (value.kind !== 'number' && value.kind !== 'text') return '不是数字'
  const parsed =
    value.kind === 'number'
      ? parseSpreadsheetNumber(value.text, '元', exactFormat)
      : parseAmount(value.text.replace(/^([借贷])方?\s*/u, ''), '元')
  if (parsed.kind === 'amount') return parsed.amount.fen
  if (parsed.kind === 'blank' || parsed.kind === 'dash') return undefined
  return parsed.kind === 'percent' ? '是百分比，不是金额' : describeRefusal(parsed.reason)
}

/** No format: what lies beyond the 分 must be refused, not rounded as the cell shows it. */
const exactFormat = undefined
