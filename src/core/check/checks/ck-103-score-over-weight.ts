import { compare } from '#core/money/amount.ts'
import type { Check } from './check.ts'
import { pointsText, scoredIndicators, sheetFinding } from './performance-support.ts'

export const scoreOverWeight: Check = {
  id: 'CK-103',
  title: '得分超出分值范围',
  *run(context) {
    for (const { project, indicator } of scoredIndicators(context)) {
      const { weight, score } = indicator
      if (!weight || !score || (score.fen >= 0 && compare(score, weight) <= 0)) continue
      yield sheetFinding(scoreOverWeight, project, indicator, {
        severity: 'error',
        stated: pointsText(score),
        expected: `0至${pointsText(weight)}`,
        hint: '得分不能为负，也不能高于分值',
      })
    }
  },
}
