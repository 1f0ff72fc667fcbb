import type { SheetRow } from '#core/workbook/grid.ts'
import { readLedgerAmount } from './amount.ts'
import { badAmount, noteUnit, place, type BodyReader, type SheetContext } from './reading.ts'
import { isNote, totalWord } from './note-row.ts'
import type { BodyRow } from './row-kind.ts'
import { rowSlots } from './row-slots.ts'
import { NOTHING } from './running-sums.ts'
import { subtotals } from './subtotals.ts'
import { cellText, readDay } from './text-cell.ts'
import { withTitle } from './title-items.ts'

/**
 * Reads 支付明细 of the integrated budget system: every row is one payment, which is expenditure of a fund. There is no account;
 * the auxiliary items say everything.
 */
export function paymentReader(context: SheetContext, kindOf: (row: SheetRow) => BodyRow): BodyReader {
  const slots = rowSlots(context.layout, context.recognisers)
  const totals = subtotals(context)
  const subtotal = (row: SheetRow, word: string): void => {
    const stated = readLedgerAmount(slots.value('金额'))
    if (typeof stated === 'string')
      context.findings.add(badAmount(context, row.index, slots.column('金额') ?? 0, stated))
    else if (stated !== undefined) totals.total(row.index + 1, word, '', { either: stated }, NOTHING)
  }
  return {
    row(row) {
      slots.load(row)
      const kind = kindOf(row)
      const word = kind === '合计' || slots.items().length === 0 ? totalWord(row, context.recognisers) : undefined
      if (kind !== 'data' || word !== undefined) {
        if (word !== undefined) subtotal(row, word)
        context.explain(kind === '期初' || kind === 'data' ? '合计' : kind)
        return false
      }
      if (isNote(slots, ['金额']) && slots.items().every(({ text }) => !/\d/u.test(text))) {
        context.explain('说明')
        return false
      }
      const reading = readLedgerAmount(slots.value('金额'))
      if (typeof reading === 'string') {
        context.findings.add(badAmount(context, row.index, slots.column('金额') ?? 0, reading))
        return false
      }
      if (reading === undefined || reading === 0) {
        context.explain('无金额')
        return false
      }
      const day = readDay(slots.value('日期'))
      if (day === undefined && cellText(slots.value('日期')) !== '') {
        context.findings.add({ code: 'LEDGER_DATE', weight: 'refused', row: row.index + 1, message: `${place(context, row.index + 1)}的日期“${slots.text('日期')}”无法识别。`, remedy: '把日期改成 2000-12-31 这样的写法，或重新导出。' }) // prettier-ignore
        return false
      }
      if (day !== undefined && !day.startsWith(`${context.year}-`)) {
        context.findings.add({ code: 'LEDGER_YEAR', weight: 'refused', row: row.index + 1, message: `${place(context, row.index + 1)}的日期是 ${day}，不在${context.year}年度内。`, remedy: `只导出${context.year}年度的支付，或选择正确的年度再导入。` }) // prettier-ignore
        return false
      }
      if (day !== undefined) context.months.add(Number.parseInt(day.slice(5, 7), 10))
      noteUnit(context, slots, row.index + 1)
      const voucher = context.vouchers.idOf(day ?? '', slots.text('凭证号'))
      const combination = context.combinations.idOf('', '', withTitle(slots.items(), context.head.items))
      context.vouchers.add(voucher, row.index + 1, 0, reading, reading)
      totals.line('', day ?? '', { debit: reading, credit: 0 })
      context.sink.entry(row.index + 1, voucher, combination, reading, 0, slots.text('摘要'))
      return true
    },
    end() {
      totals.end()
      return 0
    },
  }
}
