import { digitsOf, isBelow } from '#core/ledger/account-code.ts'

/** One row of a balance table, summed by combination; `null` where the table says nothing. */
export interface StatedBalance {
  readonly combination: number
  /** As printed. */
  readonly account: string
  /** Kinds of its auxiliary items; none in a plain 科目余额表. */
  readonly kinds: readonly string[]
  readonly opening: number | null
  readonly debit: number | null
  readonly credit: number | null
  readonly closing: number | null
}

type Figures = Pick<StatedBalance, 'opening' | 'debit' | 'credit' | 'closing'>

/**
 * 科目余额表 and 辅助余额表 say the same money again, and so do two 辅助余额表 by different items: every figure is to count once.
 * Of the ways in which one account is split up, the one with most kinds of items counts; what a plain row says of an account that
 * is split up counts only as far as the splits below it leave something over.
 */
export function settleBalances<Row extends StatedBalance>(rows: readonly Row[]): readonly Row[] {
  const split = finestSplits(rows.filter(({ kinds }) => kinds.length > 0))
  const accounts = new Map<string, Figures>()
  for (const row of split) accounts.set(row.account, added(accounts.get(row.account) ?? NOTHING, row, 1))
  const plain = rows.flatMap((row): readonly Row[] => {
    if (row.kinds.length > 0) return []
    const own = [...accounts].filter(([account]) => isSame(account, row.account) || below(row.account, account))
    if (own.length > 0) return []
    const under = [...accounts].filter(([account]) => below(account, row.account))
    if (under.length === 0) return [row]
    const rest = under.reduce<Figures>((left, [, figures]) => added(left, figures, -1), row)
    return [rest.opening, rest.debit, rest.credit, rest.closing].every((figure) => (figure ?? 0) === 0)
      ? []
      : [{ ...row, ...rest }]
  })
  return [...plain, ...split]
}

const NOTHING: Figures = { opening: null, debit: null, credit: null, closing: null }

function finestSplits<Row extends StatedBalance>(rows: readonly Row[]): readonly Row[] {
  const byAccount = Map.groupBy(rows, ({ account }) => digitsOf(account))
  return [...byAccount.values()].flatMap((own) => {
    const ways = [...Map.groupBy(own, ({ kinds }) => kinds.toSorted().join('|'))]
    const finest = ways.reduce((best, way) => (way[0].split('|').length > best[0].split('|').length ? way : best))
    return finest[1]
  })
}

const isSame = (a: string, b: string): boolean => digitsOf(a) === digitsOf(b)
const hasSeparators = (code: string): boolean => /\D/u.test(code)
/** One table may print separators and the other not. */
const below = (code: string, above: string): boolean =>
  hasSeparators(code) === hasSeparators(above) ? isBelow(code, above) : isBelow(digitsOf(code), digitsOf(above))

function added(a: Figures, b: Figures, sign: 1 | -1): Figures {
  const sum = (x: number | null, y: number | null): number | null =>
    x === null && y === null ? null : (x ?? 0) + sign * (y ?? 0)
  return {
    opening: sum(a.opening, b.opening),
    debit: sum(a.debit, b.debit),
    credit: sum(a.credit, b.credit),
    closing: sum(a.closing, b.closing),
  }
}
