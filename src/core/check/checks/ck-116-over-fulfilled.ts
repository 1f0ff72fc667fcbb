import { PLAIN, printActual, printTarget } from '#core/performance/indicator-value.ts'
import { isOverfulfilled, targetOf } from '#core/performance/suggest.ts'
import type { Check } from './check.ts'
import { scoredIndicators, sheetFinding } from './performance-support.ts'

export const overFulfilled: Check = {
  id: 'CK-116',
  title: '完成值远高于指标值，指标值可能设置偏低',
  *run(context) {
    for (const { project, scoring, indicator } of scoredIndicators(context)) {
      if (!isOverfulfilled(indicator, scoring)) continue
      yield sheetFinding(overFulfilled, project, indicator, {
        severity: 'info',
        stated: printActual(indicator.actual, undefined, PLAIN),
        expected: printTarget(targetOf(indicator), PLAIN),
        hint: '请核对完成值；属实的，请在偏差原因中说明，下年相应提高指标值',
      })
    }
  },
}
