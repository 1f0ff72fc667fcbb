import { amountOf, compare, exact, sum, type Amount } from '#core/money/amount.ts'
import { percentOf } from '#core/money/ratio.ts'
import type { Indicator, Project, ProjectFigures } from '#core/model/project.ts'
import type { PackFirstLevel, PackScoring } from '#core/packs/schema-scoring.ts'
import { blockOf } from './blocks.ts'
import { points } from './suggest.ts'

/** Whole marks of every sheet. */
export const FULL_MARKS: Amount = exact(10_000)

/** 执行率 = 全年执行数 ÷ 全年预算数, in percent with two decimals; undefined when a figure is missing or the budget is 0. */
export function executionRate({ budget, executed }: ProjectFigures): Amount | undefined {
  return budget && executed && percentOf(executed, budget, 2)
}

/** Points (not hundredths) of the 执行率 in the sheets of this subject; 0 where they do not score it. */
export function executionWeight(project: Pick<Project, 'subject'>, scoring: PackScoring): number {
  return scoring.sheets[project.subject]?.executionWeight ?? 0
}

/**
 * 执行率得分 = 分值 × 执行率, from the rate as already rounded, half up to two decimals; 0 where nothing was budgeted, capped at
 * the weight where the pack says so. 4.729 of 5.6 is 84.45 % and scores 8.45.
 */
export function executionScore(figures: ProjectFigures, weight: number, capped = true): Amount | undefined {
  if (!figures.budget || !figures.executed) return undefined
  const rate = executionRate(figures)
  return rate ? scoreOfRate(rate, weight, capped) : exact(0)
}

/** The score of a rate in percent with two decimals: `weight` points × rate, half up to two decimals, never negative. */
export function scoreOfRate(rate: Amount, weight: number, capped: boolean): Amount {
  const counted = capped ? Math.min(rate.fen, 10_000) : rate.fen
  return amountOf(Math.trunc((Math.max(counted, 0) * weight * 2 + 100) / 200), 1)
}

/** 总分: 执行率得分 + Σ 三级指标得分; undefined when one of them is missing. */
export function totalScore(project: Project, scoring: PackScoring): Amount | undefined {
  const weight = executionWeight(project, scoring)
  const execution = weight === 0 ? exact(0) : executionScore(project.total, weight, scoring.capExecution)
  const scores = project.indicators.flatMap((indicator) => indicator.score ?? [])
  if (!execution || scores.length === 0 || scores.length < project.indicators.length) return undefined
  return sum([execution, ...scores])
}

/** One 一级指标 of a sheet with what it weighs and scores; undefined where an indicator does not say. */
export interface BlockTotal {
  readonly block: PackFirstLevel
  readonly indicators: readonly Indicator[]
  readonly weight: Amount | undefined
  readonly score: Amount | undefined
}

/** Weights and scores of each 一级指标 that the pack knows, in its order. */
export function blockTotals(project: Project, scoring: PackScoring): readonly BlockTotal[] {
  const sheet = scoring.sheets[project.subject]
  return (sheet?.blocks ?? []).flatMap((block): readonly BlockTotal[] => {
    const indicators = project.indicators.filter((indicator) => blockOf(indicator, sheet) === block)
    if (block.optional && indicators.length === 0) return []
    const total = (amounts: readonly (Amount | undefined)[]): Amount | undefined =>
      amounts.includes(undefined) ? undefined : sum(amounts.flatMap((amount) => amount ?? []))
    return [
      {
        block,
        indicators,
        weight: total(indicators.map(({ weight }) => weight)),
        score: total(indicators.map(({ score }) => score)),
      },
    ]
  })
}

/** The grade of a total, by the thresholds of the pack. */
export function gradeOf(total: Amount, scoring: Pick<PackScoring, 'grades'>): string | undefined {
  return scoring.grades.find(({ from }) => compare(total, points(from)) >= 0)?.name
}
