import type { CellRef } from '#core/model/cell.ts'

export type OutcomeKind = 'pass' | 'tail' | 'fail' | 'cannot-check' | 'not-applicable'
export type Severity = 'error' | 'warning' | 'info'

/** One thing that the user should look at. Passed relations are counted, not listed. */
export interface Finding {
  /** Id of the relation (GK-0101) or of the check (CK-001). */
  readonly rule: string
  readonly outcome: Exclude<OutcomeKind, 'pass' | 'not-applicable'>
  readonly severity: Severity
  readonly title: string
  /** Which instance: `支出决算表 2010301 行政运行`; empty when the rule has only one. */
  readonly where: string
  /** Both sides' cells; for cannot-check the cells or tables that are missing. */
  readonly cells: readonly string[]
  /** Amount texts with their unit; empty when there is nothing to compare. */
  readonly stated: string
  readonly expected: string
  readonly difference: string
  readonly hint: string
  readonly source: string
  /** The cell under which findings that it explains are grouped. */
  readonly group: string | undefined
}

/** Of a finding that sets nothing beside anything. */
export const NOTHING_TO_COMPARE = { stated: '', expected: '', difference: '' } as const

/** Rule of the remarks on what no source confirms of a pack: they say nothing about the accounts and are not counted. */
export const UNCONFIRMED = 'CK-008'

export interface OutcomeCounts {
  readonly pass: number
  readonly tail: number
  readonly fail: number
  readonly cannotCheck: number
  readonly notApplicable: number
}

/** The cell that explains a group of failures, and the value that would satisfy all of them if there is one. */
export interface Suspect {
  readonly cell: CellRef
  readonly findings: number
  readonly suggested: string | undefined
}

export interface CheckReport {
  /** 可以公开 · 不得公开，因为… · 尚不能判断，缺… */
  readonly verdict: string
  readonly mayPublish: boolean
  readonly counts: OutcomeCounts
  readonly findings: readonly Finding[]
  readonly suspects: readonly Suspect[]
}
