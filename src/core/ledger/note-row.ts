import type { LedgerRole, PackRecognisers } from '#core/packs/schema-recognisers.ts'
import type { SheetRow } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { readLedgerAmount } from './amount.ts'
import { LONGEST_WORD } from './row-kind.ts'
import type { RowSlots } from './row-slots.ts'
import { cellText } from './text-cell.ts'

/**
 * True for a line about the sheet whose words happen to stand in the columns of amounts: 打印日期：…, 第 2 页, 单位：元 of a title that
 * comes again. Only rows that name no account are asked about; a slip of the pen in an amount has no Chinese letters.
 */
export function isNote(slots: RowSlots, roles: readonly LedgerRole[]): boolean {
  const values = roles.map((role) => slots.value(role)).filter((value) => cellText(value) !== '')
  return (
    values.length > 0 &&
    values.every(
      (value) =>
        value?.kind === 'text' && /\p{Script=Han}/u.test(value.text) && typeof readLedgerAmount(value) === 'string',
    )
  )
}

/** The word by which a row calls itself a sum: 本页合计, 资产合计, 凭证小计 and the like; undefined for any other row. */
export function totalWord(row: SheetRow, { subtotals }: Pick<PackRecognisers, 'subtotals'>): string | undefined {
  for (const { value } of row.cells) {
    if (value.kind !== 'text' || value.text.length > LONGEST_WORD) continue
    const word = normaliseLabel(value.text).replace(/[:：]$/u, '')
    if (subtotals.some((total) => word.endsWith(total) || word.endsWith(`${total}发生额`))) return word
  }
  return undefined
}
