import { decimalsToFen, quantumOf, type MoneyUnit } from '#core/money/amount.ts'
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
        unit: unitOf(figure, pack),
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
  return quantumOf(unitOf(figure, pack), figure.decimals ?? pack.head.settings.textAmount.decimals)
}

/** The most decimals that a figure has, down to the 分 or the hundredth. */
export function mostDecimals(figure: Figure, pack: Pack): number {
  return figure.measure === '金额' ? decimalsToFen(unitOf(figure, pack)) : decimalsToFen('元')
}

function unitOf(figure: Figure, pack: Pack): MoneyUnit {
  return figure.unit ?? pack.head.settings.textAmount.unit
}
