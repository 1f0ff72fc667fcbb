import type { Amount } from '#core/money/amount.ts'

/** What a person may mark as 涉密: a row of the classification (with everything below it) or a scoring sheet. */
export type SecretKind = '科目' | '项目'

/** Whether totals keep the amount of what is left out. */
export type SecretTotals = '包含' | '不包含'

/** What is secret: the code of a 类, 款 or 项, or the key of a project. */
export interface SecretTarget {
  readonly kind: SecretKind
  readonly target: string
}

/** How much of the 基本支出 of a 科目 stands in a row of the 经济分类; the tables do not say it themselves. */
export interface SecretPart {
  /** Code of a 款 of the 部门预算支出经济分类: 30101. */
  readonly code: string
  readonly amount: Amount
}

/** A 涉密 item of one report as somebody decided it. */
export interface SecretDecision extends SecretTarget {
  /** Undefined: nobody said yet; nothing is published until somebody does. */
  readonly totals: SecretTotals | undefined
  /** Asked for when totals are to leave out 基本支出; empty for everything else. */
  readonly parts: readonly SecretPart[]
  /** Why it is secret, e.g. 定密文号. Never published. */
  readonly reason: string
}

/** A decision in force, with who made it and when. */
export interface SecretItem extends SecretDecision {
  readonly who: string
  readonly at: string
}
