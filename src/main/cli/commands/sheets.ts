import { formatAmount, formatCount } from '#core/money/format.ts'
import { gradeOf, totalScore } from '#core/performance/score.ts'
import type { Amount } from '#core/money/amount.ts'
import type { Project } from '#core/model/project.ts'
import { carryOffer, carrySheets } from '#main/services/carry-sheets.ts'
import { chooseReport, openReport, type OpenReport } from '#main/services/open-report.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { argumentsError } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withExistingWorkspace } from '../open-workspace.ts'
import type { Terminal } from '../terminal.ts'

/** `mingzhang sheets`: lists the 自评表; `sheets carry|withdraw`: the targets of the 预算 in, or out again. */
export const sheets: Command = (args, terminal) =>
  withExistingWorkspace(args.db, (workspace) => {
    const report = chooseReport(workspace, args)
    const [action] = args.words
    if (action === 'carry') carrySheets(workspace, report, 'all')
    else if (action === 'withdraw') carrySheets(workspace, report, 'off')
    else if (action !== undefined) throw argumentsError(`sheets 后面不能写“${action}”，可用的有 carry、withdraw。`)
    const opened = openReport(workspace, report)
    if (args.json) terminal.out(JSON.stringify({ sheets: opened.projects.map((one) => itemOf(one, opened)) }))
    else list(workspace, opened, terminal)
    return Promise.resolve(0)
  })

function list(workspace: Workspace, opened: OpenReport, terminal: Terminal): void {
  for (const project of opened.projects) {
    const { name, total, grade, executed, ledger } = itemOf(project, opened)
    const money = `执行数 ${executed ?? '未填'}${ledger === undefined || ledger === executed ? '' : `（账簿 ${ledger}）`}`
    terminal.out(`${name}：${total === undefined ? '未填完' : `${total}分 ${grade ?? ''}`}，${money}`)
  }
  const offer = carryOffer(workspace, opened.report)
  if (!offer) return
  const { mode, shared, budgetOnly } = offer
  terminal.out(
    mode === 'off'
      ? '年初预算的绩效目标没有带入；sheets carry 可以带入。'
      : `年初预算的绩效目标已带入 ${shared.length + (mode === 'all' ? budgetOnly.length : 0)} 个项目。`,
  )
  if (mode === 'fill' && budgetOnly.length > 0)
    terminal.out(`只在年初预算里有的项目：${budgetOnly.join('、')}；sheets carry 可以一并带入。`)
}

function itemOf(project: Project, { pack, derivedSheets }: OpenReport) {
  const { scoring } = pack
  const total = scoring && totalScore(project, scoring)
  const ledger = derivedSheets.find(({ key }) => key === project.key)?.total.executed
  return {
    key: project.key,
    name: project.name,
    total: total && formatCount(total),
    grade: total && gradeOf(total, scoring),
    executed: wan(project.total.executed),
    ledger: wan(ledger),
  }
}

function wan(amount: Amount | undefined): string | undefined {
  return (
    amount &&
    `${formatAmount(amount, { unit: '万元', decimals: 6, trimZeros: true, thousands: false, zero: undefined })}万元`
  )
}
