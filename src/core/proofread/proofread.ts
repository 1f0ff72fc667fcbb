import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import { parseDocument } from '#core/narrative/parse-document.ts'
import { TOP, type NarrativeContext } from '#core/narrative/values.ts'
import type { PastedBlock } from '#core/pasted/blocks.ts'
import { assign } from './assign.ts'
import { collect } from './collect.ts'
import { compile } from './compile.ts'
import { draftOf, type Draft } from './draft.ts'
import { openJudge, remarksOf } from './mistakes.ts'
import type { Pattern } from './pattern.ts'
import type { Proofreading } from './result.ts'
import { reportSentences } from './sentences.ts'

/**
 * Holds a document that somebody wrote against the accounts of a report: every sentence that has the words of one of the report's is
 * read, and each of its figures, names and words of direction compared. What was not compared is said, never taken as right.
 *
 * @param known texts that the report prints as they are stored; a paragraph that says the same has nothing to compare
 */
export function proofread(
  blocks: readonly PastedBlock[],
  context: NarrativeContext,
  known: readonly string[] = [],
): Proofreading {
  const draft = draftOf(blocks)
  const sentences = reportSentences(parseDocument(context.pack.document.markdown), context)
  const patterns = new Map<number, Pattern>()
  const patternOf = (index: number): Pattern => {
    const { paragraphs = [], scope } = sentences[index] ?? {}
    const pattern = patterns.get(index) ?? compile(paragraphs, context, scope ?? TOP)
    patterns.set(index, pattern)
    return pattern
  }
  const judge = openJudge(context, {
    trimsZeros: context.pack.head.settings.percent.trimZeros && hasFinePercent(draft),
  })
  const isRight = (...asked: Parameters<typeof judge>): boolean => judge(...asked) !== 'wrong'
  const matches = assign(draft, sentences, patternOf, isRight)
  const read = matches.map((match) => ({
    ...match,
    ...remarksOf(match.reading, patternOf(match.sentence), draft.tokens, judge, context),
  }))
  return collect(draft, sentences, read, new Set(known.map(normaliseSentence)))
}

/** Whether it prints a percentage with decimals anywhere. */
const hasFinePercent = ({ tokens }: Draft): boolean =>
  tokens.some(({ text }, at) => /\.\d/u.test(text) && tokens[at + 1]?.text === '%')
