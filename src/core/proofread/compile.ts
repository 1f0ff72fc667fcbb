import type { Inline } from '#core/document/model.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import type { Expression, TemplateNode } from '#core/narrative/ast.ts'
import { holds } from '#core/narrative/conditions.ts'
import { fill, plainText } from '#core/narrative/fill.ts'
import { scopeOfPhrase, type NarrativeContext, type Scope } from '#core/narrative/values.ts'
import { compileRows } from './compile-rows.ts'
import { compileValue } from './compile-value.ts'
import { addSlot, addState, COST, newBuilder, type Edge, type Pattern, type PatternBuilder } from './pattern.ts'
import { tokensOf } from './tokens.ts'
import { directionsIn, GROUP_WORD } from './word-groups.ts'

/** What compiling needs everywhere. */
export interface Compiler {
  readonly builder: PatternBuilder
  readonly context: NarrativeContext
  /** Inside a case that the accounts do not ask for: 减少{差(上年, 本年)}万元 where it is more has the right size all the same. */
  readonly isOtherCase?: boolean
}

/** Compiles paragraphs of a template that follow one another into one pattern. */
export function compile(
  paragraphs: readonly (readonly TemplateNode[])[],
  context: NarrativeContext,
  scope: Scope,
): Pattern {
  const builder = newBuilder()
  const accept = addState(builder, [])
  const start = paragraphs.reduceRight(
    (next, content, index) =>
      compileContent(index === 0 ? unnumbered(content) : content, { builder, context }, scope, next),
    accept,
  )
  return { ...builder, start, accept }
}

/** Without the number before it (1、, （一）): other programs print it themselves, or number otherwise. */
function unnumbered(content: readonly TemplateNode[]): readonly TemplateNode[] {
  const [first, ...rest] = content
  if (first?.kind !== 'words') return content
  return [{ ...first, text: first.text.replace(NUMBERING, '') }, ...rest]
}

/** The number of a paragraph, as offices write it. */
export const NUMBERING =
  /^[●○·\s\u3000]*(?:[（(](?:[一二三四五六七八九十]+|\d{1,2})[）)]|(?:[一二三四五六七八九十]+|\d{1,2})(?:、|[.．](?!\d)))\s*/u

export function compileContent(
  content: readonly TemplateNode[],
  compiler: Compiler,
  scope: Scope,
  next: number,
): number {
  let state = next
  for (let at = content.length - 1; at >= 0; at -= 1) {
    const node = content[at]
    const before = content[at - 1]
    if (node?.kind === 'words') {
      // The unit behind a figure is read together with it.
      const isBehindSlot = before?.kind === 'slot'
      state = compileWords(isBehindSlot ? node.text.replace(UNIT, '') : node.text, compiler, state)
    } else if (node?.kind === 'slot') {
      const after = content[at + 1]
      state = compileSlot(
        node.expression,
        after?.kind === 'words' ? unitOf(after.text) : undefined,
        compiler,
        scope,
        state,
      )
    }
  }
  return state
}

const UNIT = /^\s*(万元|元)/u

function unitOf(text: string): MoneyUnit | undefined {
  const unit = UNIT.exec(text)?.[1]
  return unit === '万元' || unit === '元' ? unit : undefined
}

/** Words sign by sign; numbers and words of direction among them are slots. */
export function compileWords(text: string, { builder }: Pick<Compiler, 'builder'>, next: number): number {
  return text.split(GROUP_WORD).reduceRight((after, part, index) => {
    // Every second part is one of the words that it was split at.
    if (index % 2 === 1) {
      const slot = addSlot(builder, { kind: 'word', expected: part })
      return addState(builder, [{ on: 'word', slot, to: after, cost: 0 }])
    }
    return tokensOf(part).reduceRight((to, token) => {
      if (token.kind === 'sign') return addState(builder, [{ on: 'sign', text: token.text, to, cost: 0 }])
      const slot = addSlot(builder, { kind: 'number', text: token.text })
      return addState(builder, [{ on: 'number', slot, to, cost: 0 }])
    }, after)
  }, next)
}

function compileSlot(
  expression: Expression,
  unit: MoneyUnit | undefined,
  compiler: Compiler,
  scope: Scope,
  next: number,
): number {
  if (expression.kind === 'call') {
    // A unit behind a list or a phrase is no unit of a figure.
    const after = (): number => (unit ? compileWords(unit, compiler, next) : next)
    if (expression.name === '每') return compileRows(expression.args, compiler, scope, after())
    if (compiler.context.phrases.has(expression.name))
      return compilePhrase(expression.name, expression.args, compiler, scope, after())
  }
  return compileValue(expression, unit, compiler, scope, next)
}

/** All cases of a phrase; one that the accounts do not ask for costs more and is a mistake when it says the contrary. */
export function compilePhrase(
  id: string,
  args: readonly Expression[],
  compiler: Compiler,
  scope: Scope,
  next: number,
): number {
  const { builder, context } = compiler
  const phrase = context.phrases.get(id)
  if (!phrase) return next
  const inner = scopeOfPhrase(phrase, args, scope)
  const right = phrase.cases.findIndex(({ when }) => when === undefined || holds(when, context, inner))
  const expected = right < 0 ? '' : plainText(fill(phrase.cases[right]?.content ?? [], context, inner))
  const edges = phrase.cases.map(({ content }, used): Edge => {
    if (used === right || right < 0)
      return { on: 'nothing', to: compileContent(content, compiler, inner, next), cost: 0 }
    const to = compileContent(content, { ...compiler, isOtherCase: true }, inner, next)
    const isContrary =
      directionsIn(wordsOf(content)) !== directionsIn(wordsOf(phrase.cases[right]?.content ?? [])) &&
      !saysNothing(fill(content, context, inner))
    const slot = isContrary ? addSlot(builder, { kind: 'case', used: wordsOf(content), expected }) : undefined
    return { on: 'nothing', to, slot, cost: COST.otherCase }
  })
  return addState(builder, edges)
}

/** 增加0.00万元 is 持平 in other words. */
const saysNothing = (filled: readonly Inline[]): boolean => {
  const figures = filled.filter((inline) => inline.kind === 'figure')
  return figures.length > 0 && figures.every(({ text }) => !/[1-9]/u.test(text))
}

const wordsOf = (content: readonly TemplateNode[]): string =>
  content.map((node) => (node.kind === 'words' ? node.text : '')).join('')
