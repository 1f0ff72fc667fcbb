import type { Project } from '#core/model/project.ts'
import { formOf } from '#core/performance/sheet-grids.ts'
import type { Check, CheckContext } from './check.ts'
import { sheetFinding } from './performance-support.ts'

/** The target sheet of a 预算 prints 预算编制数. An amount that was only entered as 全年预算数 would not be printed. */
export const targetBudgetColumn: Check = {
  id: 'CK-123',
  title: '绩效目标的资金填错了栏',
  *run(context) {
    if (context.accounts.key.stage !== '预算') return
    for (const project of context.projects) {
      if (!printsOnlyCompiled(context, project)) continue
      const lines = [project, ...project.funds.map((fund) => ({ name: `${project.name} ${fund.name}`, total: fund }))]
      for (const { name, total } of lines) {
        if (total.budget === undefined || total.compiled !== undefined) continue
        yield sheetFinding(targetBudgetColumn, project, undefined, {
          severity: 'error',
          where: name,
          cells: [`${name} 预算编制数`],
          hint: '预算的绩效目标表公开“预算编制数”；金额只填在“全年预算数”里，不会印出，请填到“预算编制数”一栏',
        })
      }
    }
  },
}

function printsOnlyCompiled({ pack }: CheckContext, project: Project): boolean {
  const rows = formOf(pack, project.subject)?.sections.flatMap((section) => section.rows) ?? []
  const fields = rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => (typeof cell === 'object' && 'field' in cell ? [cell.field] : [])),
  )
  return fields.includes('预算编制数') && !fields.includes('全年预算数')
}
