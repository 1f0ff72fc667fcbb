import type { MoneyUnit } from '#core/money/amount.ts'
import { COST, type Edge, type Pattern, type Slot } from './pattern.ts'
import { isStop, type Token } from './tokens.ts'
import { relationOf } from './word-groups.ts'

/** One step of a reading, with the tokens that it took. */
export interface Step {
  readonly edge: Edge
  readonly from: number
  readonly to: number
}

/** The cheapest way in which a pattern reads a stretch of a text. */
export interface Reading {
  readonly from: number
  readonly to: number
  readonly cost: number
  readonly steps: readonly Step[]
}

type FigureSlot = Extract<Slot, { kind: 'figure' }>

/** Whether a written number is what a slot asks for; asked often, so it should remember. */
export type IsRight = (slot: FigureSlot, text: string, unit: MoneyUnit | undefined) => boolean

/** A reading that deviates more than its words are worth is none: it is given up on the way. */
const LEAST_DOUBTFUL = 4
const WORTH = 0.2

interface Cell {
  readonly state: number
  readonly at: number
  readonly cost: number
  /** Signs that were as the pattern has them. */
  readonly words: number
  readonly before: Cell | undefined
  readonly edge: Edge | undefined
}

/**
 * Reads a text from a token on with a pattern (Viterbi over its states). Punctuation and small words (的, 为, 共) may differ; every
 * other word must be there, and every number must stand where the pattern has one.
 */
export function readAt(
  pattern: Pattern,
  tokens: readonly Token[],
  start: number,
  isRight: IsRight,
): Reading | undefined {
  /** The cheapest cell of each state, by the token that comes next. */
  const waiting = new Map<number, Map<number, Cell>>()
  let best: Cell | undefined
  const offer = (cell: Cell): boolean => {
    const here = waiting.get(cell.at) ?? new Map<number, Cell>()
    waiting.set(cell.at, here)
    const known = here.get(cell.state)
    if ((known && known.cost <= cell.cost) || cell.cost > LEAST_DOUBTFUL + cell.words * WORTH) return false
    here.set(cell.state, cell)
    return true
  }
  offer({ state: pattern.start, at: start, cost: 0, words: 0, before: undefined, edge: undefined })
  for (let at = start; waiting.size > 0 && at <= tokens.length; at += 1) {
    const here = waiting.get(at)
    if (!here) continue
    settle(here, pattern, offer)
    const accepted = here.get(pattern.accept)
    if (accepted && endsHere(tokens, at) && (!best || merit(accepted) > merit(best))) best = accepted
    for (const cell of here.values()) advance(cell, pattern, tokens, isRight, offer)
    waiting.delete(at)
  }
  return best && readingOf(best, start)
}

/** Of two ends the one is taken whose words outweigh what it deviates. */
const merit = ({ words, cost }: Cell): number => words * WORTH - cost

/** A sentence ends before or behind a stop. */
const endsHere = (tokens: readonly Token[], at: number): boolean => isStop(tokens[at]) || isStop(tokens[at - 1])

/** Follows the steps that take nothing, until no state gets cheaper. */
function settle(here: ReadonlyMap<number, Cell>, { states }: Pattern, offer: (cell: Cell) => boolean): void {
  const open = [...here.values()]
  for (let cell = open.pop(); cell; cell = open.pop()) {
    // It may have been found cheaper in the meantime.
    if (here.get(cell.state) !== cell) continue
    for (const edge of states[cell.state] ?? []) {
      const cost = costToSkip(edge)
      if (cost === undefined) continue
      const next: Cell = { state: edge.to, at: cell.at, cost: cell.cost + cost, words: cell.words, before: cell, edge }
      if (offer(next)) open.push(next)
    }
  }
}

