import type { LedgerRole } from '#core/packs/schema-recognisers.ts'
import type { SheetRow } from '#core/workbook/grid.ts'
import { titleWords, type TitleAccount } from './head-lines.ts'
import type { AuxiliaryItem } from './model.ts'
import { AMOUNTS } from './journal-amounts.ts'
import { isNote } from './note-row.ts'
import { place, type SheetContext } from './reading.ts'
import { auxiliaryKinds, type RowSlots } from './row-slots.ts'
import { cellText } from './text-cell.ts'
import { titleItems, withTitle } from './title-items.ts'

export interface TitleLines {
  readonly account: () => TitleAccount | undefined
  /** The auxiliary items that the title names; the same list as long as the title stays. */
  readonly items: () => readonly AuxiliaryItem[]
  /** True for a row that is a title or another line between two accounts, and is explained. */
  readonly row: (row: SheetRow) => boolean
  /** A row of the body: the next title begins anew. */
  readonly leave: () => void
}

/**
 * Detail ledgers without a column for the account name it above each one's rows, many of them below one another in a sheet. So do those
 * of one 项目 or 部门 with their item, with or without a column for the account.
 */
export function titleLines(context: SheetContext, slots: RowSlots): TitleLines {
  let { account, items } = context.head
  const kinds = auxiliaryKinds(context.recognisers)
  const isTitled = account !== undefined && !slots.has('科目编码') && !slots.has('科目')
  const isItemised = items.length > 0
  /** True between the first line of a title and the rows below it. */
  let isTitle = true
  const isEmpty = (): boolean =>
    ([...AMOUNTS, '余额', '日期', '日', '凭证号'] as const).every((role) => slots.text(role) === '')
  /** Its words may stand in any column; a line of the body has a day, a number of a voucher or a figure. */
  const isWithoutFigures = (): boolean => {
    const isWords = (role: LedgerRole): boolean => /^$|[:：]/u.test(slots.text(role))
    const figures = AMOUNTS.some((role) => slots.text(role) !== '') && !isNote(slots, AMOUNTS)
    return !figures && (['日期', '日', '凭证号', '科目编码', '科目'] as const).every(isWords)
  }
  const enter = (own: readonly AuxiliaryItem[]): void => {
    if (!isTitle || own.length > 0) items = isTitle ? withTitle(own, items) : own
    isTitle = true
    context.explain('标题')
  }
  const rename = (row: SheetRow, said: TitleAccount): void => {
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
  }
  const isTitleRow = (row: SheetRow): boolean => {
    const said = isTitled ? titleWords(row.cells) : undefined
    const own = isTitled || isItemised ? titleItems(row.cells, kinds) : []
    if (said) {
      enter(own)
      rename(row, said)
      return true
    }
    if (own.length > 0 && isWithoutFigures()) {
      enter(own)
      return true
    }
    if (!isTitled || (!isEmpty() && !isNote(slots, AMOUNTS))) return false
    context.explain('说明')
    return true
  }
  return {
    account: () => account,
    items: () => items,
    row(row) {
      if (!isTitled && !isItemised) return false
      const isOne = isTitleRow(row)
      if (!isOne) isTitle = false
      return isOne
    },
    leave() {
      isTitle = false
    },
  }
}
