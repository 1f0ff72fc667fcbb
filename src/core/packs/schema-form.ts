import { z } from 'zod'

/** What is said once for the whole sheet. */
export const HEAD_FIELDS = [
  '单位名称',
  '项目名称',
  '项目代码',
  '主管部门',
  '主管部门代码',
  '主管部门及代码',
  '实施单位',
  '实施单位代码',
  '实施单位及代码',
  '年度目标',
  '实际完成情况',
  '满分',
  '总分',
  '等级',
] as const

/** Of one line of money: of the total, or of the fund in a row `each: funds`. */
export const FUND_FIELDS = [
  '资金名称',
  '目标申报数',
  '预算编制数',
  '全年预算数',
  '全年执行数',
  '资金结余',
  '执行率',
  '执行率分值',
  '执行率得分',
  '执行率偏差原因',
] as const

/** Of one indicator, in a row `each: indicators`. */
export const INDICATOR_FIELDS = [
  '一级指标',
  '二级指标',
  '三级指标',
  // with the 分值 in brackets behind the name
  '一级指标及分值',
  '二级指标及分值',
  '三级指标及分值',
  '指标描述',
  '指标值确定依据',
  '评分标准',
  '指标解释',
  '指标说明',
  '年初指标值',
  '调整后指标值',
  '实际完成值',
  '指标值符号',
  '指标值数值',
  '指标值单位',
  '分值',
  '得分',
  '偏差原因',
] as const

const span = z.number().int().positive().default(1)
const align = z.enum(['left', 'center', 'right']).optional()
const label = z.strictObject({
  text: z.string().min(1),
  /** Other wordings under which the label is found when a filled form is read. */
  aliases: z.array(z.string()).default([]),
  cols: span,
  rows: span,
  align,
  bold: z.boolean().default(false),
})
const field = z.strictObject({
  field: z.enum([...HEAD_FIELDS, ...FUND_FIELDS, ...INDICATOR_FIELDS]),
  cols: span,
  rows: span,
  align,
  /** Fixed decimals; without it trailing zeros are left out. */
  decimals: z.number().int().min(0).max(6).optional(),
  /** A rate prints with its sign. */
  percent: z.boolean().default(false),
  /** Rows that follow one another with the same text are one merged cell. */
  merge: z.boolean().default(false),
  /** Printed before the value: 等级：优 */
  before: z.string().default(''),
})
/** A text that a person writes, kept under this id. */
const box = z.strictObject({ box: z.string().min(1), cols: span, rows: span, align })

const formCell = z.union([z.string(), label, field, box])

const formRow = z.strictObject({
  /** One printed row for each fund or indicator; without it the row prints once. */
  each: z.enum(['funds', 'indicators']).optional(),
  cells: z.array(formCell).min(1),
})

const section = z.strictObject({
  /** A label at the left of all rows of the section, written from top to bottom. */
  label: label.omit({ rows: true }).optional(),
  rows: z.array(formRow).min(1),
})

/**
 * forms/<id>.yaml: the layout of a performance sheet. Closed: labels, fields, boxes, spans, a row for each fund or indicator.
 * `{单位}`, `{年度}`, `{项目名称}` and `{序号}` are filled in title, line and notes.
 */
export const form = z.strictObject({
  id: z.string().regex(/^[^\s/]+$/u, '不能含空格或“/”'),
  subject: z.enum(['项目', '部门整体']),
  title: z.string().min(1),
  /** Parts of titles under which a filled form is found. */
  titles: z.array(z.string().min(1)).min(1),
  code: z.string().optional(),
  line: z.tuple([z.string(), z.string(), z.string()]).default(['', '', '']),
  orientation: z.enum(['portrait', 'landscape']).default('portrait'),
  fontSize: z.number().positive().default(9),
  /** Undefined keeps the sheets out of the 目录. */
  headingLevel: z.literal([1, 2, 3, 4]).optional(),
  widths: z.array(z.number().positive()).min(2),
  /** Rows from the top that are repeated on every page. */
  headerRows: z.number().int().min(0).default(0),
  /** =100% or plain 100% */
  equalsSign: z.boolean().default(true),
  /** Actuals repeat the operator of the target: ≥98% stands for 98%. */
  repeatOperator: z.boolean().default(false),
  /** A target in words where operator and number have columns of their own stands under this operator. */
  wordsOperator: z.string().default(''),
  /** Fund sources that the form names; others of a project follow. */
  funds: z
    .array(
      z.strictObject({ name: z.string().min(1), label: z.string().min(1), aliases: z.array(z.string()).default([]) }),
    )
    .default([]),
  /** Indicators that the form fixes, with their texts; others of a project follow. */
  indicators: z
    .array(
      z.strictObject({
        levels: z.tuple([z.string(), z.string(), z.string()]),
        weight: z.number().positive(),
        explanation: z.string().default(''),
        instruction: z.string().default(''),
      }),
    )
    .default([]),
  sections: z.array(section).min(1),
  notes: z.array(z.string()).default([]),
  unconfirmed: z.string().optional(),
})

export type PackForm = z.infer<typeof form>
export type PackFormSection = z.infer<typeof section>
export type PackFormRow = z.infer<typeof formRow>
export type PackFormCell = z.infer<typeof formCell>
export type PackFormField = z.infer<typeof field>
export type FormField = PackFormField['field']
