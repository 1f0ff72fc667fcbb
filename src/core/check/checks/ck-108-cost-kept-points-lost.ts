import { compare } from '#core/money/amount.ts'
import { roleOf } from '#core/performance/blocks.ts'
import { comparable, reaches, targetOf } from '#core/performance/suggest.ts'
import type { Check } from './check.ts'
import { pointsText, scoredIndicators, sheetFinding } from './performance-support.ts'

/** A cost below its ceiling is a target met. Many units take points off for money not spent; they should know that they do. */
export const costKeptPointsLost: Check = {
  id: 'CK-108',
  title: '成本指标已经达到，却扣了分',
  *run(context) {
    for (const { project, scoring, indicator } of scoredIndicators(context)) {
      const { actual, weight, score } = indicator
      const target = targetOf(indicator)
      if (roleOf(indicator, project.subject, scoring) !== '成本' || !weight || !score) continue
      if (target?.kind !== 'number' || actual?.kind !== 'number' || !comparable(target, actual)) continue
      const isCeiling = target.operator === '≤' || target.operator === '<'
      if (!isCeiling || !reaches(actual.value, target) || compare(score, weight) >= 0) continue
      yield sheetFinding(costKeptPointsLost, project, indicator, {
        severity: 'info',
        stated: pointsText(score),
        expected: pointsText(weight),
        hint: '实际成本没有超过控制数，按规则应得满分；因资金没有用完而扣分的，请确认这是本单位的意思',
      })
    }
  },
}
