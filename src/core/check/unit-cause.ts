import { amountOf, type Amount } from '#core/money/amount.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'

/** 1 万元 in 元. */
const FACTOR = 10_000

/** A table that was read in the wrong unit. */
export interface UnitCause {
  readonly table: string
  /** The unit that its figures must have been in. */
  readonly unit: '元' | '万元'
}

/** Two prints of one amount that differ. */
export interface Pair {
  readonly left: CellRef
  readonly right: CellRef
}

/**
 * Tables that may have been read in the wrong unit, the likeliest first: their figures are ten thousand times, or a ten-thousandth
 * of, what other tables print for the same amounts. The caller finds out which of them explains the failures.
 */
export function unitSuspects(pairs: readonly Pair[], amountOfCell: (ref: CellRef) => Amount): readonly UnitCause[] {
  const votes = new Map<string, { readonly cause: UnitCause; readonly count: number }>()
  const vote = (ref: CellRef, unit: UnitCause['unit']): void => {
    const parts = parseCellRef(ref)
    if (!parts || parts.prior) return
    const key = `${parts.table}/${unit}`
    votes.set(key, { cause: { table: parts.table, unit }, count: (votes.get(key)?.count ?? 0) + 1 })
  }
  for (const { left, right } of pairs) {
    const [a, b] = [amountOfCell(left), amountOfCell(right)]
    const [small, large] = Math.abs(a.fen) < Math.abs(b.fen) ? [left, right] : [right, left]
    if (parseCellRef(left)?.table === parseCellRef(right)?.table || !isFactor(amountOfCell(small), amountOfCell(large)))
      continue
    vote(small, '万元')
    vote(large, '元')
  }
  return [...votes.values()].toSorted((a, b) => b.count - a.count).map(({ cause }) => cause)
}

function isFactor(small: Amount, large: Amount): boolean {
  const gap = Math.abs(small.fen * FACTOR - large.fen)
  return small.fen !== 0 && gap <= small.quantum * FACTOR + large.quantum
}

/** The accounts as they would be, had the table been read in that unit. */
export function inOtherUnit(
  accounts: YearAccounts,
  { table, unit }: UnitCause,
  isMoney: (ref: CellRef) => boolean,
): YearAccounts {
  const converted = ({ fen, quantum }: Amount): Amount =>
    unit === '万元'
      ? amountOf(fen * FACTOR, quantum * FACTOR)
      : amountOf(Math.trunc(fen / FACTOR), Math.max(1, Math.trunc(quantum / FACTOR)))
  const convert = (value: CellValue | undefined): CellValue | undefined =>
    value?.kind === 'amount' ? { kind: 'amount', amount: converted(value.amount) } : value
  return {
    ...accounts,
    get: (ref) => {
      const parts = parseCellRef(ref)
      const value = accounts.get(ref)
      return parts && !parts.prior && parts.table === table && isMoney(ref) ? convert(value) : value
    },
  }
}
