import type { YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { Pack } from './pack.ts'
import type { Measure, PackBlock, PackTable } from './schema-table.ts'

/** Whether the cells of a column hold words: they are texts of the accounts under the ref of their cell, and no figures. */
export function isWordColumn(table: PackTable | undefined, column: string): boolean {
  return table?.columns.some(({ key, measure }) => key === column && measure === '文字') ?? false
}

/** As `isWordColumn`, for a cell. */
export function isWordCell(pack: Pick<Pack, 'tables'>, ref: CellRef): boolean {
  const parts = parseCellRef(ref)
  return parts !== undefined && isWordColumn(pack.tables.get(parts.table), parts.column)
}

/** The keys of the columns that hold figures. */
export function figureColumns(table: PackTable): readonly string[] {
  return table.columns.flatMap(({ key, measure }) => (measure === '文字' ? [] : [key]))
}

/** What the figures of a column count; undefined for words and for a column that the table does not have. */
export function columnMeasure(table: PackTable | undefined, column: string): Measure | undefined {
  const measure = table?.columns.find(({ key }) => key === column)?.measure
  return measure === '文字' ? undefined : measure
}

/** The column of words in which a form without labels names its fixed rows: 合计 stands below 项目名称. */
export function labelColumn(table: PackTable, block: PackBlock | undefined): string | undefined {
  const [first] = block?.columns ?? []
  if (block?.columns.some((column) => column.startsWith('@'))) return undefined
  return first !== undefined && isWordColumn(table, first) ? first : undefined
}

/** Whether the unit may add rows to the table. */
export function takesEntries(table: PackTable | undefined): boolean {
  return table?.blocks.some((block) => block.entryRows) ?? false
}

/** Key of the row that the unit added as number `n`, from 1. */
export function entryKey(n: number): string {
  return `第${n}项`
}

/** The number of such a row; undefined for any other key. */
export function entryNumber(key: string): number | undefined {
  const digits = /^第([1-9]\d{0,3})项$/u.exec(key)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** The rows that the unit added to a table, by number. */
export function entryRowKeys(
  accounts: Pick<YearAccounts, 'table'>,
  table: PackTable | undefined,
  prior = false,
): readonly string[] {
  if (!table || !takesEntries(table)) return []
  const rows = accounts.table(table.id, prior)?.rows ?? []
  return rows.filter(isEntry).toSorted((a, b) => (entryNumber(a) ?? 0) - (entryNumber(b) ?? 0))
}

const isEntry = (key: string): boolean => entryNumber(key) !== undefined
