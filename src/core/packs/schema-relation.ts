import { z } from 'zod'

/**
 * The relation language: small and closed. A relation is a row of data; nothing in it is code.
 *
 * A term is `[-]表/行/列` or the constant `0`, where
 *   表  is a table id, with `上年·` before it for last year's report
 *   行  is a row key, or @行 (the row bound by `for`), @下级 (rows one level below @行, by code prefix),
 *       or @类 @款 @项 (all code rows of that level)
 *   列  is a column key, or @列 (the column bound by `for`)
 */
const term = z.string().min(1)
const terms = z.array(term).min(1)

/** The relation holds for each of these rows (and columns) of a table. */
export const quantifier = z.strictObject({
  table: z.string(),
  /** 合计 and other keys, or a level (类, 款, 项), or 所有 (every row that holds figures). */
  rows: z.union([z.enum(['所有', '类', '款', '项', '有下级']), z.array(z.string()).min(1)]).optional(),
  columns: z.union([z.literal('所有'), z.array(z.string()).min(1)]).optional(),
})

/** All must hold; otherwise the relation is not applicable and says which condition failed. */
export const condition = z.union([
  z.strictObject({ nature: z.array(z.enum(['行政单位', '参照公务员法管理事业单位', '事业单位'])).min(1) }),
  /** Every term is zero or blank. */
  z.strictObject({ zero: terms }),
  /** At least one term is not zero. */
  z.strictObject({ nonzero: terms }),
  /** The cell was given a value (not blank): for figures that a place may leave out. */
  z.strictObject({ stated: terms }),
])

const common = {
  id: z.string().regex(/^[A-Z]{2}-\d{4}$/, '编号形如 GK-0101'),
  title: z.string().min(1),
  for: quantifier.optional(),
  when: z.array(condition).default([]),
  severity: z.enum(['error', 'warning']).default('error'),
  /** When false, figures that are missing do not keep the document from being published. */
  required: z.boolean().default(true),
  hint: z.string().min(1),
  source: z.strictObject({ document: z.string().min(1), clause: z.string().min(1) }),
  unconfirmed: z.string().optional(),
}

export const relation = z.discriminatedUnion('kind', [
  /** Two prints of one amount. */
  z.strictObject({ kind: z.literal('same'), ...common, left: term, right: term }),
  /** Σ left = Σ right. With `fills`, the single left cell is computed where none was imported or entered. */
  z.strictObject({ kind: z.literal('sum'), ...common, left: terms, right: terms, fills: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('order'), ...common, left: terms, op: z.enum(['≤', '≥']), right: terms }),
  /**
   * left % = numerator / denominator × 100; of growth: |numerator − denominator| / denominator × 100, the denominator being last
   * year. A growth is stated without its sign, because the words beside it say 增加 or 减少.
   */
  z.strictObject({
    kind: z.literal('ratio'),
    of: z.enum(['share', 'growth']).default('share'),
    ...common,
    left: term,
    numerator: terms,
    denominator: terms,
  }),
])

export type PackRelation = z.infer<typeof relation>
export type PackQuantifier = z.infer<typeof quantifier>
export type PackCondition = z.infer<typeof condition>
