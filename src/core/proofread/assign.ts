import type { Draft } from './draft.ts'
import { headingKey } from './draft.ts'
import type { Pattern } from './pattern.ts'
import { COST } from './pattern.ts'
import { costToSkip, readAt, type IsRight, type Reading } from './read.ts'
import type { ReportSentence } from './sentences.ts'

/** A sentence of the report and where the draft says it. */
export interface Match {
  /** Index of the sentence in the report. */
  readonly sentence: number
  readonly reading: Reading
}

interface Candidate extends Match {
  readonly isWhole: boolean
  readonly signs: number
  /** Other sentences have much the same words. */
  readonly isShared: boolean
  /** It stands under the heading that it has in the report. */
  readonly isAtHome: boolean
  readonly value: number
}

/** Fewer words would fit anywhere. */
const LEAST_SIGNS = 4

/**
 * Finds for each sentence of the report where a draft says it. Sentences come in the order of the report; where several share their
 * words (年初预算为…万元，支出决算为…万元), it is their figures and their order that tell them apart, and one that would be wrong
 * in most of them is left alone.
 */
export function assign(
  draft: Draft,
  sentences: readonly ReportSentence[],
  patternOf: (sentence: number) => Pattern,
  isRight: IsRight,
): readonly Match[] {
  const found = sentences.flatMap((_, sentence) =>
    candidatesOf(draft, sentences, sentence, patternOf(sentence), isRight),
  )
  const valued = found.map((one) => withValue(one, found)).filter(({ value }) => value > 0)
  const chosen = bestChain(valued)
  const said = new Set(chosen.map(({ sentence }) => sentence))
  const isSure = ({ reading, sentence, isShared, isAtHome }: Candidate): boolean =>
    isShared ? reading.cost < COST.freeText : reading.cost < COST.wrongFigure || (isAtHome && !said.has(sentence))
  // Sections in another order, and sentences that are said twice.
  const others = valued
    .filter(isSure)
    .toSorted((a, b) => b.value - a.value)
    .reduce<readonly Candidate[]>(
      (taken, one) => ([...chosen, ...taken].some((other) => overlap(one, other)) ? taken : [...taken, one]),
      [],
    )
  return [...chosen, ...others].toSorted((a, b) => a.reading.from - b.reading.from)
}

function candidatesOf(
  draft: Draft,
  sentences: readonly ReportSentence[],
  sentence: number,
  pattern: Pattern,
  isRight: IsRight,
): readonly Candidate[] {
  const { tokens, starts, paragraphs } = draft
  const own = headingKey(sentences[sentence]?.section ?? '')
  const isDenial = sentences[sentence]?.kind === 'denial'
  const isHeading = sentences[sentence]?.kind === 'heading'
  const hasSection = !isHeading && paragraphs.some(({ keys }) => keys.includes(own))
  const firsts = firstTexts(pattern)
  return starts.flatMap(({ at, isWhole }): Candidate[] => {
    const token = tokens[at]
    if (!token || (firsts && !firsts.has(token.kind === 'number' ? '#' : token.text))) return []
    if (hasSection && !paragraphs[token.paragraph]?.keys.includes(own)) return []
    // The same words stand in every section that has nothing to tell.
    if (isDenial && (!hasSection || !isWhole)) return []
    const reading = readAt(pattern, tokens, at, isRight)
    if (!reading) return []
    // Nothing says that a part of a sentence under a strange heading speaks of the same.
    if (!hasSection && !isWhole && reading.cost >= COST.wrongFigure) return []
    const signs = reading.steps.filter(({ edge }) => edge.on === 'sign' || edge.on === 'word').length
    return signs < LEAST_SIGNS
      ? []
      : [{ sentence, reading, isWhole, signs, isShared: false, isAtHome: hasSection, value: 0 }]
  })
}

/** The tokens that a pattern may begin with (# for any number); undefined: any. */
function firstTexts({ states, start }: Pattern): ReadonlySet<string> | undefined {
  const texts = new Set<string>()
  const open = [start]
  const seen = new Set(open)
  for (let state = open.pop(); state !== undefined; state = open.pop())
    for (const edge of states[state] ?? []) {
      if (edge.on === 'word' || edge.on === 'name' || edge.on === 'free' || edge.on === 'ordinal') return undefined
      if (edge.on === 'sign') texts.add(edge.text)
      if (edge.on === 'number' || edge.on === 'figure') texts.add('#')
      if (costToSkip(edge) === undefined || seen.has(edge.to)) continue
      seen.add(edge.to)
      open.push(edge.to)
    }
  return texts
}

/** Words that other sentences share need figures that fit: one mistake of three is believed, three of three are not. */
const DOUBT = 12

function withValue(one: Candidate, all: readonly Candidate[]): Candidate {
  const figures = one.reading.steps.filter(({ edge }) => edge.on === 'figure').length
  const isShared = all.some(
    (other) => other.sentence !== one.sentence && overlap(one, other) && other.signs * 2 > one.signs,
  )
  if (all.some((other) => isBetterNamed(other, one))) return { ...one, isShared, value: 0 }
  return { ...one, isShared, value: one.signs + 2 * figures - (isShared ? DOUBT : 0.01) * one.reading.cost }
}

/** Another sentence has the names that this one would have to take for mistakes. */
function isBetterNamed(other: Candidate, one: Candidate): boolean {
  const strange = ({ reading }: Candidate): number => reading.steps.filter(({ edge }) => edge.on === 'name').length
  return (
    other.sentence !== one.sentence &&
    other.reading.from === one.reading.from &&
    other.reading.cost < one.reading.cost &&
    strange(other) < strange(one)
  )
}

const overlap = (a: Match, b: Match): boolean => a.reading.from < b.reading.to && b.reading.from < a.reading.to

/** The most valuable candidates that follow one another in the draft as in the report. */
function bestChain(candidates: readonly Candidate[]): readonly Candidate[] {
  const sorted = candidates.toSorted((a, b) => a.reading.from - b.reading.from || a.reading.to - b.reading.to)
  const best: { readonly total: number; readonly before: number }[] = []
  sorted.forEach((one, index) => {
    let total = one.value
    let before = -1
    for (let other = 0; other < index; other += 1) {
      const earlier = sorted[other]
      if (!earlier || earlier.sentence >= one.sentence || earlier.reading.to > one.reading.from) continue
      const sum = (best[other]?.total ?? 0) + one.value
      if (sum > total) [total, before] = [sum, other]
    }
    best.push({ total, before })
  })
  const chain: Candidate[] = []
  let at = best.reduce(
    (top, { total }, index) => (total > (best[top]?.total ?? -1) ? index : top),
    best.length > 0 ? 0 : -1,
  )
  while (at >= 0) {
    const one = sorted[at]
    if (one) chain.push(one)
    at = best[at]?.before ?? -1
  }
  return chain.reverse()
}
