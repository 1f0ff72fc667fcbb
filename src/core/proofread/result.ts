import type { CellRef } from '#core/model/cell.ts'

/** Where something stands in a draft. */
export interface DraftPlace {
  /** The nearest heading; empty before the first one. */
  readonly heading: string
  /** Counted under that heading, from 1; 0 for the heading itself. */
  readonly paragraph: number
  /** Of a table, whose title is the heading then: its row, from 1. */
  readonly row?: number
}

/** Something in a draft that the user should look at, or that was not compared. */
export type ProofRow =
  | ({
      /** A number that the accounts contradict; tail: only the rounding of the accounts allows it. */
      readonly kind: 'wrong-figure' | 'tail'
      readonly refs: readonly CellRef[]
      readonly formula: string
    } & Said)
  /** 增加 for 减少, another name, another year. */
  | ({ readonly kind: 'wrong-word' } & Said)
  /** Numbers that no sentence of the report says: nobody compared them. `similar` is a sentence of the report to hold against it. */
  | {
      readonly kind: 'unchecked'
      readonly place: DraftPlace
      readonly sentence: string
      readonly why: string
      readonly similar: string | undefined
    }
  /** A sentence of the report, or a row of one, that the draft does not say. */
  | { readonly kind: 'absent'; readonly section: string; readonly id: string; readonly text: string }

interface Said {
  readonly place: DraftPlace
  /** The whole sentence of the draft. */
  readonly sentence: string
  readonly written: string
  readonly expected: string
  /** The sentence of the report that it was read with. */
  readonly id: string
}

export interface Proofreading {
  readonly rows: readonly ProofRow[]
  readonly counts: ProofCounts
}

export interface ProofCounts {
  /** Sentences of which at least one figure was compared. */
  readonly sentences: number
  /** Figures that were compared, tails and wrong ones included. */
  readonly figures: number
  readonly wrongFigures: number
  readonly wrongWords: number
  readonly tails: number
  readonly unchecked: number
  readonly absent: number
  /** Tables of the draft that are none of the report: they are not compared. */
  readonly tables: number
  /** Tables of the draft that were compared, and their figures. */
  readonly comparedTables: number
  readonly tableFigures: number
}
