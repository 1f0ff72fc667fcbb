import { digitsOf } from '#core/ledger/account-code.ts'
import { bitsOf, isYearEndTransfer, MONEY } from '#core/ledger/dictionary.ts'
import { voucherNumberKey } from '#core/ledger/voucher-number.ts'
import type { PackDerive } from '#core/packs/schema-derive.ts'
import type { Store } from '#main/db/open-store.ts'
import type { LedgerSheet } from '#main/db/repositories/ledger-reading.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { standingLedgers } from './derive-ledger.ts'
import { isDetailLayout } from './ledger-coverage.ts'

const standingDetails = (store: Store, report: Report): readonly LedgerSheet[] =>
  standingLedgers(store, report.id).journals.filter(
    ({ layout }) => typeof layout === 'object' && layout !== null && isDetailLayout({ ...layout }),
  )

/** Vouchers that files of detail ledgers know by day and number: another file of the same ledger has other lines of them. */
export function knownVouchers(store: Store, report: Report): ReadonlyMap<string, number> {
  const details = standingDetails(store, report)
  const vouchers = details.length === 0 ? [] : store.ledgers.vouchersIn(details.map(({ id }) => id))
  return new Map(
    vouchers.flatMap(({ id, day, number }) => (number === '' ? [] : [[voucherKey(day, number), id] as const])),
  )
}

/** What tells a voucher from others; programs and people write one number in several ways. */
export const voucherKey = (day: string, number: string): string => `${day}|${voucherNumberKey(number)}`

/**
 * Tells year-end transfers among vouchers whose lines lie in several files: one file has the income that is carried on, another where it
 * goes. Call inside `Store.write` when the files that stand have changed.
 */
export function settleTransfers(store: Store, report: Report, { transfers }: Pick<PackDerive, 'transfers'>): void {
  const details = standingDetails(store, report)
  // Within one file the import itself tells.
  if (new Set(details.map(({ importId }) => importId)).size < 2) return
  const sheets = details.map(({ id }) => id)
  const bits = new Map(
    store.ledgers.combinations(report.key.unit).map(({ id, account }) => [id, bitsOf(digitsOf(account), transfers)]),
  )
  const isMoney = (combination: number): boolean => ((bits.get(combination) ?? 0) & MONEY) !== 0
  const changed: { readonly [mark in 'yes' | 'no']: number[] } = { yes: [], no: [] }
  for (const [voucher, sums] of Map.groupBy(store.ledgers.voucherSums(sheets), (sum) => sum.voucher)) {
    const all = sums.reduce((some, { combination }) => some | (bits.get(combination) ?? 0), 0)
    const money = sums.reduce((sum, { combination, debit }) => sum + (isMoney(combination) ? debit : 0), 0)
    const isTransfer = isYearEndTransfer(all, money, sums[0]?.day ?? '')
    const mark = isTransfer ? 1 : 0
    if (sums.some(({ least, most }) => least !== mark || most !== mark))
      changed[isTransfer ? 'yes' : 'no'].push(voucher)
  }
  if (changed.yes.length > 0) store.ledgers.setTransfers(changed.yes, sheets, true)
  if (changed.no.length > 0) store.ledgers.setTransfers(changed.no, sheets, false)
}
