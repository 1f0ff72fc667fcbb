import {
  absolute,
  compare,
  quantumOf,
  roundTo,
  subtract,
  withTrimmedZeros,
  type Amount,
  type MoneyUnit,
} from '#core/money/amount.ts'
import { intersects, intervalOf, negateInterval, samePrint, sumIntervals, type Interval } from '#core/money/interval.ts'
import { parseAmount, parseCount, parsePercent, type ParsedAmount } from '#core/money/parse.ts'
import { growthAllows, percentOf, ratioAllows } from '#core/money/ratio.ts'
import type { Expression } from '#core/narrative/ast.ts'
import { evaluate } from '#core/narrative/evaluate.ts'
import type { NarrativeContext, Scope, Value } from '#core/narrative/values.ts'

/**
 * right: a correct rounding of what the accounts say · tail: only the rounding of the accounts themselves allows it · wrong ·
 * open: nobody can say, because the accounts do not know it or the number cannot be read.
 */
export type Judgement = 'right' | 'tail' | 'wrong' | 'open'

export interface AskedFigure {
  readonly expression: Expression
  readonly scope: Scope
  readonly value: Value
  /** The sign is not compared. */
  readonly bySize: boolean
}

/** How a draft prints. */
export interface DraftHabits {
  /** Zeros behind the point are left out: 100% says 100.0%, not something between 99.5 and 100.5. */
  readonly trimsZeros: boolean
}

/**
 * Judges a number that somebody wrote against the expression that should stand there. Exact: amounts in 分, percentages as fractions
 * of them; a number with fewer or more digits than the pack prints is held against the value, not against its print.
 *
 * @param unit in which the written number is, when it is money
 */
export function judgeFigure(
  text: string,
  unit: MoneyUnit,
  asked: AskedFigure,
  context: NarrativeContext,
  habits: DraftHabits,
): Judgement {
  const { value } = asked
  if (value.kind !== 'figure') return 'open'
  if (value.printed !== undefined) return judgeZeroOfZero(text, value.printed)
  const written = readWritten(text, value.measure, unit)
  if (written === undefined) return 'open'
  const call = resolved(asked.expression, asked.scope)
  if (call.expression.kind === 'call' && (call.expression.name === '占比' || call.expression.name === '增减率'))
    return judgeRate(trimmed(written, habits, context), call.expression.name, call.expression.args, call.scope, context)
  const amount = asked.bySize ? absolute(value.amount) : value.amount
  // As the report itself would print it with these decimals.
  const print = roundTo({ fen: amount.fen, quantum: 1 }, written.quantum)
  if (compare(print, written) === 0) return 'right'
  // Rounded from a figure that the accounts know only rounded; or finer than they know it.
  if (samePrint(written, amount)) return written.quantum > amount.quantum ? 'right' : 'tail'
  const possible = call.expression.kind === 'ref' ? undefined : possibleOf(call.expression, call.scope, context)
  return possible && intersects(intervalOf(written), possible) ? 'tail' : 'wrong'
}

function trimmed(written: Amount, { trimsZeros }: DraftHabits, { pack }: NarrativeContext): Amount {
  return trimsZeros ? withTrimmedZeros(written, quantumOf('元', pack.head.settings.percent.decimals)) : written
}

/** What 0 of 0 is called is a matter of style: 0% or 100%, but nothing else. */
function judgeZeroOfZero(text: string, printed: string): Judgement {
  if (printed.replace(/%$/u, '') === text) return 'right'
  return /^(?:0+|100)(?:\.0+)?$/u.test(text) ? 'open' : 'wrong'
}

function readWritten(text: string, measure: string, unit: MoneyUnit): Amount | undefined {
  const parsed = parse(text, measure, unit)
  if (parsed.kind === 'percent') return parsed.rate
  return parsed.kind === 'amount' ? parsed.amount : undefined
}

function parse(text: string, measure: string, unit: MoneyUnit): ParsedAmount {
  if (measure === '金额') return parseAmount(text, unit)
  return measure === '百分比' ? parsePercent(text) : parseCount(text)
}

/** 占100% is taken for what it says; 99.9% that was rounded to it is a tail to look at. */
function judgeRate(
  written: Amount,
  name: '占比' | '增减率',
  args: readonly Expression[],
  scope: Scope,
  context: NarrativeContext,
): Judgement {
  const [part, whole] = args.map((arg) => evaluate(arg, context, scope))
  if (part?.kind !== 'figure' || whole?.kind !== 'figure') return 'open'
  const top = name === '占比' ? part.amount : absolute(subtract(part.amount, whole.amount))
  const decimals = written.quantum >= 100 ? 0 : written.quantum === 10 ? 1 : 2
  const exact = percentOf(top, whole.amount, decimals)
  if (!exact) return 'open'
  if (compare(exact, written) === 0)
    return isRoundedToWhole(written, percentOf(top, whole.amount, 2)) ? 'tail' : 'right'
  const [n, d] = args.map((arg) => possibleOf(arg, scope, context))
  if (!n || !d) return 'wrong'
  const allows =
    name === '占比'
      ? ratioAllows(written, n, d)
      : growthAllows(written, n, d) || growthAllows({ ...written, fen: 0 - written.fen }, n, d)
  return allows ? 'tail' : 'wrong'
}

/** 100% and 0% without decimals claim everything and nothing. */
function isRoundedToWhole(written: Amount, fine: Amount | undefined): boolean {
  const claims = written.quantum >= 100 && (written.fen === 0 || written.fen === 10_000)
  return claims && fine !== undefined && fine.fen !== written.fen
}

/** Everything that an expression may truly be, given the precision of its cells; undefined where that is not known. */
export function possibleOf(expression: Expression, scope: Scope, context: NarrativeContext): Interval | undefined {
  const at = resolved(expression, scope)
  if (at.expression.kind === 'call') {
    const { name, args } = at.expression
    const inner = (): readonly (Interval | undefined)[] => args.map((arg) => possibleOf(arg, at.scope, context))
    if (name === '金额' || name === '万元' || name === '元') return args[0] && possibleOf(args[0], at.scope, context)
    if (name === '和') return total(inner())
    if (name === '差' || name === '绝对差') {
      const difference = total(inner().map((one, index) => (index === 0 || !one ? one : negateInterval(one))))
      return name === '差' || !difference ? difference : absoluteInterval(difference)
    }
    if (name !== '上年') return undefined
  }
  const value = evaluate(at.expression, context, at.scope)
  return value.kind === 'figure' ? intervalOf(value.amount) : undefined
}

function total(parts: readonly (Interval | undefined)[]): Interval | undefined {
  const known = parts.filter((part) => part !== undefined)
  return known.length === parts.length ? sumIntervals(known) : undefined
}

function absoluteInterval({ lo, hi }: Interval): Interval {
  if (lo >= 0) return { lo, hi }
  return hi <= 0 ? negateInterval({ lo, hi }) : { lo: 0, hi: Math.max(0 - lo, hi) }
}

/** An expression behind the parameters of the phrases around it. */
export function resolved(
  expression: Expression,
  scope: Scope,
): { readonly expression: Expression; readonly scope: Scope } {
  if (expression.kind !== 'name') return { expression, scope }
  const bound = scope.params.get(expression.name)
  return bound ? resolved(bound.expression, bound.scope) : { expression, scope }
}
