import type { Inline } from '#core/document/model.ts'
import type { Expression, TemplateNode } from './ast.ts'
import { holds } from './conditions.ts'
import { evaluate } from './evaluate.ts'
import { printFigure } from './print.ts'
import { scopeOfPhrase, type NarrativeContext, type Scope, type Value } from './values.ts'

/**
 * Fills a sentence: words stay, slots become figures that keep their cells, texts, or visible placeholders.
 * Neighbouring words are joined, so that a renderer sees as few runs as possible.
 */
export function fill(content: readonly TemplateNode[], context: NarrativeContext, scope: Scope): Inline[] {
  return joinTexts(content.flatMap((node) => fillNode(node, context, scope)))
}

function fillNode(node: TemplateNode, context: NarrativeContext, scope: Scope): readonly Inline[] {
  if (node.kind === 'words') return [{ kind: 'text', text: node.text }]
  const { expression } = node
  if (expression.kind === 'call') {
    if (expression.name === '每') return fillEach(expression.args, context, scope)
    const phrase = context.phrases.get(expression.name)
    if (phrase) return fillPhrase(phrase.id, expression.args, context, scope)
  }
  return [inlineOf(evaluate(expression, context, scope), context)]
}

/** Fills the first case of a phrase that holds; its parameters keep the scope in which they were written. */
function fillPhrase(
  id: string,
  args: readonly Expression[],
  context: NarrativeContext,
  scope: Scope,
): readonly Inline[] {
  const phrase = context.phrases.get(id)
  if (!phrase) return [{ kind: 'missing', textId: id, prompt: `模板中的用语“${id}”没有定义` }]
  const inner = scopeOfPhrase(phrase, args, scope)
  const chosen = phrase.cases.find(({ when }) => when === undefined || holds(when, context, inner))
  if (!chosen) {
    const unknown = args.map((arg) => evaluate(arg, context, scope)).find((value) => value.kind === 'unknown')
    const missing = unknown ?? { what: id, prompt: `用语“${id}”没有适用的情形` }
    return [{ kind: 'missing', textId: missing.what, prompt: missing.prompt }]
  }
  return fill(chosen.content, context, inner)
}

/** 每(ROWS, phrase, "sep"): the phrase for each row, joined. */
function fillEach(args: readonly Expression[], context: NarrativeContext, scope: Scope): readonly Inline[] {
  const [rowsExpression, phrase, separator] = args
  const rows = rowsExpression && evaluate(rowsExpression, context, scope)
  if (rows?.kind !== 'rows') return [inlineOf(rows ?? incompleteEach, context)]
  const name = phrase?.kind === 'call' || phrase?.kind === 'name' ? phrase.name : ''
  const args_ = phrase?.kind === 'call' ? phrase.args : []
  const text = separator?.kind === 'string' ? separator.text : ''
  return rows.rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [{ kind: 'text', text } as const]),
    ...fillPhrase(name, args_, context, { ...scope, row, table: rows.table, number: index + 1 }),
  ])
}

const incompleteEach: Value = { kind: 'unknown', what: '每', prompt: '每(行集, 用语, "分隔") 的参数不全' }

function inlineOf(value: Value, context: NarrativeContext): Inline {
  switch (value.kind) {
    case 'figure':
      return { kind: 'figure', text: printFigure(value, context.pack), refs: value.refs, formula: value.formula }
    case 'text':
      return { kind: 'text', text: value.text }
    case 'rows':
      return { kind: 'missing', textId: value.table, prompt: '模板中此处不能直接印出多行' }
    case 'unknown':
      return { kind: 'missing', textId: value.what, prompt: value.prompt }
  }
}

function joinTexts(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = []
  for (const inline of inlines) {
    const last = joined.at(-1)
    if (inline.kind === 'text' && last?.kind === 'text' && inline.bold === last.bold)
      joined[joined.length - 1] = { ...last, text: last.text + inline.text }
    else joined.push(inline)
  }
  return joined
}

/** The plain words of a filled sentence, placeholders as 【…】. */
export function plainText(content: readonly Inline[]): string {
  return content.map((inline) => (inline.kind === 'missing' ? `【${inline.prompt}】` : inline.text)).join('')
}
