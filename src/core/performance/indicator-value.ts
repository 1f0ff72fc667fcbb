import { quantumOf, withTrimmedZeros, type Amount, type MoneyUnit } from '#core/money/amount.ts'
import { formatAmount, formatCount } from '#core/money/format.ts'
import { parseAmount, parseCount } from '#core/money/parse.ts'
import type { IndicatorActual, IndicatorTarget, TargetOperator } from '#core/model/project.ts'

/** How a form writes its values. */
export interface ValueStyle {
  /** =100% or plain 100% */
  readonly equalsSign: boolean
  /** The actual repeats the operator of its target. */
  readonly repeatOperator: boolean
}

/** What a person or a form wrote for a target or an actual. */
export interface ReadValue {
  readonly value: IndicatorTarget | undefined
  /** The operator as written; undefined when there was none. `≠` is a known scan error for `=`. */
  readonly written: TargetOperator | '≠' | undefined
}

const OPERATORS: ReadonlyMap<string, TargetOperator | '≠'> = new Map([
  ['≥', '≥'],
  ['>=', '≥'],
  ['≧', '≥'],
  ['≤', '≤'],
  ['<=', '≤'],
  ['≦', '≤'],
  ['=', '='],
  ['>', '>'],
  ['<', '<'],
  ['≠', '≠'],
])
const VALUE = /^(≥|>=|≧|≤|<=|≦|=|>|<|≠)?(-?[\d,]+(?:\.\d+)?)(%|‰|[\p{Script=Han}a-zA-Z㎡²³/]{0,8})$/u

/** Reads `≥98%`, `12 次`, `≤62万元` as operator, number and unit; a number alone means `=`. All else is words. */
export function readTarget(text: string): ReadValue {
  const written = text.trim()
  if (written === '') return { value: undefined, written: undefined }
  const words: ReadValue = { value: { kind: 'words', text: written }, written: undefined }
  const match = VALUE.exec(written.normalize('NFKC').replace(/\s+/gu, ''))
  if (!match) return words
  const [, sign = '', digits = '', unit = ''] = match
  const operator = OPERATORS.get(sign)
  const value = readNumber(digits, unit)
  if (!value) return words
  const target: IndicatorTarget = {
    kind: 'number',
    operator: !operator || operator === '≠' ? '=' : operator,
    value,
    unit,
  }
  return { value: target, written: operator }
}

/** A number in hundredths of its unit, or in 分 where the unit is money; undefined where it has more decimals than that. */
export function readNumber(digits: string, unit: string): Amount | undefined {
  const money = moneyUnit(unit)
  const parsed = money ? parseAmount(digits, money) : parseCount(digits)
  if (parsed.kind !== 'amount') return undefined
  return money ? withTrimmedZeros(parsed.amount, quantumOf(money, 2)) : parsed.amount
}

/** An actual as a form states it, and whether it is a bound (≥98%) that can only mean the number. */
export function readActual(
  text: string,
  target: IndicatorTarget | undefined,
): { readonly value: IndicatorActual | undefined; readonly isBound: boolean } {
  const { value, written } = readTarget(text)
  if (value?.kind !== 'number') return { value, isBound: false }
  const isBound = written !== undefined && written !== '=' && written !== '≠'
  const repeats = target?.kind === 'number' && target.operator === written
  // A bound that is not the form's own habit says nothing of what was reached: it stays words, and a finding.
  if (isBound && !repeats) return { value: { kind: 'words', text: text.trim() }, isBound }
  return { value: { kind: 'number', value: value.value, unit: value.unit }, isBound }
}

/** True for words such as ≥90% in the place of an actual. */
export function looksLikeBound(text: string): boolean {
  const { value, written } = readTarget(text)
  return value?.kind === 'number' && written !== undefined && written !== '='
}

/** The text of a target in a form. */
export function printTarget(target: IndicatorTarget | undefined, style: ValueStyle): string {
  if (!target) return ''
  if (target.kind === 'words') return target.text
  const operator = target.operator === '=' && !style.equalsSign ? '' : target.operator
  return operator + printNumber(target.value, target.unit) + target.unit
}

/** The text of an actual; with the operator of its target where the form has that habit. */
export function printActual(
  actual: IndicatorActual | undefined,
  target: IndicatorTarget | undefined,
  style: ValueStyle,
): string {
  if (!actual) return ''
  if (actual.kind === 'words') return actual.text
  const operator = style.repeatOperator && target?.kind === 'number' ? target.operator : undefined
  const sign = operator === undefined || (operator === '=' && !style.equalsSign) ? '' : operator
  return sign + printNumber(actual.value, actual.unit) + actual.unit
}

/** The number of a value without its unit, trailing zeros left out. */
export function printNumber(value: Amount, unit: string): string {
  const money = moneyUnit(unit)
  if (!money) return formatCount(value)
  const decimals = money === '万元' ? 6 : 2
  return formatAmount(value, { unit: money, decimals, trimZeros: true, thousands: false, zero: undefined })
}

function moneyUnit(unit: string): MoneyUnit | undefined {
  return unit === '元' || unit === '万元' ? unit : undefined
}
