import type { Dimension } from '#core/packs/schema-derive.ts'

/**
 * What a sheet of a finance program's export is.
 * journal 序时账 and 明细账: entries of vouchers · balance 科目余额表 and 辅助余额表 · payments 支付明细 · indicators 预算指标
 */
export type LedgerKind = 'journal' | 'balance' | 'payments' | 'indicators'

/** One auxiliary item of an entry, e.g. 功能分类 `2010301 行政运行`. */
export interface AuxiliaryItem {
  readonly kind: string
  readonly text: string
}

/** A distinct (account, auxiliary items) pair: what entries refer to, and what the mapping to dimensions is kept on. */
export interface Combination {
  /** As printed, with its separators; '' for payments. */
  readonly account: string
  /** Names from the top account down, joined by `/`, as far as the file tells. */
  readonly name: string
  readonly items: readonly AuxiliaryItem[]
}

/** The dimensions of a combination; what nothing says is absent, never guessed. */
export type Dimensions = Readonly<Partial<Record<Dimension, string>>>

/** Sums of one combination over the ledgers of a report. All in 分; opening and closing are 贷 − 借. */
export interface CombinationTotal {
  readonly combination: number
  readonly account: string
  readonly name: string
  readonly dimensions: Dimensions
  /** Without year-end transfers. */
  readonly debit: number
  readonly credit: number
  /** Year-end transfers alone. */
  readonly transferDebit: number
  readonly transferCredit: number
  /** Undefined when no source states balances. */
  readonly opening: number | undefined
  readonly closing: number | undefined
}

/**
 * Something that the user must know about a file. refused: nothing is stored until the file is put right · confirm: nothing is
 * stored until the user says that it is right all the same · notice: stored, and shown.
 */
export interface LedgerFinding {
  readonly code: `LEDGER_${string}`
  readonly weight: 'refused' | 'confirm' | 'notice'
  readonly sheet: string
  /** 1-based row of the file; undefined when it is about the whole sheet. */
  readonly row: number | undefined
  readonly message: string
  readonly remedy: string
}

/** Why a row of the file was not stored. */
export type RowFate =
  '标题' | '表头' | '重复表头' | '栏次' | '合计' | '上级科目' | '无金额' | '说明' | '隐藏工作表' | '不是账表' | '未启用'

/** What became of the rows of a sheet: read = stored + explained, always. */
export interface SheetAccount {
  readonly sheet: string
  readonly kind: LedgerKind | undefined
  readonly read: number
  readonly stored: number
  readonly explained: Readonly<Partial<Record<RowFate, number>>>
}
