import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import type { ReportSentence } from './sentences.ts'

/** Less in common says nothing. */
const LEAST = 0.55

/** The sentence of the report whose words come nearest; to be held against a draft by a person, never compared. */
export function mostSimilar(sentence: string, among: readonly ReportSentence[]): string | undefined {
  const own = pairsOf(sentence)
  let best: { readonly text: string; readonly share: number } | undefined
  for (const { text } of among) {
    const share = shareOf(own, pairsOf(text))
    if (share >= LEAST && share > (best?.share ?? 0)) best = { text, share }
  }
  return best?.text
}

/** Neighbouring signs without numbers. */
function pairsOf(text: string): ReadonlySet<string> {
  const words = normaliseSentence(text).replace(/[\d.,]+/gu, '')
  return new Set(Array.from({ length: Math.max(0, words.length - 1) }, (_, at) => words.slice(at, at + 2)))
}

/** Dice: what two sets share, of both. */
function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  const common = [...a].filter((pair) => b.has(pair)).length
  return (2 * common) / (a.size + b.size)
}
