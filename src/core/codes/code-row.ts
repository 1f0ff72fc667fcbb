/**
 * How sure a row of a code list is: A code and name seen in print · B+ seen in public programs · B code seen, name not ·
 * C from memory. Rows below A are suggestions: what an import brings is never corrected by them.
 */
export type Trust = 'A' | 'B+' | 'B' | 'C'

/** One row of a code list. Years are inclusive; undefined is open. */
export interface CodeRow {
  readonly code: string
  readonly name: string
  readonly parent: string | undefined
  readonly fromYear: number | undefined
  readonly toYear: number | undefined
  /** Names of other years or other prints of the same code. */
  readonly aliases: readonly string[]
  readonly trust: Trust
}

/** 支出功能分类: 201 · 20103 · 2010301. */
export interface FunctionCode extends CodeRow {
  /** The fund that usually pays it: a default only, a fund is never inferred from a function. */
  readonly fund: string
}

/** 部门预算支出经济分类: 301 · 30101. */
export interface EconomicCode extends CodeRow {
  /** 人员经费 or 公用经费 in the table of basic expenditure. */
  readonly group: string
  /** Code of 政府预算支出经济分类 for an administrative unit, where known. */
  readonly governmentCode: string | undefined
}

/** 会计科目. */
export interface AccountCode extends CodeRow {
  readonly direction: '借' | '贷'
  readonly side: string
  readonly category: string
  readonly note: string
}
