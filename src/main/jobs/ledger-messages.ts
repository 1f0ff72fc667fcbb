import type { AppErrorInfo } from '#core/model/error.ts'
import type { LedgerImportOutcome, LedgerProgress } from '#main/services/import-ledger.ts'

/** What the import process is asked, first of all. */
export interface LedgerJob {
  readonly kind: 'import'
  readonly store: string
  readonly reportId: number
  readonly path: string
  readonly actor: string
  readonly accept: readonly string[]
  readonly memoryBytes: number
}

export type LedgerRequest = LedgerJob | { readonly kind: 'cancel' }

export type LedgerAnswer =
  | { readonly kind: 'progress'; readonly progress: LedgerProgress }
  | { readonly kind: 'done'; readonly outcome: LedgerImportOutcome; readonly peakBytes: number }
  | { readonly kind: 'failed'; readonly error: AppErrorInfo }
  /** Anything that is not a user's error: a fault of this program. */
  | { readonly kind: 'fault'; readonly detail: string }
