import { compare, exact, subtract, absolute, sum } from '#core/money/amount.ts'
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
      yield sheetFinding(weightsTotal, project, undefined, {
        severity: 'error',
        stated: pointsText(total),
        expected: pointsText(FULL_MARKS),
        difference: pointsText(absolute(subtract(total, FULL_MARKS))),
        hint: `各三级指标的分值${execution > 0 ? `加执行率的${execution}分` : ''}应等于100分；请核对有没有重复或漏填的指标`,
      })
    }
  },
}
