import type { CellRef } from '#core/model/cell.ts'
import type { PackRelation } from '#core/packs/schema-relation.ts'
import type { Result } from './results.ts'

/** The relations that hold, by each of their cells. */
export interface Holding {
  readonly of: (cell: CellRef) => ReadonlySet<Result>
  /** How many of them are evidence for what the cell says: nothing but zeros is none. */
  readonly vouching: (cell: CellRef) => number
}

/** What holds, kept up from one check to the next: a report has tens of thousands of cells, and an edit touches a few relations. */
export interface KeptHolding extends Holding {
  /** Goes over to the results of one relation as they are now; the same list again costs nothing. */
  readonly follow: (relation: PackRelation, results: readonly Result[]) => void
  /** The cells of which something else holds since this was asked last. */
  readonly touched: () => ReadonlySet<CellRef>
}

const NONE: ReadonlySet<Result> = new Set()

export function openHolding(): KeptHolding {
  const byCell = new Map<CellRef, { readonly results: Set<Result>; vouching: number }>()
  const followed = new Map<PackRelation, readonly Result[]>()
  let touched = new Set<CellRef>()
  const add = (result: Result): void => {
    for (const cell of holdsOn(result)) {
      const own = byCell.get(cell) ?? { results: new Set(), vouching: 0 }
      byCell.set(cell, own)
      own.results.add(result)
      touched.add(cell)
      if (isEvidence(result)) own.vouching += 1
    }
  }
  const remove = (result: Result): void => {
    for (const cell of holdsOn(result)) {
      const own = byCell.get(cell)
      own?.results.delete(result)
      touched.add(cell)
      if (own && isEvidence(result)) own.vouching -= 1
    }
  }
  return {
    of: (cell) => byCell.get(cell)?.results ?? NONE,
    touched: () => {
      const now = touched
      touched = new Set()
      return now
    },
    vouching: (cell) => byCell.get(cell)?.vouching ?? 0,
    follow: (relation, results) => {
      const before = followed.get(relation) ?? []
      if (before === results) return
      const now = new Set(results)
      for (const result of before) if (!now.delete(result)) remove(result)
      for (const result of now) add(result)
      followed.set(relation, results)
    },
  }
}

const isEvidence = ({ outcome }: Result): boolean =>
  outcome.kind === 'tail' || (outcome.kind === 'pass' && !outcome.trivial)

/** What holds among these results. */
export function holdingOf(results: readonly Result[]): Holding {
  const holding = openHolding()
  for (const [relation, own] of Map.groupBy(results, (result) => result.relation)) holding.follow(relation, own)
  return holding
}

const holdsOn = ({ outcome }: Result): readonly CellRef[] =>
  outcome.kind === 'pass' || outcome.kind === 'tail' ? outcome.cells : []
