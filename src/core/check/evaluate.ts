import {
  absolute,
  compare,
  negate,
  quantumOf,
  subtract,
  sum,
  withTrimmedZeros,
  type Amount,
} from '#core/money/amount.ts'
import {
  intervalOf,
  intersects,
  mayBeAtMost,
  negateInterval,
  samePrint,
  sumIntervals,
  type Interval,
} from '#core/money/interval.ts'
import { growthAllows, percentOf, ratioAllows } from '#core/money/ratio.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import type { PackRelation } from '#core/packs/schema-relation.ts'
import { applicability } from './conditions.ts'
import { cellsOf, type Binding, type SignedCell } from './instances.ts'

/** What came of one relation under one binding. */
export type Outcome =
  | { readonly kind: 'pass'; readonly cells: readonly CellRef[]; readonly trivial: boolean }
  | ({ readonly kind: 'tail' | 'fail' } & Sides)
  | { readonly kind: 'cannot-check'; readonly missing: readonly CellRef[] }
  | { readonly kind: 'not-applicable'; readonly because: string }

/** Both sides of a comparison that did not come out even. */
export interface Sides {
  readonly cells: readonly CellRef[]
  /** What the left side says. */
  readonly stated: Amount
  /** What the right side asks for. */
  readonly expected: Amount
  readonly left: readonly SignedCell[]
  readonly right: readonly SignedCell[]
}

interface Side {
  readonly cells: readonly SignedCell[]
  readonly total: Amount
  readonly interval: Interval
  readonly stated: readonly Amount[]
}

/** Evaluates one relation under one binding. Pure: reads cells, returns an outcome, never throws for bad accounts. */
export function evaluateRelation(
  relation: PackRelation,
  binding: Binding,
  accounts: YearAccounts,
  pack: Pack,
): Outcome {
  const applies = applicability(relation.when, binding, accounts, pack)
  if (applies.kind === 'does-not-apply') return { kind: 'not-applicable', because: applies.because }
  if (applies.kind === 'unknown') return { kind: 'cannot-check', missing: applies.missing }

  const read = (terms: readonly string[]): Side => readSide(cellsOf(terms, binding, accounts, pack), accounts, pack)
  const missing = allTerms(relation).flatMap((terms) =>
    unknownCells(cellsOf(terms, binding, accounts, pack), accounts, pack),
  )
  if (missing.length > 0) return { kind: 'cannot-check', missing: [...new Set(missing)] }

  switch (relation.kind) {
    case 'same':
      return judge(read([relation.left]), read([relation.right]), sameSides)
    case 'sum':
      return judge(read(relation.left), read(relation.right), sumSides)
    case 'order':
      return relation.op === '≤'
        ? judge(read(relation.left), read(relation.right), atMost)
        : judge(read(relation.left), read(relation.right), (left, right) => atMost(right, left))
    case 'ratio':
      return judgeRatio(
        trimmedRate(read([relation.left]), pack),
        read(relation.numerator),
        read(relation.denominator),
        relation.of,
      )
  }
}

/** The lists of terms of a relation, left side first. */
export function allTerms(relation: PackRelation): readonly (readonly string[])[] {
  switch (relation.kind) {
    case 'same':
      return [[relation.left], [relation.right]]
    case 'sum':
    case 'order':
      return [relation.left, relation.right]
    case 'ratio':
      return [[relation.left], relation.numerator, relation.denominator]
  }
}

function unknownCells(cells: readonly SignedCell[], accounts: YearAccounts, pack: Pack): CellRef[] {
  return cells.flatMap(({ ref }) =>
    ref !== undefined && readFigure(accounts, pack, ref).kind === 'unknown' ? [ref] : [],
  )
}

function readSide(cells: readonly SignedCell[], accounts: YearAccounts, pack: Pack): Side {
  const stated: Amount[] = []
  const intervals: Interval[] = []
  for (const { sign, ref } of cells) {
    const reading = ref === undefined ? undefined : readFigure(accounts, pack, ref)
    if (reading?.kind !== 'known') continue
    stated.push(sign === 1 ? reading.amount : negate(reading.amount))
    const interval = intervalOf(reading.amount)
    intervals.push(sign === 1 ? interval : negateInterval(interval))
  }
  return { cells, stated, total: sum(stated), interval: sumIntervals(intervals) }
}

type Verdict = 'pass' | 'tail' | 'fail'

/** Two prints of one amount: equal, or the coarser is the rounding of the finer. */
function sameSides(left: Side, right: Side): Verdict {
  return samePrint(left.total, right.total) ? 'pass' : 'fail'
}

function sumSides(left: Side, right: Side): Verdict {
  if (compare(left.total, right.total) === 0) return 'pass'
  return intersects(left.interval, right.interval) ? 'tail' : 'fail'
}

function atMost(left: Side, right: Side): Verdict {
  if (compare(left.total, right.total) <= 0) return 'pass'
  return mayBeAtMost(left.interval, right.interval) ? 'tail' : 'fail'
}

function judge(left: Side, right: Side, verdict: (left: Side, right: Side) => Verdict): Outcome {
  const kind = verdict(left, right)
  const cells = refsOf(left, right)
  if (kind === 'pass') return { kind, cells, trivial: isTrivial(left, right) }
  return { kind, cells, stated: left.total, expected: right.total, left: left.cells, right: right.cells }
}

/** 100% in a pack that prints one decimal and trims zeros says 100.0%, not something between 99.5 and 100.5. */
function trimmedRate(left: Side, { head }: Pack): Side {
  const { decimals, trimZeros } = head.settings.percent
  return trimZeros ? { ...left, total: withTrimmedZeros(left.total, quantumOf('元', decimals)) } : left
}

function judgeRatio(left: Side, numerator: Side, denominator: Side, of: 'share' | 'growth'): Outcome {
  const cells = refsOf(left, numerator, denominator)
  if (denominator.total.fen === 0) return { kind: 'not-applicable', because: '分母为零，没有百分比' }
  const decimals = left.total.quantum >= 100 ? 0 : left.total.quantum === 10 ? 1 : 2
  const part = of === 'share' ? numerator.total : absolute(subtract(numerator.total, denominator.total))
  const expected = percentOf(part, denominator.total, decimals) ?? left.total
  if (compare(expected, left.total) === 0) return { kind: 'pass', cells, trivial: false }
  const isPossible =
    of === 'share'
      ? ratioAllows(left.total, numerator.interval, denominator.interval)
      : [left.total, negate(left.total)].some((rate) => growthAllows(rate, numerator.interval, denominator.interval))
  const right = [...numerator.cells, ...denominator.cells]
  return { kind: isPossible ? 'tail' : 'fail', cells, stated: left.total, expected, left: left.cells, right }
}

function refsOf(...sides: readonly Side[]): readonly CellRef[] {
  return [...new Set(sides.flatMap((side) => side.cells.flatMap((cell) => cell.ref ?? [])))]
}

/** Nothing but zeros: it holds, but it is no evidence for any of its cells. */
function isTrivial(...sides: readonly Side[]): boolean {
  return sides.every((side) => side.stated.every((amount) => amount.fen === 0))
}
