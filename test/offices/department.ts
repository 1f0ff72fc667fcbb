import type { Indicator, Project } from '#core/model/project.ts'
import { amountOf } from '#core/money/amount.ts'
import { makeOffice, type Office } from './office.ts'

/**
 * A department whose report rolls up that of many units, each right by construction: relations are linear, so their sums hold as
 * well. All units are of one nature, and the department states its amounts in 元.
 */
export function makeDepartment(units: number): Office {
  const parts: Office[] = []
  for (let seed = 1; parts.length < units; seed += 1) {
    const office = makeOffice(seed)
    if (office.nature === '行政单位') parts.push(office)
  }
  const summed = (of: (office: Office) => ReadonlyMap<string, number>): ReadonlyMap<string, number> => {
    const sums = new Map<string, number>()
    for (const office of parts) for (const [ref, one] of of(office)) sums.set(ref, (sums.get(ref) ?? 0) + one)
    return sums
  }
  const [first] = parts
  if (!first) throw new RangeError('a department has at least one unit')
  return {
    ...first,
    name: '平湖市教育局',
    code: '101001',
    print: { unit: '元', decimals: 2 },
    figures: summed(({ figures }) => figures),
    answers: summed(({ answers }) => answers),
    counts: summed(({ counts }) => counts),
  }
}

/** 一级 and 二级指标 with the number of indicators and the weight of each: 90 with the 10 of the execution. */
const PLAN: readonly (readonly [string, string, string, number, number])[] = [
  ['产出指标', '数量指标', '培训场次', 4, 5],
  ['产出指标', '质量指标', '验收合格率', 3, 5],
  ['产出指标', '时效指标', '按时完成率', 3, 5],
  ['效益指标', '社会效益指标', '受益人数', 3, 5],
  ['效益指标', '可持续影响指标', '持续使用率', 3, 5],
  ['满意度指标', '服务对象满意度指标', '群众满意率', 4, 2.5],
]

/** Projects with 自评表 of twenty indicators, all fulfilled and with the full score. */
export function scoredProjects(count: number): readonly Project[] {
  return Array.from({ length: count }, (_, index) => {
    const money = amountOf((index + 1) * 1_000_000, 1_000_000)
    const total = { declared: money, compiled: money, budget: money, executed: money }
    return {
      key: `项目${index + 1}`,
      subject: '项目',
      name: `第${index + 1}所学校维修改造专项`,
      projectCode: undefined,
      department: undefined,
      departmentCode: undefined,
      implementingUnit: undefined,
      implementingUnitCode: undefined,
      total,
      funds: [],
      goal: '按计划完成全年任务',
      achieved: '已按计划完成全年任务',
      texts: new Map(),
      indicators: PLAN.flatMap(([first, second, third, often, weight], block) =>
        Array.from({ length: often }, (_, at) => indicator([first, second, `${third}${at + 1}`], block, at, weight)),
      ),
    }
  })
}

function indicator(levels: Indicator['levels'], block: number, at: number, weight: number): Indicator {
  const [, , third] = levels
  const unit = third.includes('率') ? '%' : third.includes('人数') ? '人' : '场'
  const reached = amountOf(9500, 100)
  const points = amountOf(Math.trunc(weight * 100), 10)
  return {
    key: `指标${block}-${at}`,
    levels,
    description: undefined,
    basis: undefined,
    standard: undefined,
    target: { kind: 'number', operator: '≥', value: amountOf(9500, 100), unit },
    adjustedTarget: undefined,
    actual: { kind: 'number', value: reached, unit },
    weight: points,
    score: points,
    deviationReason: undefined,
  }
}
