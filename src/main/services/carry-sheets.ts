import { AppError } from '#core/model/error.ts'
import { isSameProject } from '#core/performance/carry-targets.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { deriveReport } from './derive-report.ts'
import { openReport } from './open-report.ts'
import { budgetOf, carryMode, saveCarryMode, type CarryMode } from './standing-sheets.ts'
import type { Workspace } from './workspace.ts'

/** What the 预算 of the same unit and year has for a 决算. */
export interface CarryOffer {
  readonly mode: CarryMode
  /** Projects of the 决算 whose targets were set in the 预算. */
  readonly shared: readonly string[]
  /** Projects that only the 预算 has. */
  readonly budgetOnly: readonly string[]
}

/** Undefined where there is no 预算 with sheets, as for a 预算 itself. */
export function carryOffer({ store }: Pick<Workspace, 'store'>, report: Report): CarryOffer | undefined {
  const budget = budgetOf(store, report)
  const planned = budget ? store.projects.standing(budget.id) : []
  if (planned.length === 0) return undefined
  const own = store.projects.standing(report.id)
  const isShared = (plan: (typeof planned)[number]): boolean => own.some((project) => isSameProject(plan, project))
  return {
    mode: carryMode(store, report.id),
    shared: planned.filter(isShared).map(({ name }) => name),
    budgetOnly: planned.filter((plan) => !isShared(plan)).map(({ name }) => name),
  }
}

/**
 * Takes the targets of the 预算 into a 决算, or out of it again. What was filled in stays as it is either way.
 * Errors: APP_NO_BUDGET_TARGETS.
 */
export function carrySheets(workspace: Workspace, report: Report, mode: CarryMode): void {
  const { store, actor } = workspace
  requireBudget(store, report, mode)
  const detail = { report: report.id, from: budgetOf(store, report)?.id ?? null, mode }
  store.write(actor, { action: 'carry-targets', detail }, () => {
    saveCarryMode(store, report.id, mode)
    deriveReport(store, openReport(workspace, report))
  })
}

/** Errors: APP_NO_BUDGET_TARGETS where there is nothing to carry. */
export function requireBudget(store: Workspace['store'], report: Report, mode: CarryMode): void {
  const budget = budgetOf(store, report)
  if (mode !== 'off' && (!budget || store.projects.standing(budget.id).length === 0)) throw noBudget(report)
}

function noBudget({ key }: Report): AppError {
  const isBudget = key.stage === '预算'
  return new AppError({
    code: 'APP_NO_BUDGET_TARGETS',
    message: isBudget
      ? '这是预算，年初的绩效目标就填在这里，不用带入。'
      : `数据文件中没有本单位 ${key.year} 年预算的绩效目标，无法带入。`,
    remedies: [
      { text: isBudget ? '打开同一年的决算再带入。' : `先导入 ${key.year} 年预算的绩效目标表，或直接填写指标值。` },
    ],
  })
}
