import type { IndicatorView, ProjectItem, ProjectView, SuggestionView } from '#core/contract/views.ts'
import type { Grid } from '#core/document/model.ts'
import { AppError } from '#core/model/error.ts'
import type { Indicator, Project } from '#core/model/project.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Amount } from '#core/money/amount.ts'
import { intersects, intervalOf } from '#core/money/interval.ts'
import { formatAmount, formatCount, formatPercent } from '#core/money/format.ts'
import type { Pack } from '#core/packs/pack.ts'
import { PLAIN, printActual, printTarget } from '#core/performance/indicator-value.ts'
import { executionRate, executionScore, executionWeight, gradeOf, totalScore } from '#core/performance/score.ts'
import { sheetGrids } from '#core/performance/sheet-grids.ts'
import { suggestionFor } from '#core/performance/formulas.ts'
import { agrees } from '#core/performance/suggest.ts'
import type { OpenReport } from '../open-report.ts'
import type { Workspace } from '../workspace.ts'
import { checkedReport } from './session.ts'

/** The scoring sheets of a report, with their totals. */
export function projectItems(workspace: Workspace, reportId: number): readonly ProjectItem[] {
  const { projects, pack } = checkedReport(workspace, reportId).opened
  return projects.map((project) => itemOf(project, pack))
}

/** One scoring sheet: what is filled in, what the rules suggest, and how it prints. Errors: APP_NO_PROJECT. */
export function projectView(workspace: Workspace, reportId: number, key: string): ProjectView {
  const { opened } = checkedReport(workspace, reportId)
  const { projects, derivedSheets, pack, accounts } = opened
  const project = requireProject(projects, key)
  const own = workspace.store.projects.standing(reportId).find((one) => one.key === key)
  const entered = new Set(own?.indicators.flatMap((one) => (one.target ? [one.key] : [])))
  const known = derivedSheets.find((one) => one.key === key)?.total
  const stands = (own: Amount | undefined, other: Amount): boolean =>
    own !== undefined && intersects(intervalOf(own), intervalOf(other))
  const { scoring } = pack
  const weight = scoring ? executionWeight(project, scoring) : 0
  const rate = executionRate(project.total)
  const [grid] = sheetGrids([project], pack, accounts)
  const { declared, compiled, budget, executed } = project.total
  return {
    item: itemOf(project, pack),
    money: { declared: money(declared), compiled: money(compiled), budget: money(budget), executed: money(executed) },
    ledger: known?.executed && { executed: money(known.executed), stands: stands(executed, known.executed) },
    indicatorList: known?.budget && { budget: money(known.budget), stands: stands(budget, known.budget) },
    rate: rate && formatPercent(rate, { decimals: 2, trimZeros: true, zero: undefined }),
    executionScore: textOf(
      scoring && weight > 0 ? executionScore(project.total, weight, scoring.capExecution) : undefined,
    ),
    executionWeight: weight,
    goal: project.goal ?? '',
    achieved: project.achieved ?? '',
    indicators: project.indicators.map((indicator) =>
      indicatorView(indicator, opened, indicator.target !== undefined && !entered.has(indicator.key)),
    ),
    printed: grid && printed(grid),
  }
}

/** Errors: APP_NO_PROJECT. */
export function requireProject(projects: readonly Project[], key: string): Project {
  const project = projects.find((one) => one.key === key)
  if (project) return project
  throw new AppError({
    code: 'APP_NO_PROJECT',
    message: `这份报表没有编号为“${key}”的自评项目。`,
    remedies: [{ text: '从左边的列表中重新选择。' }],
  })
}

function itemOf(project: Project, pack: Pack): ProjectItem {
  const { scoring } = pack
  const total = scoring && totalScore(project, scoring)
  return {
    key: project.key,
    name: project.name,
    subject: project.subject,
    total: textOf(total),
    grade: total && gradeOf(total, scoring),
    indicators: project.indicators.length,
    unscored: project.indicators.filter(({ score }) => score === undefined).length,
  }
}

function indicatorView(
  indicator: Indicator,
  { pack, accounts }: Pick<OpenReport, 'pack' | 'accounts'>,
  fromBudget: boolean,
): IndicatorView {
  const { key, levels, target, adjustedTarget, actual, weight, score, deviationReason } = indicator
  return {
    key,
    levels,
    target: printTarget(target, PLAIN),
    adjustedTarget: printTarget(adjustedTarget, PLAIN),
    actual: printActual(actual, undefined, PLAIN),
    weight: textOf(weight) ?? '',
    score: textOf(score) ?? '',
    deviationReason: deviationReason ?? '',
    fromBudget,
    suggestion: suggestionView(indicator, pack, accounts),
  }
}

function suggestionView(indicator: Indicator, pack: Pack, accounts: YearAccounts): SuggestionView {
  if (!pack.scoring) return { kind: 'cannot-say', why: '这个模板没有评分规则。' }
  const suggestion = suggestionFor(indicator, pack.scoring, accounts, pack)
  if (suggestion.kind === 'cannot-say') return { kind: 'cannot-say', why: suggestion.why }
  const isKept = indicator.score !== undefined && agrees(indicator.score, suggestion)
  return { kind: 'score', score: formatCount(suggestion.score), agrees: isKept, rule: suggestion.rule }
}

function printed({ title, widths, headerRows, rows, notes }: Grid): NonNullable<ProjectView['printed']> {
  const cells = rows.map((row) =>
    row.cells.map(({ column, colSpan, rowSpan, text, align, bold }) => ({
      ...{ column, colSpan, rowSpan, text, align, bold },
      figure: undefined,
    })),
  )
  return { title, widths, headerRows, rows: cells, notes }
}

/** 万元 with every digit down to the 分. */
function money(amount: Amount | undefined): string {
  if (amount === undefined) return ''
  return formatAmount(amount, { unit: '万元', decimals: 6, trimZeros: true, thousands: false, zero: undefined })
}

function textOf(count: Amount | undefined): string | undefined {
  return count && formatCount(count)
}
