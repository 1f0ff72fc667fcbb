import { digitsOf } from '#core/ledger/account-code.ts'
import type { CombinationTotal } from '#core/ledger/model.ts'
import { yuan } from '#core/ledger/reading.ts'
import type { LedgerAmount, LedgerMeasure, PackDerive } from '#core/packs/schema-derive.ts'
import { isClosedUnseen, leftOver } from './carried-over.ts'
import { settingOf, totalsOf, type LedgerFacts } from './ledger-facts.ts'

/** 分 by the measure; income and balances are 贷 − 借, expenditure 借 − 贷. */
export function measured(
  total: CombinationTotal,
  measure: LedgerMeasure,
  source: LedgerFacts['source'],
): number | undefined {
  switch (measure) {
    case '收入':
      return isCarriedOver(total, source) ? total.credit : total.credit - total.debit
    case '支出':
      return isCarriedOver(total, source) ? total.debit : total.debit - total.credit
    case '借方':
      return total.debit + total.transferDebit
    case '贷方':
      return total.credit + total.transferCredit
    case '净借方':
      return total.debit + total.transferDebit - total.credit - total.transferCredit
    case '净贷方':
      return total.credit + total.transferCredit - total.debit - total.transferDebit
    case '年初':
      return total.opening
    case '年末':
      return total.closing
    case '年初预算':
    case '全年预算':
      return undefined
  }
}

/** Why the two sides of a balance table after the year-end transfer are not to be trusted. */
export function unproved(amount: LedgerAmount, facts: LedgerFacts, derive: PackDerive): string | undefined {
  if (amount.measure !== '收入' && amount.measure !== '支出') return undefined
  if (facts.source === 'journal') {
    const closed = totalsOf(amount, facts, derive).find((total) => isClosedUnseen(total, facts.totals, derive))
    return closed
      ? `科目 ${closed.account} 已经结平，而导入的账里预算会计科目不全，分不清是年末结转还是冲销；请把资金结存和结转结余（8 类）科目的明细账也导入，或导入序时账`
      : undefined
  }
  if (facts.source !== 'balance') return undefined
  const isCarried = totalsOf(amount, facts, derive).some(
    (total) => isCarriedOver(total, facts.source) && total.debit !== 0,
  )
  const setting = derive.proof?.setting
  if (!isCarried || !setting || settingOf(derive, facts, setting.id) === setting.option) return undefined
  const left = leftOver(facts.totals, derive, (total, measure) => measured(total, measure, facts.source)) ?? 0
  return left === 0
    ? undefined
    : `科目余额表已经结转，收入减支出与资金结存的变动相差 ${yuan(Math.abs(left))}，可能有退款、更正记在相反方向，分不出净额；请再导入全年的序时账，或导出不含结转凭证的余额表，也可以把设置“${setting.id}”改为“${setting.option}”`
}

/** A balance table after the year-end transfer: both sides are equal, and the transfer is one of them. */
function isCarriedOver(total: CombinationTotal, source: LedgerFacts['source']): boolean {
  return source === 'balance' && total.closing === 0 && (total.opening ?? 0) === 0 && total.debit === total.credit
}

/**
 * A sentence for the user where a balance table after the year-end transfer has no cash account: its figures are taken from one side of
 * each account, and nothing shows whether something was taken back on the other.
 */
export function unprovedWarning(facts: LedgerFacts, derive: PackDerive): string | undefined {
  const { proof, amounts, transfers } = derive
  if (facts.source !== 'balance' || !proof) return undefined
  const { id: setting, option } = proof.setting
  if (settingOf(derive, facts, setting) === option) return undefined
  const isOf = ({ account }: CombinationTotal): boolean =>
    transfers.from.some((one) => digitsOf(account).startsWith(one))
  const carried = facts.totals.find((total) => isOf(total) && total.debit !== 0 && isCarriedOver(total, facts.source))
  if (
    !carried ||
    leftOver(facts.totals, derive, (total, measure) => measured(total, measure, facts.source)) !== undefined
  )
    return undefined
  const cash = amounts.find(({ id }) => id === proof.zero[0])?.accounts.join('、') ?? ''
  return `科目余额表已经结转（科目 ${carried.account} 等借贷相等），而表里没有资金结存（${cash}）：收入取贷方、支出取借方发生额，有没有退款、更正记在相反方向无法核对；请导入含资金结存和 8 类科目的余额表，或再导入全年的序时账；核对无误的，可以把设置“${setting}”改为“${option}”`
}
