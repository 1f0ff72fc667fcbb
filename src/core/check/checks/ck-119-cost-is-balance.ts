import { subtract } from '#core/money/amount.ts'
import { intersects, intervalOf, subtractIntervals } from '#core/money/interval.ts'
import { roleOf } from '#core/performance/blocks.ts'
import type { Check } from './check.ts'
import { scoredIndicators, sheetFinding, wanText } from './performance-support.ts'

/** What a project cost is what was spent; the money left over is not it. */
export const costIsBalance: Check = {
  id: 'CK-119',
  title: '成本指标的实际完成值是资金结余，不是支出',
  *run(context) {
    for (const { project, scoring, indicator } of scoredIndicators(context)) {
      const { actual } = indicator
      const { budget, executed } = project.total
      if (roleOf(indicator, project.subject, scoring) !== '成本' || !budget || !executed) continue
      if (actual?.kind !== 'number' || (actual.unit !== '万元' && actual.unit !== '元')) continue
      const spent = intervalOf(executed)
      const stated = intervalOf(actual.value)
      if (intersects(stated, spent) || !intersects(stated, subtractIntervals(intervalOf(budget), spent))) continue
      yield sheetFinding(costIsBalance, project, indicator, {
        severity: 'warning',
        stated: wanText(actual.value),
        expected: wanText(executed),
        difference: wanText(subtract(budget, executed)),
        hint: '实际完成值等于资金结余；成本应填实际支出',
      })
    }
  },
}
