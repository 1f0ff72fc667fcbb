import type { SheetRow, SheetValue } from '#core/workbook/grid.ts'
import { readMonths } from './head-lines.ts'
import { place, type SheetContext } from './reading.ts'
import type { RowSlots } from './row-slots.ts'
import { cellText, dayOf, readDay } from './text-cell.ts'

/** The voucher of a row; undefined when the row is refused. Lines below a voucher's first may leave date and number out. */
export function voucherHeads(context: SheetContext, slots: RowSlots): (row: SheetRow) => number | undefined {
  const dayOfRow = dayFinder(context, slots)
  let day: string | undefined
  let number = ''
  let voucher: number | undefined
  return (row) => {
    const found = dayOfRow(row)
    if (found === undefined) return undefined
    const word = slots.text('凭证字')
    const own = slots.text('凭证号')
    const text = own === '' ? number : word === '' ? own : `${word}-${own}`
    if (voucher === undefined || found !== day || text !== number) {
      if (found !== '') context.months.add(Number.parseInt(found.slice(5, 7), 10))
      day = found
      number = text
      voucher = context.vouchers.idOf(found, text)
    }
    return voucher
  }
}

/** 2023-01 of `2023.1`, `202301`, `2023年第1期`, `1`, `1月`; the 13th period is December. */
function monthOf(text: string, year: number): string | undefined {
  const bare = /^0?(\d{1,2})\s*[月期]?$/u.exec(text)?.[1]
  const stated = bare === undefined ? readMonths(text) : { year, last: Math.min(12, Number.parseInt(bare, 10)) }
  if (!stated || stated.last < 1) return undefined
  return `${stated.year}-${String(stated.last).padStart(2, '0')}`
}

/** The day of a row, that of the row above where it says none, '' in a sheet without dates; undefined when it is refused. */
function dayFinder(context: SheetContext, slots: RowSlots): (row: SheetRow) => string | undefined {
  let day: string | undefined
  let lastCell: SheetValue | undefined
  let month = ''
  const refuse = (row: SheetRow, code: 'LEDGER_DATE' | 'LEDGER_YEAR', what: string, remedy: string): void => {
    const message = `${place(context, row.index + 1)}${what}。`
    context.findings.add({ code, weight: 'refused', row: row.index + 1, message, remedy })
  }
  /** Exports of months state no day: the period, or the month alone. */
  const isMonthly = !slots.has('日期') && !slots.has('日') && (slots.has('月') || slots.has('期间'))
  const cellOf = (): SheetValue | undefined =>
    isMonthly ? (slots.value('月') ?? slots.value('期间')) : (slots.value('日期') ?? slots.value('日'))
  const read = (): string | undefined => {
    if (isMonthly) return monthOf(cellText(cellOf()), context.year)
    if (slots.has('日期')) return readDay(slots.value('日期'))
    if (slots.text('月') !== '') month = slots.text('月')
    return dayOf(String(context.year), month.replace('月', ''), slots.text('日').replace('日', ''))
  }
  const isOtherYear = (row: SheetRow): boolean => {
    const year = /^\D*(\d{4})\D*$/u.exec(slots.text('年'))?.[1]
    if (year === undefined || year === String(context.year)) return false
    const remedy = `只导出${context.year}年度的凭证，或选择正确的年度再导入。`
    refuse(row, 'LEDGER_YEAR', `的年度是“${slots.text('年')}”，不是${context.year}年度`, remedy)
    return true
  }
  return (row) => {
    if (slots.has('年') && isOtherYear(row)) return undefined
    const cell = cellOf()
    if (cell === undefined || cell === lastCell || cellText(cell) === '') {
      if (day === undefined && (slots.has('日期') || slots.has('日') || isMonthly)) {
        refuse(row, 'LEDGER_DATE', '之前没有任何日期', '重新导出带日期的序时账。')
        return undefined
      }
      return day ?? ''
    }
    const found = read()
    if (found === undefined) {
      refuse(row, 'LEDGER_DATE', `的日期“${cellText(cell)}”无法识别`, '把日期改成 2000-12-31 这样的写法，或重新导出。')
      return undefined
    }
    if (!found.startsWith(`${context.year}-`)) {
      const remedy = `只导出${context.year}年度的凭证，或选择正确的年度再导入。`
      refuse(row, 'LEDGER_YEAR', `的日期是 ${found}，不在${context.year}年度内`, remedy)
      return undefined
    }
    if (slots.has('日期')) lastCell = cell
    return (day = found)
  }
}
