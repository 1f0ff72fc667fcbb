import { place, type SheetContext } from './reading.ts'

/** In a journal the lines of a voucher stand together; one that comes again was exported or pasted twice. */
export function voucherOrder(context: SheetContext, isDetail: boolean): (voucher: number, row: number) => void {
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
export function doubledVouchers(context: SheetContext): DoubledVouchers {
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
