import type { Indicator } from '#core/model/project.ts'
import { matchIndicators } from '#core/performance/carry-targets.ts'
import { isSameTarget, PLAIN, printTarget } from '#core/performance/indicator-value.ts'
import type { Check } from './check.ts'
import { sheetFinding } from './performance-support.ts'

/** Targets set in the 预算 are not changed in hindsight: a changed one is the 调整后指标值. */
export const targetsAsBudget: Check = {
  id: 'CK-122',
  title: '年初指标值与年初预算的绩效目标不同',
  *run({ projects, derivedSheets, accounts }) {
    if (accounts.key.stage !== '决算') return
    for (const project of projects) {
      const planned = derivedSheets.find(({ key }) => key === project.key)?.indicators ?? []
      const matches = matchIndicators(planned, project.indicators)
      for (const [indicator, plan] of matches) {
        if (!indicator.target || !plan.target || isSameTarget(indicator.target, plan.target)) continue
        yield sheetFinding(targetsAsBudget, project, indicator, {
          severity: 'warning',
          stated: printTarget(indicator.target, PLAIN),
          expected: printTarget(plan.target, PLAIN),
          hint: '年初指标值应与预算一致；年中调整过的，请填在“调整后指标值”',
          source: '年初预算绩效目标表',
        })
      }
      const lacking = withoutMatch(planned, matches)
      if (lacking.length === 0) continue
      yield sheetFinding(targetsAsBudget, project, undefined, {
        severity: 'info',
        title: '年初预算的指标在自评表中没有',
        stated: `${lacking.length}个`,
        hint: `没有自评的年初指标：${lacking.map(({ levels }) => levels[2]).join('、')}；请核对是否漏填或改了名称`,
        source: '年初预算绩效目标表',
      })
    }
  },
}

function withoutMatch(planned: readonly Indicator[], matches: ReadonlyMap<Indicator, Indicator>): readonly Indicator[] {
  const used = new Set(matches.values())
  return planned.filter((plan) => !used.has(plan))
}
