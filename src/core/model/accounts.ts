import type { CellRef, CellValue } from './cell.ts'
import type { ReportKey, Unit } from './report.ts'

/** What is known of one table of a report. */
export interface TableState {
  /** Row keys present, in printed order: for tables with code rows these are the codes of the accounts. */
  readonly rows: readonly string[]
  /** Names of code rows as imported, by code. */
  readonly names: ReadonlyMap<string, string>
  /**
   * True when the whole table is known, so that a code that it does not list is zero. False when only single cells are
   * known (last year's figures from the 填报表): a code that is not listed is then unknown, never zero.
   */
  readonly complete: boolean
}

/**
 * The standing figures of one report, read-only: what relations, sentences and documents compute from.
 * Last year's cells are found under `上年·` refs, whether they came from last year's report or from the 填报表.
 */
export interface YearAccounts {
  readonly key: ReportKey
  readonly unit: Unit
  /** The value that stands; undefined when the table was never imported, entered or derived. */
  get(ref: CellRef): CellValue | undefined
  /** Undefined when nothing of the table is known: its relations then cannot be checked. */
  table(id: string, prior?: boolean): TableState | undefined
  /** A free text (职责, reasons …) by its id in the pack. */
  text(id: string): string | undefined
}
