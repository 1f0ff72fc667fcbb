import type { IndicatorTarget } from '#core/model/project.ts'
import { PLAIN, printTarget } from '#core/performance/indicator-value.ts'
import type { Check } from './check.ts'
import { sheetFinding } from './performance-support.ts'

type NumberTarget = Extract<IndicatorTarget, { kind: 'number' }>

const TIME_OR_PIECE = /^(年|月|个月|日|天|小时|周|台|套|人|户|次|个|件|篇|项|辆|元|万元|平方米|公里)$/u
const IS_RATE = /(?<!频|效|利|汇|税|费|功)率(\(%\)|（%）)?$/u
const IS_SATISFACTION = /满意(度|率)(\(%\)|（%）)?$/u
const IS_COUNT_OR_TIME = /(年限|年数|期限|时限|天数|人数|户数|台数|辆数|次数|个数)$/u
/** A share of a whole: it cannot be above all of it, and more of it is better. */
const IS_SHARE = /(合格|及时|达标|满意|完好|覆盖|准确|到位|发放|通过|办结|知晓)(率|度)(\(%\)|（%）)?$/u

/** Name, operator and unit of a target must fit one another. Pointed at only, for names are free. */
export const targetSense: Check = {
  id: 'CK-107',
  title: '指标值的符号或单位与指标名称不符',
  *run({ projects }) {
    for (const project of projects)
      for (const indicator of project.indicators) {
        const name = indicator.levels[2].trim()
        const targets = [indicator.target, indicator.adjustedTarget]
        const odd = targets.flatMap((target) => {
          const why = target?.kind === 'number' ? nonsense(name, target) : undefined
          return target && why !== undefined ? [{ target, why }] : []
        })[0]
        if (!odd) continue
        yield sheetFinding(targetSense, project, indicator, {
          severity: 'warning',
          stated: printTarget(odd.target, PLAIN),
          hint: `${odd.why}；请核对指标值的符号、数值和单位，有没有与相邻的行错位`,
        })
      }
  },
}

function nonsense(name: string, { operator, value, unit }: NumberTarget): string | undefined {
  const isShare = IS_SHARE.test(name)
  if ((IS_RATE.test(name) || IS_SATISFACTION.test(name)) && TIME_OR_PIECE.test(unit))
    return `“${name}”是比率，单位却是“${unit}”`
  if (IS_COUNT_OR_TIME.test(name) && unit === '%') return `“${name}”不是比率，单位却是“%”`
  if (isShare && unit === '%' && operator !== '≤' && operator !== '<' && value.fen > 10_000)
    return `“${name}”不会超过100%`
  if (isShare && (operator === '≤' || operator === '<')) return `“${name}”越高越好，符号却是“${operator}”`
  if (isShare && value.fen <= 0) return `“${name}”的指标值不大于零`
  return undefined
}
