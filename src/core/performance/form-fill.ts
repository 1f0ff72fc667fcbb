import { quantumOf, roundTo, subtract, type Amount } from '#core/money/amount.ts'
import { decimalText, formatAmount, formatCount } from '#core/money/format.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Project, ProjectFigures } from '#core/model/project.ts'
import type { FormField, PackForm, PackFormField } from '#core/packs/schema-form.ts'
import type { PackScoring } from '#core/packs/schema-scoring.ts'
import type { FundLine, IndicatorLine } from './form-lines.ts'
import { printActual, printTarget, splitTarget } from './indicator-value.ts'
import { executionRate, executionScore, executionWeight, FULL_MARKS, gradeOf, totalScore } from './score.ts'
import { EXECUTION_REASON } from './stated.ts'

/** What one form is filled from. */
export interface FormSources {
  readonly form: PackForm
  /** Undefined for an empty form. */
  readonly project: Project | undefined
  readonly accounts: YearAccounts
  readonly scoring: PackScoring | undefined
}

/** The line that a repeated row prints. */
export type FormLine =
  { readonly kind: 'fund'; readonly fund: FundLine } | { readonly kind: 'indicator'; readonly line: IndicatorLine }

export interface FieldText {
  readonly text: string
  /** The figure for a workbook, as in GridCell. */
  readonly number?: string
}

const NOTHING: FieldText = { text: '' }

/** What a field of the form prints, and the number that it is. */
export function fieldText(cell: PackFormField, line: FormLine | undefined, sources: FormSources): FieldText {
  const found =
    line?.kind === 'indicator'
      ? indicatorText(cell.field, line.line, sources)
      : (headText(cell.field, sources) ?? moneyText(cell, line?.fund, sources))
  return found.text === '' || cell.before === '' ? found : { text: cell.before + found.text }
}

function headText(field: FormField, { project, accounts, scoring }: FormSources): FieldText | undefined {
  switch (field) {
    case '单位名称':
      return { text: accounts.unit.name }
    case '项目名称':
      return { text: project?.name ?? '' }
    case '项目代码':
      return { text: project?.projectCode ?? '' }
    case '主管部门':
      return { text: project?.department ?? '' }
    case '主管部门代码':
      return { text: project?.departmentCode ?? '' }
    case '主管部门及代码':
      return { text: joined(project?.departmentCode, project?.department) }
    case '实施单位':
      return { text: project?.implementingUnit ?? '' }
    case '实施单位代码':
      return { text: project?.implementingUnitCode ?? '' }
    case '实施单位及代码':
      return { text: joined(project?.implementingUnitCode, project?.implementingUnit) }
    case '年度目标':
      return { text: project?.goal ?? '' }
    case '实际完成情况':
      return { text: project?.achieved ?? '' }
    case '满分':
      return pointsText(FULL_MARKS)
    case '总分':
      return pointsText(project && scoring && totalScore(project, scoring))
    case '等级': {
      const total = project && scoring && totalScore(project, scoring)
      return { text: (total && gradeOf(total, scoring)) ?? '' }
    }
    default:
      return undefined
  }
}

/** A figure of the total, or of the fund that the row prints. */
function moneyText(cell: PackFormField, fund: FundLine | undefined, sources: FormSources): FieldText {
  const { project, scoring } = sources
  const figures = fund ? fund.figures : project?.total
  switch (cell.field) {
    case '资金名称':
      return { text: fund?.label ?? '' }
    case '目标申报数':
      return wanText(figures?.declared, cell)
    case '预算编制数':
      return wanText(figures?.compiled, cell)
    case '全年预算数':
      return wanText(figures?.budget, cell)
    case '全年执行数':
      return wanText(figures?.executed, cell)
    case '资金结余':
      return wanText(balanceOf(figures), cell)
    case '执行率':
      return rateText(figures && executionRate(figures), cell)
    case '执行率分值':
      return { text: weightText(sources), number: weightText(sources) }
    case '执行率得分': {
      if (!figures || !project || !scoring) return NOTHING
      return scoreText(executionScore(figures, executionWeight(project, scoring), scoring.capExecution), cell)
    }
    case '执行率偏差原因':
      return { text: (fund ? undefined : project?.texts.get(EXECUTION_REASON)) ?? '' }
    default:
      return NOTHING
  }
}

