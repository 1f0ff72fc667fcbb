import type { ReportView } from './views.ts'

/** What the window shows of ledgers. Amounts are texts in 元; sheets and columns are named as the file names them. */

/** A sheet of a chosen file: what it is, how surely and why, with its columns as they are taken now. */
export interface LedgerSheetLook {
  readonly sheet: string
  readonly hidden: boolean
  readonly state: 'ledger' | 'question' | 'other'
  readonly what: string
  readonly sureness: 'known' | 'sure' | 'likely' | 'none'
  readonly why: string
  /** Names the shape of the sheet in what the user says of its columns; '' where nothing can be said. */
  readonly shape: string
  readonly columns: readonly { readonly label: string; readonly letter: string; readonly meaning: string }[]
  /** The first rows: a text for each column. */
  readonly preview: readonly (readonly string[])[]
}

export interface LedgerFileLook {
  readonly upload: string
  readonly name: string
  readonly sheets: readonly LedgerSheetLook[]
}

export interface LedgerLook {
  readonly files: readonly LedgerFileLook[]
  /** Everything that a column may mean. */
  readonly meanings: readonly string[]
}

export interface LedgerFindingView {
  readonly code: string
  readonly weight: 'refused' | 'confirm' | 'notice'
  readonly message: string
  readonly remedy: string
}

/** What came of importing one ledger file; nothing was stored unless it says imported. */
export interface LedgerOutcome {
  readonly kind: 'imported' | 'same' | 'question' | 'refused'
  readonly findings: readonly LedgerFindingView[]
  readonly sheets: readonly {
    readonly sheet: string
    readonly what: string
    readonly read: number
    readonly stored: number
    /** `上级科目 21 行` … for the rows that were not stored. */
    readonly others: string
  }[]
}

/** A rule of the unit from accounts to dimensions, in the words of a person: '' says nothing. */
export interface LedgerRuleView {
  /** Beginning of the account code. */
  readonly account: string
  /** Part of the account's name. */
  readonly name: string
  /** Kind of an auxiliary item, and part of its text. */
  readonly auxiliary: string
  readonly text: string
  /** Fields are regular expressions, as the command line or a pack wrote them: shown, not edited. */
  readonly isPattern: boolean
  readonly set: Readonly<Record<string, string>>
}

/** One combination of account and auxiliary items: where it falls. */
export interface LedgerPlace {
  readonly account: string
  readonly name: string
  readonly items: readonly { readonly kind: string; readonly text: string }[]
  readonly debit: string
  readonly credit: string
  /** By dimension; absent: nothing says it. */
  readonly dimensions: Readonly<Record<string, string>>
  /** Dimensions that the unit's own rules decided. */
  readonly own: readonly string[]
  /** Dimensions without which some cell of the tables cannot be told. */
  readonly missing: readonly string[]
}

export interface LedgerDifferenceView {
  readonly cell: string
  readonly imported: string
  readonly derived: string
  readonly difference: string
  /** Which of the two stands now, and why the user chose so. */
  readonly stands: 'imported' | 'derived'
}

export interface LedgerSettingView {
  readonly id: string
  readonly title: string
  readonly options: readonly string[]
  readonly usual: string
  readonly chosen: string
  readonly why: string
}

/** Everything about the ledgers of a report. */
export interface LedgerView {
  /** Undefined: the pack has no rules for ledgers. */
  readonly hasRules: boolean
  readonly sheets: readonly { readonly file: string; readonly sheet: string; readonly what: string; readonly months: string; readonly read: number; readonly stored: number }[] // prettier-ignore
  readonly controls: readonly string[]
  readonly warnings: readonly string[]
  /** Cells that the ledgers do not tell, and why. */
  readonly cannot: readonly { readonly place: string; readonly why: string }[]
  readonly dimensions: readonly string[]
  /** Usual values of a dimension, where there are few. */
  readonly values: Readonly<Record<string, readonly string[]>>
  readonly rules: readonly LedgerRuleView[]
  readonly places: readonly LedgerPlace[]
  readonly settings: readonly LedgerSettingView[]
  readonly differences: readonly LedgerDifferenceView[]
  /** Cells that the ledgers give, and of those how many an imported table states as well. */
  readonly derived: number
}

export interface LedgerResponses {
  'ledger:open': LedgerView
  'ledger:look': LedgerLook
  'ledger:import': LedgerOutcome
  'ledger:try': readonly LedgerPlace[]
  'ledger:map': ReportView
  'ledger:settings': ReportView
  'ledger:choose': ReportView
  'task:cancel': { readonly cancelled: boolean }
}
