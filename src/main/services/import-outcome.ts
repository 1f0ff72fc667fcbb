import type { AppErrorInfo } from '#core/model/error.ts'
import type { Unit } from '#core/model/report.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import type { SheetLook } from '#core/ledger/look.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { SheetGlimpse } from '#core/recognise/glimpse.ts'
import type { ReadWorkbookOptions } from '#core/recognise/read-workbook-tables.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { SheetAnswer } from './import-answers.ts'
import type { TargetChoice } from './import-target.ts'
import type { Steps } from './steps.ts'

/** What the user has decided about an import. */
export interface ImportRequest extends TargetChoice, Steps {
  /** Files and folders. */
  readonly paths: readonly string[]
  readonly answers?: ImportAnswers
  /** Called where everything is stored and can still be rolled back. */
  readonly onStored?: (report: Report) => void
}

/** What the user has said about sheets that do not say it themselves. */
export interface ImportAnswers extends Pick<ReadWorkbookOptions, 'unitFor' | 'tableFor'> {
  /** Unit of amounts for every sheet that states none. */
  readonly money?: MoneyUnit | undefined
  /** Of single sheets of single files; they go before everything else. */
  readonly sheets?: readonly SheetAnswer[] | undefined
}

/** What each sheet of a file was recognised as. */
export interface RecognisedFile {
  readonly name: string
  readonly sheets: readonly SheetReport[]
}

export interface ImportedFile {
  readonly name: string
  /** unchanged: the very same content stands already, nothing was written. */
  readonly status: 'imported' | 'unchanged'
  readonly importId: number
  /** What each sheet was recognised as, how surely and why. */
  readonly sheets: readonly SheetReport[]
  readonly cells: {
    readonly added: number
    readonly changed: number
    readonly unchanged: number
    readonly withdrawn: number
  }
  /** About the file as a whole: an .xls that is really an .xlsx. */
  readonly notes: readonly string[]
}

export interface SheetReport {
  readonly sheet: string
  /** Title of the table, 填报表, or empty when it is nothing known. */
  readonly what: string
  readonly confidence: number
  readonly why: string
  /** Rows read = rows stored + rows explained. */
  readonly storedRows: number
  readonly explainedRows: number
  /** The table or form, where it is one. */
  readonly tableId?: string | undefined
  /** Its first rows, and what its columns are taken for; undefined for sheets of the 填报表. */
  readonly glimpse?: SheetGlimpse | undefined
}

export type ImportOutcome =
  | {
      readonly kind: 'imported'
      readonly report: Report
      readonly pack: Pack
      /** Whom the report is about, as the files say; in a preview the store does not know a new unit. */
      readonly unit: Unit
      readonly files: readonly ImportedFile[]
      /** Files with 序时账, 余额表 …: not yet imported, `runLedgerJob` takes them one by one. */
      readonly ledgers: readonly LedgerFile[]
      /** Files of a folder that are no workbooks: not read. */
      readonly others: readonly string[]
      /** Folders below that hold a package which this program wrote: not read. */
      readonly packages: readonly string[]
      readonly warnings: readonly AppErrorInfo[]
    }
  /** Nothing was stored. */
  | {
      readonly kind: 'refused'
      readonly errors: readonly AppErrorInfo[]
      readonly warnings: readonly AppErrorInfo[]
      /** What was recognised all the same; empty when a file could not be read. */
      readonly files: readonly RecognisedFile[]
      readonly pack: Pack | undefined
    }

/** A file that holds ledgers, and which of its sheets they are. */
export interface LedgerFile {
  readonly path: string
  readonly name: string
  readonly sheets: readonly SheetLook[]
}
