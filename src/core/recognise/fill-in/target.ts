import { amountOf, quantumOf, type Amount, type MoneyUnit } from '#core/money/amount.ts'
import { formatAmount, formatCount } from '#core/money/format.ts'
import { parseAmount, parseCount, parsePercent } from '#core/money/parse.ts'
import type { IndicatorActual, IndicatorTarget, TargetOperator } from '#core/model/project.ts'

const OPERATORS: ReadonlyMap<string, TargetOperator> = new Map<string, TargetOperator>([
  ['≥', '≥'],
  ['>=', '≥'],
  ['=>', '≥'],
  ['≧', '≥'],
  ['⩾', '≥'],
  ['不低于', '≥'],
  ['不少于', '≥'],
  ['不小于', '≥'],
  ['大于等于', '≥'],
  ['≤', '≤'],
  ['<=', '≤'],
  ['=<', '≤'],
  ['≦', '≤'],
  ['⩽', '≤'],
  ['不超过', '≤'],
  ['不高于', '≤'],
  ['不大于', '≤'],
  ['小于等于', '≤'],
  ['=', '='],
  ['==', '='],
  ['等于', '='],
  ['>', '>'],
  ['大于', '>'],
  ['<', '<'],
  ['小于', '<'],
  ['', '='],
])

const NUMBER = /^([^\d\s.+-]{0,4}?)\s*(\d[\d,]*(?:\.\d+)?)\s*([^\d\s.,-][^\d]{0,9})?$/u

/** A number with the operator before it and the unit behind it. */
interface Stated {
  readonly operator: TargetOperator
  readonly value: Amount
  readonly unit: string
}

/**
 * Reads a target: `≥90%`, `>=98%`, `=9台`, `≤37.6万元`; a number without an operator is meant as it stands (=). What is no
 * single number (`2020年1月-12月`, 及时) is words. Undefined for a blank.
 */
export function parseTarget(text: string): IndicatorTarget | undefined {
  const words = text.trim()
  if (words === '') return undefined
  const stated = readStated(words)
  return stated ? { kind: 'number', ...stated } : { kind: 'words', text: words }
}

/** Reads what was reached; an operator before it is the form's habit to repeat the target's and is left out. */
export function parseActual(text: string): IndicatorActual | undefined {
  const words = text.trim()
  if (words === '') return undefined
  const stated = readStated(words)
  return stated ? { kind: 'number', value: stated.value, unit: stated.unit } : { kind: 'words', text: words }
}

/** The target as `parseTarget` reads it back. */
export function printTarget(target: IndicatorTarget): string {
  return target.kind === 'words' ? target.text : `${target.operator}${printNumber(target.value, target.unit)}`
}

/** What was reached, as `parseActual` reads it back. */
export function printActual(actual: IndicatorActual): string {
  return actual.kind === 'words' ? actual.text : printNumber(actual.value, actual.unit)
}

function readStated(text: string): Stated | undefined {
  const match = NUMBER.exec(text.normalize('NFKC'))
  if (!match) return undefined
  const [, sign = '', digits = '', unit = ''] = match
  const operator = OPERATORS.get(sign)
  const value = readNumber(digits, unit.trim())
  return operator && value && { operator, value, unit: unit.trim() }
}

function readNumber(digits: string, unit: string): Amount | undefined {
  if (unit === '%') {
    const parsed = parsePercent(digits)
    return parsed.kind === 'amount' ? parsed.amount : parsed.kind === 'percent' ? parsed.rate : undefined
  }
  const parsed = isMoney(unit) ? parseAmount(digits, unit) : parseCount(digits)
  return parsed.kind === 'amount' ? parsed.amount : undefined
}

function printNumber(value: Amount, unit: string): string {
  if (isMoney(unit)) return `${asStated(value, unit)}${unit}`
  return unit === '%' ? `${asStated(value, '元')}%` : `${formatCount(value)}${unit}`
}

/** All digits down to the last one that was stated. */
function asStated(value: Amount, unit: MoneyUnit): string {
  const most = unit === '元' ? 2 : 6
  const decimals = Array.from({ length: most + 1 }, (_, index) => index).find(
    (count) => quantumOf(unit, count) <= value.quantum,
  )
  const exactly = amountOf(value.fen, 1)
  return formatAmount(exactly, {
    unit,
    decimals: decimals ?? most,
    trimZeros: false,
    thousands: false,
    zero: undefined,
  })
}

const isMoney = (unit: string): unit is MoneyUnit => unit === '元' || unit === '万元'
