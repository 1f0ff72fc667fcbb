import { compare } from '#core/money/amount.ts'
import { roleOf } from '#core/performance/blocks.ts'
import { PLAIN, printActual, printTarget } from '#core/performance/indicator-value.ts'
import { comparable, reaches, targetOf } from '#core/performance/suggest.ts'
import type { Check } from './check.ts'
import { scoredIndicators, sheetFinding } from './performance-support.ts'

export const satisfactionFull: Check = {
  id: 'CK-110',
  title: '满意度没有达到指标值，却得满分',
  *run(context) {
    for (const { project, scoring, indicator } of scoredIndicators(context)) {
      const { actual, weight, score } = indicator
      const target = targetOf(indicator)
      if (roleOf(indicator, project.subject, scoring) !== '满意度' || !weight || !score) continue
      if (target?.kind !== 'number' || actual?.kind !== 'number' || !comparable(target, actual)) continue
      if (reaches(actual.value, target) || compare(score, weight) < 0) continue
      yield sheetFinding(satisfactionFull, project, indicator, {
        severity: 'warning',
        stated: printActual(actual, undefined, PLAIN),
        expected: printTarget(target, PLAIN),
        hint: '请核对实际完成值和得分',
      })
    }
  },
}
