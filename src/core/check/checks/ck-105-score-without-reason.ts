import { compare } from '#core/money/amount.ts'
import { roleOf } from '#core/performance/blocks.ts'
import { suggestionFor } from '#core/performance/formulas.ts'
import { agrees } from '#core/performance/suggest.ts'
import type { Check } from './check.ts'
import { hasReason, pointsText, scoredIndicators, sheetFinding } from './performance-support.ts'

/** The score is not the one that the rule gives, and nobody says why. Points lost without a reason are CK-104. */
export const scoreWithoutReason: Check = {
  id: 'CK-105',
  title: '得分与计分规则不一致而没有说明',
  *run(context) {
    for (const entry of scoredIndicators(context)) {
      const { project, indicator } = entry
      const { weight, score } = indicator
      if (!weight || !score || hasReason(indicator) || compare(score, weight) < 0) continue
      if (roleOf(indicator, project.subject, entry.scoring) === '满意度') continue // CK-110
      const suggestion = suggestionFor(indicator, entry.scoring, context.accounts, context.pack)
      if (suggestion.kind === 'score' ? agrees(score, suggestion) : !suggestion.missed) continue
      yield sheetFinding(scoreWithoutReason, project, indicator, {
        severity: 'warning',
        stated: pointsText(score),
        expected: suggestion.kind === 'score' ? pointsText(suggestion.score) : `低于${pointsText(weight)}`,
        hint: `${suggestion.kind === 'score' ? suggestion.rule : suggestion.why}请核对得分，或在偏差原因中写明理由`,
      })
    }
  },
}
