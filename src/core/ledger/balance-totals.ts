import type { SheetRow } from '#core/workbook/grid.ts'
import { isBelow } from './account-code.ts'
import { parentsOf, type BalanceRow } from './balance-rows.ts'
import { place, yuan, type SheetContext } from './reading.ts'
import { cellText } from './text-cell.ts'

/** A row 合计 or 总计 of a balance table. */
export interface TotalRow extends Pick<BalanceRow, 'row' | 'debit' | 'credit'> {
  /** How many rows stand above it. */
  readonly before: number
}

export const isGrandTotal = (row: SheetRow): boolean =>
  row.cells.some(({ value }) => /^[合总]\s*计$/u.test(cellText(value)))

/**
 * 合计 and 总计 state the movement of all accounts above them, or of those since the total before, each once: parents have their children
 * in them, and rows of auxiliary items repeat the account.
 */
export function checkTotals(context: SheetContext, totals: readonly TotalRow[], rows: readonly BalanceRow[]): void {
  totals.forEach((total, at) => {
    const { row, before, debit, credit } = total
    const since = totals[at - 1]?.before ?? 0
    // A total row without figures says nothing.
    if ((debit === 0 && credit === 0) || [0, since].some((from) => isTotalOf(rows.slice(from, before), total))) return
    const tops = topsOf(rows.slice(0, before))
    context.findings.add({
      code: 'LEDGER_TOTAL',
      weight: 'confirm',
      row,
      message: `${place(context, row)}的合计为借 ${yuan(debit)}、贷 ${yuan(credit)}，与上面各科目之和（借 ${yuan(sumOf(tops, 'debit'))}、贷 ${yuan(sumOf(tops, 'credit'))}）不一致。`,
      remedy: '核对文件是否被删改过行；确认各科目无误的，可以选择按各科目导入。',
    })
  })
}

function isTotalOf(rows: readonly BalanceRow[], { debit, credit }: TotalRow): boolean {
  const parents = parentsOf(rows)
  const leaves = rows.filter(({ code }) => !parents.has(code))
  const plain = (some: readonly BalanceRow[]): readonly BalanceRow[] => some.filter(({ items }) => items.length === 0)
  const tops = topsOf(rows)
  return [tops, leaves, plain(tops), plain(leaves)].some(
    (some) => sumOf(some, 'debit') === debit && sumOf(some, 'credit') === credit,
  )
}

function topsOf(rows: readonly BalanceRow[]): readonly BalanceRow[] {
  const parents = [...parentsOf(rows).keys()]
  return rows.filter(({ code }) => !parents.some((parent) => isBelow(code, parent)))
}

const sumOf = (rows: readonly BalanceRow[], side: 'debit' | 'credit'): number =>
  rows.reduce((sum, one) => sum + one[side], 0)
