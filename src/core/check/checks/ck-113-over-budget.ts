import { formatPercent } from '#core/money/format.ts'
import { executionRate } from '#core/performance/score.ts'
import type { Check } from './check.ts'
import { sheetFinding, wanText } from './performance-support.ts'

/** More was spent than budgeted, or without any budget. The score is capped or 0; the amounts should be looked at. */
export const overBudget: Check = {
  id: 'CK-113',
  title: '执行率超过100%',
  *run({ projects }) {
    for (const project of projects) {
      const rate = executionRate(project.total)
      const { budget, executed } = project.total
      if (budget?.fen === 0 && executed && executed.fen > 0) {
        yield sheetFinding(overBudget, project, undefined, {
          severity: 'warning',
          title: '没有预算却有支出',
          stated: wanText(executed),
          expected: wanText(budget),
          hint: '全年预算数是 0，执行率得 0 分；请核对全年预算数是否包括了年中追加和上年结转',
        })
      }
      if (!rate || rate.fen <= 10_000) continue
      yield sheetFinding(overBudget, project, undefined, {
        severity: 'warning',
        stated: formatPercent(rate, { decimals: 2, trimZeros: false, zero: undefined }),
        expected: '≤ 100%',
        hint: '全年执行数大于全年预算数；请核对全年预算数是否包括了年中追加和上年结转',
      })
    }
  },
}
