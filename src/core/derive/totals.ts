import { negate, sum, type Amount } from '#core/money/amount.ts'
import { bindingsOf, cellsOf, type SignedCell } from '#core/check/instances.ts'
import { applicability } from '#core/check/conditions.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readFigure } from '#core/packs/read-figure.ts'

/** A cell that the program computed, and what from. */
export interface DerivedCell {
  readonly ref: CellRef
  readonly value: CellValue
  readonly rule: string
  readonly inputs: readonly CellRef[]
}

/**
 * Computes the totals that nobody imported or entered: the left side of every sum relation with `fills`. A total that was
 * stated is never touched; it is checked instead. Totals of totals follow in further rounds.
 *
 * @param accounts the standing figures without derived ones
 */
export function deriveTotals(accounts: YearAccounts, pack: Pack): readonly DerivedCell[] {
  const derived = new Map<CellRef, DerivedCell>()
  const known: YearAccounts = { ...accounts, get: (ref) => accounts.get(ref) ?? derived.get(ref)?.value }
  const filling = pack.relations.filter((relation) => relation.kind === 'sum' && relation.fills)
  let grew = true
  while (grew) {
    grew = false
    for (const relation of filling)
      for (const binding of bindingsOf(relation, known, pack).bindings) {
        if (relation.kind !== 'sum' || applicability(relation.when, binding, known, pack).kind !== 'applies') continue
        const [left, ...others] = cellsOf(relation.left, binding, known, pack)
        if (left?.ref === undefined || others.length > 0 || known.get(left.ref) !== undefined) continue
        const right = cellsOf(relation.right, binding, known, pack)
        const value = totalOf(right, known, pack, isPublished(left.ref, pack))
        if (!value) continue
        derived.set(left.ref, {
          ref: left.ref,
          value,
          rule: relation.id,
          inputs: right.flatMap(({ ref }) => ref ?? []),
        })
        grew = true
      }
  }
  return [...derived.values()]
}

/**
 * Σ of the cells; undefined when one is unknown, or when none of them states anything: no zeros are made up. For a figure that is
 * not published itself, a blank of a published table is a statement, because the form leaves zeros blank.
 */
function totalOf(
  cells: readonly SignedCell[],
  accounts: YearAccounts,
  pack: Pack,
  onlyStated: boolean,
): CellValue | undefined {
  const amounts: Amount[] = []
  let isStated = false
  for (const { sign, ref } of cells) {
    if (ref === undefined) {
      // The constant 0 is a statement: "no expenditure, so no journeys".
      isStated = true
      continue
    }
    const reading = readFigure(accounts, pack, ref)
    if (reading.kind === 'unknown') return undefined
    isStated ||= reading.stated || (!onlyStated && isPublished(ref, pack))
    amounts.push(sign === 1 ? reading.amount : negate(reading.amount))
  }
  return isStated ? { kind: 'amount', amount: sum(amounts) } : undefined
}

function isPublished(ref: CellRef, pack: Pack): boolean {
  return pack.tables.get(parseCellRef(ref)?.table ?? '')?.role === 'statutory'
}
