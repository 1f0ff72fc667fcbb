import { compare } from '#core/money/amount.ts'
import { roleOf } from '#core/performance/blocks.ts'
import { formulaOf, suggestFromAccounts } from '#core/performance/formulas.ts'
import { agrees, suggestScore, type Suggestion } from '#core/performance/suggest.ts'
import type { Check, CheckContext } from './check.ts'
import { hasReason, pointsText, scoredIndicators, sheetFinding, type ScoredIndicator } from './performance-support.ts'

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
      const suggestion = suggestionFor(entry, context)
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

function suggestionFor({ indicator, scoring }: ScoredIndicator, { accounts, pack }: CheckContext): Suggestion {
  const formula = formulaOf(indicator, scoring)
  return formula && !indicator.actual
    ? suggestFromAccounts(indicator, formula, accounts, pack)
    : suggestScore(indicator, scoring)
}
