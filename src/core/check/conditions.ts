import type { CellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import type { PackCondition } from '#core/packs/schema-relation.ts'
import { cellsOf, type Binding } from './instances.ts'

export type Applicability =
  | { readonly kind: 'applies' }
  /** Says which condition does not hold. */
  | { readonly kind: 'does-not-apply'; readonly because: string }
  /** The condition itself rests on cells that nobody stated. */
  | { readonly kind: 'unknown'; readonly missing: readonly CellRef[] }

/** Whether a relation applies under a binding: all its conditions must hold. */
export function applicability(
  conditions: readonly PackCondition[],
  binding: Binding,
  accounts: YearAccounts,
  pack: Pack,
): Applicability {
  for (const condition of conditions) {
    const verdict = test(condition, binding, accounts, pack)
    if (verdict.kind !== 'applies') return verdict
  }
  return { kind: 'applies' }
}

function test(condition: PackCondition, binding: Binding, accounts: YearAccounts, pack: Pack): Applicability {
  if ('nature' in condition) {
    const { nature } = accounts.unit
    return condition.nature.includes(nature)
      ? { kind: 'applies' }
      : { kind: 'does-not-apply', because: `本单位是${nature}，只适用于${condition.nature.join('、')}` }
  }
  const kind = 'zero' in condition ? 'zero' : 'nonzero' in condition ? 'nonzero' : 'stated'
  const terms = 'zero' in condition ? condition.zero : 'nonzero' in condition ? condition.nonzero : condition.stated
  const refs = cellsOf(terms, binding, accounts, pack).flatMap((cell) => cell.ref ?? [])
  const readings = refs.map((ref) => ({ ref, reading: readFigure(accounts, pack, ref) }))
  if (kind === 'stated') {
    const unstated = readings.find(({ reading }) => reading.kind === 'unknown' || !reading.stated)
    return unstated ? { kind: 'does-not-apply', because: `${unstated.ref}没有填` } : { kind: 'applies' }
  }
  const missing = readings.filter(({ reading }) => reading.kind === 'unknown').map(({ ref }) => ref)
  const filled = readings.find(({ reading }) => reading.kind === 'known' && reading.amount.fen !== 0)
  if (kind === 'zero') {
    if (filled) return { kind: 'does-not-apply', because: `${filled.ref}不为零` }
    return missing.length > 0 ? { kind: 'unknown', missing } : { kind: 'applies' }
  }
  if (filled) return { kind: 'applies' }
  return missing.length > 0
    ? { kind: 'unknown', missing }
    : { kind: 'does-not-apply', because: `${refs.join('、')}为零` }
}
