import { z } from 'zod'

/** What the entries of a ledger are sorted by. The fund is stated by the ledger or by the user, never by the function. */
export const dimension = z.enum(['资金', '支出性质', '功能分类', '经济分类', '项目'])

const pattern = z.string().refine(isPattern, '不是正确的正则表达式')

/** True for a text that is a regular expression. */
export function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}

/**
 * One rule from an account and its auxiliary items to dimensions: all conditions that are given must hold. `$1`, `$2` in `set`
 * stand for the groups of the last condition. The first rule that sets a dimension decides it.
 */
export const mappingRule = z.strictObject({
  /** Pattern on the account code as printed. */
  account: pattern.optional(),
  /** Pattern on the name of the account with the names above it, joined by `/`. */
  name: pattern.optional(),
  /** Kind of an auxiliary item (功能分类, 资金性质 …) and the pattern on its text. */
  auxiliary: z.string().optional(),
  matches: pattern.optional(),
  set: z.partialRecord(dimension, z.string().min(1)),
})

/** How the balance of a selection is counted; see README of core/derive. */
export const ledgerMeasure = z.enum([
  '收入',
  '支出',
  '年初',
  '年末',
  '借方',
  '贷方',
  '净借方',
  '净贷方',
  '年初预算',
  '全年预算',
])

const values = z.array(z.string()).min(1)

/** A choice that the sources leave open. */
export const deriveSetting = z.strictObject({
  id: z.string().min(1),
  title: z.string(),
  options: values,
  default: z.string(),
  why: z.string(),
})

/** A named amount: the entries of some accounts, by their dimensions. */
export const ledgerAmount = z.strictObject({
  id: z.string().min(1),
  measure: ledgerMeasure,
  /** Beginnings of account codes without separators; none for the measures of 预算指标, which have no accounts. */
  accounts: z.array(z.string()).default([]),
  /** Beginnings of values per dimension, one of which must fit. */
  where: z.partialRecord(dimension, values).default({}),
  /** Only counted under these settings, and for these natures of the unit; otherwise it is zero. */
  when: z.record(z.string(), values).default({}),
  natures: z.array(z.string()).optional(),
  /** Counts only while the whole of it is on this side of zero. */
  only: z.enum(['negative', 'positive']).optional(),
  /** For 借方, 贷方, 净借方, 净贷方: only what flows between the accounts and these within vouchers (core/derive/voucher-flows.ts). */
  against: values.optional(),
  /**
   * With `against`: how a balance table, which has no vouchers, can be certain all the same. In the first case whose sums are all zero the
   * whole movement of the accounts counts, or nothing. No case: the amount cannot be told.
   */
  balances: z
    .array(
      z.strictObject({
        /** Sums of amounts, ids as in `cells`. */
        zero: z.array(values).min(1),
        counts: z.enum(['whole', 'nothing']),
      }),
    )
    .optional(),
})

const level = z.enum(['类', '款', '项'])

/** Cells of one column: one row, or a row for each code of a dimension. */
export const derivedCells = z.strictObject({
  table: z.string(),
  column: z.string(),
  row: z.string().optional(),
  rows: z.strictObject({ dimension: z.enum(['功能分类', '经济分类']), levels: z.array(level).min(1) }).optional(),
  /** Ids of amounts; `-` before an id takes it away. */
  sum: values,
  natures: z.array(z.string()).optional(),
  /** Where the rule stands. */
  source: z.string().optional(),
})

/** derive.yaml */
export const derive = z.strictObject({
  /** A voucher with a line of `from` and one of `to` is a year-end transfer; `except` are accounts of ordinary vouchers. */
  transfers: z.strictObject({ from: values, to: values, except: z.array(z.string()).default([]) }),
  /** Beginnings of accounts that belong to 预算会计. */
  budgetary: values,
  mapping: z.array(mappingRule),
  settings: z.array(deriveSetting),
  amounts: z.array(ledgerAmount),
  cells: z.array(derivedCells),
  /** Amount whose entries by 项目 are the 全年执行数. */
  projects: z.string().optional(),
  /** Amount whose indicators by 项目 are the 全年预算数. */
  projectBudgets: z.string().optional(),
  /** What a list of payments can tell: expenditure of these funds. */
  payments: z.strictObject({ account: z.string(), funds: values }),
  /**
   * How the income and expenditure of a balance table after the year-end transfer are proved: there both sides of an account are equal,
   * and what was taken back on the other side is in them. `zero` is a sum of amounts that is zero when nothing was.
   */
  proof: z
    .strictObject({
      zero: values,
      /** Pattern on the names of accounts whose movement may be what is left over. */
      explainedBy: pattern,
      /** The setting that takes such a table as it is all the same, and its option. */
      setting: z.strictObject({ id: z.string(), option: z.string() }),
    })
    .optional(),
  /** Amounts that ought to be zero; a warning when they are not. */
  warn: z.array(z.strictObject({ amount: z.string(), message: z.string() })).default([]),
})

export type Dimension = z.infer<typeof dimension>
export type MappingRule = z.infer<typeof mappingRule>
export type LedgerMeasure = z.infer<typeof ledgerMeasure>
export type LedgerAmount = z.infer<typeof ledgerAmount>
export type DerivedCells = z.infer<typeof derivedCells>
export type PackDerive = z.infer<typeof derive>
