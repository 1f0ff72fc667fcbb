import { digitsOf } from '#core/ledger/account-code.ts'
import type { CombinationTotal } from '#core/ledger/model.ts'
import { yuan } from '#core/ledger/reading.ts'
import type { LedgerAmount, PackDerive } from '#core/packs/schema-derive.ts'
import type { LedgerFacts } from './ledger-facts.ts'

type Sources = Pick<LedgerFacts, 'totals' | 'source'>

const isOf = ({ account }: Pick<CombinationTotal, 'account'>, beginnings: readonly string[]): boolean =>
  beginnings.some((one) => digitsOf(account).startsWith(one))

/**
 * What income and expenditure still have open, 贷 − 借 by fund, where the ledgers have no year-end transfer at all; undefined where they
 * have one, or where nothing is left that one would carry over.
 */
function openByFund({ totals, source }: Sources, { transfers }: PackDerive): readonly number[] | undefined {
  if (source !== 'journal' && source !== 'balance') return undefined
  const own = totals.filter((total) => isOf(total, transfers.from))
  if (own.some(({ transferDebit, transferCredit }) => transferDebit !== 0 || transferCredit !== 0)) return undefined
  const open = new Map<string, number>()
  for (const total of own) {
    const fund = total.dimensions.资金 ?? ''
    const left = source === 'balance' ? (total.closing ?? 0) : total.credit - total.debit
    open.set(fund, (open.get(fund) ?? 0) + left)
  }
  const left = [...open.values()].filter((fen) => fen !== 0)
  return left.length === 0 ? undefined : left
}

/** True for what only the year-end transfer makes: the balances carried over, and what is distributed. */
function needsClosing({ measure, accounts, against }: LedgerAmount, { transfers }: PackDerive): boolean {
  const isCarried = accounts.some((account) => isOf({ account }, transfers.to))
  return (
    isCarried && (measure === '年末' || (against?.some((account) => !isOf({ account }, transfers.except)) ?? false))
  )
}

const HOW = '请在年末结账后重新导出全年的账（含结转凭证）再导入'

/** Why an amount that only the year-end transfer makes is not known: a zero of a ledger without one says nothing. */
export function notClosed(amount: LedgerAmount, facts: Sources, derive: PackDerive): string | undefined {
  return needsClosing(amount, derive) && openByFund(facts, derive)
    ? `账里没有年末结转凭证（收入、支出没有结转到 8 类科目），推不出这一项，${HOW}`
    : undefined
}

/** A sentence for the user where the year was not closed in the ledgers; undefined where it was, or where nothing is left to carry over. */
export function unclosedWarning(facts: Sources, derive: PackDerive): string | undefined {
  const left = openByFund(facts, derive)
  if (!left) return undefined
  const sum = left.reduce((all, fen) => all + fen, 0)
  const what = sum === 0 ? '各资金的收入、支出没有结平' : `收入减支出还有 ${yuan(sum)}没有结转`
  return `账里没有年末结转凭证，${what}，因此结余分配、使用非财政拨款结余和年末结转和结余没有推算；${HOW}，或在报表中直接填写这几项`
}
