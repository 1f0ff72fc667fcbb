import { compare } from '#core/money/amount.ts'
import type { IndicatorActual, IndicatorTarget, TargetOperator } from '#core/model/project.ts'
import { parseTarget, printActual as plainActual, printTarget as plainTarget } from '#core/recognise/fill-in/target.ts'
import { normaliseLabel } from '#core/workbook/label.ts'

export { looksLikeBound } from '#core/recognise/fill-in/target.ts'

/** How a form writes its values. */
export interface ValueStyle {
  /** =100% or plain 100% */
  readonly equalsSign: boolean
  /** The actual repeats the operator of its target: ≥98% stands for 98%. */
  readonly repeatOperator: boolean
}

/** For findings and rules: with the sign, actuals as they are. */
export const PLAIN: ValueStyle = { equalsSign: true, repeatOperator: false }

export interface ReadTarget {
  readonly value: IndicatorTarget | undefined
  readonly isScanError: boolean
}

/** Reads a target of a form. Scanned forms print ≠ where = stood. */
export function readTarget(text: string): ReadTarget {
  const isScanError = /^\s*≠/u.test(text)
  return { value: parseTarget(text.replace('≠', '=')), isScanError }
}

/** True when two targets say the same, whatever spaces and brackets their words have. */
export function isSameTarget(a: IndicatorTarget, b: IndicatorTarget): boolean {
  if (a.kind === 'number' && b.kind === 'number')
    return a.operator === b.operator && a.unit === b.unit && compare(a.value, b.value) === 0
  return normaliseLabel(plainTarget(a)) === normaliseLabel(plainTarget(b))
}

/** The text of a target in a form; empty for a blank. */
export function printTarget(target: IndicatorTarget | undefined, style: ValueStyle): string {
  if (!target) return ''
  const text = plainTarget(target)
  return target.kind === 'number' && target.operator === '=' && !style.equalsSign ? text.slice(1) : text
}

/** The text of an actual in a form, with the operator of its target where the form has that habit. */
export function printActual(
  actual: IndicatorActual | undefined,
  target: IndicatorTarget | undefined,
  style: ValueStyle,
): string {
  if (!actual) return ''
  if (actual.kind === 'words' || !style.repeatOperator || target?.kind !== 'number') return plainActual(actual)
  return signOf(target.operator, style) + plainActual(actual)
}

/** Operator, number and unit of a target in cells of their own; words stand at the unit. */
export function splitTarget(
  target: IndicatorTarget | undefined,
  wordsOperator: string,
): { readonly operator: string; readonly number: string; readonly unit: string } {
  if (!target) return { operator: '', number: '', unit: '' }
  if (target.kind === 'words') return { operator: wordsOperator, number: '', unit: target.text }
  const { operator, value, unit } = target
  const text = plainActual({ kind: 'number', value, unit })
  return { operator, number: text.slice(0, text.length - unit.length), unit }
}

function signOf(operator: TargetOperator, { equalsSign }: ValueStyle): string {
  return operator === '=' && !equalsSign ? '' : operator
}
