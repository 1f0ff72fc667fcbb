import type { PackDerive } from '#core/packs/schema-derive.ts'
import type { PackRecognisers } from '#core/packs/schema-recognisers.ts'
import { address, type SheetRow } from '#core/workbook/grid.ts'
import type { CombinationBook, VoucherBook } from './dictionary.ts'
import type { HeadLines } from './head-lines.ts'
import type { SheetLayout } from './layout.ts'
import type { LedgerFinding, RowFate } from './model.ts'
import type { RowSlots } from './row-slots.ts'
import type { RunningSums } from './running-sums.ts'
import type { LedgerSink } from './sink.ts'

/** What all sheets of one file share while they are read. */
export interface FileContext {
  readonly fileName: string
  readonly year: number
  readonly recognisers: PackRecognisers
  readonly derive: PackDerive
  readonly combinations: CombinationBook
  readonly vouchers: VoucherBook
  readonly sink: LedgerSink
  /** Names of the units that the file speaks of, `表头·` or `列·` before them, with the row where each was first met. */
  readonly units: Map<string, { readonly sheet: string; readonly row: number }>
  readonly months: Set<number>
  /** Combinations whose opening balance was read: a detail ledger may state it anew for each month and page. */
  readonly opened: Set<number>
  /** What was booked on each account so far, by its code; '' for all accounts of journals. */
  readonly sums: Map<string, RunningSums>
  /** The rows of balance tables that were stored, over all sheets. */
  readonly balances: StatedAccount[]
}

/** Where a balance table states an account. */
export interface StatedAccount {
  readonly sheet: string
  readonly row: number
  readonly code: string
  /** The account with its auxiliary items. */
  readonly identity: string
  readonly isPlain: boolean
}

/** One sheet while it is read. */
export interface SheetContext extends FileContext {
  readonly sheet: string
  readonly layout: SheetLayout
  /** Labels of the columns that have no use, by column, 0-based. */
  readonly unread: ReadonlyMap<number, string>
  readonly head: HeadLines
  readonly findings: FindingList
  readonly explain: (fate: RowFate) => void
}

/** The readers of the kinds of sheets: rows one by one, then the end. */
export interface BodyReader {
  readonly row: (row: SheetRow) => boolean
  /** Rows that are stored only now, when the whole sheet is known. */
  readonly end: () => number
}

/** A list that stays short: the hundredth bad row says no more than the first ones. */
export interface FindingList {
  readonly add: (finding: Omit<LedgerFinding, 'sheet'>) => void
  readonly all: () => readonly LedgerFinding[]
  /** How many there were of each code, also those not kept. */
  readonly counts: () => ReadonlyMap<string, number>
}

const KEPT_PER_CODE = 20

export function findingList(sheet: string): FindingList {
  const kept: LedgerFinding[] = []
  const counts = new Map<string, number>()
  return {
    add(finding) {
      const count = (counts.get(finding.code) ?? 0) + 1
      counts.set(finding.code, count)
      if (count <= KEPT_PER_CODE) kept.push({ ...finding, sheet })
    },
    all: () => kept,
    counts: () => counts,
  }
}

/** A cell whose text is no amount. `row` is 0-based. */
export function badAmount(
  context: SheetContext,
  row: number,
  column: number,
  why: string,
): Omit<LedgerFinding, 'sheet'> {
  return {
    code: 'LEDGER_AMOUNT',
    weight: 'refused',
    row: row + 1,
    message: `文件“${context.fileName}”工作表“${context.sheet}”单元格 ${address(row, column)} 的金额${why}。`,
    remedy: '在财务软件中核对这一笔，重新导出；或在 Excel 中改正该单元格后再导入。',
  }
}

/** Figures that belong to no account. `row` is 0-based. */
export function noAccount(
  context: Pick<SheetContext, 'fileName' | 'sheet'>,
  row: number,
): Omit<LedgerFinding, 'sheet'> {
  return {
    code: 'LEDGER_NO_ACCOUNT',
    weight: 'refused',
    row: row + 1,
    message: `${place(context, row + 1)}有金额而没有科目编码。`,
    remedy: '在财务软件中核对这一行，带科目编码重新导出；科目编码是合并单元格的，取消合并后每行都填上编码再导入。',
  }
}

export function place(context: Pick<SheetContext, 'fileName' | 'sheet'>, row: number): string {
  return `文件“${context.fileName}”工作表“${context.sheet}”第 ${row} 行`
}

/** 1,234.50 元 */
export function yuan(fen: number): string {
  const size = Math.abs(fen)
  const whole = String((size - (size % 100)) / 100).replace(/\B(?=(\d{3})+$)/gu, ',')
  return `${fen < 0 ? '-' : ''}${whole}.${String(size % 100).padStart(2, '0')} 元`
}

/** Remembers which unit a row belongs to, where the sheet has a column for it. */
export function noteUnit(context: SheetContext, slots: RowSlots, row: number): void {
  if (!slots.has('单位')) return
  const unit = slots.text('单位')
  const key = `列·${unit}`
  if (unit !== '' && !context.units.has(key)) context.units.set(key, { sheet: context.sheet, row })
}
