import { looksLikeBound } from '#core/performance/indicator-value.ts'
import type { Check } from './check.ts'
import { scoredIndicators, sheetFinding } from './performance-support.ts'

/** What was reached is a number: ≥90% does not say whether it was 90 or 99. */
export const actualIsBound: Check = {
  id: 'CK-106',
  title: '实际完成值写成了范围',
  *run(context) {
    for (const { project, indicator } of scoredIndicators(context)) {
      const { actual } = indicator
      if (actual?.kind !== 'words' || !looksLikeBound(actual.text)) continue
      yield sheetFinding(actualIsBound, project, indicator, {
        severity: 'warning',
        stated: actual.text,
        hint: '实际完成值应是一个数，例如“92%”，不带“≥”“≤”',
      })
    }
  },
}
