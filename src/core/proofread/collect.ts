import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import type { Match } from './assign.ts'
import type { Draft } from './draft.ts'
import type { Remark, Remarks } from './mistakes.ts'
import type { Proofreading, ProofRow } from './result.ts'
import type { ReportSentence } from './sentences.ts'
import { mostSimilar } from './similar.ts'
import { numberedTokens, placeOf, sentenceAround, sentenceSpans } from './unchecked.ts'

export type ReadMatch = Match & Remarks

/** Puts together what was read, what was not, and what the draft lacks, in the order of the draft. */
export function collect(
  draft: Draft,
  sentences: readonly ReportSentence[],
  matches: readonly ReadMatch[],
  known: ReadonlySet<string>,
): Proofreading {
  const said = matches.flatMap((match) => saidRows(draft, sentences[match.sentence], match))
  const read = new Set(matches.map(({ sentence }) => sentence))
  const silent = sentences.filter(({ kind, figures }, index) => kind === 'sentence' && figures > 0 && !read.has(index))
  const unchecked = uncheckedRows(draft, matches, silent, known)
  const similar = new Set(unchecked.flatMap(({ row }) => (row.kind === 'unchecked' ? [row.similar] : [])))
  const absent = [
    ...silent.filter(({ text }) => !similar.has(text)).map(({ id, section, text }) => ({ id, section, text })),
    ...matches.flatMap(({ sentence, leftOut }) =>
      leftOut.map((text) => ({ id: sentences[sentence]?.id ?? '', section: sentences[sentence]?.section ?? '', text })),
    ),
  ].map((one): ProofRow => ({ kind: 'absent', ...one }))
  const inOrder = [...said, ...unchecked].toSorted((a, b) => a.at - b.at).map(({ row }) => row)
  const rows = [...inOrder, ...absent]
  const compared = matches.map(({ remarks }) => remarks.filter(isCompared).length)
  const of = (kind: ProofRow['kind']): number => rows.filter((row) => row.kind === kind).length
  return {
    rows,
    counts: {
      sentences: compared.filter((count) => count > 0).length,
      figures: compared.reduce((total, count) => total + count, 0),
      wrongFigures: of('wrong-figure'),
      wrongWords: of('wrong-word'),
      tails: of('tail'),
      unchecked: of('unchecked'),
      absent: of('absent'),
      tables: draft.tables,
      comparedTables: 0,
      tableFigures: 0,
    },
  }
}

const isCompared = (one: Remark): boolean => one.kind === 'figure' && one.judgement !== 'open'

interface PlacedRow {
  readonly at: number
  readonly row: ProofRow
}

function saidRows(
  draft: Draft,
  sentence: ReportSentence | undefined,
  { remarks, reading }: ReadMatch,
): readonly PlacedRow[] {
  if (sentence?.instead !== undefined) {
    const { from } = reading
    const [place, written] = [placeOf(draft, from), sentenceAround(draft, from)]
    const said = { place, sentence: written, written, expected: sentence.instead, id: sentence.id }
    return [{ at: from, row: { kind: 'wrong-word', ...said } }]
  }
  return remarks.flatMap((remark): readonly PlacedRow[] => {
    const { from, written } = remark
    if (remark.kind === 'unread') return []
    const said = {
      place: placeOf(draft, from),
      sentence: sentenceAround(draft, from),
      written,
      expected: remark.expected,
      id: sentence?.id ?? '',
    }
    if (remark.kind === 'word') return [{ at: from, row: { kind: 'wrong-word', ...said } }]
    const { judgement, refs, formula } = remark
    if (judgement !== 'wrong' && judgement !== 'tail') return []
    return [{ at: from, row: { kind: judgement === 'wrong' ? 'wrong-figure' : 'tail', refs, formula, ...said } }]
  })
}

/** Sentences with numbers of which at least one was not compared. */
function uncheckedRows(
  draft: Draft,
  matches: readonly ReadMatch[],
  silent: readonly ReportSentence[],
  known: ReadonlySet<string>,
): readonly PlacedRow[] {
  const { compared, open } = coverageOf(matches)
  return sentenceSpans(draft).flatMap(({ from, to }): readonly PlacedRow[] => {
    const paragraph = draft.paragraphs[draft.tokens[from]?.paragraph ?? -1]
    if (paragraph && known.has(normaliseSentence(paragraph.text))) return []
    const numbers = numberedTokens(draft.tokens, from, to)
    const loose = numbers.filter((at) => !compared.has(at))
    const unknown = numbers.filter((at) => open.has(at))
    if (loose.length === 0 && unknown.length === 0) return []
    const sentence = sentenceAround(draft, from)
    const isPart = loose.length < numbers.length
    const row: ProofRow = {
      kind: 'unchecked',
      place: placeOf(draft, from),
      sentence,
      why: whyNot(loose, unknown, isPart, draft),
      similar: isPart ? undefined : mostSimilar(sentence, silent),
    }
    return [{ at: from, row }]
  })
}

function whyNot(loose: readonly number[], unknown: readonly number[], isPart: boolean, { tokens }: Draft): string {
  if (loose.length === 0) return `报表中还没有这里的数：${textsAt(unknown, tokens)}`
  return isPart ? `句中的 ${textsAt(loose, tokens)} 没有可比的数` : '措辞与模板的句子不同'
}

const textsAt = (places: readonly number[], tokens: Draft['tokens']): string =>
  places.map((at) => tokens[at]?.text ?? '').join('、')

/** Tokens that were compared or belong to the wording, and those of figures that the accounts do not know. */
function coverageOf(matches: readonly ReadMatch[]): {
  readonly compared: ReadonlySet<number>
  readonly open: ReadonlySet<number>
} {
  const compared = new Set<number>()
  const open = new Set<number>()
  for (const { reading, remarks } of matches) {
    for (let at = reading.from; at < reading.to; at += 1) compared.add(at)
    for (const remark of remarks)
      for (let at = remark.from; at < remark.to; at += 1) {
        if (remark.kind === 'unread') compared.delete(at)
        if (remark.kind === 'figure' && remark.judgement === 'open') open.add(at)
      }
  }
  return { compared, open }
}
