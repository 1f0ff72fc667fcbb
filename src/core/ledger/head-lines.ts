import type { SheetRow } from '#core/workbook/grid.ts'
import { splitCode } from './account-code.ts'
import { cellText } from './text-cell.ts'

/** What the lines above a header say. */
export interface HeadLines {
  readonly moneyUnit: '元' | '万元' | undefined
  readonly unitName: string | undefined
  readonly years: readonly number[]
  /** The one account of a detail ledger that names it in its title. */
  readonly account: { readonly code: string; readonly name: string } | undefined
}

export function readHeadLines(rows: readonly SheetRow[]): HeadLines {
  const lines = rows.flatMap((row) => row.cells.map(({ value }) => cellText(value)))
  const find = (pattern: RegExp): string | undefined =>
    lines.flatMap((line) => pattern.exec(line)?.[1] ?? [])[0]?.trim()
  const unit = find(/单位\s*[:：]\s*(?:人民币)?(万元|元)/u)
  const account = find(/科目(?:名称)?\s*[:：]\s*(.+)$/u)
  return {
    moneyUnit: unit === '元' || unit === '万元' ? unit : undefined,
    unitName: find(/(?:编制单位|单位名称|核算单位|预算单位|账套|部门)(?:名称)?\s*[:：]\s*(.+?)(?:\s{2,}|$)/u),
    years: [...new Set(lines.flatMap((line) => [...line.matchAll(/(20\d{2})\s*年/gu)].map((m) => Number(m[1]))))],
    account: account === undefined ? undefined : splitCode(account),
  }
}
