import { amountOf, compare, exact, sum, type Amount } from '#core/money/amount.ts'
import { percentOf } from '#core/money/ratio.ts'
import type { Project, ProjectFigures } from '#core/model/project.ts'

/** How a place scores its sheets (`settings.scoring` of the pack). */
export interface Scoring {
  /** 分值 of the 执行率, in points. */
  readonly executionWeight: number
  /** Best first; a grade holds from its threshold on, the threshold included. */
  readonly grades: readonly { readonly name: string; readonly from: number }[]
}

/** 执行率 = 全年执行数 ÷ 全年预算数, in percent with two decimals; undefined when a figure is missing or the budget is 0. */
export function executionRate({ budget, executed }: ProjectFigures): Amount | undefined {
  return budget && executed && percentOf(executed, budget, 2)
}

/**
 * 执行率得分 = 分值 × 执行率, from the rate as already rounded, half up to two decimals, never above the weight; 0 where nothing
 * was budgeted. 4.729 of 5.6 is 84.45 % and scores 8.45.
 */
export function executionScore(figures: ProjectFigures, weight: number): Amount | undefined {
  if (!figures.budget || !figures.executed) return undefined
  const rate = executionRate(figures)
  if (!rate) return exact(0)
  const capped = Math.min(rate.fen, 10_000)
  return amountOf(Math.trunc((capped * weight * 2 + 100) / 200), 1)
}

/** 总分: 执行率得分 + Σ 三级指标得分; undefined when one of them is missing. */
export function totalScore(project: Project, scoring: Scoring): Amount | undefined {
  const execution = executionScore(project.total, scoring.executionWeight)
  const scores = project.indicators.flatMap((indicator) => indicator.score ?? [])
  if (!execution || scores.length === 0 || scores.length < project.indicators.length) return undefined
  return sum([execution, ...scores])
}

/** The grade of a total, by the thresholds of the pack. */
export function gradeOf(total: Amount, scoring: Scoring): string | undefined {
  return scoring.grades.find(({ from }) => compare(total, exact(from * 100)) >= 0)?.name
}
