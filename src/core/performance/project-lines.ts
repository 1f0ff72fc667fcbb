import type { Indicator, Project, ProjectFigures } from '#core/model/project.ts'
import type { Amount } from '#core/money/amount.ts'
import { formatAmount, formatCount } from '#core/money/format.ts'
import { PLAIN, printActual, printTarget } from './indicator-value.ts'

/**
 * What a scoring sheet says, box by box, to set two states of it side by side.
 * Shape   `表 › 栏` or `表 › 三级指标 › 栏` to the text in it; amounts in 万元 with every digit; boxes without anything are left out
 */
export function projectLines(project: Project): ReadonlyMap<string, string> {
  const lines: (readonly [string, string])[] = [
    ...figureLines(project.total),
    ...project.funds.flatMap(({ name, ...figures }) =>
      figureLines(figures).map(([box, text]) => [`${name} › ${box}`, text] as const),
    ),
    ['年度总体目标', project.goal ?? ''],
    ['目标实际完成情况', project.achieved ?? ''],
    ...[...project.texts].map(([id, text]) => [id, text] as const),
    ...project.indicators.flatMap(indicatorLines),
  ]
  return new Map(lines.filter(([, text]) => text !== '').map(([box, text]) => [`${project.name} › ${box}`, text]))
}

function figureLines({ declared, compiled, budget, executed }: ProjectFigures): readonly (readonly [string, string])[] {
  return [
    ['目标申报数', money(declared)],
    ['预算编制数', money(compiled)],
    ['全年预算数', money(budget)],
    ['全年执行数', money(executed)],
  ]
}

function indicatorLines(indicator: Indicator): readonly (readonly [string, string])[] {
  const { levels, target, adjustedTarget, actual, weight, score, deviationReason } = indicator
  const boxes = [
    ['指标值', printTarget(target, PLAIN)],
    ['调整后指标值', printTarget(adjustedTarget, PLAIN)],
    ['实际完成值', printActual(actual, undefined, PLAIN)],
    ['分值', count(weight)],
    ['得分', count(score)],
    ['偏差原因', deviationReason ?? ''],
  ] as const
  return boxes.map(([box, text]) => [`${levels[2]} › ${box}`, text])
}

const count = (amount: Amount | undefined): string => (amount === undefined ? '' : formatCount(amount))

function money(amount: Amount | undefined): string {
  if (amount === undefined) return ''
  return `${formatAmount(amount, { unit: '万元', decimals: 6, trimZeros: true, thousands: false, zero: undefined })}万元`
}
