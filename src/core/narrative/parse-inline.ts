import { type PhraseTemplate, type TemplateNode, TemplateError } from './ast.ts'
import { parseCondition, parseExpression } from './parse-expression.ts'
import type { PackPhrase } from '#core/packs/schema-pack.ts'

/** Splits a sentence into words and `{slots}`. Throws TemplateError on a brace without its partner. */
export function parseInline(text: string, line: number): TemplateNode[] {
  const nodes: TemplateNode[] = []
  let rest = text
  while (rest !== '') {
    const open = rest.indexOf('{')
    const words = open < 0 ? rest : rest.slice(0, open)
    if (words.includes('}')) throw new TemplateError(`“${text}”：右花括号没有对应的左花括号`, line)
    if (words !== '') nodes.push({ kind: 'words', text: words })
    if (open < 0) break
    const close = rest.indexOf('}', open)
    if (close < 0) throw new TemplateError(`“${text}”：左花括号没有对应的右花括号`, line)
    nodes.push({ kind: 'slot', expression: parseExpression(rest.slice(open + 1, close).trim(), line) })
    rest = rest.slice(close + 1)
  }
  return nodes
}

/** Parses the cases of a phrase. `line` is where the phrase stands in its file. */
export function parsePhrase(phrase: PackPhrase, line: number): PhraseTemplate {
  return {
    id: phrase.id,
    params: phrase.params,
    cases: phrase.cases.map(({ when, text }) => ({
      when: when === undefined ? undefined : parseCondition(when, line),
      content: parseInline(text, line),
    })),
  }
}
