import type { ProofRow } from '#core/proofread/result.ts'
import type { WrittenFile } from './views.ts'

export type { ProofRow }

/** What a proofreading found, in the order of the draft. */
export interface ProofView {
  readonly file: string
  /** In one line what was compared, what is wrong and what was not compared. */
  readonly summary: string
  readonly rows: readonly ProofRow[]
}

export interface ProofResponses {
  'draft:proofread': ProofView
  'draft:write': WrittenFile
}
