import { roundTo, quantumOf, type Amount } from '#core/money/amount.ts'
import { decimalText, formatAmount, formatCount } from '#core/money/format.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'

/** What a table prints for a figure, and the number that goes into a workbook: the printed one, rounded once. */
export interface FigureText {
  readonly text: string
  readonly number?: string
}

/**
 * Prints a cell by `settings.tableAmount`, with the decimals of its column or table where they have their own. A blank prints as
 * the pack says, and is never turned into a number.
 */
export function figureCell(value: CellValue | undefined, ref: CellRef, pack: Pack): FigureText {
  const style = pack.head.settings.tableAmount
  if (value === undefined || value.kind === 'blank') return { text: style.blank }
  if (value.kind === 'dash') return { text: '——' }
  const { amount } = value
  if (measureOf(pack, ref) === '金额') {
    const decimals = decimalsOf(ref, pack) ?? style.decimals
    const printed = roundTo(amount, quantumOf(style.unit, decimals))
    return withNumber(formatAmount(amount, { ...style, decimals, zero: style.zero }), decimalText(printed, style.unit))
  }
  return withNumber(amount.fen === 0 && style.zero !== undefined ? style.zero : formatCount(amount), countText(amount))
}

function decimalsOf(ref: CellRef, pack: Pack): number | undefined {
  const parts = parseCellRef(ref)
  const table = pack.tables.get(parts?.table ?? '')
  return table?.columns.find((column) => column.key === parts?.column)?.decimals ?? table?.print?.decimals
}

function withNumber(text: string, number: string): FigureText {
  return text === '' ? { text } : { text, number }
}

function countText(amount: Amount): string {
  return decimalText(amount, '元')
}
