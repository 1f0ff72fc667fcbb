import type { Indicator, Project } from '#core/model/project.ts'

const amount = (fen: number, quantum = 1) => ({ fen, quantum })

export const sampleIndicator = (changes: Partial<Indicator> = {}): Indicator => ({
  key: '1',
  levels: ['产出指标', '数量指标', '会议次数'],
  description: '全年会议',
  basis: '计划标准',
  standard: undefined,
  target: { kind: 'number', operator: '≥', value: amount(1200), unit: '次' },
  adjustedTarget: undefined,
  actual: { kind: 'number', value: amount(1000), unit: '次' },
  weight: amount(1000, 100),
  score: amount(833),
  deviationReason: '两次会议合并召开',
  ...changes,
})

/** A project with every kind of field, some blank. */
export const sampleProject = (changes: Partial<Project> = {}): Project => ({
  key: 'P1',
  subject: '项目',
  name: '会议费',
  projectCode: '140404',
  department: '区委办',
  departmentCode: '001',
  implementingUnit: '区委办',
  implementingUnitCode: '001001',
  total: { declared: amount(6_200_0000, 10_000), compiled: amount(6_200_0000), budget: amount(0), executed: undefined },
  funds: [
    {
      name: '当年财政拨款',
      declared: undefined,
      compiled: amount(6_200_0000),
      budget: undefined,
      executed: amount(-1),
    },
    { name: '其他资金', declared: undefined, compiled: undefined, budget: undefined, executed: undefined },
  ],
  goal: '开好会议',
  achieved: undefined,
  texts: new Map([['主要经验做法', '节约']]),
  indicators: [
    sampleIndicator(),
    sampleIndicator({
      key: '2',
      target: { kind: 'words', text: '达到要求' },
      adjustedTarget: { kind: 'number', operator: '≤', value: amount(472_9000, 1000), unit: '万元' },
      actual: { kind: 'words', text: '达成预期指标' },
      score: undefined,
      deviationReason: undefined,
    }),
    sampleIndicator({ key: '3', target: undefined, actual: undefined, weight: undefined, score: undefined }),
  ],
  ...changes,
})
