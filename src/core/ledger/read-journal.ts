import type { SheetRow, SheetValue } from '#core/workbook/grid.ts'
import { cleanCode } from './account-code.ts'
import { readMonths, type TitleAccount } from './head-lines.ts'
import { readLedgerAmount, type LedgerAmountReading } from './amount.ts'
import { callsItselfTotal, isNote } from './note-row.ts'
import type { BodyRow } from './row-kind.ts'
import { badAmount, noteUnit, place, yuan, type BodyReader, type SheetContext } from './reading.ts'
import { doubledVouchers, voucherOrder } from './repeated-vouchers.ts'
import { runningBalance } from './running-balance.ts'
import { accountOf, namePath, rowSlots, type RowSlots } from './row-slots.ts'
import { cellText, dayOf, readDay } from './text-cell.ts'
import { titleLines } from './title-lines.ts'

const AMOUNTS = ['借方', '贷方', '金额'] as const

/**
 * Reads 序时账 and 明细账: every row with an account and an amount is one line of a voucher. A voucher's head (date, number) may
 * stand in its first line only. `row` returns true when the row was stored.
 */
export function journalReader(context: SheetContext, kindOf: (row: SheetRow) => BodyRow): BodyReader {
  const slots = rowSlots(context.layout, context.recognisers)
  const heads = voucherHeads(context, slots)
  const title = titleLines(context, slots)
  const combinationOf = combinationFinder(context, slots, title.account)
  const isDetail = slots.has('余额') || slots.has('余额方向')
  const sums = { debit: 0, credit: 0 }
  const total = { debit: 0, credit: 0 }
  const seen = voucherOrder(context, isDetail)
  const doubled = doubledVouchers(context)
  const running = runningBalance(context)
  let lastVoucher: number | undefined

  const amount = (row: SheetRow, role: '借方' | '贷方' | '金额' | '余额'): number => {
    const reading: LedgerAmountReading = readLedgerAmount(slots.value(role))
    if (typeof reading === 'string') {
      context.findings.add(badAmount(context, row.index, slots.column(role) ?? 0, reading))
      return 0
    }
    return reading ?? 0
  }
  const movement = (row: SheetRow): { readonly debit: number; readonly credit: number } => {
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
  }
  /** 贷 − 借; undefined where the row states none, or not its side. */
  const statedBalance = (row: SheetRow): number | undefined => {
    const side = sideOf(slots.text('余额方向'), context)
    if (side === '平') return 0
    if (side === undefined || slots.text('余额') === '') return undefined
    const figure = amount(row, '余额')
    return side === '借' ? 0 - figure : figure
  }
  /** Some programs print the opening balance in the column of its side. */
  const openingAsMovement = (row: SheetRow, combination: number): boolean => {
    const { debit, credit } = movement(row)
    const balance = credit - debit
    running.begin(combination, undefined)
    if (balance !== 0)
      context.findings.add({
        code: 'LEDGER_SIDE',
        weight: 'confirm',
        row: row.index + 1,
        message: `${place(context, row.index + 1)}的期初余额写在发生额栏，按${balance < 0 ? '借' : '贷'}方余额 ${yuan(Math.abs(balance))}读。`,
        remedy: '核对这是年初余额，可以选择照样导入；或另导入科目余额表。',
      })
    context.sink.balance(row.index + 1, combination, { opening: balance, debit: undefined, credit: undefined, closing: undefined }) // prettier-ignore
    return true
  }
  const opening = (row: SheetRow): boolean => {
    const account = accountOf(slots, title.account())
    if (!isDetail || account.code === '') {
      context.explain('合计')
      return false
    }
    const combination = combinationOf()
    if (context.opened.has(combination)) {
      // The balance of a later month or page: what the lines above it come to.
      running.line(row.index + 1, combination, 0, statedBalance(row))
      context.explain('合计')
      return false
    }
    context.opened.add(combination)
    if (slots.text('余额') === '' && sideOf(slots.text('余额方向'), context) !== '平')
      return openingAsMovement(row, combination)
    const figure = amount(row, '余额')
    const side = sideOf(slots.text('余额方向'), context)
    if (figure !== 0 && side !== '借' && side !== '贷') {
      context.findings.add({
        code: 'LEDGER_SIDE',
        weight: 'confirm',
        row: row.index + 1,
        message: `${place(context, row.index + 1)}的期初余额没有写借贷方向，只能按贷方余额读。`,
        remedy: '重新导出带“方向”列的明细账，或另导入科目余额表；确是贷方余额（结转结余等）的，可以选择照样导入。',
      })
    }
    const balance = side === '借' ? 0 - figure : figure
    running.begin(combination, statedBalance(row))
    context.sink.balance(row.index + 1, combination, { opening: balance, debit: undefined, credit: undefined, closing: undefined }) // prettier-ignore
    return true
  }
  const subtotal = (row: SheetRow): void => {
    context.explain('合计')
    const { debit, credit } = movement(row)
    const word = row.cells
      .map(({ value }) => cellText(value))
      .find((text) => /^(?:合计|总计)$/u.test(text.replace(/\s/gu, '')))
    if (isDetail && accountOf(slots, title.account()).code !== '')
      running.line(row.index + 1, combinationOf(), 0, statedBalance(row))
    if (word === undefined || isDetail || AMOUNTS.every((role) => slots.text(role) === '')) return
    if (debit === total.debit && credit === total.credit) return
    if (debit === sums.debit && credit === sums.credit) {
      // A page total: the next page begins anew.
      sums.debit = 0
      sums.credit = 0
      return
    }
    context.findings.add({
      code: 'LEDGER_TOTAL',
      weight: 'confirm',
      row: row.index + 1,
      message: `${place(context, row.index + 1)}“${word}”为借 ${yuan(debit)}、贷 ${yuan(credit)}，与上面各行之和（借 ${yuan(total.debit)}、贷 ${yuan(total.credit)}）不一致。`,
      remedy: '核对文件是否被删改过行；确认各行无误的，可以选择按各行导入。',
    })
  }

  const withoutAccount = (row: SheetRow): void => {
    if (isNote(slots, AMOUNTS)) {
      context.explain('说明')
      return
    }
    if (callsItselfTotal(row, context.recognisers)) {
      subtotal(row)
      return
    }
    const { debit, credit } = movement(row)
    if (debit === 0 && credit === 0) {
      context.explain('无金额')
      return
    }
    context.findings.add({
      code: 'LEDGER_NO_ACCOUNT',
      weight: 'refused',
      row: row.index + 1,
      message: `${place(context, row.index + 1)}有金额而没有科目编码。`,
      remedy: '在财务软件中核对这一行，带科目编码重新导出。',
    })
  }
  const data = (row: SheetRow): boolean => {
    const { code } = accountOf(slots, title.account())
    if (code === '') {
      withoutAccount(row)
      return false
    }
    const { debit, credit } = movement(row)
    const voucher = heads(row)
    if (voucher === undefined) return false
    lastVoucher = voucher
    noteUnit(context, slots, row.index + 1)
    const combination = combinationOf()
    seen(voucher, row.index + 1)
    if (!isDetail) doubled.add(voucher, row.index + 1, combination, debit, credit, slots.text('摘要'))
    context.vouchers.add(voucher, row.index + 1, context.combinations.transferBits(combination), debit, credit)
    sums.debit += debit
    sums.credit += credit
    total.debit += debit
    total.credit += credit
    if (isDetail) running.line(row.index + 1, combination, credit - debit, statedBalance(row))
    context.sink.entry(row.index + 1, voucher, combination, debit, credit, slots.text('摘要'))
    return true
  }

  /** 上年结转 may be what an entry is about: a journal has no opening rows, and theirs have no number of a voucher. */
  const isEntry = (row: SheetRow): boolean => {
    if (accountOf(slots, title.account()).code === '') return false
    const { debit, credit } = movement(row)
    return (debit !== 0 || credit !== 0) && (!isDetail || slots.text('凭证号') !== '')
  }

  /** 合计 may be what a line of a voucher is about: one with an account, while the voucher above is not balanced yet. */
  const isOfOpenVoucher = (): boolean => {
    if (isDetail || lastVoucher === undefined || accountOf(slots, title.account()).code === '') return false
    const { debit, credit } = context.vouchers.get(lastVoucher)
    return debit !== credit
  }

  return {
    row(row) {
      slots.load(row)
      const kind = kindOf(row)
      if (kind === 'data' && title.row(row)) return false
      if (kind === 'data' || (kind === '合计' && (slots.text('凭证号') !== '' || isOfOpenVoucher()))) return data(row)
      if (kind === '期初') return isEntry(row) ? data(row) : opening(row)
      if (kind === '合计') subtotal(row)
      else context.explain(kind)
      return false
    },
    end() {
      doubled.end()
      running.end()
      return 0
    },
  }
}

