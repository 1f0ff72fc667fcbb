import { exact, type Amount } from '#core/money/amount.ts'
import type { Project } from '#core/model/project.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { isSameProject, planOf } from './carry-targets.ts'

/** What the program knows of the sheets of a report without anybody filling them in. */
export interface SheetSources {
  /** Sheets of the 预算 of the same unit and year; empty where there are none or the user does not want them. */
  readonly budget: readonly Project[]
  /** True: projects that only the 预算 has come along. */
  readonly adds: boolean
  /** 全年执行数 in 分, by the project as the ledgers name it. */
  readonly executed: ReadonlyMap<string, number>
  /** 全年预算数 in 分, by the project as the lists of 预算指标 name it. */
  readonly budgets?: ReadonlyMap<string, number>
}

/**
 * A sheet for every project that is known of besides what was filled in: its targets as set in the 预算, its 全年执行数 from the
 * ledgers. Kept beside the filled sheets, whose gaps they fill (`carryTargets`).
 */
export function deriveSheets(
  sheets: readonly Project[],
  { budget, adds, executed, budgets = new Map() }: SheetSources,
): readonly Project[] {
  const taken = new Set<Project>()
  const known = sheets.flatMap((project): readonly Project[] => {
    const planned = budget.find((one) => !taken.has(one) && isSameProject(one, project))
    if (planned) taken.add(planned)
    const amount = executedOf(project, executed)
    const full = executedOf(project, budgets)
    if (!planned && !amount && !full) return []
    const plan = planned ? planOf(planned) : bare(project)
    return [withAmounts({ ...plan, key: project.key, name: project.name }, amount, full)]
  })
  const more = adds ? budget.filter((planned) => !taken.has(planned)) : []
  return [
    ...known,
    ...more.map((planned) => withAmounts(planOf(planned), executedOf(planned, executed), executedOf(planned, budgets))),
  ]
}

/** What the ledgers say was spent on a project; they name it by name, by code, or by both. */
export function executedOf(project: Project, executed: ReadonlyMap<string, number>): Amount | undefined {
  if (project.subject !== '项目') return undefined
  const own = [...executed].filter(([name]) => isNamedProject(project, name))
  return own.length === 0 ? undefined : exact(own.reduce((total, [, fen]) => total + fen, 0))
}

/** True when a project of the ledgers, named by name, by code, or by both, is the one of a sheet. */
export function isNamedProject(
  { name, projectCode }: Pick<Project, 'name' | 'projectCode'>,
  ledgerName: string,
): boolean {
  const wanted = normaliseLabel(ledgerName)
  const names = [name, ...(projectCode === undefined ? [] : [projectCode])].map(normaliseLabel)
  if (names.includes(wanted)) return true
  const split = /^\(?([\dA-Za-z]+)\)?[-_:.]?(.+)$/u.exec(wanted)
  if (!split) return false
  const [, code = '', rest = ''] = split
  return rest === normaliseLabel(name) && (projectCode === undefined || code === normaliseLabel(projectCode))
}

function withAmounts(project: Project, executed: Amount | undefined, budget: Amount | undefined): Project {
  const total = { ...project.total, ...(executed && { executed }), ...(budget && { budget }) }
  return { ...project, total }
}

function bare(project: Project): Project {
  return {
    ...project,
    projectCode: undefined,
    department: undefined,
    departmentCode: undefined,
    implementingUnit: undefined,
    implementingUnitCode: undefined,
    total: { declared: undefined, compiled: undefined, budget: undefined, executed: undefined },
    funds: [],
    goal: undefined,
    achieved: undefined,
    texts: new Map(),
    indicators: [],
  }
}
