/**
 * A number or one sign of a text, with its place in the text as it was written. White space is no token; full and half width, the
 * forms of quotation marks and of the minus sign do not count.
 */
export interface Token {
  readonly kind: 'number' | 'sign' | 'break'
  readonly text: string
  /** Index of the paragraph that it stands in. */
  readonly paragraph: number
  /** In the text of that paragraph. */
  readonly from: number
  readonly to: number
}

const NUMBER = /(?<![\d.])-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|[\s\S]/gu

/** The tokens of one paragraph. */
export function tokensOf(text: string, paragraph = 0): readonly Token[] {
  const { folded, places } = foldText(text)
  return [...folded.matchAll(NUMBER)].map((match): Token => {
    const kind = /\d/u.test(match[0]) ? 'number' : 'sign'
    const last = match.index + match[0].length - 1
    return { kind, text: match[0], paragraph, from: places[match.index] ?? 0, to: (places[last] ?? 0) + 1 }
  })
}

/** Paragraphs one after the other, each followed by a break. */
export function tokensOfAll(paragraphs: readonly string[]): readonly Token[] {
  return paragraphs.flatMap((text, paragraph) => [
    ...tokensOf(text, paragraph),
    { kind: 'break' as const, text: '', paragraph, from: text.length, to: text.length },
  ])
}

/** The text as it is compared, with the place of each of its signs. */
function foldText(text: string): { readonly folded: string; readonly places: readonly number[] } {
  let folded = ''
  const places: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    for (const sign of foldSign(text.charAt(at))) {
      folded += sign
      places.push(at)
    }
  }
  return { folded, places }
}

/** ① would become a 1 and so a number: signs that only count something stay as they are. */
function foldSign(sign: string): string {
  if (/\p{No}/u.test(sign)) return sign
  return sign
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[“”〝〞„]/gu, '"')
    .replace(/[‘’]/gu, "'")
    .replace(/[−–﹣]/gu, '-')
}

/** Where a sentence or a part of one ends. */
export const isStop = (token: Token | undefined): boolean =>
  token === undefined || token.kind === 'break' || (token.kind === 'sign' && /^[。;,:!?、]$/u.test(token.text))
