import { negate, subtract, sum, type Amount } from '#core/money/amount.ts'
import { intersects, intervalOf, type Interval } from '#core/money/interval.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { Sides } from './evaluate.ts'

/** A failed instance, and whether its sides are linear in their cells (a ratio is not). */
export interface Failure {
  readonly sides: Sides
  readonly linear: boolean
}

export interface Diagnosis {
  readonly cell: CellRef
  /** Indexes of the failures that this cell explains. */
  readonly failures: readonly number[]
  /** The value that satisfies all of them and breaks nothing that holds; undefined when there is none. */
  readonly suggested: Amount | undefined
}

/** How many relations that hold would no longer hold if a cell said this. */
export type Breaks = (cell: CellRef, value: Amount) => number

/**
 * Finds the cells that most simply explain the failures: one wrong cell must not come out as ten findings.
 *
 * A wrong cell breaks every relation that it is in, so of all cells the culprit is the one with the most failures that all ask for
 * the same value; among equals the one whose correction breaks least of what holds, then one that states a figure rather than a
 * blank one, then the one that fewest passing relations vouch for, then the one that the first failure names first. Its failures
 * are taken out and the rest is looked at again.
 */
export function diagnose(
  failures: readonly Failure[],
  vouched: Pick<ReadonlyMap<CellRef, number>, 'get'>,
  amountOf: (ref: CellRef) => Amount,
  breaks: Breaks = () => 0,
): readonly Diagnosis[] {
  const { several, alone, close } = openCases(failures)
  // With so many failures the ones that agree say enough.
  const known: Known = { vouched, amountOf, breaks: failures.length > MANY ? undefined : breaks }
  const now = new Map<CellRef, Suspect>()
  const suspect = (cell: CellRef, own: readonly Case[]): Suspect => {
    const made = suspectOf(cell, own, known)
    now.set(cell, made)
    return made
  }
  const ranked = [
    ...[...several].map(([cell, own]) => suspect(cell, own)),
    ...alone.flatMap((cases) => {
      const [cell, own] = likeliest(cases, known) ?? []
      return cell !== undefined && own ? [suspect(cell, [own])] : []
    }),
  ].toSorted(likelierLast)
  const found: Diagnosis[] = []
  const closed = new Set<number>()
  for (let best = ranked.pop(); best; best = ranked.pop()) {
    const { cell } = best
    // What was thought of a cell before others explained its failures lies in the list still.
    if (now.get(cell) !== best || closed.has(best.first.failure)) continue
    const explained = best.own.map(({ failure }) => failure)
    const { suggested } = agreed(best)
    found.push({
      cell,
      failures: explained,
      suggested: suggested && breaks(cell, suggested) === 0 ? suggested : undefined,
    })
    for (const index of explained) closed.add(index)
    // Only the cells of the failures that are explained now are looked at again: there may be thousands of others.
    for (const [other, left] of close(explained)) {
      now.delete(other)
      if (left.length === 0) continue
      const renewed = suspect(other, left)
      ranked.splice(placeOf(renewed, ranked), 0, renewed)
    }
  }
  return found
}

const MANY = 200

/** What a failure asks of one of its cells. */
interface Wish {
  /** Place of the cell among those of the failure. */
  readonly place: number
  /** How many cells the failure has. */
  readonly size: number
  /** What is to be added to the cell to satisfy it; undefined when it does not say. */
  readonly correction: Amount | undefined
}

/** One failure as one of its cells sees it. */
interface Case {
  readonly failure: number
  readonly wish: Wish
}

interface OpenCases {
  /** The cells of more than one failure, each with its cases in the order of the failures. */
  readonly several: ReadonlyMap<CellRef, readonly Case[]>
  /** Of each failure the cells that no other one has. */
  readonly alone: readonly (readonly (readonly [CellRef, Case])[])[]
  /** Takes failures out. Tells of the cells of several failures that they were about what is left. */
  readonly close: (explained: readonly number[]) => ReadonlyMap<CellRef, readonly Case[]>
}

function openCases(failures: readonly Failure[]): OpenCases {
  const wishes = failures.map(wishesOf)
  const first = new Map<CellRef, number>()
  const several = new Map<CellRef, Case[]>()
  const caseOf = (failure: number, cell: CellRef): Case[] => {
    const wish = wishes[failure]?.get(cell)
    return wish ? [{ failure, wish }] : []
  }
  for (const [failure, own] of wishes.entries())
    for (const [cell, wish] of own) {
      const before = first.get(cell)
      const known = several.get(cell)
      if (before === undefined) first.set(cell, failure)
      else if (known) known.push({ failure, wish })
      else several.set(cell, [...caseOf(before, cell), { failure, wish }])
    }
  return {
    several: new Map(several),
    alone: wishes.map((own, failure) =>
      [...own].flatMap(([cell, wish]) => (several.has(cell) ? [] : [[cell, { failure, wish }] as const])),
    ),
    close: (explained) => {
      const gone = new Set(explained)
      const left = new Map<CellRef, readonly Case[]>()
      for (const index of explained)
        for (const cell of wishes[index]?.keys() ?? []) {
          const own = several.get(cell)
          if (!own || left.has(cell)) continue
          const still = own.filter(({ failure }) => !gone.has(failure))
          several.set(cell, still)
          left.set(cell, still)
        }
      return left
    },
  }
}

/** Sides never change, and thousands of failures are looked at again after every edit. */
const wished = new WeakMap<Sides, ReadonlyMap<CellRef, Wish>>()

