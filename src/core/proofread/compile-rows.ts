import type { Expression } from '#core/narrative/ast.ts'
import { evaluate, nameOfRow } from '#core/narrative/evaluate.ts'
import type { Scope } from '#core/narrative/values.ts'
import { compilePhrase, compileWords, type Compiler } from './compile.ts'
import { addSlot, addState, COST, type Edge } from './pattern.ts'

/**
 * 每(ROWS, phrase, "sep"): the rows as the report prints them or, where every row tells its name, in any order and number. Rows
 * that a text leaves out are told apart from those that it gets wrong.
 */
export function compileRows(args: readonly Expression[], compiler: Compiler, scope: Scope, next: number): number {
  const { builder, context } = compiler
  const [rowsExpression, phrase, separator] = args
  const rows = rowsExpression && evaluate(rowsExpression, context, scope)
  if (rows?.kind !== 'rows' || (phrase?.kind !== 'call' && phrase?.kind !== 'name') || rows.rows.length === 0)
    return next
  const between = separator?.kind === 'string' ? separator.text : ''
  const { table } = rows
  const named = rows.rows.map((row) => ({ row, name: nameOfRow(row, table, context) }))
  builder.lists.push(named)
  const list = builder.lists.length - 1
  const compileRow = (index: number, after: number): number => {
    const { row = '', name = '' } = named[index] ?? {}
    const end = addState(builder, [{ on: 'nothing', slot: addSlot(builder, { kind: 'row-end' }), to: after, cost: 0 }])
    const inner: Scope = { ...scope, row, table, number: index + 1 }
    const to = compilePhrase(phrase.name, phrase.kind === 'call' ? phrase.args : [], compiler, inner, end)
    return addState(builder, [{ on: 'nothing', slot: addSlot(builder, { kind: 'row', list, row, name }), to, cost: 0 }])
  }
  const before = builder.slots.length
  const chain = named.reduceRight(
    (after, _, index) => compileRow(index, index === named.length - 1 ? after : compileWords(between, compiler, after)),
    next,
  )
  const tellsName = builder.slots.slice(before).some((slot) => slot.kind === 'name')
  if (!tellsName || named.length < 2) return chain
  const loop = addState(builder, [])
  const behind = addState(builder, [
    { on: 'nothing', to: next, cost: 0 },
    { on: 'nothing', to: compileWords(between, compiler, loop), cost: 0 },
  ])
  const any = named.map((_, index): Edge => ({ on: 'nothing', to: compileRow(index, behind), cost: 0 }))
  builder.states[loop]?.push(...any)
  return addState(builder, [
    { on: 'nothing', to: chain, cost: 0 },
    { on: 'nothing', to: loop, cost: COST.otherOrder },
  ])
}
