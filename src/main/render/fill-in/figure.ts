import type { CellValue } from '#core/model/cell.ts'
import { quantumOf, type Amount, type MoneyUnit } from '#core/money/amount.ts'
import { decimalText, formatAmount } from '#core/money/format.ts'
import type { ParsedAmount } from '#core/money/parse.ts'
import type { Measure } from '#core/packs/schema-table.ts'
import { parseFigureNumber } from '#core/recognise/parse-figure.ts'

export interface FigureContent {
  readonly value: number | string
  readonly format: string | undefined
}

/** A figure for an input cell: a number where the cell reads back as the very same amount, else text with its digits. */
export function figureContent(value: CellValue, measure: Measure, unit: MoneyUnit): FigureContent {
  if (value.kind === 'blank') return { value: '', format: undefined }
  if (value.kind === 'dash') return { value: '——', format: undefined }
  const { amount } = value
  const scale = measure === '金额' ? unit : '元' // counts and rates are hundredths, as 分 are of 元
  const decimals = decimalsOf(amount, scale)
  const literal = decimalText(amount, scale)
  const number = Number(literal)
  const format = decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`
  if (number.toString() === literal && isSame(parseFigureNumber(literal, measure, unit, format), amount))
    return { value: number, format }
  const text = formatAmount(
    { fen: amount.fen, quantum: 1 },
    { unit: scale, decimals, trimZeros: false, thousands: false, zero: undefined },
  )
  return { value: measure === '百分比' ? `${text}%` : text, format: '@' }
}

/** Decimals down to the last digit that was stated; a total of rounded figures is written finer than it is known. */
function decimalsOf(amount: Amount, unit: MoneyUnit): number {
  const most = unit === '元' ? 2 : 6
  for (let decimals = 0; decimals < most; decimals++) {
    const last = quantumOf(unit, decimals)
    if (last <= amount.quantum && amount.fen % last === 0) return decimals
  }
  return most
}

function isSame(parsed: ParsedAmount, amount: Amount): boolean {
  const read = parsed.kind === 'amount' ? parsed.amount : parsed.kind === 'percent' ? parsed.rate : undefined
  return read?.fen === amount.fen && read.quantum === amount.quantum
}
