import { isBelow } from './account-code.ts'
import type { StatedMonths } from './head-lines.ts'
import type { AuxiliaryItem } from './model.ts'

/** One row of a balance table; 贷 − 借 for balances. */
export interface BalanceRow {
  /** All its cells by column, 0-based, those of unknown columns too: what tells it from another row. */
  readonly cells: ReadonlyMap<number, string>
  readonly row: number
  readonly code: string
  readonly name: string
  readonly items: readonly AuxiliaryItem[]
  readonly opening: number | undefined
  readonly debit: number
  readonly credit: number
  readonly closing: number | undefined
  /** Movement of the period, 贷 − 借, where the table states it beside that of the year. */
  readonly period: number | undefined
  /** What a column 期间 says. */
  readonly months: StatedMonths | undefined
}

/** Accounts that have others below them, with or without auxiliary items. */
export function parentsOf(rows: readonly BalanceRow[]): ReadonlyMap<string, true> {
  const codes = [...new Set(rows.map(({ code }) => code))].toSorted()
  const parents = new Map<string, true>()
  codes.forEach((code, at) => {
    // Codes that begin with this one follow it directly.
    for (let next = at + 1; next < codes.length && codes[next]?.startsWith(code) === true; next++)
      if (isBelow(codes[next] ?? '', code)) {
        parents.set(code, true)
        return
      }
  })
  return parents
}
