import type { Grid } from '#core/document/model.ts'
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
import { draftTables, proofTable } from './tables.ts'

/**
 * Holds a document that somebody wrote against the accounts of a report: every sentence that has the words of one of the report's is
 * read, and each of its figures, names and words of direction compared. What was not compared is said, never taken as right.
 *
 * @param grids the tables that the report prints
 * @param known texts that the report prints as they are stored; a paragraph that says the same has nothing to compare
 */
export function proofread(
  blocks: readonly PastedBlock[],
  context: NarrativeContext,
  known: readonly string[] = [],
  grids: readonly Grid[] = [],
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
  return withTables(collect(draft, sentences, read, new Set(known.map(normaliseSentence))), blocks, grids)
}

/** The statutory tables that came along in the draft, cell by cell. */
function withTables(read: Proofreading, blocks: readonly PastedBlock[], grids: readonly Grid[]): Proofreading {
  const statutory = grids.filter(({ subject }) => subject === undefined)
  const proofs = draftTables(blocks).flatMap((table) => proofTable(table, statutory) ?? [])
  const rows = proofs.flatMap((proof) => proof.rows)
  const { counts } = read
  return {
    rows: [...rows, ...read.rows],
    counts: {
      ...counts,
      wrongFigures: counts.wrongFigures + rows.filter(({ kind }) => kind === 'wrong-figure').length,
      unchecked: counts.unchecked + rows.filter(({ kind }) => kind === 'unchecked').length,
      tables: counts.tables - proofs.length,
      comparedTables: proofs.length,
      tableFigures: proofs.reduce((sum, { figures }) => sum + figures, 0),
    },
  }
}

/** Whether it prints a percentage with decimals anywhere. */
const hasFinePercent = ({ tokens }: Draft): boolean =>
  tokens.some(({ text }, at) => /\.\d/u.test(text) && tokens[at + 1]?.text === '%')
