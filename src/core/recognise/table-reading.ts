import type { CellRef, CellValue } from '#core/model/cell.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import type { ImportFinding } from './finding.ts'
import type { SkipReason } from './row-kind.ts'

/** A figure read, with the place that it came from. */
export interface ReadCell {
  readonly ref: CellRef
  readonly value: CellValue
  readonly address: string
  /** Where the figures of one table stand on several sheets. */
  readonly sheet?: string
  /** As it stood in the file; '' for an empty cell. */
  readonly text: string
}

/** Words read from a cell of a column that holds words. */
export interface ReadWords {
  readonly ref: CellRef
  readonly address: string
  /** Never empty. */
  readonly text: string
}

export interface ReadRow {
  readonly key: string
  /** As printed, without line breaks. */
  readonly name: string
  readonly address: string
}

export interface SkippedRow {
  /** 1-based, as the spreadsheet shows it. */
  readonly row: number
  readonly reason: SkipReason
  readonly text: string
}

/** A table as one sheet states it. Every filled row of its part of the sheet is in `storedRows` or in `skipped`. */
export interface TableReading {
  readonly tableId: string
  readonly sheet: string
  /** Where a form of sources.yaml gives the figures. */
  readonly isGiven?: boolean
  /** As the sheet states it or the user said; undefined where nobody did. */
  readonly unit: MoneyUnit | undefined
  readonly cells: readonly ReadCell[]
  readonly words: readonly ReadWords[]
  /** Rows in printed order, fixed ones and codes. */
  readonly rows: readonly ReadRow[]
  /**
   * True when the sheet has every fixed row of the form (or no figures at all), so that a code it does not list is zero.
   * Fixed rows of the classification (nine 类 of twenty-six) may be left out.
   */
  readonly complete: boolean
  /** Number of rows of the sheet that gave figures or names. */
  readonly storedRows: number
  readonly skipped: readonly SkippedRow[]
  /** True where a column of units names the report's own unit: then the office named above may be the one over it. */
  readonly unitListed: boolean
  readonly findings: readonly ImportFinding[]
}
