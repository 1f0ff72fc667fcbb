import { place, yuan, type SheetContext } from './reading.ts'

interface Run {
  /** 贷 − 借 as stated last. */
  balance: number
  /** Movement since then. */
  moved: number
}

export interface RunningBalance {
  /** An opening row: where an account begins. */
  readonly begin: (account: number, balance: number | undefined) => void
  /** A line or a subtotal with the balance that it states, 贷 − 借; undefined where the cell is empty. */
  readonly line: (row: number, account: number, moved: number, balance: number | undefined) => void
  readonly end: () => void
}

/**
 * A detail ledger states the balance after every line: a line that was taken out or a figure that was changed breaks the chain. Lines
 * count as following one another while their account stays the same. Where most of a sheet does not add up its lines are in another
 * order, and nothing is said.
 */
export function runningBalance(context: SheetContext): RunningBalance {
  let current: number | undefined
  let run: Run | undefined
  let whole = 0
  const broken: { readonly row: number; readonly expected: number; readonly stated: number }[] = []
  const begin = (account: number, balance: number | undefined): void => {
    current = account
    run = balance === undefined ? undefined : { balance, moved: 0 }
  }
  return {
    begin,
    line(row, account, moved, balance) {
      if (account !== current || !run) {
        begin(account, balance)
        return
      }
      run.moved += moved
      if (balance === undefined) return
      const expected = run.balance + run.moved
      if (expected === balance) whole += 1
      else broken.push({ row, expected, stated: balance })
      run = { balance, moved: 0 }
    },
    end() {
      if (broken.length > whole) return
      for (const { row, expected, stated } of broken)
        context.findings.add({
          code: 'LEDGER_BALANCE',
          weight: 'confirm',
          row,
          message: `${place(context, row)}的余额是${side(stated)}，按上一行的余额和这一行的发生额应为${side(expected)}，可能漏了行或改过数。`,
          remedy: '在财务软件中核对这个科目，重新导出明细账；确认各行的发生额无误的，可以选择照样导入。',
        })
    },
  }
}

const side = (balance: number): string =>
  balance === 0 ? '平' : `${balance < 0 ? '借' : '贷'} ${yuan(Math.abs(balance))}`
