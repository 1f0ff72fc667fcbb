import { amountOf, compare, exact, type Amount } from '#core/money/amount.ts'
import { formatCount } from '#core/money/format.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import type { Indicator, IndicatorActual, IndicatorTarget } from '#core/model/project.ts'
import type { PackScoring } from '#core/packs/schema-scoring.ts'
import { PLAIN, printActual, printTarget } from './indicator-value.ts'

/** What the rule gives for an indicator. A person decides; another score needs a reason. */
export type Suggestion =
  | {
      readonly kind: 'score'
      readonly score: Amount
      /** For a level in words: what may be given without leaving the rule. */
      readonly range: { readonly from: Amount; readonly to: Amount } | undefined
      /** One Chinese sentence that says how the score comes about. */
      readonly rule: string
    }
  | {
      readonly kind: 'cannot-say'
      readonly why: string
      /** Cells that nobody stated. */
      readonly missing: readonly string[]
      /** True when the target is certainly missed and only the deduction is open: full marks are then wrong. */
      readonly missed: boolean
    }

type Levels = Pick<PackScoring, 'levels'>
type NumberTarget = Extract<IndicatorTarget, { kind: 'number' }>
type NumberActual = Extract<IndicatorActual, { kind: 'number' }>

/** The target that counts: the adjusted one where there is one. */
export function targetOf(indicator: Indicator): IndicatorTarget | undefined {
  return indicator.adjustedTarget ?? indicator.target
}

/**
 * The score that the rule suggests. Pure; says why where no rule speaks.
 *
 * Rules  定量 ≥ =: reached is full marks, else pro rata to two decimals, half up. ≤ <: kept is full marks, missed has no rule.
 *        定性: the level in words gives its share of the 分值, its top first.
 */
export function suggestScore(indicator: Indicator, scoring: Levels): Suggestion {
  const { weight, actual } = indicator
  if (!weight) return cannot('没有填写分值')
  if (!actual) return cannot('没有填写实际完成值')
  if (actual.kind === 'words') return byLevel(actual.text, weight, scoring)
  const target = targetOf(indicator)
  if (target?.kind !== 'number') return cannot('指标值不是数字，无法与实际完成值比较')
  if (isUnsure(target, actual)) return cannot('指标值和实际完成值一个写了“%”、一个没写，看不出是不是同一口径')
  if (!comparable(target, actual)) return cannot(`指标值的单位“${target.unit}”与实际完成值的单位“${actual.unit}”不同`)
  return byNumber(target, actual, weight)
}

/** True when score and suggestion agree: equal, or inside the range of the level. */
export function agrees(score: Amount, suggestion: Extract<Suggestion, { kind: 'score' }>): boolean {
  const { range } = suggestion
  if (range) return compare(score, range.from) >= 0 && compare(score, range.to) <= 0
  return compare(score, suggestion.score) === 0
}

/** Whether the actual goes so far beyond the target that the target was set too low. */
export function isOverfulfilled(indicator: Indicator, { overFulfilment }: PackScoring): boolean {
  const target = targetOf(indicator)
  const { actual } = indicator
  if (overFulfilment === undefined || target?.kind !== 'number' || actual?.kind !== 'number') return false
  if (!comparable(target, actual) || target.operator === '≤' || target.operator === '<') return false
  if (target.value.fen <= 0) return false
  return BigInt(actual.value.fen) * 10_000n > BigInt(target.value.fen) * BigInt(points(overFulfilment).fen)
}

/** True when a number reaches its target; units are the caller's business. */
export function reaches(value: Amount, target: Pick<NumberTarget, 'operator' | 'value'>): boolean {
  const order = compare(value, target.value)
  switch (target.operator) {
    case '≥':
    case '=':
      return order >= 0
    case '>':
      return order > 0
    case '≤':
      return order <= 0
    case '<':
      return order < 0
  }
}

/** Amounts of money are 分 whatever their unit; other units must be the same, or one of them unsaid. */
export function comparable(target: NumberTarget, actual: NumberActual): boolean {
  const money = (unit: string): boolean => unit === '元' || unit === '万元'
  if (money(target.unit) && money(actual.unit)) return true
  if (money(target.unit) || money(actual.unit)) return false
  return unitKey(target.unit) === unitKey(actual.unit) || target.unit === '' || actual.unit === ''
}

/** 台（套）, 台/套 and 台套 are one unit. */
function unitKey(unit: string): string {
  return normaliseLabel(unit).replace(/[()/、]/gu, '')
}

/** 0.96 of a workbook beside 95%: 96 % or not even one? */
function isUnsure(target: NumberTarget, actual: NumberActual): boolean {
  if (target.unit === actual.unit || ![target.unit, actual.unit].includes('%')) return false
  const [bare, percent] = target.unit === '%' ? [actual, target] : [target, actual]
  return bare.unit === '' && bare.value.fen > 0 && bare.value.fen <= 100 && percent.value.fen > 100
}

function byNumber(target: NumberTarget, actual: NumberActual, weight: Amount): Suggestion {
  const wanted = printTarget(target, PLAIN)
  const got = printActual(actual, undefined, PLAIN)
  const full = formatCount(weight)
  // =0起: what should not happen did.
  if (target.operator === '=' && target.value.fen === 0 && actual.value.fen > 0)
    return cannot(`完成值${got}不是“${wanted}”，扣多少分没有统一规定，请按本地办法打分`, true)
  if (reaches(actual.value, target)) {
    return { kind: 'score', score: weight, range: undefined, rule: `完成值${got}达到“${wanted}”，得满分${full}分。` }
  }
  if (target.operator === '≤' || target.operator === '<') {
    return cannot(`完成值${got}超过了“${wanted}”，扣多少分没有统一规定，请按本地办法打分`, true)
  }
  if (target.value.fen <= 0) return cannot(`指标值“${wanted}”不大于零，不能按比例计分`)
  const score = proportion(weight, actual.value, target.value)
  const rule = `完成值${got}未达到“${wanted}”，按比例得分：${full}×${got}÷${printActual(target, undefined, PLAIN)}＝${formatCount(score)}分。`
  return { kind: 'score', score, range: undefined, rule }
}

function byLevel(text: string, weight: Amount, { levels }: Levels): Suggestion {
  const wanted = normaliseLabel(text)
  const level = levels.find(({ name, aliases }) => [name, ...aliases].some((one) => normaliseLabel(one) === wanted))
  if (!level) return cannot(`“${text.trim()}”不是规定的完成档次，请按实际情况打分`)
  const at = (share: number): Amount => proportion(weight, points(share), points(100))
  const [from, to] = [at(level.from), at(level.to)]
  const rule = `“${level.name}”按分值的${level.from}%至${level.to}%计分，即${formatCount(from)}至${formatCount(to)}分。`
  return { kind: 'score', score: to, range: { from, to }, rule }
}

/** A number of a pack in the fixed point of Amount: points, or percent. */
export function points(value: number): Amount {
  return exact(Math.round(value * 100))
}

/** weight × part ÷ whole, half up to two decimals; never below zero. */
export function proportion(weight: Amount, part: Amount, whole: Amount): Amount {
  const product = BigInt(weight.fen) * BigInt(Math.max(part.fen, 0))
  const by = BigInt(whole.fen)
  return amountOf(Number((product * 2n + by) / (by * 2n)), 1)
}

function cannot(why: string, missed = false): Suggestion {
  return { kind: 'cannot-say', why: `${why}。`, missing: [], missed }
}
