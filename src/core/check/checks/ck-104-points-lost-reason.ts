import { compare } from '#core/money/amount.ts'
import type { Check } from './check.ts'
import { asksForReasons, hasReason, pointsText, scoredIndicators, sheetFinding } from './performance-support.ts'

/** Points were lost and nobody says why. Only where the form asks for it. */
export const pointsLostReason: Check = {
  id: 'CK-104',
  title: '扣了分而没有填写偏差原因',
  *run(context) {
    for (const { project, indicator } of scoredIndicators(context)) {
      const { weight, score } = indicator
      if (!weight || !score || compare(score, weight) >= 0) continue
      if (hasReason(indicator) || !asksForReasons(context, project)) continue
      yield sheetFinding(pointsLostReason, project, indicator, {
        severity: 'warning',
        stated: pointsText(score),
        expected: pointsText(weight),
        hint: '请在“偏差原因分析及改进措施”中写明扣分的原因',
      })
    }
  },
}
