import type { Request } from '#core/contract/contract.ts'
import { AppError } from '#core/model/error.ts'
import type { Indicator, PerformanceSubject, Project, ProjectFigures } from '#core/model/project.ts'
import { quantumOf, withTrimmedZeros, type Amount } from '#core/money/amount.ts'
import { describeRefusal, parseAmount, parseCount, type ParsedAmount } from '#core/money/parse.ts'
import { readTarget } from '#core/performance/indicator-value.ts'
import { repeatsOperator } from '#core/packs/form-layout.ts'
import { readActual } from '#core/recognise/fill-in/target.ts'
import { requireBudget } from '../carry-sheets.ts'
import { carryMode, type CarryMode } from '../standing-sheets.ts'
import { NOTHING, type Typing } from './edit-history.ts'
import { apply, type Editing } from './edit-report.ts'
import { requireProject } from './project-view.ts'
import { checkedReport, requireReport } from './session.ts'

type ProjectChange = Request<'project:edit'>['change']

/**
 * Changes one thing of a scoring sheet; one step of Ctrl+Z.
 * Errors: APP_NO_PROJECT, APP_NO_INDICATOR, APP_NOT_A_NUMBER, APP_NOT_IN_LEDGER, each naming the place.
 */
export function editProject(editing: Editing, reportId: number, key: string, change: ProjectChange): void {
  const { projects, derivedSheets, pack } = checkedReport(editing.workspace(), reportId).opened
  const project = requireProject(projects, key)
  const derived = derivedSheets.find((one) => one.key === key)
  const now = changed(project, change, derived, repeatsOperator(pack))
  put(editing, reportId, now, `修改“${project.name}”`, typingOf(key, change))
}

/** The texts of a sheet that are stored while they are typed. */
function typingOf(key: string, change: ProjectChange): Typing | undefined {
  if (change.kind !== 'words' && change.kind !== 'indicator') return undefined
  const place = change.kind === 'words' ? [] : [change.indicator]
  const field = JSON.stringify([key, ...place, change.field])
  return { field, text: change.text, continues: change.continues ?? false }
}

/** Starts an empty scoring sheet. Errors: APP_PROJECT_EXISTS. */
export function createProject(editing: Editing, reportId: number, name: string, subject: PerformanceSubject): void {
  const { projects, accounts } = checkedReport(editing.workspace(), reportId).opened
  if (projects.some((project) => project.key === name || project.name === name))
    throw new AppError({
      code: 'APP_PROJECT_EXISTS',
      message: `自评项目“${name}”已经有了。`,
      remedies: [{ text: '打开已有的项目，或换一个名称。' }],
    })
  const { unit } = accounts
  const blank: ProjectFigures = { declared: undefined, compiled: undefined, budget: undefined, executed: undefined }
  const project: Project = {
    key: name,
    subject,
    name,
    projectCode: undefined,
    department: undefined,
    departmentCode: undefined,
    implementingUnit: unit.name,
    implementingUnitCode: unit.code,
    total: blank,
    funds: [],
    goal: undefined,
    achieved: undefined,
    texts: new Map(),
    indicators: [],
  }
  put(editing, reportId, project, `新建自评项目“${name}”`)
}

/** Takes the targets of the 预算 in, or out again; one step of Ctrl+Z. Errors: APP_NO_BUDGET_TARGETS. */
export function editCarry({ workspace, history }: Editing, reportId: number, mode: CarryMode): void {
  const { store } = workspace()
  const before = carryMode(store, reportId)
  if (before === mode) return
  requireBudget(store, requireReport(workspace(), reportId), mode)
  const step = {
    label: mode === 'off' ? '不再带入年初预算的绩效目标' : '带入年初预算的绩效目标',
    before: { ...NOTHING, carry: before },
    after: { ...NOTHING, carry: mode },
  }
  apply(workspace(), reportId, step.after, 'carry-targets')
  history.push(reportId, step)
}

function put(
  { workspace, history }: Editing,
  reportId: number,
  project: Project,
  label: string,
  typing?: Typing,
): void {
  const { key } = project
  const entered = workspace().store.projects.entered(reportId, key)
  const step = {
    label,
    before: { ...NOTHING, projects: [{ key, value: entered }] },
    after: { ...NOTHING, projects: [{ key, value: project }] },
    typing,
  }
  apply(workspace(), reportId, step.after, 'edit-project')
  history.push(reportId, step)
}

