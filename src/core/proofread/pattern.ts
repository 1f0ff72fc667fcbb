import type { MoneyUnit } from '#core/money/amount.ts'
import type { AskedFigure } from './judge-figure.ts'

/** What can be read at a place of a sentence, beside what should stand there. */
export type Slot =
  | ({ readonly kind: 'figure'; readonly unit: MoneyUnit | undefined } & AskedFigure)
  /** A number of the wording itself: a year, 单价100万元. */
  | { readonly kind: 'number'; readonly text: string }
  /** A name, with the forms of it that are right. */
  | { readonly kind: 'name'; readonly expected: readonly string[]; readonly isUnit?: boolean }
  /** 增加, 大于 …: a word whose contrary is a mistake. */
  | { readonly kind: 'word'; readonly expected: string }
  /** A text that a person writes: nothing says what should stand there. */
  | { readonly kind: 'free' }
  /** Another case of a phrase than the accounts ask for. */
  | { readonly kind: 'case'; readonly used: string; readonly expected: string }
  | { readonly kind: 'row'; readonly list: number; readonly row: string; readonly name: string }
  | { readonly kind: 'row-end' }

/** A step from one state of a pattern to another. */
export type Edge = { readonly to: number; readonly cost: number } & (
  | { readonly on: 'sign'; readonly text: string }
  | { readonly on: 'number' | 'figure' | 'word'; readonly slot: number }
  /** Any one token of a name or a free text. */
  | { readonly on: 'name' | 'free'; readonly slot: number }
  | { readonly on: 'ordinal' }
  /** Takes nothing; with a slot it says what begins here. */
  | { readonly on: 'nothing'; readonly slot?: number | undefined }
)

/** A sentence with everything that it may say, as states and steps between them. */
export interface Pattern {
  readonly states: readonly (readonly Edge[])[]
  readonly slots: readonly Slot[]
  readonly start: number
  readonly accept: number
  /** The rows that each of its lists must name. */
  readonly lists: readonly (readonly { readonly row: string; readonly name: string }[])[]
}

/** What a deviation costs: of several ways to read a sentence the cheapest is taken. */
export const COST = {
  filler: 0.05,
  synonym: 0.1,
  stop: 0.3,
  wrongFigure: 1,
  otherCase: 1,
  wrongWord: 1.2,
  wrongName: 1.5,
  freeText: 0.3,
  numberInFreeText: 2,
  otherOrder: 2.5,
} as const

/** Builds a pattern from its end to its beginning: every part is told the state that follows it. */
export interface PatternBuilder {
  readonly states: Edge[][]
  readonly slots: Slot[]
  readonly lists: { readonly row: string; readonly name: string }[][]
}

export const newBuilder = (): PatternBuilder => ({ states: [], slots: [], lists: [] })

export function addState(builder: PatternBuilder, edges: readonly Edge[]): number {
  builder.states.push([...edges])
  return builder.states.length - 1
}

export function addSlot(builder: PatternBuilder, slot: Slot): number {
  builder.slots.push(slot)
  return builder.slots.length - 1
}
