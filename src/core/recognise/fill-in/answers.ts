import type { MoneyUnit } from '#core/money/amount.ts'
import type { CellRef, CellValue } from '#core/model/cell.ts'
import type { Project } from '#core/model/project.ts'
import type { Stage, UnitNature } from '#core/model/report.ts'
import type { ImportFinding } from '../finding.ts'
import type { TableReading } from '../table-reading.ts'

/** An answer with the cell that gave it. */
export interface Answer<T> {
  readonly value: T
  readonly sheet: string
  readonly address: string
  /** As it stood in the file. */
  readonly text: string
}

/** What 单位信息 says; undefined where it was left blank. */
export interface UnitAnswers {
  readonly name: Answer<string> | undefined
  readonly shortName: Answer<string> | undefined
  readonly code: Answer<string> | undefined
  readonly parentName: Answer<string> | undefined
  readonly parentCode: Answer<string> | undefined
  readonly nature: Answer<UnitNature> | undefined
  readonly year: Answer<number> | undefined
  readonly stage: Answer<Stage> | undefined
  readonly pack: Answer<string> | undefined
  /** ISO date. */
  readonly approved: Answer<string> | undefined
  readonly moneyUnit: Answer<MoneyUnit> | undefined
}

/** A figure of last year; its ref begins with 上年·. */
export interface PriorCell {
  readonly ref: CellRef
  readonly value: CellValue
  readonly sheet: string
  readonly address: string
  readonly text: string
}

/** Name that the 填报表 gives to a code row of last year. */
export interface PriorRow {
  readonly table: string
  readonly key: string
  readonly name: string
}

/** Everything that a 填报表 says. Blank inputs are in none of the lists: they are questions that nobody answered. */
export interface FillInReading {
  readonly fileName: string
  readonly unit: UnitAnswers
  /** The fill-in tables; their `complete` is false: what is not listed is unknown, not zero. */
  readonly tables: readonly TableReading[]
  readonly prior: readonly PriorCell[]
  readonly priorRows: readonly PriorRow[]
  /** Texts by id, or `id·code` for texts that are asked per code. */
  readonly texts: readonly { readonly id: string; readonly answer: Answer<string> }[]
  readonly projects: readonly Answer<Project>[]
  readonly findings: readonly ImportFinding[]
}
