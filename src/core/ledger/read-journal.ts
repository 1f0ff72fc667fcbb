import type { SheetRow, SheetValue } from '#core/workbook/grid.ts'
import { cleanCode } from './account-code.ts'
import { readLedgerAmount, type LedgerAmountReading } from './amount.ts'
import { callsItselfTotal, isNote } from './note-row.ts'
import type { BodyRow } from './row-kind.ts'
import { badAmount, noteUnit, place, yuan, type BodyReader, type SheetContext } from './reading.ts'
import { accountOf, namePath, rowSlots, type RowSlots } from './row-slots.ts'
import { cellText, dayOf, readDay } from './text-cell.ts'

const AMOUNTS = ['借方', '贷方', '金额'] as const

/**
 * Reads 序时账 and 明细账: every row with an account and an amount is one line of a voucher. A voucher's head (date, number) may
 * stand in its first line only. `row` returns true when the row was stored.
 */
export function journalReader(context: SheetContext, kindOf: (row: SheetRow) => BodyRow): BodyReader {
  const slots = rowSlots(context.layout, context.recognisers)
  const heads = voucherHeads(context, slots)
  const combinationOf = combinationFinder(context, slots)
  const isDetail = slots.has('余额') || slots.has('余额方向')
  const sums = { debit: 0, credit: 0 }
  const total = { debit: 0, credit: 0 }
  const seen = voucherOrder(context, isDetail)
  const doubled = doubledVouchers(context)

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
  const opening = (row: SheetRow): boolean => {
    const account = accountOf(slots, context.head.account)
    if (!isDetail || account.code === '') {
      context.explain('合计')
      return false
    }
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
    context.sink.balance(row.index + 1, combinationOf(), { opening: balance, debit: undefined, credit: undefined, closing: undefined }) // prettier-ignore
    return true
  }
  const subtotal = (row: SheetRow): void => {
    context.explain('合计')
    const { debit, credit } = movement(row)
    const word = row.cells
      .map(({ value }) => cellText(value))
      .find((text) => /^(?:合计|总计)$/u.test(text.replace(/\s/gu, '')))
    if (word === undefined || isDetail) return
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
    const { code } = accountOf(slots, context.head.account)
    if (code === '') {
      withoutAccount(row)
      return false
    }
    const { debit, credit } = movement(row)
    const voucher = heads(row)
    if (voucher === undefined) return false
    noteUnit(context, slots, row.index + 1)
    const combination = combinationOf()
    seen(voucher, row.index + 1)
    if (!isDetail) doubled.add(voucher, row.index + 1, combination, debit, credit, slots.text('摘要'))
    context.vouchers.add(voucher, row.index + 1, context.combinations.transferBits(combination), debit, credit)
    sums.debit += debit
    sums.credit += credit
    total.debit += debit
    total.credit += credit
    context.sink.entry(row.index + 1, voucher, combination, debit, credit, slots.text('摘要'))
    return true
  }

  return {
    row(row) {
      slots.load(row)
      const kind = kindOf(row)
      if (kind === 'data' || (kind === '合计' && slots.text('凭证号') !== '')) return data(row)
      if (kind === '期初') return opening(row)
      if (kind === '合计') subtotal(row)
      else context.explain(kind)
      return false
    },
    end() {
      doubled.end()
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

/** Finds the number of a row's combination. */
export function combinationFinder(context: SheetContext, slots: RowSlots): () => number {
  const root: Branch = { next: new Map(), id: undefined }
  return () => {
    let branch = root
    for (const text of slots.combinationTexts()) {
      let next = branch.next.get(text)
      if (next === undefined) branch.next.set(text, (next = { next: new Map(), id: undefined }))
      branch = next
    }
    if (branch.id !== undefined) return branch.id
    const { code, name } = accountOf(slots, context.head.account)
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

/** The day of a row, that of the row above where it says none, '' in a sheet without dates; undefined when it is refused. */
function dayFinder(context: SheetContext, slots: RowSlots): (row: SheetRow) => string | undefined {
  let day: string | undefined
  let lastCell: SheetValue | undefined
  let month = ''
  const refuse = (row: SheetRow, code: 'LEDGER_DATE' | 'LEDGER_YEAR', what: string, remedy: string): void => {
    const message = `${place(context, row.index + 1)}${what}。`
    context.findings.add({ code, weight: 'refused', row: row.index + 1, message, remedy })
  }
  const read = (): string | undefined => {
    if (slots.has('日期')) return readDay(slots.value('日期'))
    if (slots.text('月') !== '') month = slots.text('月')
    return dayOf(String(context.year), month.replace('月', ''), slots.text('日').replace('日', ''))
  }
  return (row) => {
    const cell = slots.value('日期') ?? slots.value('日')
    if (cell === undefined || cell === lastCell || cellText(cell) === '') {
      if (day === undefined && (slots.has('日期') || slots.has('日'))) {
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

/** In a journal the lines of a voucher stand together; one that comes again was exported or pasted twice. */
function voucherOrder(context: SheetContext, isDetail: boolean): (voucher: number, row: number) => void {
  let last = -1
  let highest = context.vouchers.count() - 1
  return (voucher, row) => {
    if (voucher === last) return
    last = voucher
    if (voucher > highest) {
      highest = voucher
      return
    }
    if (isDetail) return
    const { day, number, row: first, debit, credit } = context.vouchers.get(voucher)
    // A journal sorted by accounts takes vouchers apart: what stands above is not whole then, and nothing comes twice.
    if (debit !== credit) return
    context.findings.add({
      code: 'LEDGER_VOUCHER_TWICE',
      weight: 'confirm',
      row,
      message: `${place(context, row)}又出现了 ${day} 的凭证“${number}”，它从第 ${first} 行起已经有过，可能重复导出。`,
      remedy: '核对两处是否同一张凭证：重复的删去一处再导入；确是分开排列的，可以选择照样导入。',
    })
  }
}

interface DoubledVouchers {
  readonly add: (
    voucher: number,
    row: number,
    combination: number,
    debit: number,
    credit: number,
    summary: string,
  ) => void
  readonly end: () => void
}

/**
 * A voucher that was exported twice and stands right below itself has one head and each of its lines twice, in the same order; its first
 * half balances alone.
 */
function doubledVouchers(context: SheetContext): DoubledVouchers {
  let current = -1
  let lines: { row: number; combination: number; debit: number; credit: number; summary: string }[] = []
  const end = (): void => {
    const half = lines.length / 2
    const middle = lines[half]
    if (half < 2 || !middle || !lines.slice(0, half).every((line, at) => isSameLine(line, lines[half + at]))) return
    const difference = lines.slice(0, half).reduce((sum, { debit, credit }) => sum + debit - credit, 0)
    if (difference !== 0) return
    const { day, number, row: first } = context.vouchers.get(current)
    context.findings.add({
      code: 'LEDGER_VOUCHER_TWICE',
      weight: 'confirm',
      row: middle.row,
      message: `${place(context, middle.row)}起 ${day} 的凭证“${number}”的各行与第 ${first} 行起的完全相同，可能重复导出。`,
      remedy: '核对这张凭证：重复的删去一半再导入；确有两笔相同业务的，可以选择照样导入。',
    })
  }
  return {
    add(voucher, row, combination, debit, credit, summary) {
      if (voucher !== current) {
        end()
        current = voucher
        lines = []
      }
      lines.push({ row, combination, debit, credit, summary })
    },
    end,
  }
}

type VoucherLine = Readonly<Record<'combination' | 'debit' | 'credit', number>> & { readonly summary: string }

function isSameLine(a: VoucherLine, b: VoucherLine | undefined): boolean {
  return a.combination === b?.combination && a.debit === b.debit && a.credit === b.credit && a.summary === b.summary
}
