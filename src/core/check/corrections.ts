import type { YearAccounts } from '#core/model/accounts.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import type { Breaks } from './diagnose.ts'
import type { Outcome } from './evaluate.ts'

interface Judged {
  readonly outcome: Outcome
}

interface Standing {
  readonly accounts: YearAccounts
  readonly pack: Pack
}

/**
 * Tries a value in a cell on every relation of the cell that holds; a figure that turns negative is one thing broken more (CK-002).
 *
 * @param fails whether a relation fails on other accounts than those it was judged on
 */
export function breaksOf<R extends Judged>(
  results: readonly R[],
  { accounts, pack }: Standing,
  fails: (result: R, changed: Standing) => boolean,
): Breaks {
  let known: ReadonlyMap<CellRef, readonly R[]> | undefined
  return (cell, amount) => {
    // Asked for only where something failed.
    known ??= holdingOf(results)
    const changed: YearAccounts = {
      ...accounts,
      get: (ref) => (ref === cell ? { kind: 'amount', amount } : accounts.get(ref)),
      table: (id, prior) => accounts.table(id, prior),
      text: (id) => accounts.text(id),
    }
    const broken = (known.get(cell) ?? []).filter((result) => fails(result, { accounts: changed, pack }))
    const before = readFigure(accounts, pack, cell)
    const turnsNegative = amount.fen < 0 && !(before.kind === 'known' && before.amount.fen < 0)
    return broken.length + (turnsNegative ? 1 : 0)
  }
}

/** The relations that hold, by each of their cells. */
function holdingOf<R extends Judged>(results: readonly R[]): ReadonlyMap<CellRef, readonly R[]> {
  const holding = new Map<CellRef, R[]>()
  for (const result of results) {
    const { outcome } = result
    if (outcome.kind !== 'pass' && outcome.kind !== 'tail') continue
    for (const cell of new Set(outcome.cells)) {
      const own = holding.get(cell)
      if (own) own.push(result)
      else holding.set(cell, [result])
    }
  }
  return holding
}
