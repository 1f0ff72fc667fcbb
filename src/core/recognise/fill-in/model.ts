import type { MoneyUnit } from '#core/money/amount.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { CellRef, CellValue } from '#core/model/cell.ts'
import type { HeaderCell } from '#core/packs/header-grid.ts'
import type { Measure } from '#core/packs/schema-table.ts'

/** The 填报表 as data: what each sheet asks, and what is known already. `main/render/fill-in` writes it. */
export interface FillInModel {
  readonly title: string
  /** Amounts that are known are written in this unit. */
  readonly moneyUnit: MoneyUnit
  readonly sheets: readonly FillInSheet[]
}

/** Title, lines, header and rows one below the other, from the first row and column of a sheet. */
export interface FillInSheet {
  readonly name: string
  /** 填报表·单位信息: by this the sheet is known when it comes back. */
  readonly title: string
  /** Instructions below the title. */
  readonly lines: readonly string[]
  /** True when a line below them states the unit of amounts, as 单位信息 says it. */
  readonly statesUnit: boolean
  readonly header: readonly HeaderCell[]
  readonly headerRows: number
  /** Widths of the columns in characters. */
  readonly widths: readonly number[]
  readonly rows: readonly FillInRow[]
  readonly orientation: 'portrait' | 'landscape'
}

export interface FillInRow {
  readonly cells: readonly FillInCell[]
  /** Lines of text that the row should have room for. */
  readonly lines: number
}

export type FillInCell =
  | { readonly kind: 'label'; readonly text: string; readonly bold: boolean; readonly indent: number }
  /** Across all columns. */
  | { readonly kind: 'section'; readonly text: string }
  | FillInInput

/** A cell that a person fills in. */
export interface FillInInput {
  readonly kind: 'input'
  readonly form: 'text' | 'long-text' | Measure
  readonly known: FillInValue | undefined
  readonly choices: FillInChoices | undefined
  /** The unit of amounts of the whole workbook is written here. */
  readonly isMoneyUnit: boolean
}

/** Drop-down list; `open` lists only suggest. */
export type FillInChoices =
  | { readonly kind: 'list'; readonly values: readonly string[]; readonly open: boolean }
  /** The filled cells of a column of another sheet, by its heading. */
  | { readonly kind: 'column'; readonly sheet: string; readonly heading: string }

export type FillInValue =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'figure'; readonly value: CellValue }

/** How many lines are left empty for what is not known yet. */
export const SPARE_ROWS = 12

export function label(text: string, options: { readonly bold?: boolean; readonly indent?: number } = {}): FillInCell {
  return { kind: 'label', text, bold: options.bold ?? false, indent: options.indent ?? 0 }
}

export function input(form: FillInInput['form'], known?: FillInValue | string, choices?: FillInChoices): FillInInput {
  const value = typeof known === 'string' ? ({ kind: 'text', text: known } as const) : known
  return { kind: 'input', form, known: value, choices, isMoneyUnit: false }
}

/** A figure of the accounts for an input cell; a blank is a question that is still open. */
export function figureOf(accounts: YearAccounts | undefined, ref: CellRef): FillInValue | undefined {
  const value = accounts?.get(ref)
  return value === undefined || value.kind === 'blank' ? undefined : { kind: 'figure', value }
}

/** A header of one row. */
export function plainHeader(headings: readonly string[]): readonly HeaderCell[] {
  return headings.map((text, column) => ({ text, row: 0, column, rows: 1, cols: 1 }))
}
