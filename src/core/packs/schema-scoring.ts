import { z } from 'zod'

const points = z.number().min(0).max(100)

/** What an indicator counts as, for checks that ask about costs, outputs or satisfaction. */
const role = z.enum(['产出', '成本', '效益', '满意度'])

const secondLevel = z.strictObject({
  name: z.string().min(1),
  /** Other wordings of the same 二级指标: 可持续发展指标 … */
  aliases: z.array(z.string()).default([]),
  /** Wrong characters that are often typed for it: known as it, and pointed at (CK-124). */
  misspelt: z.array(z.string()).default([]),
  weight: points.optional(),
  /** Where it differs from the one of its 一级指标. */
  role: role.optional(),
})

const firstLevel = z.strictObject({
  name: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  /** Without one its sheets carry targets only. */
  weight: points.optional(),
  /** A 一级 that sheets may have beside the prescribed ones and that no weight is prescribed for: 成本指标 since 2021. */
  optional: z.boolean().default(false),
  role: role.optional(),
  seconds: z.array(secondLevel).min(1),
})

const sheetScoring = z.strictObject({
  /** The place prescribes these weights. Otherwise they are what most places use, and other weights are pointed at, not held to be wrong. */
  prescribed: z.boolean().default(false),
  /** 分值 of the 执行率; 0 where the sheet does not score it. */
  executionWeight: z.number().int().min(0).max(100),
  blocks: z.array(firstLevel).min(1),
})

const term = z.string().min(1)

/** An indicator whose value follows from cells: Σ numerator ÷ Σ denominator, in percent. Terms as in relations, rows by key. */
const formula = z.strictObject({
  /** 三级指标 */
  indicator: z.string().min(1),
  numerator: z.array(term).min(1),
  denominator: z.array(term).min(1),
  /** Full marks from this rate on. */
  full: z.strictObject({ operator: z.enum(['≥', '≤', '=']), rate: z.number() }).optional(),
  /** Points lost per percentage point beyond `full`; without it the rule is the place's own and nothing is suggested. */
  lostPerPoint: z.number().positive().optional(),
  note: z.string().optional(),
})

/** What a column of a list of projects or indicators holds; 不读 for what the program computes itself. */
const listField = z.enum([
  '序号',
  '类型',
  '项目名称',
  '项目代码',
  '主管部门',
  '主管部门代码',
  '实施单位',
  '实施单位代码',
  '资金来源',
  '目标申报数',
  '预算编制数',
  '全年预算数',
  '全年执行数',
  '年度目标',
  '实际完成情况',
  '一级指标',
  '二级指标',
  '三级指标',
  '指标描述',
  '指标值确定依据',
  '评分标准',
  '年初指标值',
  '调整后指标值',
  '指标值符号',
  '指标值数值',
  '指标值单位',
  '实际完成值',
  '分值',
  '得分',
  '偏差原因',
  // of a project: what its row states and the program computes again
  '执行率',
  '资金结余',
  '总分',
  '等级',
  '不读',
])

/** How lists of projects and indicators name their columns. Labels compare without spaces, ordinals and units. */
const lists = z.strictObject({
  columns: z.array(z.strictObject({ field: listField, labels: z.array(z.string().min(1)).min(1) })),
  /** Words of rows that repeat what other rows say. */
  totals: z.array(z.string().min(1)),
})

/** scoring.yaml, merged key by key over the parent's. Points, not hundredths. */
export const scoring = z.strictObject({
  sheets: z.strictObject({ 项目: sheetScoring.optional(), 部门整体: sheetScoring.optional() }),
  /** False: an execution above 100 % scores above its weight. */
  capExecution: z.boolean().default(true),
  /** Best first; a grade holds from its threshold on, the threshold included. */
  grades: z.array(z.strictObject({ name: z.string().min(1), from: points })).min(2),
  /** 定性指标: the words of each level and the share of the 分值 that it may score, in percent; best first. */
  levels: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        aliases: z.array(z.string()).default([]),
        from: points,
        to: points,
      }),
    )
    .default([]),
  /** An actual of more than so many percent of its target says that the target was set too low. */
  overFulfilment: z.number().positive().optional(),
  formulas: z.array(formula).default([]),
  lists: lists.default({ columns: [], totals: [] }),
  /** The cells of the accounts that the sheets must agree with. */
  accounts: z
    .strictObject({
      projectExpenditure: term.optional(),
      expenditure: term.optional(),
      initialBudget: term.optional(),
      budget: term.optional(),
    })
    .default({}),
})

export type PackLists = z.infer<typeof lists>
export type ListField = z.infer<typeof listField>
export type PackScoring = z.infer<typeof scoring>
export type PackSheetScoring = z.infer<typeof sheetScoring>
export type PackFirstLevel = z.infer<typeof firstLevel>
export type PackSecondLevel = z.infer<typeof secondLevel>
export type PackFormula = z.infer<typeof formula>
export type IndicatorRole = z.infer<typeof role>