function sideOf(text: string, { recognisers }: Pick<SheetContext, 'recognisers'>): '借' | '贷' | '平' | undefined {
  if (recognisers.debit.includes(text)) return '借'
  if (recognisers.credit.includes(text)) return '贷'
  return recognisers.level.includes(text) ? '平' : undefined
}

/** Combinations by the texts that tell them apart, one after the other: no text is put together to look up the next row. */
interface Branch {
  readonly next: Map<string, Branch>
  id: number | undefined
}

/** Finds the number of a row's combination; `title` is the account that the lines above the row name. */
export function combinationFinder(
  context: SheetContext,
  slots: RowSlots,
  title: () => TitleAccount | undefined,
): () => number {
  let account = title()
  let root: Branch = { next: new Map(), id: undefined }
  return () => {
    if (account !== title()) {
      account = title()
      root = { next: new Map(), id: undefined }
    }
    let branch = root
    for (const text of slots.combinationTexts()) {
      let next = branch.next.get(text)
      if (next === undefined) branch.next.set(text, (next = { next: new Map(), id: undefined }))
      branch = next
    }
    if (branch.id !== undefined) return branch.id
    const { code, name } = accountOf(slots, account)
    return (branch.id = context.combinations.idOf(cleanCode(code), namePath(name), slots.items()))
  }
}

/** The voucher of a row; undefined when the row is refused. Lines below a voucher's first may leave date and number out. */
function voucherHeads(context: SheetContext, slots: RowSlots): (row: SheetRow) => number | undefined {
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
