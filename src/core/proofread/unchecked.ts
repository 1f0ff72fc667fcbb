import type { Draft } from './draft.ts'
import type { DraftPlace } from './result.ts'
import type { Token } from './tokens.ts'

/** Half open, in tokens. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The whole sentences of a draft. */
export function sentenceSpans({ tokens }: Draft): readonly Span[] {
  const spans: Span[] = []
  let from = 0
  tokens.forEach((token, at) => {
    if (token.kind !== 'break' && token.text !== '。') return
    if (at > from) spans.push({ from, to: at })
    from = at + 1
  })
  return spans
}

/** The sentence that a token stands in, as it was written. */
export function sentenceAround({ tokens, paragraphs }: Draft, at: number): string {
  const isEnd = (token: Token | undefined): boolean =>
    token === undefined || token.kind === 'break' || token.text === '。'
  let [from, to] = [at, at]
  while (from > 0 && !isEnd(tokens[from - 1])) from -= 1
  while (!isEnd(tokens[to])) to += 1
  const [first, last] = [tokens[from], tokens[to]]
  if (!first) return ''
  const end = last?.paragraph === first.paragraph ? last.to : undefined
  return (paragraphs[first.paragraph]?.text ?? '').slice(first.from, end).trim()
}

export function placeOf({ tokens, paragraphs }: Draft, at: number): DraftPlace {
  const paragraph = paragraphs[tokens[at]?.paragraph ?? -1]
  return { heading: paragraph?.headings.at(-1) ?? '', paragraph: paragraph?.number ?? 0 }
}

/** Numbers of a sentence that say how much: no dates, no numbering, no numbers of documents and pages. */
export function numberedTokens(tokens: readonly Token[], from: number, to: number): readonly number[] {
  const places: number[] = []
  for (let at = from; at < to; at += 1) if (saysHowMuch(tokens, at, from, to)) places.push(at)
  return places
}

function saysHowMuch(tokens: readonly Token[], at: number, from: number, to: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'number') return false
  const [before, after] = [tokens[at - 1]?.text ?? '', tokens[at + 1]?.text ?? '']
  if (/^(?:19|20)\d\d$/u.test(token.text) && /^(?:年|[-—至~])$/u.test(after)) return false
  if (/^[月日号表]$/u.test(after) || /^[第〔[【表件]$/u.test(before)) return false
  const isNumbering =
    /^\d{1,2}$/u.test(token.text) && /^[、.)]$/u.test(after) && (at === from || /^[(。;:,●○·]$/u.test(before))
  if (isNumbering) return false
  // A line of nothing else is the number of a page.
  return tokens.slice(from, to).some(({ kind, text }) => kind === 'sign' && /\p{L}/u.test(text))
}
