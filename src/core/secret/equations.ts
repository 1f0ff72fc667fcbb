import type { CellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { applicability } from '#core/check/conditions.ts'
import { allTerms, evaluateRelation } from '#core/check/evaluate.ts'
import { bindingsOf, cellsOf } from '#core/check/instances.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readFigure } from '#core/packs/read-figure.ts'

/** One relation under one binding as Σ factor × cell = 0. */
export interface Equation {
  readonly factors: ReadonlyMap<CellRef, number>
  /** How far the true value of each cell may lie from the printed one, in the smallest unit of its measure. */
  readonly slack: (ref: CellRef) => number
}

/** Every sum and every "same" that holds for the stored figures; what fails there says nothing about the parts of its cells. */
export function equationsOf(accounts: YearAccounts, pack: Pack): readonly Equation[] {
  const slack = (ref: CellRef): number => {
    const reading = readFigure(accounts, pack, ref)
    return reading.kind === 'known' && reading.amount.quantum > 1 ? reading.amount.quantum / 2 : 0
  }
  return pack.relations.flatMap((relation) => {
    if (relation.kind !== 'sum' && relation.kind !== 'same') return []
    return bindingsOf(relation, accounts, pack).bindings.flatMap((binding) => {
      if (applicability(relation.when, binding, accounts, pack).kind !== 'applies') return []
      const { kind } = evaluateRelation(relation, binding, accounts, pack)
      if (kind !== 'pass' && kind !== 'tail') return []
      const factors = new Map<CellRef, number>()
      allTerms(relation).forEach((terms, side) => {
        for (const { sign, ref } of cellsOf(terms, binding, accounts, pack))
          if (ref !== undefined) factors.set(ref, (factors.get(ref) ?? 0) + (side === 0 ? sign : -sign))
      })
      return [{ factors, slack }]
    })
  })
}
