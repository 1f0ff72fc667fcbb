import type { Amount } from '#core/money/amount.ts'
import { intervalOf, mayBeAtMost, samePrint, sumIntervals } from '#core/money/interval.ts'
import { sum } from '#core/money/amount.ts'
import { cellOfTerm } from '#core/performance/formulas.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import type { Finding } from '../finding.ts'
import type { Check, CheckContext } from './check.ts'
import { finding } from './support.ts'
import { sheetFinding, wanText } from './performance-support.ts'

const SOURCE = '绩效自评表与部门决算报表'

/** The sheets speak of the same money as the accounts. */
export const amountsAsAccounts: Check = {
  id: 'CK-111',
  title: '绩效自评表的金额与决算报表不一致',
  *run(context) {
    yield* projectsWithinExpenditure(context)
    yield* wholeUnitAsAccounts(context)
  },
}

function* projectsWithinExpenditure(context: CheckContext): Iterable<Finding> {
  const executed = context.projects
    .filter(({ subject }) => subject === '项目')
    .flatMap(({ total }) => total.executed ?? [])
  const term = context.pack.scoring?.accounts.projectExpenditure
  if (executed.length === 0 || term === undefined) return
  const limit = readCell(term, context)
  const common = { where: '项目支出', source: SOURCE }
  if (!limit.amount) {
    const hint = '导入支出决算表后才能核对各项目执行数之和'
    yield finding(amountsAsAccounts, { ...common, cells: [limit.ref], outcome: 'cannot-check', severity: 'info', hint })
    return
  }
  if (mayBeAtMost(sumIntervals(executed.map(intervalOf)), intervalOf(limit.amount))) return
  yield finding(amountsAsAccounts, {
    ...common,
    cells: [limit.ref],
    severity: 'error',
    stated: wanText(sum(executed)),
    expected: `≤ ${wanText(limit.amount)}`,
    hint: '各项目全年执行数之和不能大于决算的项目支出；请核对各表的执行数，有没有重复的项目',
  })
}

/** A sheet may count only some of the funds, so its budgets are only pointed at. */
function* wholeUnitAsAccounts(context: CheckContext): Iterable<Finding> {
  const cells = context.pack.scoring?.accounts
  if (!cells) return
  for (const project of context.projects) {
    if (project.subject !== '部门整体') continue
    const { compiled, budget, executed } = project.total
    const pairs = [
      { name: '全年执行数', amount: executed, term: cells.expenditure, severity: 'error' },
      { name: '年初预算数', amount: compiled, term: cells.initialBudget, severity: 'warning' },
      { name: '全年预算数', amount: budget, term: cells.budget, severity: 'warning' },
    ] as const
    for (const { name, amount, term, severity } of pairs) {
      if (!amount || term === undefined) continue
      const known = readCell(term, context)
      const common = { where: `${project.name} ${name}`, cells: [known.ref], source: SOURCE }
      if (!known.amount) {
        const hint = `缺${known.ref}，无法核对${name}`
        yield sheetFinding(amountsAsAccounts, project, undefined, {
          ...common,
          outcome: 'cannot-check',
          severity: 'info',
          hint,
        })
      } else if (!samePrint(amount, known.amount)) {
        yield sheetFinding(amountsAsAccounts, project, undefined, {
          ...common,
          severity,
          stated: wanText(amount),
          expected: wanText(known.amount),
          hint: `${name}应与${known.ref}相同；口径不同的请在表中说明`,
        })
      }
    }
  }
}

function readCell(
  term: string,
  { accounts, pack }: CheckContext,
): { readonly ref: string; readonly amount: Amount | undefined } {
  const cell = cellOfTerm(term)[0]
  if (!cell) return { ref: term, amount: undefined }
  const reading = readFigure(accounts, pack, cell.ref)
  return { ref: cell.ref, amount: reading.kind === 'known' ? reading.amount : undefined }
}
