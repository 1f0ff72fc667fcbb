import { exact } from '#core/money/amount.ts'
import { formatAmount } from '#core/money/format.ts'

/** 分 of a ledger as people read them: 1,234.50元. */
export function yuanText(fen: number): string {
  return `${formatAmount(exact(fen), { unit: '元', decimals: 2, trimZeros: false, thousands: true, zero: undefined })}元`
}
