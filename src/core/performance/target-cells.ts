import { isBareNumber, isOperator } from '#core/recognise/fill-in/target.ts'
import { readTarget, type ReadTarget } from './indicator-value.ts'

/** What the cells of a target say: the value, and the operator and the unit where they have cells of their own. */
export interface TargetCells {
  readonly operator: string
  readonly value: string
  readonly unit: string
}

/**
 * ≥ | 95 | % is ≥95%. An operator or unit that the value itself states (95% beside %) is not said twice; words such as 定性 or
 * 正向指标 in the place of the operator, and a unit beside words, say nothing of the target.
 */
export function readTargetCells({ operator, value, unit }: TargetCells): ReadTarget {
  const sign = isOperator(operator) ? operator : ''
  if (isBareNumber(value)) return readTarget(`${sign}${value}${unit}`)
  const alone = readTarget(value)
  const isPlain = alone.value?.kind === 'number' && alone.value.operator === '='
  return isPlain ? readTarget(`${sign}${value}`) : alone
}
