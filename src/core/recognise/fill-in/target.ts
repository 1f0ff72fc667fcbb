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
  ['至少', '≥'],
  ['达到', '≥'],
  ['≤', '≤'],
  ['<=', '≤'],
  ['=<', '≤'],
  ['≦', '≤'],
  ['⩽', '≤'],
  ['不超过', '≤'],
  ['不高于', '≤'],
  ['不大于', '≤'],
  ['小于等于', '≤'],
  ['至多', '≤'],
  ['最多', '≤'],
  ['控制在', '≤'],
  ['=', '='],
  ['==', '='],
  ['等于', '='],
  ['>', '>'],
  ['大于', '>'],
  ['超过', '>'],
  ['高于', '>'],
  ['<', '<'],
  ['小于', '<'],
  ['低于', '<'],
  ['少于', '<'],
  ['', '='],
])

const NUMBER = /^([^\d\s.+-]{0,4}?)\s*(-?\d[\d,]*(?:\.\d+)?)\s*([^\d\s.,-][^\d]{0,9})?$/u

/** 90%以上, 3万元以内: the bound behind the number. In law and rules both include the number itself. */
const BEHIND: readonly (readonly [RegExp, TargetOperator])[] = [
  [/(?:\(含\))?(?:及)?以上(?:\(含\))?$/u, '≥'],
  [/(?:\(含\))?(?:及)?以[内下](?:\(含\))?$/u, '≤'],
  [/之?内$/u, '≤'],
]

/** 12月底前, 6月, 2023年: a day of the calendar and no quantity, unless an operator before it says otherwise. */
const CALENDAR =
  /^(?:月|月份|日|号)$|(?:月|日|号|年)(?:底|末|初|中旬|上旬|下旬)?(?:完成|之?前|以前|前完成)$|[年月](?:底|末|初|中)$/u

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

/** What was reached as a form states it. */
export interface ReadActual {
  readonly value: IndicatorActual | undefined
  /** ≥90%: a bound where a number should stand. */
  readonly isBound: boolean
}

/**
 * Reads what was reached. A bound is the number only where forms have the habit of repeating the operator of the target
 * (`repeatOperator`) and it is that one; else it stays as it was written, for it does not say what was reached. Scanned forms
 * print ≠ where = stood.
 */
export function readActual(text: string, target: IndicatorTarget | undefined, repeatOperator: boolean): ReadActual {
  const written = text.replace('≠', '=')
  const value = parseActual(written)
  if (!looksLikeBound(written)) return { value, isBound: false }
  const asTarget = parseTarget(written)
  const repeats =
    repeatOperator && asTarget?.kind === 'number' && target?.kind === 'number' && asTarget.operator === target.operator
  return { value: repeats ? value : { kind: 'words', text: text.trim() }, isBound: true }
}

/** True for words such as ≥90% in the place of an actual. */
export function looksLikeBound(text: string): boolean {
  const stated = parseTarget(text)
  return stated?.kind === 'number' && stated.operator !== '='
}

/** Reads what was reached as a bare number; an operator before it is left out. */
export function parseActual(text: string): IndicatorActual | undefined {
  const words = text.trim()
  if (words === '') return undefined
  const stated = readStated(words)
  return stated ? { kind: 'number', value: stated.value, unit: stated.unit } : { kind: 'words', text: words }
}

/** True for a word or sign that `parseTarget` knows before a number. */
export function isOperator(text: string): boolean {
  const sign = text.normalize('NFKC').trim()
  return sign !== '' && OPERATORS.has(sign)
}

/** True for a number with nothing before or behind it. */
export function isBareNumber(text: string): boolean {
  return /^-?\d[\d,]*(?:\.\d+)?$/u.test(text.normalize('NFKC').trim())
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
  const [, sign = '', digits = '', behind = ''] = match
  const before = OPERATORS.get(sign)
  const bound = sign === '' || before === '≤' ? BEHIND.find(([pattern]) => pattern.test(behind.trim())) : undefined
  const unit = (bound ? behind.trim().replace(bound[0], '') : behind).trim()
  if (sign === '' && isCalendar(digits, unit)) return undefined
  const operator = sign === '' && bound ? bound[1] : before
  const value = readNumber(digits, unit)
  return operator && value && { operator, value, unit }
}

function isCalendar(digits: string, unit: string): boolean {
  return CALENDAR.test(unit) || (unit === '年' && /^\d{4}$/u.test(digits))
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
