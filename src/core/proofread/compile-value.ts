import type { MoneyUnit } from '#core/money/amount.ts'
import type { Expression } from '#core/narrative/ast.ts'
import { evaluate } from '#core/narrative/evaluate.ts'
import { printFigure } from '#core/narrative/print.ts'
import type { NarrativeContext, Scope } from '#core/narrative/values.ts'
import { compileWords, type Compiler } from './compile.ts'
import { resolved } from './judge-figure.ts'
import { addSlot, addState, COST, type Edge } from './pattern.ts'

/** A place of a sentence where something is filled in that is neither a phrase nor a list. */
export function compileValue(
  written: Expression,
  unit: MoneyUnit | undefined,
  compiler: Compiler,
  outer: Scope,
  next: number,
): number {
  const { expression, scope } = resolved(written, outer)
  const after = (): number => (unit ? compileWords(unit, compiler, next) : next)
  if (isCall(expression, '文')) return freeText(textOf(expression, compiler.context, scope), compiler, after())
  if (isCall(expression, '序数', '大写括号') || isVariable(expression, '序号')) return ordinal(compiler, after())
  if (isVariable(expression, '自称', '简称', '单位')) return selfName(expression, compiler, scope, after())
  if (isCall(expression, '名称', '类名', '款名'))
    return name(namesOf(expression, compiler.context, scope), compiler, after())
  const value = evaluate(expression, compiler.context, scope)
  if (value.kind === 'text') {
    if (expression.kind === 'ref')
      return isName(value.text) ? name([value.text], compiler, after()) : freeText(value.text, compiler, after())
    return compileWords(value.text, compiler, after())
  }
  if (value.kind === 'rows') return freeText(undefined, compiler, after())
  const bySize = compiler.isOtherCase === true
  return figure(compiler, { kind: 'figure', unit, expression, scope, value, bySize }, next)
}

const isCall = (expression: Expression, ...names: readonly string[]): boolean =>
  expression.kind === 'call' && names.includes(expression.name)
const isVariable = (expression: Expression, ...names: readonly string[]): boolean =>
  expression.kind === 'name' && names.includes(expression.name)

/** What a cell of words says is a name (of a project), unless it is a text or left empty. */
const isName = (text: string): boolean => text !== '' && text.length <= 40 && !/[。；，,;：:]/u.test(text)

function textOf(expression: Expression, context: NarrativeContext, scope: Scope): string | undefined {
  const value = evaluate(expression, context, scope)
  return value.kind === 'text' ? value.text : undefined
}

/** A number, with its unit; where the pack prints words for it (——), also these. */
function figure(
  compiler: Compiler,
  slot: Extract<Parameters<typeof addSlot>[1], { kind: 'figure' }>,
  next: number,
): number {
  const { builder, context } = compiler
  const edges: Edge[] = [{ on: 'figure', slot: addSlot(builder, slot), to: next, cost: 0 }]
  const print = slot.value.kind === 'figure' ? printFigure(slot.value, context.pack) : ''
  if (print !== '' && !/\d/u.test(print))
    edges.push({ on: 'nothing', to: compileWords(print + (slot.unit ?? ''), compiler, next), cost: 0 })
  return addState(builder, edges)
}

/** A text of a person: the one that is stored, or any other up to the end of the sentence. */
function freeText(stored: string | undefined, compiler: Compiler, next: number): number {
  const { builder } = compiler
  const slot = addSlot(builder, { kind: 'free' })
  const loop = addState(builder, [])
  builder.states[loop]?.push({ on: 'free', slot, to: loop, cost: 0 }, { on: 'nothing', to: next, cost: 0 })
  const edges: Edge[] = [{ on: 'nothing', slot, to: loop, cost: COST.freeText }]
  if (stored !== undefined) edges.push({ on: 'nothing', to: compileWords(stored, compiler, next), cost: 0 })
  return addState(builder, edges)
}

/** A name that the accounts know, or another one in its place. */
function name(expected: readonly string[], compiler: Compiler, next: number): number {
  const { builder } = compiler
  const slot = addSlot(builder, { kind: 'name', expected })
  const loop = addState(builder, [])
  builder.states[loop]?.push({ on: 'name', slot, to: loop, cost: 0 }, { on: 'nothing', to: next, cost: 0 })
  return addState(builder, [
    ...expected.map((text): Edge => ({ on: 'nothing', to: compileWords(text, compiler, next), cost: 0 })),
    { on: 'name', slot, to: loop, cost: COST.wrongName },
  ])
}

/** As imported, and as the list of codes has it. */
function namesOf(expression: Expression, context: NarrativeContext, scope: Scope): readonly string[] {
  const { accounts } = context
  const listed: NarrativeContext = {
    ...context,
    accounts: {
      ...accounts,
      table: (id, prior) => {
        const state = accounts.table(id, prior)
        return state && { ...state, names: new Map() }
      },
    },
  }
  const names = [textOf(expression, context, scope), textOf(expression, listed, scope)]
  return [...new Set(names.filter((one) => one !== undefined && one !== ''))].filter((one) => one !== undefined)
}

/** The number of an item in its list is no figure, and other programs number otherwise or not at all. */
function ordinal({ builder }: Compiler, next: number): number {
  const loop = addState(builder, [])
  builder.states[loop]?.push({ on: 'ordinal', to: loop, cost: 0 }, { on: 'nothing', to: next, cost: 0 })
  return loop
}

/** How a unit calls itself. */
const SELF = ['本单位', '我单位', '本部门', '我部门', '本部门(单位)', '本级'] as const

function selfName(expression: Expression, compiler: Compiler, scope: Scope, next: number): number {
  const { builder, context } = compiler
  const { unit } = context.accounts
  const own = textOf(expression, context, scope) ?? ''
  const others = [unit.name, unit.shortName, context.pack.head.settings.selfName, ...SELF].filter((one) => one !== own)
  const isUnit = expression.kind === 'name' && expression.name === '单位'
  const slot = isUnit
    ? addSlot(builder, { kind: 'name', expected: [own], isUnit: true })
    : addSlot(builder, { kind: 'free' })
  const loop = addState(builder, [])
  builder.states[loop]?.push({ on: 'name', slot, to: loop, cost: 0 }, { on: 'nothing', to: next, cost: 0 })
  return addState(builder, [
    { on: 'nothing', to: compileWords(own, compiler, next), cost: 0 },
    ...[...new Set(others)].map((text): Edge => ({
      on: 'nothing',
      to: compileWords(text, compiler, next),
      cost: COST.filler,
    })),
    { on: 'name', slot, to: loop, cost: COST.wrongName },
  ])
}