/** Small words that change nothing, and punctuation. */
const FILLER = /^[,、;:.的为共是"]$/u

/** What it costs to take a step without taking a token; undefined: it cannot be done. */
export function costToSkip(edge: Edge): number | undefined {
  if (edge.on === 'nothing') return edge.cost
  if (edge.on !== 'sign') return undefined
  if (edge.text === '。') return COST.stop
  return FILLER.test(edge.text) ? COST.filler : undefined
}

function advance(
  cell: Cell,
  { states, slots }: Pattern,
  tokens: readonly Token[],
  isRight: IsRight,
  offer: (cell: Cell) => boolean,
): void {
  const token = tokens[cell.at]
  if (!token) return
  const take = (edge: Edge | undefined, count: number, cost: number): void => {
    const words = cell.words + (edge?.on === 'sign' || edge?.on === 'word' ? count : 0)
    offer({ state: edge?.to ?? cell.state, at: cell.at + count, cost: cell.cost + cost, words, before: cell, edge })
  }
  const edges = states[cell.state] ?? []
  // Signs that the text has beyond the pattern, between words of the wording only.
  const isOpen = cell.before === undefined || edges.some(({ on }) => on === 'free' || on === 'name')
  const extra = isOpen ? undefined : extraToken(token)
  if (extra !== undefined) take(undefined, 1, extra)
  for (const edge of edges) {
    const slot = 'slot' in edge && edge.slot !== undefined ? slots[edge.slot] : undefined
    takeEdge(edge, slot, cell.at, tokens, isRight, (count, cost) => {
      take(edge, count, cost)
    })
  }
}

function extraToken(token: Token): number | undefined {
  if (token.kind === 'break') return COST.synonym
  if (token.kind === 'number') return undefined
  if (token.text === '。') return COST.stop
  return FILLER.test(token.text) ? COST.filler : undefined
}

function takeEdge(
  edge: Edge,
  slot: Slot | undefined,
  at: number,
  tokens: readonly Token[],
  isRight: IsRight,
  take: (count: number, cost: number) => void,
): void {
  const token = tokens[at]
  if (!token) return
  switch (edge.on) {
    case 'nothing':
      return
    case 'sign':
      if (token.kind === 'sign' && token.text === edge.text) take(1, edge.cost)
      return
    case 'ordinal':
      if (/^(?:\d{1,2}|[一二三四五六七八九十()、.])$/u.test(token.text)) take(1, edge.cost)
      return
    case 'number':
      if (token.kind === 'number' && slot?.kind === 'number')
        take(1, edge.cost + (slot.text === token.text ? 0 : COST.wrongFigure))
      return
    case 'word':
      if (slot?.kind === 'word') takeWord(slot.expected, at, tokens, take)
      return
    case 'figure':
      if (token.kind === 'number' && slot?.kind === 'figure') takeFigure(slot, at, tokens, isRight, take)
      return
    case 'name':
      if (token.kind === 'sign' && !isStop(token)) take(1, edge.cost)
      return
    case 'free':
      if (token.kind === 'break' || token.text === '。') return
      take(1, edge.cost + (token.kind === 'number' ? COST.numberInFreeText : 0))
      return
  }
}

function takeWord(
  expected: string,
  at: number,
  tokens: readonly Token[],
  take: (count: number, cost: number) => void,
): void {
  const written = `${tokens[at]?.text ?? ''}${tokens[at + 1]?.text ?? ''}`
  if (written === expected) take(2, 0)
  else {
    const relation = relationOf(written, expected)
    if (relation !== undefined) take(2, relation === 'same' ? COST.synonym : COST.wrongWord)
  }
}

/** A number with the unit behind it, where the pattern has one. */
function takeFigure(
  slot: FigureSlot,
  at: number,
  tokens: readonly Token[],
  isRight: IsRight,
  take: (count: number, cost: number) => void,
): void {
  const text = tokens[at]?.text ?? ''
  const unit = slot.unit === undefined ? undefined : unitAt(tokens, at + 1)
  if (slot.unit !== undefined && unit === undefined) return
  take(1 + (unit?.length ?? 0), isRight(slot, text, unit) ? 0 : COST.wrongFigure)
}

/** The unit that stands at a place of a text. */
export function unitAt(tokens: readonly Token[], at: number): MoneyUnit | undefined {
  if (tokens[at]?.text === '元') return '元'
  return tokens[at]?.text === '万' && tokens[at + 1]?.text === '元' ? '万元' : undefined
}

function readingOf(last: Cell, from: number): Reading {
  const steps: Step[] = []
  for (let cell = last; cell.before; cell = cell.before)
    if (cell.edge) steps.push({ edge: cell.edge, from: cell.before.at, to: cell.at })
  return { from, to: last.at, cost: last.cost, steps: steps.reverse() }
}