function indicatorText(field: FormField, line: IndicatorLine, { form }: FormSources): FieldText {
  const { indicator } = line
  const target = indicator?.adjustedTarget ?? indicator?.target
  const split = splitTarget(indicator?.target, form.wordsOperator)
  switch (field) {
    case '一级指标':
      return { text: line.levels[0] }
    case '二级指标':
      return { text: line.levels[1] }
    case '三级指标':
      return { text: line.levels[2] }
    case '一级指标及分值':
      return { text: line.weighted[0] }
    case '二级指标及分值':
      return { text: line.weighted[1] }
    case '三级指标及分值':
      return { text: line.weighted[2] }
    case '指标描述':
      return { text: indicator?.description ?? '' }
    case '指标值确定依据':
      return { text: indicator?.basis ?? '' }
    case '评分标准':
      return { text: indicator?.standard ?? '' }
    case '指标解释':
      return { text: line.explanation }
    case '指标说明':
      return { text: line.instruction }
    case '年初指标值':
      return { text: printTarget(indicator?.target, form) }
    case '调整后指标值':
      return { text: printTarget(indicator?.adjustedTarget, form) }
    case '实际完成值':
      return { text: printActual(indicator?.actual, target, form) }
    case '指标值符号':
      return { text: split.operator }
    case '指标值数值':
      return { text: split.number, ...(split.number === '' ? {} : { number: split.number }) }
    case '指标值单位':
      return { text: split.unit }
    case '分值':
      return pointsText(line.weight)
    case '得分':
      return pointsText(indicator?.score)
    case '偏差原因':
      return { text: indicator?.deviationReason ?? '' }
    default:
      return NOTHING
  }
}

function joined(code: string | undefined, name: string | undefined): string {
  return [code, name].filter((part) => part !== undefined && part !== '').join('-')
}

function balanceOf(figures: ProjectFigures | undefined): Amount | undefined {
  return figures?.budget && figures.executed && subtract(figures.budget, figures.executed)
}

function weightText({ form, scoring }: FormSources): string {
  return scoring ? String(executionWeight(form, scoring)) : ''
}

/** 万元; all decimals that there are, or a fixed number of them. */
function wanText(amount: Amount | undefined, { decimals }: PackFormField): FieldText {
  if (!amount) return NOTHING
  const style = { unit: '万元', trimZeros: decimals === undefined, thousands: false, zero: undefined } as const
  const printed = roundTo(amount, quantumOf('万元', decimals ?? 6))
  return { text: formatAmount(amount, { ...style, decimals: decimals ?? 6 }), number: decimalText(printed, '万元') }
}

function rateText(rate: Amount | undefined, { decimals, percent }: PackFormField): FieldText {
  if (!rate) return NOTHING
  const text = hundredths(rate, decimals)
  const printed = roundTo(rate, quantumOf('元', decimals ?? 2))
  return { text: percent ? `${text}%` : text, number: decimalText(printed, '元') }
}

function scoreText(score: Amount | undefined, { decimals }: PackFormField): FieldText {
  return score ? { text: hundredths(score, decimals), number: decimalText(score, '元') } : NOTHING
}

function pointsText(amount: Amount | undefined): FieldText {
  return amount ? { text: formatCount(amount), number: decimalText(amount, '元') } : NOTHING
}

function hundredths(amount: Amount, decimals: number | undefined): string {
  return formatCount(amount, {
    decimals: Math.min(decimals ?? 2, 2),
    trimZeros: decimals === undefined,
    thousands: false,
    zero: undefined,
  })
}
