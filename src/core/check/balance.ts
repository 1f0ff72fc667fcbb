import type { Amount } from '#core/money/amount.ts'
import { intervalOf } from '#core/money/interval.ts'
import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import { cellsOf, type SignedCell } from './instances.ts'
import type { Result, Standing } from './results.ts'

/** A sum or an order that holds, weighed once, so that another amount in one of its cells is put on the scales alone. */
export interface Balance {
  /** Whether it would fail if the cell said this; undefined where it must be evaluated anew to know. */
  readonly failsWith: (cell: CellRef, amount: Amount) => boolean | undefined
}

/** What one side adds up to, and from where to where it may truly reach. */
interface Weight {
  readonly fen: number
  readonly lo: number
  readonly hi: number
}

/** How often a cell stands on the left side, and how often on the right, with its sign and against it. */
interface Place {
  readonly left: Signs
  readonly right: Signs
}
interface Signs {
  readonly plus: number
  readonly minus: number
}

const NOWHERE: Signs = { plus: 0, minus: 0 }
const NOTHING: Weight = { fen: 0, lo: 0, hi: 0 }

/**
 * The balance of a result that holds; undefined for relations of other kinds (they have few cells) and where numbers come near to what
 * can be added exactly: there the order of adding decides whether it can be checked at all.
 */
export function balanceOf({ relation, binding }: Result, { accounts, pack }: Standing): Balance | undefined {
  if (relation.kind !== 'sum' && relation.kind !== 'order') return undefined
  const weightOf = (ref: CellRef): Weight => {
    const reading = readFigure(accounts, pack, ref)
    return reading.kind === 'known' ? weigh(reading.amount) : NOTHING
  }
  const sides = [relation.left, relation.right].map((terms) => cellsOf(terms, binding, accounts, pack))
  const [left = [], right = []] = sides
  const whole = sides.flat().reduce((sum, { ref }) => sum + (ref === undefined ? 0 : sizeOf(weightOf(ref))), 0)
  if (whole > MOST) return undefined
  const conditions = new Set(
    relation.when.flatMap((condition) => {
      if ('nature' in condition) return []
      const terms = 'zero' in condition ? condition.zero : 'nonzero' in condition ? condition.nonzero : condition.stated
      return cellsOf(terms, binding, accounts, pack).flatMap(({ ref }) => ref ?? [])
    }),
  )
  const places = placesOf(left, right)
  const [a, b] = [totalOf(left, weightOf), totalOf(right, weightOf)]
  return {
    failsWith: (cell, amount) => {
      const place = places.get(cell)
      // A blank beside it may be a zero only while nobody has answered the row.
      const isFillIn = pack.tables.get(parseCellRef(cell)?.table ?? '')?.role === 'fill-in'
      if (!place || isFillIn || conditions.has(cell)) return undefined
      const [now, then] = [weightOf(cell), weigh(amount)]
      if (whole + sizeOf(now) + sizeOf(then) > MOST) return undefined
      const [l, r] = [moved(a, place.left, now, then), moved(b, place.right, now, then)]
      if (relation.kind === 'sum') return l.fen !== r.fen && !(l.lo <= r.hi && r.lo <= l.hi)
      const [low, high] = relation.op === '≤' ? [l, r] : [r, l]
      return low.fen > high.fen && low.lo > high.hi
    },
  }
}

const MOST = Number.MAX_SAFE_INTEGER / 4

const weigh = (amount: Amount): Weight => ({ fen: amount.fen, ...intervalOf(amount) })
const sizeOf = ({ lo, hi }: Weight): number => Math.max(Math.abs(lo), Math.abs(hi))

function totalOf(cells: readonly SignedCell[], weightOf: (ref: CellRef) => Weight): Weight {
  return cells.reduce((sum, { ref, sign }) => {
    if (ref === undefined) return sum
    const one = weightOf(ref)
    return plus(sum, sign === 1 ? one : against(one), 1)
  }, NOTHING)
}

/** The total with one amount in the place of another. */
function moved(total: Weight, { plus: often, minus }: Signs, now: Weight, then: Weight): Weight {
  return plus(plus(plus(plus(total, now, -often), then, often), against(now), -minus), against(then), minus)
}

const against = ({ fen, lo, hi }: Weight): Weight => ({ fen: -fen, lo: -hi, hi: -lo })
const plus = (a: Weight, b: Weight, times: number): Weight => ({
  fen: a.fen + b.fen * times,
  lo: a.lo + b.lo * times,
  hi: a.hi + b.hi * times,
})

function placesOf(left: readonly SignedCell[], right: readonly SignedCell[]): ReadonlyMap<CellRef, Place> {
  const places = new Map<CellRef, Place>()
  for (const [side, cells] of [
    ['left', left],
    ['right', right],
  ] as const)
    for (const { ref, sign } of cells) {
      if (ref === undefined) continue
      const known = places.get(ref) ?? { left: NOWHERE, right: NOWHERE }
      const { plus: often, minus } = known[side]
      places.set(ref, { ...known, [side]: sign === 1 ? { plus: often + 1, minus } : { plus: often, minus: minus + 1 } })
    }
  return places
}
