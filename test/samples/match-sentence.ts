import type { Expression, TemplateNode } from '#core/narrative/ast.ts'
import { holds } from '#core/narrative/conditions.ts'
import { evaluate } from '#core/narrative/evaluate.ts'
import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import { scopeOfPhrase, type NarrativeContext, type Scope, type Value } from '#core/narrative/values.ts'

/** A number or a free text that was read out of a sentence, beside what the accounts say should stand there. */
export type Capture =
  | { readonly kind: 'figure'; readonly text: string; readonly expected: Value }
  | { readonly kind: 'text'; readonly text: string; readonly expected: Value }
  /** Which case of a phrase the sentence uses (增加, 减少, 持平 …), and which one the accounts ask for. */
  | { readonly kind: 'case'; readonly phrase: string; readonly used: number; readonly expected: number | undefined }

/**
 * Reads a printed sentence of a seed against its template; written apart from core/proofread, so that each is a test of the other.
 * Rows are those of the accounts; every case of a phrase is allowed, so that a wrong 减少 is read, not overlooked. White space, full
 * and half width do not count.
 *
 * @returns the captures from left to right; undefined when the words are not those of the template
 */
export function matchSentence(
  content: readonly TemplateNode[],
  sentence: string,
  context: NarrativeContext,
  scope: Scope,
): readonly Capture[] | undefined {
  const groups: Group[] = []
  const pattern = new RegExp(`^${patternOf(content, context, scope, groups)}$`, 'u')
  const found = pattern.exec(normaliseSentence(sentence))
  if (!found) return undefined
  return groups.flatMap((group, index): Capture[] => {
    const text = found[index + 1]
    if (text === undefined) return []
    return [group.kind === 'case' ? group : { ...group, text }]
  })
}

type Group =
  | { readonly kind: 'figure' | 'text'; readonly expected: Value }
  | { readonly kind: 'case'; readonly phrase: string; readonly used: number; readonly expected: number | undefined }

const NUMBER = '-?\\d[\\d,]*(?:\\.\\d+)?'

function patternOf(content: readonly TemplateNode[], context: NarrativeContext, scope: Scope, groups: Group[]): string {
  return content
    .map((node) =>
      node.kind === 'words' ? escapeWords(node.text) : slotPattern(node.expression, context, scope, groups),
    )
    .join('')
}

function slotPattern(expression: Expression, context: NarrativeContext, scope: Scope, groups: Group[]): string {
  if (expression.kind === 'call') {
    if (expression.name === '每') return eachPattern(expression.args, context, scope, groups)
    if (context.phrases.has(expression.name))
      return phrasePattern(expression.name, expression.args, context, scope, groups)
  }
  const value = evaluate(expression, context, scope)
  if (value.kind === 'text' && expression.kind !== 'call') return escapeWords(value.text)
  const isText = value.kind === 'text' || (expression.kind === 'call' && expression.name === '文')
  groups.push({ kind: isText ? 'text' : 'figure', expected: value })
  return isText ? '(.*?)' : `(${NUMBER})`
}

function phrasePattern(
  id: string,
  args: readonly Expression[],
  context: NarrativeContext,
  scope: Scope,
  groups: Group[],
): string {
  const phrase = context.phrases.get(id)
  if (!phrase) return ''
  const inner = scopeOfPhrase(phrase, args, scope)
  const right = phrase.cases.findIndex(({ when }) => when === undefined || holds(when, context, inner))
  const cases = phrase.cases.map((one, used) => {
    groups.push({ kind: 'case', phrase: id, used, expected: right < 0 ? undefined : right })
    return `()${patternOf(one.content, context, inner, groups)}`
  })
  return `(?:${cases.join('|')})`
}

function eachPattern(args: readonly Expression[], context: NarrativeContext, scope: Scope, groups: Group[]): string {
  const [rowsExpression, phrase, separator] = args
  const rows = rowsExpression && evaluate(rowsExpression, context, scope)
  if (rows?.kind !== 'rows' || (phrase?.kind !== 'call' && phrase?.kind !== 'name')) return '.*?'
  const phraseArgs = phrase.kind === 'call' ? phrase.args : []
  return rows.rows
    .map((row, index) =>
      phrasePattern(phrase.name, phraseArgs, context, { ...scope, row, table: rows.table, number: index + 1 }, groups),
    )
    .join(escapeWords(separator?.kind === 'string' ? separator.text : ''))
}

function escapeWords(text: string): string {
  return normaliseSentence(text).replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
}
