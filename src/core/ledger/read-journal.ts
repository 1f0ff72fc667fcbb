import type { SheetRow } from '#core/workbook/grid.ts'
import { cleanCode } from './account-code.ts'
import { combinationFinder } from './combination-finder.ts'
import { AMOUNTS, journalAmounts, sideOf } from './journal-amounts.ts'
import { isNote, totalWord } from './note-row.ts'
import type { BodyRow } from './row-kind.ts'
import { noAccount, noteUnit, place, yuan, type BodyReader, type SheetContext } from './reading.ts'
import { doubledVouchers, voucherOrder } from './repeated-vouchers.ts'
import { runningBalance } from './running-balance.ts'
import { accountOf, rowSlots } from './row-slots.ts'
import { NOTHING } from './running-sums.ts'
import { subtotals } from './subtotals.ts'
import { titleLines } from './title-lines.ts'
import { voucherHeads } from './voucher-heads.ts'

/**
 * Reads 序时账 and 明细账: every row with an account and an amount is one line of a voucher. A voucher's head (date, number) may
 * stand in its first line only. `row` returns true when the row was stored.
 */
export function journalReader(context: SheetContext, kindOf: (row: SheetRow) => BodyRow): BodyReader {
  const slots = rowSlots(context.layout, context.recognisers)
  const heads = voucherHeads(context, slots)
  const title = titleLines(context, slots)
  const combinationOf = combinationFinder(context, slots, title)
  const isDetail = slots.has('余额') || slots.has('余额方向')
  const seen = voucherOrder(context, isDetail)
  const doubled = doubledVouchers(context)
  const running = runningBalance(context)
  const totals = subtotals(context)
  let lastVoucher: number | undefined

  const { amount, movement, statedTotal, statedBalance } = journalAmounts(context, slots)
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
    totals.begin()
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
  /** What a subtotal is of besides its lines: the account and the items of the title; a journal has all accounts mixed. */
  const accountKey = (code: string): string =>
    !isDetail ? '' : [cleanCode(code), ...title.items().map(({ kind, text }) => `${kind} ${text}`)].join('\n')
  const subtotal = (row: SheetRow): void => {
    context.explain('合计')
    const { code } = accountOf(slots, title.account())
    if (isDetail && code !== '') running.line(row.index + 1, combinationOf(), 0, statedBalance(row))
    const word = totalWord(row, context.recognisers)
    const stated = statedTotal(row)
    if (word === undefined || stated === undefined) return
    const voucher = isDetail || lastVoucher === undefined ? NOTHING : context.vouchers.get(lastVoucher)
    totals.total(row.index + 1, word, accountKey(code), stated, voucher)
  }

  const withoutAccount = (row: SheetRow): void => {
    if (isNote(slots, AMOUNTS)) {
      context.explain('说明')
      return
    }
    if (totalWord(row, context.recognisers) !== undefined) {
      subtotal(row)
      return
    }
    const { debit, credit } = movement(row)
    if (debit === 0 && credit === 0) {
      context.explain('无金额')
      return
    }
    context.findings.add(noAccount(context, row.index))
  }
  const data = (row: SheetRow): boolean => {
    const { code } = accountOf(slots, title.account())
    if (code === '') {
      withoutAccount(row)
      return false
    }
    const moved = movement(row)
    const { debit, credit } = moved
    const voucher = heads(row)
    if (voucher === undefined) return false
    lastVoucher = voucher
    noteUnit(context, slots, row.index + 1)
    const combination = combinationOf()
    seen(voucher, row.index + 1)
    if (!isDetail) doubled.add(voucher, row.index + 1, combination, debit, credit, slots.text('摘要'))
    context.vouchers.add(voucher, row.index + 1, context.combinations.transferBits(combination), debit, credit)
    totals.line(accountKey(code), context.vouchers.dayOf(voucher), moved)
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
      if (kind === 'data' && title.row(row)) {
        totals.begin()
        return false
      }
      if (kind !== '重复表头' && kind !== '栏次') title.leave()
      if (kind === 'data' || (kind === '合计' && (slots.text('凭证号') !== '' || isOfOpenVoucher()))) return data(row)
      if (kind === '期初') return isEntry(row) ? data(row) : opening(row)
      if (kind === '合计') subtotal(row)
      else context.explain(kind)
      return false
    },
    end() {
      doubled.end()
      running.end()
      totals.end()
      return 0
    },
  }
}
