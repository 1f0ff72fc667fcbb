import { sum } from '#core/money/amount.ts'
import { intersects, intervalOf, sumIntervals } from '#core/money/interval.ts'
import type { ProjectFigures } from '#core/model/project.ts'
import type { Check } from './check.ts'
import { sheetFinding, wanText } from './performance-support.ts'

const COLUMNS: readonly (readonly [keyof ProjectFigures, string])[] = [
  ['declared', '目标申报数'],
  ['compiled', '年初预算数'],
  ['budget', '全年预算数'],
  ['executed', '全年执行数'],
]

/** The fund sources add up to the total, in every column that all of them state. */
export const fundsTotal: Check = {
  id: 'CK-117',
  title: '各资金来源之和不等于资金总额',
  *run({ projects }) {
    for (const project of projects)
      for (const [column, name] of COLUMNS) {
        const total = project.total[column]
        const parts = project.funds.flatMap((fund) => fund[column] ?? [])
        if (!total || parts.length === 0 || parts.length < project.funds.length) continue
        if (intersects(intervalOf(total), sumIntervals(parts.map(intervalOf)))) continue
        yield sheetFinding(fundsTotal, project, undefined, {
          severity: 'error',
          where: `${project.name} ${name}`,
          stated: wanText(total),
          expected: wanText(sum(parts)),
          hint: '请核对各资金来源的金额有没有填错栏',
        })
      }
  },
}