function wishesOf({ sides, linear }: Failure): ReadonlyMap<CellRef, Wish> {
  const known = wished.get(sides)
  if (known) return known
  const wishes = wishesIn(sides, linear)
  wished.set(sides, wishes)
  return wishes
}

/** What a sum or a same asks each of its cells to be changed by, taking all others as stated. */
function wishesIn(sides: Sides, linear: boolean): ReadonlyMap<CellRef, Wish> {
  const signs = new Map<CellRef, { left: number; right: number }>()
  for (const side of ['left', 'right'] as const)
    for (const { ref, sign } of sides[side]) {
      if (ref === undefined) continue
      const known = signs.get(ref) ?? { left: 0, right: 0 }
      signs.set(ref, known[side] === 0 ? { ...known, [side]: sign } : known)
    }
  const gap = subtract(sides.expected, sides.stated)
  const correctionOf = (cell: CellRef): Amount | undefined => {
    const { left, right } = signs.get(cell) ?? { left: 0, right: 0 }
    if (!linear || (left !== 0 && right !== 0)) return undefined
    return left - right === 1 ? gap : negate(gap)
  }
  const size = sides.cells.length
  return new Map(sides.cells.map((cell, place) => [cell, { place, size, correction: correctionOf(cell) }]))
}

interface Known {
  readonly vouched: Pick<ReadonlyMap<CellRef, number>, 'get'>
  readonly amountOf: (ref: CellRef) => Amount
  /** Undefined where it is not to decide. */
  readonly breaks: Breaks | undefined
}

/**
 * Of the cells that one failure alone suspects the likeliest: no other of them can ever be found, because it explains the failure.
 */
function likeliest(cases: readonly (readonly [CellRef, Case])[], known: Known): readonly [CellRef, Case] | undefined {
  if (known.breaks) {
    const suspects = cases.map(([cell, own]) => suspectOf(cell, [own], known))
    const [best] = suspects.toSorted(likelierLast).slice(-1)
    return best && [best.cell, best.first]
  }
  // As `likelierLast`, where nothing but these three can differ.
  const stated = cases.filter(([cell]) => known.amountOf(cell).fen !== 0)
  const equals = stated.length > 0 ? stated : cases
  if (equals.length < 2) return equals[0]
  const [best] = equals
    .map((one) => ({ one, passes: known.vouched.get(one[0]) ?? 0 }))
    .toSorted((a, b) => a.passes - b.passes || a.one[1].wish.place - b.one[1].wish.place)
  return best?.one
}

/** What is thought of a cell. What only decides between equals is found out, and kept, when it is asked for. */
interface Suspect {
  readonly cell: CellRef
  readonly own: readonly Case[]
  readonly first: Case
  readonly known: Known
  agreement?: Agreement
  isStated?: boolean
  passes?: number
  cost?: number
}

function suspectOf(cell: CellRef, own: readonly Case[], known: Known): Suspect {
  const [first] = own
  if (!first) throw new RangeError(`${cell} has no failure`)
  return { cell, own, first, known }
}

const agreed = (one: Suspect): Agreement => (one.agreement ??= agreementOf(one.own, one.known.amountOf(one.cell)))
const isStated = (one: Suspect): boolean => (one.isStated ??= one.known.amountOf(one.cell).fen !== 0)
const passes = (one: Suspect): number => (one.passes ??= one.known.vouched.get(one.cell) ?? 0)

/** What the correction breaks. */
function costOf(one: Suspect): number {
  const { breaks } = one.known
  if (!breaks) return 0
  const { suggested } = agreed(one)
  return (one.cost ??= suggested ? breaks(one.cell, suggested) : 0)
}

/** Positive when `a` explains more than `b`, or is the likelier of two that explain as much; no two cells are equal. */
function likelierLast(a: Suspect, b: Suspect): number {
  return (
    agreeing(a) - agreeing(b) ||
    a.own.length - b.own.length ||
    costOf(b) - costOf(a) ||
    Number(isStated(a)) - Number(isStated(b)) ||
    passes(b) - passes(a) ||
    b.first.failure - a.first.failure ||
    b.first.wish.place - a.first.wish.place
  )
}

/** A failure always agrees with itself. */
function agreeing(one: Suspect): number {
  return one.own.length === 1 || agreed(one).agree ? one.own.length : 0
}

/** Where a suspect belongs among those that are ranked. */
function placeOf(suspect: Suspect, ranked: readonly Suspect[]): number {
  let [from, to] = [0, ranked.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const other = ranked[middle]
    if (other && likelierLast(other, suspect) < 0) from = middle + 1
    else to = middle
  }
  return from
}

interface Agreement {
  readonly agree: boolean
  readonly suggested: Amount | undefined
}

/** Whether all linear failures of a cell ask for one and the same value, and which. */
function agreementOf(own: readonly Case[], stated: Amount): Agreement {
  const wanted = own
    // The fewer amounts a relation adds up, the less rounding is in what it asks for.
    .toSorted((a, b) => a.wish.size - b.wish.size)
    .flatMap(({ wish: { correction } }) => (correction ? sum([stated, correction]) : []))
  const [first, ...rest] = wanted
  if (!first) return { agree: true, suggested: undefined }
  const slack: Interval = widened(first)
  const agree = rest.every((amount) => intersects(slack, widened(amount)))
  return { agree, suggested: agree ? first : undefined }
}

/** Sums of rounded amounts ask for values that differ in the last digit; one digit either side is the same wish. */
function widened(amount: Amount): Interval {
  const { lo, hi } = intervalOf(amount)
  return { lo: lo - amount.quantum, hi: hi + amount.quantum }
}
