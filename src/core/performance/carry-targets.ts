import type { Indicator, Project } from '#core/model/project.ts'

/**
 * Takes the targets set in the 预算 into the 决算 of the same year. Nothing that the 决算 side already says is overwritten.
 *
 * Match  a project by key, else by code, else by subject and name; an indicator by key, else by its 二级 and 三级
 * Result every project of the 决算 with its gaps filled, then those of the 预算 that it does not have yet
 */
export function carryTargets(budget: readonly Project[], accounts: readonly Project[]): readonly Project[] {
  const taken = new Set<Project>()
  const filled = accounts.map((project) => {
    const planned = budget.find((one) => !taken.has(one) && isSame(one, project))
    if (!planned) return project
    taken.add(planned)
    return merge(planned, project)
  })
  return [...filled, ...budget.filter((planned) => !taken.has(planned)).map(withoutResults)]
}

function isSame(planned: Project, project: Project): boolean {
  if (planned.subject !== project.subject) return false
  if (planned.key === project.key) return true
  if (planned.projectCode !== undefined && project.projectCode !== undefined)
    return planned.projectCode === project.projectCode
  return planned.name === project.name
}

function merge(planned: Project, project: Project): Project {
  const taken = new Set<Indicator>()
  const indicators = project.indicators.map((indicator) => {
    const source = planned.indicators.find((one) => !taken.has(one) && isSameIndicator(one, indicator))
    if (!source) return indicator
    taken.add(source)
    return {
      ...indicator,
      description: indicator.description ?? source.description,
      basis: indicator.basis ?? source.basis,
      standard: indicator.standard ?? source.standard,
      target: indicator.target ?? source.target,
      weight: indicator.weight ?? source.weight,
    }
  })
  const more = planned.indicators.filter((indicator) => !taken.has(indicator)).map(targetOnly)
  const { total } = project
  return {
    ...project,
    projectCode: project.projectCode ?? planned.projectCode,
    goal: project.goal ?? planned.goal,
    total: {
      ...total,
      declared: total.declared ?? planned.total.declared,
      compiled: total.compiled ?? planned.total.compiled,
    },
    indicators: [...indicators, ...more],
  }
}

function isSameIndicator(a: Indicator, b: Indicator): boolean {
  return a.key === b.key || (a.levels[1] === b.levels[1] && a.levels[2] === b.levels[2])
}

function targetOnly(indicator: Indicator): Indicator {
  return { ...indicator, adjustedTarget: undefined, actual: undefined, score: undefined, deviationReason: undefined }
}

function withoutResults(planned: Project): Project {
  return {
    ...planned,
    total: { ...planned.total, executed: undefined },
    achieved: undefined,
    texts: new Map(),
    funds: planned.funds.map((fund) => ({ ...fund, executed: undefined })),
    indicators: planned.indicators.map(targetOnly),
  }
}
