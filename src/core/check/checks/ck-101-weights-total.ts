import { absolute, compare, exact, subtract, sum, type Amount } from '#core/money/amount.ts'
import { executionWeight, FULL_MARKS } from '#core/performance/score.ts'
import type { Check } from './check.ts'
import { isScored, pointsText, scoredSheets, sheetFinding } from './performance-support.ts'

/** 执行率 and all indicators together weigh 100. A sheet of the 预算 without any 分值 only sets targets. */
export const weightsTotal: Check = {
  id: 'CK-101',
  title: '分值合计不是100分',
  *run(context) {
    for (const { project, scoring } of scoredSheets(context)) {
      const weights = project.indicators.flatMap(({ weight }) => weight ?? [])
      if (weights.length === 0 && !isScored(context)) continue
      const without = project.indicators.find(({ weight }) => weight === undefined)
      if (without || weights.length === 0) {
        const hint = '请填写每个三级指标的分值'
        yield sheetFinding(weightsTotal, project, without, { outcome: 'cannot-check', severity: 'error', hint })
        continue
      }
      const execution = executionWeight(project, scoring)
      const total = sum([exact(execution * 100), ...weights])
      if (compare(total, FULL_MARKS) === 0) continue
      const mayBeOther = scoring.sheets[project.subject]?.prescribed !== true && leavesRound(sum(weights))
      yield sheetFinding(weightsTotal, project, undefined, {
        severity: mayBeOther ? 'warning' : 'error',
        stated: pointsText(total),
        expected: pointsText(FULL_MARKS),
        difference: pointsText(absolute(subtract(total, FULL_MARKS))),
        hint: mayBeOther
          ? `这里按执行率占${execution}分计算；本地规定执行率占${pointsText(subtract(FULL_MARKS, sum(weights)))}的不用改，否则请核对有没有重复或漏填的指标`
          : `各三级指标的分值${execution > 0 ? `加执行率的${execution}分` : ''}应等于100分；请核对有没有重复或漏填的指标`,
      })
    }
  },
}

/** What the indicators leave for the 执行率, where a place may have another share of it: 0, 5, 15, 20 or 30 points of 100. */
function leavesRound(weights: Amount): boolean {
  const { fen } = subtract(FULL_MARKS, weights)
  return fen >= 0 && fen <= MOST_FOR_EXECUTION && fen % FIVE_POINTS === 0
}

const MOST_FOR_EXECUTION = 3000
const FIVE_POINTS = 500
