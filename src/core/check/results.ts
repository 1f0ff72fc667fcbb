import type { YearAccounts } from '#core/model/accounts.ts'
import { afresh, type Recall } from '#core/model/memory.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackRelation } from '#core/packs/schema-relation.ts'
import { allTerms, evaluateRelation, type Outcome } from './evaluate.ts'
import { bindingsOf, cellsOf, type Binding } from './instances.ts'

/** The accounts with the pack whose relations they must satisfy. */
export interface Standing {
  readonly accounts: YearAccounts
  readonly pack: Pack
}

/** One relation under one binding and what came of it. */
export interface Result {
  readonly relation: PackRelation
  readonly binding: Binding
  readonly outcome: Outcome
  /** The table that `for` walks over and that nobody delivered. */
  readonly missingTable?: string
}

/** All results of a relation. A result that came of the same figures before is the same one, and so is a list of none but those. */
export function resultsOf(
  relation: PackRelation,
  { accounts, pack }: Standing,
  recall: Recall = afresh,
): readonly Result[] {
  return recall(`关系 ${relation.id}`, [], () => {
    const { bindings, missing } = bindingsOf(relation, accounts, pack)
    if (missing !== undefined) {
      const binding = { table: missing, row: undefined, column: undefined }
      return [{ relation, binding, outcome: { kind: 'cannot-check', missing: [] }, missingTable: missing }]
    }
    return bindings.map((binding) =>
      recall(`关系 ${relation.id}/${binding.row ?? ''}/${binding.column ?? ''}`, [], () => ({
        relation,
        binding,
        outcome: evaluateWithinRange(relation, binding, accounts, pack),
      })),
    )
  })
}

/** Sums beyond what can be stated exactly cannot be checked; one absurd cell must not end the run. */
export function evaluateWithinRange(
  relation: PackRelation,
  binding: Binding,
  accounts: YearAccounts,
  pack: Pack,
): Outcome {
  try {
    return evaluateRelation(relation, binding, accounts, pack)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const cells = allTerms(relation).flatMap((terms) => cellsOf(terms, binding, accounts, pack))
    return { kind: 'cannot-check', missing: cells.flatMap(({ ref }) => ref ?? []) }
  }
}
