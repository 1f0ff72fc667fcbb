import { digitsOf } from '#core/ledger/account-code.ts'
import type { CombinationTotal } from '#core/ledger/model.ts'
import type { PackDerive } from '#core/packs/schema-derive.ts'

/** More accounts of unknown sign than these are not tried out. */
const MOST_SIGNS = 12

/**
 * What is left over between the income and expenditure of a balance table and the change of its cash, 分: 0 where they agree or where
 * corrections of balances explain it, undefined where the table has no cash account and nothing can be proved.
 *
 * @param measured 分 of a total as an amount counts it
 */
export function leftOver(
  totals: readonly CombinationTotal[],
  { proof, amounts }: Pick<PackDerive, 'proof' | 'amounts'>,
  measured: (total: CombinationTotal, measure: PackDerive['amounts'][number]['measure']) => number | undefined,
): number | undefined {
  if (!proof) return undefined
  let left = 0
  for (const [at, term] of proof.zero.entries()) {
    const amount = amounts.find(({ id }) => id === term.replace(/^-/u, ''))
    if (!amount) throw new RangeError(`derive.yaml: no amount ${term}`)
    const own = totals.filter(({ account }) => amount.accounts.some((one) => digitsOf(account).startsWith(one)))
    // The first term is the cash.
    if (at === 0 && own.length === 0) return undefined
    const sum = own.reduce((all, total) => all + (measured(total, amount.measure) ?? 0), 0)
    left += term.startsWith('-') ? -sum : sum
  }
  return left !== 0 && isExplained(left, totals, new RegExp(proof.explainedBy, 'u')) ? 0 : left
}

/** A corrected balance that was carried on is equal on both sides: its sign is not known. */
function isExplained(left: number, totals: readonly CombinationTotal[], names: RegExp): boolean {
  const corrected = totals.filter(({ name }) => names.test(name))
  const known = corrected.reduce((sum, { debit, credit }) => sum + credit - debit, 0)
  const signless = corrected.flatMap(({ debit, credit }) => (debit === credit && debit !== 0 ? [debit] : []))
  if (signless.length > MOST_SIGNS) return false
  let sums = [known]
  for (const fen of signless) sums = sums.flatMap((sum) => [sum + fen, sum - fen])
  return sums.includes(left)
}

/**
 * True for income or expenditure that the ledgers close to nothing without showing where it goes: some accounts of 预算会计 are missing, so a
 * year-end transfer looks like a reversal.
 */
export function isClosedUnseen(
  total: CombinationTotal,
  totals: readonly CombinationTotal[],
  { transfers, budgetary }: Pick<PackDerive, 'transfers' | 'budgetary'>,
): boolean {
  const isOf = ({ account }: CombinationTotal, beginnings: readonly string[]): boolean =>
    beginnings.some((beginning) => digitsOf(account).startsWith(beginning))
  if (!isOf(total, transfers.from) || total.debit !== total.credit || total.debit === 0) return false
  if (total.transferDebit !== 0 || total.transferCredit !== 0) return false
  const own = totals.filter((one) => isOf(one, budgetary))
  const open = own.reduce((sum, one) => sum + one.debit + one.transferDebit - one.credit - one.transferCredit, 0)
  return open !== 0 || !own.some((one) => isOf(one, transfers.except))
}
