import { quantumOf, withTrimmedZeros, type Amount } from '#core/money/amount.ts'
import { parseAmount, parseCount } from '#core/money/parse.ts'
import type { Indicator, Project } from '#core/model/project.ts'
import { parseActual, parseTarget } from '#core/recognise/fill-in/target.ts'

/** An indicator written down as it would be filled in. */
export interface IndicatorSketch {
  readonly levels?: readonly [string, string, string]
  readonly target?: string
  readonly adjusted?: string
  readonly actual?: string
  readonly weight?: string
  readonly score?: string
  readonly reason?: string
}

export interface ProjectSketch extends Partial<Omit<Project, 'total' | 'indicators' | 'texts'>> {
  /** 目标申报数, 年初预算数, 全年预算数, 全年执行数 in 万元. */
  readonly figures?: readonly [string, string, string, string]
  readonly texts?: Readonly<Record<string, string>>
  readonly indicators?: readonly IndicatorSketch[]
}

export function wan(text: string): Amount | undefined {
  const parsed = parseAmount(text, '万元')
  return parsed.kind === 'amount' ? withTrimmedZeros(parsed.amount, quantumOf('万元', 2)) : undefined
}

export function points(text: string | undefined): Amount | undefined {
  const parsed = parseCount(text ?? '')
  return parsed.kind === 'amount' ? parsed.amount : undefined
}

export function sketchIndicator(sketch: IndicatorSketch, index = 0): Indicator {
  return {
    key: String(index + 1),
    levels: sketch.levels ?? ['产出指标', '数量指标', '数量'],
    description: undefined,
    basis: undefined,
    standard: undefined,
    target: parseTarget(sketch.target ?? ''),
    adjustedTarget: parseTarget(sketch.adjusted ?? ''),
    actual: parseActual(sketch.actual ?? ''),
    weight: points(sketch.weight),
    score: points(sketch.score),
    deviationReason: sketch.reason,
  }
}

export function sketchProject(sketch: ProjectSketch = {}): Project {
  const { figures, ...rest } = sketch
  const [declared = '', compiled = '', budget = '', executed = ''] = figures ?? []
  return {
    key: '甲',
    subject: '项目',
    name: '甲项目',
    projectCode: undefined,
    department: undefined,
    departmentCode: undefined,
    implementingUnit: undefined,
    implementingUnitCode: undefined,
    funds: [],
    goal: undefined,
    achieved: undefined,
    ...rest,
    total: { declared: wan(declared), compiled: wan(compiled), budget: wan(budget), executed: wan(executed) },
    texts: new Map(Object.entries(sketch.texts ?? {})),
    indicators: (sketch.indicators ?? []).map(sketchIndicator),
  }
}

/** 10 / 50 (20, 10, 10, 10) / 30 / 10, as the national rule has it. */
export const SCORING = {
  sheets: {
    项目: {
      executionWeight: 10,
      blocks: [
        {
          name: '产出指标',
          weight: 50,
          role: '产出',
          seconds: [
            { name: '数量指标', weight: 20 },
            { name: '质量指标', weight: 10 },
            { name: '时效指标', aliases: ['时效'], misspelt: ['实效'], weight: 10 },
            { name: '成本指标', weight: 10, role: '成本' },
          ],
        },
        {
          name: '效益指标',
          weight: 30,
          role: '效益',
          seconds: [{ name: '社会效益指标' }, { name: '可持续影响指标', aliases: ['可持续发展指标'] }],
        },
        {
          name: '满意度指标',
          weight: 10,
          role: '满意度',
          seconds: [{ name: '服务对象满意度指标', aliases: ['满意度'] }],
        },
      ],
    },
    部门整体: { executionWeight: 0, blocks: [{ name: '投入', seconds: [{ name: '预算配置' }] }] },
  },
  grades: [
    { name: '优', from: 90 },
    { name: '良', from: 80 },
    { name: '中', from: 60 },
    { name: '差', from: 0 },
  ],
  levels: [
    { name: '达成预期指标', from: 80, to: 100 },
    { name: '部分达成预期指标并具有一定效果', from: 60, to: 80 },
    { name: '未达成预期指标且效果较差', from: 0, to: 60 },
  ],
  overFulfilment: 130,
  accounts: { projectExpenditure: '支出/合计/项目', expenditure: '支出/合计/合计' },
}
