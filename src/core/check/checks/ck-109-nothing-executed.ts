import { compare } from '#core/money/amount.ts'
import { blockOf } from '#core/performance/blocks.ts'
import type { Check } from './check.ts'
import { scoredSheets, sheetFinding } from './performance-support.ts'

/** Nothing was spent of the budget, and yet outputs score full marks. It happens (others paid), but somebody will ask. */
export const nothingExecuted: Check = {
  id: 'CK-109',
  title: '全年没有支出，产出指标却得满分',
  *run(context) {
    for (const { project, scoring } of scoredSheets(context)) {
      const { budget, executed } = project.total
      if (!budget || !executed || budget.fen <= 0 || executed.fen !== 0) continue
      const sheet = scoring.sheets[project.subject]
      const full = project.indicators.filter(
        (indicator) =>
          blockOf(indicator, sheet)?.role === '产出' &&
          indicator.weight !== undefined &&
          indicator.score !== undefined &&
          compare(indicator.score, indicator.weight) === 0,
      )
      if (full.length === 0) continue
      const names = full.map(({ levels }) => `“${levels[2]}”`).join('、')
      yield sheetFinding(nothingExecuted, project, undefined, {
        severity: 'warning',
        cells: full.map(({ levels }) => `${project.name} ${levels[2]}`),
        stated: names,
        hint: '全年执行数为 0；请核对执行数和这些得分，确已完成的请在分析中说明资金来源',
      })
    }
  },
}
