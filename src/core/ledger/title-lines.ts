import type { SheetRow } from '#core/workbook/grid.ts'
import { titleWords, type TitleAccount } from './head-lines.ts'
import { isNote } from './note-row.ts'
import { place, type SheetContext } from './reading.ts'
import type { RowSlots } from './row-slots.ts'
import { cellText } from './text-cell.ts'

const AMOUNTS = ['借方', '贷方', '金额'] as const

export interface TitleLines {
  readonly account: () => TitleAccount | undefined
  /** True for a row that is a title or another line between two accounts, and is explained. */
  readonly row: (row: SheetRow) => boolean
}

/** Detail ledgers without a column for the account name it above each one's rows, many of them below one another in a sheet. */
export function titleLines(context: SheetContext, slots: RowSlots): TitleLines {
  let account = context.head.account
  const isTitled = account !== undefined && !slots.has('科目编码') && !slots.has('科目')
  const isEmpty = (): boolean =>
    ([...AMOUNTS, '余额', '日期', '日', '凭证号'] as const).every((role) => slots.text(role) === '')
  return {
    account: () => account,
    row(row) {
      if (!isTitled) return false
      const said = titleWords(row.cells)
      if (!said) {
        if (!isEmpty() && !isNote(slots, AMOUNTS)) return false
        context.explain('说明')
        return true
      }
      context.explain('标题')
      const label = row.cells.map(({ value }) => cellText(value)).join('')
      if (said.code !== '') account = said
      else if (/科目名称\s*[:：]/u.test(label)) account = { code: account?.code ?? '', name: said.name }
      else {
        account = { code: '', name: said.name }
        context.findings.add({
          code: 'LEDGER_NO_ACCOUNT',
          weight: 'refused',
          row: row.index + 1,
          message: `${place(context, row.index + 1)}换了科目而没有写科目编码。`,
          remedy: '在财务软件中带科目编码重新导出明细账，或导出序时账。',
        })
      }
      return true
    },
  }
}
