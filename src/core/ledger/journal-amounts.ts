import type { SheetRow } from '#core/workbook/grid.ts'
import { readLedgerAmount } from './amount.ts'
import { badAmount, place, type SheetContext } from './reading.ts'
import type { RowSlots } from './row-slots.ts'
import type { Movement } from './running-sums.ts'
import type { StatedTotal } from './subtotals.ts'

export const AMOUNTS = ['借方', '贷方', '金额'] as const

type AmountRole = (typeof AMOUNTS)[number] | '余额'

export interface JournalAmounts {
  /** 分 of a cell, 0 where it is empty. */
  readonly amount: (row: SheetRow, role: AmountRole) => number
  /** What a line moves: both sides in columns of their own, or one amount with its side beside it. */
  readonly movement: (row: SheetRow) => Movement
  /** What a row of a sum says; undefined where it says nothing. */
  readonly statedTotal: (row: SheetRow) => StatedTotal | undefined
  /** 贷 − 借; undefined where the row states none, or not its side. */
  readonly statedBalance: (row: SheetRow) => number | undefined
}

/** Reads the figures of a journal; a cell that is no amount, and an amount without its side, are told. */
export function journalAmounts(context: SheetContext, slots: RowSlots): JournalAmounts {
  const amount = (row: SheetRow, role: AmountRole): number => {
    const reading = readLedgerAmount(slots.value(role))
    if (typeof reading === 'string') {
      context.findings.add(badAmount(context, row.index, slots.column(role) ?? 0, reading))
      return 0
    }
    return reading ?? 0
  }
  return {
    amount,
    movement(row) {
      if (slots.has('借方')) return { debit: amount(row, '借方'), credit: amount(row, '贷方') }
      const side = sideOf(slots.text('方向'), context)
      const figure = amount(row, '金额')
      if (side === '贷') return { debit: 0, credit: figure }
      if (side !== '借' && figure !== 0) {
        context.findings.add({
          code: 'LEDGER_SIDE',
          weight: 'refused',
          row: row.index + 1,
          message: `${place(context, row.index + 1)}有金额而没有借贷方向。`,
          remedy: '在财务软件中核对这一笔的方向，重新导出。',
        })
      }
      return { debit: figure, credit: 0 }
    },
    statedTotal(row) {
      if (AMOUNTS.every((role) => slots.text(role) === '')) return undefined
      // A sum of both sides has no side of its own.
      return slots.has('借方')
        ? { debit: amount(row, '借方'), credit: amount(row, '贷方') }
        : { either: amount(row, '金额') }
    },
    statedBalance(row) {
      const side = sideOf(slots.text('余额方向'), context)
      if (side === '平') return 0
      if (side === undefined || slots.text('余额') === '') return undefined
      const figure = amount(row, '余额')
      return side === '借' ? 0 - figure : figure
    },
  }
}

/** The side that a cell names. */
export function sideOf(
  text: string,
  { recognisers }: Pick<SheetContext, 'recognisers'>,
): '借' | '贷' | '平' | undefined {
  if (recognisers.debit.includes(text)) return '借'
  if (recognisers.credit.includes(text)) return '贷'
  return recognisers.level.includes(text) ? '平' : undefined
}
