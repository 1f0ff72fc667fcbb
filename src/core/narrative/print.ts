import { formatAmount, formatCount } from '#core/money/format.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { Value } from './values.ts'

type Figure = Extract<Value, { kind: 'figure' }>

/** A figure as the sentences of the pack print it; without the unit word. */
export function printFigure(figure: Figure, pack: Pack): string {
  const { textAmount, percent } = pack.head.settings
  if (figure.printed !== undefined) return figure.printed
  switch (figure.measure) {
    case '金额':
      return formatAmount(figure.amount, {
        ...textAmount,
        zero: textAmount.zero,
        decimals: figure.decimals ?? textAmount.decimals,
      })
    case '百分比':
      return formatCount(figure.amount, {
        decimals: figure.decimals ?? percent.decimals,
        trimZeros: percent.trimZeros,
        thousands: false,
        zero: percent.zero,
      })
    case '数量':
    case '分值':
      return formatCount(figure.amount)
  }
}

/** Hundredths of the last digit that `printFigure` prints; what lies below it is not compared. */
export function printedQuantum(figure: Figure, pack: Pack): number {
  if (figure.measure !== '金额') return 1
  const { unit, decimals } = pack.head.settings.textAmount
  return Math.max(1, 10 ** ((unit === '万元' ? 6 : 2) - (figure.decimals ?? decimals)))
}
