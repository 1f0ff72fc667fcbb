import { compare, exact, sum } from '#core/money/amount.ts'
import type { Indicator, Project, ProjectFund } from '#core/model/project.ts'
import type { PackScoring } from '#core/packs/schema-scoring.ts'
import { looseLabel, normaliseLabel } from '#core/workbook/label.ts'
import { levelName } from './blocks.ts'
import { executionWeight, FULL_MARKS } from './score.ts'

/**
 * Fills the gaps of the sheets with what is planned for them: targets, weights, amounts. Nothing that a sheet already says is
 * overwritten; its 调整后指标值 is its own and never planned.
 *
 * Match  a project by key, else by code, else by subject and name; an indicator by its 二级 and 三级, else by a 三级 that both
 *        sides have once
 * Result every sheet with its gaps filled, then the planned projects that it does not have yet
 */
export function carryTargets(
  planned: readonly Project[],
  sheets: readonly Project[],
  scoring: PackScoring | undefined,
): readonly Project[] {
  const taken = new Set<Project>()
  const filled = sheets.map((project) => {
    const plan = planned.find((one) => !taken.has(one) && isSameProject(one, project))
    if (!plan) return project
    taken.add(plan)
    return merge(plan, project, scoring)
  })
  return [...filled, ...planned.filter((plan) => !taken.has(plan))]
}

/** True when a plan and a sheet speak of one project. There is one sheet of the 部门整体, whatever its name. */
export function isSameProject(plan: Project, project: Project): boolean {
  if (plan.subject !== project.subject) return false
  if (plan.subject === '部门整体' || plan.key === project.key) return true
  if (plan.projectCode !== undefined && project.projectCode !== undefined)
    return plan.projectCode === project.projectCode
  return normaliseLabel(plan.name) === normaliseLabel(project.name)
}

/** A sheet of the 预算 as it goes into the 决算: what was set, and nothing of what came of it. */
export function planOf(project: Project): Project {
  return {
    ...project,
    total: { ...project.total, budget: undefined, executed: undefined },
    achieved: undefined,
    texts: new Map(),
    funds: project.funds.map((fund) => ({ ...fund, budget: undefined, executed: undefined })),
    indicators: project.indicators.map((indicator) => ({
      ...indicator,
      adjustedTarget: undefined,
      actual: undefined,
      score: undefined,
      deviationReason: undefined,
    })),
  }
}

/** The indicator of a sheet that a planned one speaks of, by index of both. */
export function matchIndicators(
  planned: readonly Indicator[],
  own: readonly Indicator[],
): ReadonlyMap<Indicator, Indicator> {
  const matches = new Map<Indicator, Indicator>()
  const taken = new Set<Indicator>()
  const take = (one: Indicator, plan: Indicator | undefined): void => {
    if (!plan) return
    matches.set(one, plan)
    taken.add(plan)
  }
  const second = ({ levels }: Indicator): string => levelName(levels[1])
  const third = ({ levels }: Indicator): string => levelName(levels[2])
  for (const one of own)
    take(
      one,
      planned.find((plan) => !taken.has(plan) && second(plan) === second(one) && third(plan) === third(one)),
    )
  const isOnce = (list: readonly Indicator[], name: string): boolean =>
    list.filter((other) => third(other) === name).length === 1
  for (const one of own) {
    const name = third(one)
    if (matches.has(one) || !isOnce(planned, name) || !isOnce(own, name)) continue
    take(
      one,
      planned.find((plan) => !taken.has(plan) && third(plan) === name),
    )
  }
  return matches
}

function merge(plan: Project, project: Project, scoring: PackScoring | undefined): Project {
  const matches = matchIndicators(plan.indicators, project.indicators)
  const indicators = project.indicators.map((indicator) => {
    const source = matches.get(indicator)
    if (!source) return indicator
    return {
      ...indicator,
      description: indicator.description ?? source.description,
      basis: indicator.basis ?? source.basis,
      standard: indicator.standard ?? source.standard,
      target: indicator.target ?? source.target,
      weight: indicator.weight ?? source.weight,
    }
  })
  const used = new Set(matches.values())
  const more = plan.indicators.filter((indicator) => !used.has(indicator))
  const { total } = project
  return {
    ...project,
    projectCode: project.projectCode ?? plan.projectCode,
    department: project.department ?? plan.department,
    departmentCode: project.departmentCode ?? plan.departmentCode,
    implementingUnit: project.implementingUnit ?? plan.implementingUnit,
    implementingUnitCode: project.implementingUnitCode ?? plan.implementingUnitCode,
    goal: project.goal ?? plan.goal,
    total: {
      declared: total.declared ?? plan.total.declared,
      compiled: total.compiled ?? plan.total.compiled,
      budget: total.budget ?? plan.total.budget,
      executed: total.executed ?? plan.total.executed,
    },
    funds: project.funds.map((fund) => withPlan(fund, plan.funds)),
    indicators: hasRoom(indicators, more, executionRoom(project, scoring))
      ? [...indicators, ...withOwnKeys(more, indicators)]
      : indicators,
  }
}

function withPlan(fund: ProjectFund, planned: readonly ProjectFund[]): ProjectFund {
  const plan = planned.find(({ name }) => looseLabel(name) === looseLabel(fund.name))
  return plan ? { ...fund, declared: fund.declared ?? plan.declared, compiled: fund.compiled ?? plan.compiled } : fund
}

function executionRoom(project: Project, scoring: PackScoring | undefined): number {
  return scoring ? executionWeight(project, scoring) : 0
}

/** A sheet whose indicators make up the full marks already was written anew: planned ones on top would be too many. */
function hasRoom(own: readonly Indicator[], more: readonly Indicator[], execution: number): boolean {
  if (own.length === 0) return true
  const weights = [...own, ...more].map(({ weight }) => weight)
  if (weights.includes(undefined)) return false
  return compare(sum([exact(execution * 100), ...weights.flatMap((weight) => weight ?? [])]), FULL_MARKS) <= 0
}

/** Keys count through a sheet, so a planned indicator may bear one that the sheet uses for another. */
function withOwnKeys(more: readonly Indicator[], own: readonly Indicator[]): readonly Indicator[] {
  const taken = new Set(own.map(({ key }) => key))
  return more.map((indicator) => {
    let key = indicator.key
    for (let number = own.length + 1; taken.has(key); number += 1) key = String(number)
    taken.add(key)
    return { ...indicator, key }
  })
}