function changed(
  project: Project,
  change: ProjectChange,
  derived: Project | undefined,
  repeatOperator: boolean,
): Project {
  switch (change.kind) {
    case 'executed-of-ledger': {
      const executed = derived?.total.executed
      if (!executed) throw notInLedger(project)
      return { ...project, total: { ...project.total, executed } }
    }
    case 'budget-of-indicators': {
      const budget = derived?.total.budget
      if (!budget) throw notInIndicators(project)
      return { ...project, total: { ...project.total, budget } }
    }
    case 'money': {
      const amount = amountOf(parseAmount(change.text, '万元'), `${project.name}的金额`, change.text)
      // Who types 5 means 5.00, not about 5.
      const exactly = amount && withTrimmedZeros(amount, quantumOf('万元', 2))
      return { ...project, total: { ...project.total, [change.field]: exactly } }
    }
    case 'words':
      return { ...project, [change.field]: textOf(change.text) }
    case 'add':
      return { ...project, indicators: [...project.indicators, newIndicator(project, change.levels)] }
    case 'remove':
      return { ...project, indicators: project.indicators.filter(({ key }) => key !== change.indicator) }
    case 'indicator': {
      if (!project.indicators.some(({ key }) => key === change.indicator)) throw noIndicator(project, change.indicator)
      return {
        ...project,
        indicators: project.indicators.map((one) =>
          one.key === change.indicator ? withField(one, change, repeatOperator) : one,
        ),
      }
    }
  }
}

function withField(
  indicator: Indicator,
  { field, text }: Extract<ProjectChange, { kind: 'indicator' }>,
  repeatOperator: boolean,
): Indicator {
  const place = indicator.levels[2]
  switch (field) {
    case 'target':
    case 'adjustedTarget':
      return { ...indicator, [field]: text.trim() === '' ? undefined : readTarget(text).value }
    case 'actual': {
      const target = indicator.adjustedTarget ?? indicator.target
      return { ...indicator, actual: text.trim() === '' ? undefined : readActual(text, target, repeatOperator).value }
    }
    case 'weight':
      return { ...indicator, weight: amountOf(parseCount(text), `${place}的分值`, text) }
    case 'score':
      return { ...indicator, score: amountOf(parseCount(text), `${place}的得分`, text) }
    case 'deviationReason':
      return { ...indicator, deviationReason: textOf(text) }
  }
}

function newIndicator(project: Project, levels: Indicator['levels']): Indicator {
  const taken = new Set(project.indicators.map(({ key }) => key))
  let number = project.indicators.length + 1
  while (taken.has(String(number))) number += 1
  return {
    key: String(number),
    levels,
    description: undefined,
    basis: undefined,
    standard: undefined,
    target: undefined,
    adjustedTarget: undefined,
    actual: undefined,
    weight: undefined,
    score: undefined,
    deviationReason: undefined,
  }
}

/** Blank and —— are no figure. */
function amountOf(parsed: ParsedAmount, place: string, text: string): Amount | undefined {
  switch (parsed.kind) {
    case 'amount':
      return parsed.amount
    case 'blank':
    case 'dash':
      return undefined
    case 'percent':
      throw notANumber(place, text, '是百分比')
    case 'not-a-number':
      throw notANumber(place, text, describeRefusal(parsed.reason))
  }
}

function textOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim()
}

function notANumber(place: string, text: string, why: string): AppError {
  return new AppError({
    code: 'APP_NOT_A_NUMBER',
    message: `${place}：“${text}”${why}，没有改动。`,
    remedies: [{ text: '只填数字；没有数的留空。' }],
  })
}

function notInLedger({ name }: Project): AppError {
  return new AppError({
    code: 'APP_NOT_IN_LEDGER',
    message: `账簿中没有项目“${name}”的支出，没有改动。`,
    remedies: [{ text: '导入带项目辅助核算的序时账，或直接填写全年执行数。' }],
  })
}

function notInIndicators({ name }: Project): AppError {
  return new AppError({
    code: 'APP_NOT_IN_LEDGER',
    message: `预算指标中没有项目“${name}”，没有改动。`,
    remedies: [{ text: '导入带项目名称的预算指标，或直接填写全年预算数。' }],
  })
}

function noIndicator({ name }: Project, key: string): AppError {
  return new AppError({
    code: 'APP_NO_INDICATOR',
    message: `“${name}”没有编号为“${key}”的指标。`,
    remedies: [{ text: '刷新后重试。' }],
  })
}
