import type { YearAccounts } from '#core/model/accounts.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { Amount } from '#core/money/amount.ts'
import { balanceOf, type Balance } from './balance.ts'
import type { Breaks } from './diagnose.ts'
import type { Holding } from './holding.ts'
import { evaluateWithinRange, type Result, type Standing } from './results.ts'

/** Tries a value in a cell on every relation of the cell that holds; a figure that turns negative is one thing broken more (CK-002). */
export function breaksOf(holding: Pick<Holding, 'of'>, { accounts, pack }: Standing): Breaks {
  return (cell, amount) => {
    const changed = (): YearAccounts => ({
      ...accounts,
      get: (ref) => (ref === cell ? { kind: 'amount', amount } : accounts.get(ref)),
      table: (id, prior) => accounts.table(id, prior),
      text: (id) => accounts.text(id),
    })
    const fails = (result: Result): boolean =>
      balanceIn(result, { accounts, pack })?.failsWith(cell, amount) ??
      evaluateWithinRange(result.relation, result.binding, changed(), pack).kind === 'fail'
    let broken = 0
    for (const result of holding.of(cell)) if (remembered(result, cell, amount, fails)) broken += 1
    if (amount.fen >= 0) return broken
    const before = accounts.get(cell)
    const wasNegative = before?.kind === 'amount' && before.amount.fen < 0
    return broken + (wasNegative ? 0 : 1)
  }
}

/** Below so many cells adding up anew is as quick. */
const LONG = 8

interface Tried {
  readonly amount: Amount
  readonly fails: boolean
}

/**
 * What was tried last in each cell of a result. A result whose figures change is another one, and with another amount in one of its
 * cells it reads nothing that it did not read to hold.
 */
const tried = new WeakMap<Result, Map<CellRef, Tried>>()

function remembered(result: Result, cell: CellRef, amount: Amount, fails: (result: Result) => boolean): boolean {
  const own = tried.get(result) ?? new Map<CellRef, Tried>()
  tried.set(result, own)
  const known = own.get(cell)
  if (known?.amount.fen === amount.fen && known.amount.quantum === amount.quantum) return known.fails
  const now = { amount, fails: fails(result) }
  own.set(cell, now)
  return now.fails
}

/** A sum over a thousand rows is asked about each of them. */
const balances = new WeakMap<Result, Balance | undefined>()

function balanceIn(result: Result, standing: Standing): Balance | undefined {
  const { outcome } = result
  if (!('cells' in outcome) || outcome.cells.length < LONG) return undefined
  if (!balances.has(result)) balances.set(result, balanceOf(result, standing))
  return balances.get(result)
}
