import type { YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PRINT_WORDS } from '#core/packs/schema-table.ts'

/** Fills the words in braces that the print of a table may use. */
export function printWords(
  text: string,
  { accounts, pack }: { readonly accounts: YearAccounts; readonly pack: Pack },
): string {
  const { unit, key } = accounts
  const words: Readonly<Record<(typeof PRINT_WORDS)[number], string>> = {
    单位: unit.name,
    单位代码: unit.code,
    年度: String(key.year),
    上年度: String(key.year - 1),
    金额单位: pack.head.settings.tableAmount.unit,
  }
  return Object.entries(words).reduce((filled, [word, value]) => filled.replaceAll(`{${word}}`, value), text)
}
