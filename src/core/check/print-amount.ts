import type { Amount } from '#core/money/amount.ts'
import { quantumOf } from '#core/money/amount.ts'
import { formatAmount, formatCount, formatPercent } from '#core/money/format.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'

/** A figure for a finding: in the unit of the pack's tables, with all the digits that were stated. */
export function printAmount(amount: Amount, cell: CellRef, pack: Pack): string {
  switch (measureOf(pack, cell)) {
    case '金额': {
      const { unit, decimals } = pack.head.settings.tableAmount
      // A sum of nothing is as exact as can be, and still prints like any other zero.
      const needed =
        amount.fen === 0
          ? decimals
          : ([decimals, 3, 4, 5, 6].find((one) => amount.quantum >= safeQuantum(unit, one)) ?? decimals)
      return `${formatAmount(amount, { unit, decimals: needed, trimZeros: false, thousands: false, zero: undefined })}${unit}`
    }
    case '百分比':
      return formatPercent(amount, { decimals: 2, trimZeros: false, zero: undefined })
    case '数量':
    case '分值':
      return formatCount(amount)
  }
}

/** The quantum of that many decimals; the 分 where there are no more. */
function safeQuantum(unit: '元' | '万元', decimals: number): number {
  return decimals > (unit === '万元' ? 6 : 2) ? 1 : quantumOf(unit, decimals)
}
