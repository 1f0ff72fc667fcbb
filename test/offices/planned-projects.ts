import type { Indicator, Project } from '#core/model/project.ts'
import { amountOf } from '#core/money/amount.ts'
import type { Random } from './random.ts'

const PLAN: readonly (readonly [string, string, string, number])[] = [
  ['产出指标', '数量指标', '培训场次', 20],
  ['产出指标', '质量指标', '验收合格率', 10],
  ['产出指标', '时效指标', '按时完成率', 10],
  ['产出指标', '成本指标', '控制在预算内', 10],
  ['效益指标', '社会效益指标', '受益人数', 30],
  ['满意度指标', '服务对象满意度指标', '群众满意率', 10],
]

/** None to three projects whose targets a budget publishes, with the national weights. */
export function plannedProjects(random: Random, seed: number): readonly Project[] {
  return Array.from({ length: random.int(0, 3) }, (_, index) => {
    const budget = amountOf(random.int(1, 900) * 1_000_000, 1_000_000)
    const nothing = { declared: undefined, compiled: budget, budget: undefined, executed: undefined }
    return {
      key: `项目${seed}-${index}`,
      subject: '项目',
      name: `${['维修', '培训', '宣传'][index] ?? ''}专项`,
      projectCode: undefined,
      department: undefined,
      departmentCode: undefined,
      implementingUnit: undefined,
      implementingUnitCode: undefined,
      total: nothing,
      funds: [],
      goal: '按计划完成全年任务',
      achieved: undefined,
      texts: new Map(),
      indicators: PLAN.map(indicator),
    }
  })
}

function indicator([first, second, third, weight]: (typeof PLAN)[number], index: number): Indicator {
  const isRate = third.endsWith('率')
  return {
    key: `指标${index}`,
    levels: [first, second, third],
    description: undefined,
    basis: undefined,
    standard: undefined,
    target:
      third === '控制在预算内'
        ? { kind: 'words', text: '控制在预算内' }
        : {
            kind: 'number',
            operator: '≥',
            value: amountOf(9000, 100),
            unit: isRate ? '%' : third === '受益人数' ? '人' : '场',
          },
    adjustedTarget: undefined,
    actual: undefined,
    weight: amountOf(weight * 100, 100),
    score: undefined,
    deviationReason: undefined,
  }
}
