import type { YearAccounts } from '#core/model/accounts.ts'
import type { Recall } from '#core/model/memory.ts'
import type { Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { Finding } from '../finding.ts'

export interface CheckContext {
  readonly accounts: YearAccounts
  readonly pack: Pack
  /** The performance sheets of the report. */
  readonly projects: readonly Project[]
  /** What the program knows of the sheets itself: targets of the 预算, 全年执行数 of the ledgers. */
  readonly derivedSheets: readonly Project[]
  /** Name of a code in the lists of the year; undefined when it is in none. */
  readonly nameOfCode: (code: string) => string | undefined
  /** Recalls parts of a check that are as they were. */
  readonly recall?: Recall
  /** Listed codes that look like an unknown one, best first. */
  readonly nearestCodes: (code: string) => readonly string[]
}

/** A check that a linear relation cannot say. One file each, named after its id. */
export interface Check {
  readonly id: string
  readonly title: string
  readonly run: (context: CheckContext) => Iterable<Finding>
}
