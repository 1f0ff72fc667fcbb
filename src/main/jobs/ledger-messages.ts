import type { CodeListRows } from '#core/codes/code-lists.ts'
import type { AppErrorInfo } from '#core/model/error.ts'
import type { LedgerImportOutcome, LedgerProgress } from '#main/services/import-ledger.ts'

/** What the import process is asked, first of all. */
export interface LedgerJob {
  readonly kind: 'import'
  readonly store: string
  readonly reportId: number
  readonly path: string
  readonly actor: string
  /** Rows of the code lists that hold: those of the program and of the user. */
  readonly codes: CodeListRows
  readonly accept: readonly string[]
  readonly memoryBytes: number
}

export type LedgerRequest =
  | LedgerJob
  | { readonly kind: 'cancel' }
  /** The answer to `ready`: from here on the import can no longer be cancelled. */
  | { readonly kind: 'store' }

export type LedgerAnswer =
  | { readonly kind: 'progress'; readonly progress: LedgerProgress }
  /** The file is read and its rows wait in the transaction; nothing is stored for good before the answer. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly outcome: LedgerImportOutcome; readonly peakBytes: number }
  | { readonly kind: 'failed'; readonly error: AppErrorInfo }
  /** Anything that is not a user's error: a fault of this program. */
  | { readonly kind: 'fault'; readonly detail: string }
