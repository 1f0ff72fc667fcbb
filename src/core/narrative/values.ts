import type { Amount, MoneyUnit } from '#core/money/amount.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { Measure } from '#core/packs/schema-table.ts'
import type { Expression, PhraseTemplate } from './ast.ts'

/** What an expression comes to. */
export type Value =
  | {
      readonly kind: 'figure'
      readonly amount: Amount
      readonly measure: Measure
      readonly refs: readonly CellRef[]
      /** In words of the template language, with the cells filled in. */
      readonly formula: string
      /** Decimals asked for by 金额(a, n), 占比(a, b, n) …; undefined leaves it to the pack. */
      readonly decimals?: number
      /** The unit asked for by 万元(a) or 元(a); undefined leaves it to the pack. */
      readonly unit?: MoneyUnit
      /** Text to print instead of the number: 0 of 0 by the pack's setting. */
      readonly printed?: string
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'rows'; readonly table: string; readonly rows: readonly string[] }
  /** Nobody said it: a placeholder and a finding. `what` is a cell ref or a text id. */
  | { readonly kind: 'unknown'; readonly what: string; readonly prompt: string }

/** Everything that a template may ask for. */
export interface NarrativeContext {
  readonly accounts: YearAccounts
  readonly pack: Pack
  readonly phrases: ReadonlyMap<string, PhraseTemplate>
  /** Name of a classification code in the year of the accounts; undefined when it is in no list. */
  readonly nameOfCode: (code: string) => string | undefined
}

/** Where an expression stands: the bound row, its number, and the arguments of the phrases around it. */
export interface Scope {
  readonly row: string | undefined
  readonly table: string | undefined
  readonly number: number | undefined
  readonly params: ReadonlyMap<string, Bound>
}

/** An argument with the scope in which it was written. */
export interface Bound {
  readonly expression: Expression
  readonly scope: Scope
}

export const TOP: Scope = { row: undefined, table: undefined, number: undefined, params: new Map() }

export { rowTextId } from '#core/packs/text-rows.ts'

/** The inside of a phrase: its parameters are the arguments, each with the scope in which it was written. */
export function scopeOfPhrase(phrase: PhraseTemplate, args: readonly Expression[], scope: Scope): Scope {
  const params = new Map<string, Bound>()
  phrase.params.forEach((param, index) => {
    const expression = args[index]
    if (expression) params.set(param, { expression, scope })
  })
  return { ...scope, params }
}
