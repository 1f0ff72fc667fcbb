import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { UNCONFIRMED, type Finding } from '#core/check/finding.ts'
import { plainText } from '#core/narrative/fill.ts'
import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import { gridsOf, headingsOf, isWritten, linesOf, matrixOf } from './document-text.ts'
import { asStated, corrected, quotedFactsOf, type QuotedFacts } from './facts.ts'
import { projectsOf } from './fill-in-answers.ts'
import { openSample, type Sample } from './open-sample.ts'
import { answersIn } from './read-answers.ts'
import { differencesIn } from './sentence-reading.ts'
import { QUOTED_SAMPLES } from './write-quoted.ts'
import { sampleFiles, writeSample } from './write-sample.ts'

/** Where a sentence of the document may differ from the print. Each must occur once, so that none outlives its reason. */
export interface AcceptedSentence {
  readonly id: string
  readonly print: string
  readonly document: string
  readonly reason: string
}

/** A heading that the document words otherwise; without `document` it lacks it, without `print` it adds it (or them) at the end. */
export interface AcceptedHeading {
  readonly print?: string
  readonly document?: string | readonly string[]
  readonly reason: string
}

/** A sentence that its author worded or reckoned wrongly, and how the program reads it. */
export interface WrongSentence {
  readonly id: string
  /** Id of the sentence in document.md. */
  readonly template: string
  /** As `differencesIn` tells them; undefined: the words are not those of the form at all. */
  readonly reads: readonly string[] | undefined
}

export interface QuotedExpectation {
  readonly sentences: readonly AcceptedSentence[]
  readonly headings: readonly AcceptedHeading[]
  /** `rule where` of the tails and of the remarks that the good sample keeps. */
  readonly tails: readonly string[]
  readonly remarks: readonly string[]
  readonly verdict: string
  /** `severity rule where` of what the author's own figures add to that. */
  readonly findings: readonly string[]
  readonly authorsVerdict: string
  readonly wrong: readonly WrongSentence[]
}

export interface OpenQuoted {
  readonly facts: QuotedFacts
  readonly good: Sample
  /** With the author's mistakes and the percentages that the document states. */
  readonly authors: Sample
}

export async function openQuoted(seed: keyof typeof QUOTED_SAMPLES): Promise<OpenQuoted> {
  const facts = quotedFactsOf(seed)
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-authors-'))
  await writeSample(folder, asStated(facts))
  const [good, authors] = await Promise.all([openSample(QUOTED_SAMPLES[seed]), openSample(folder)])
  rmSync(folder, { recursive: true })
  return { facts, good, authors }
}

/** The rows of a sheet or table of the document. */
export function rowsOf({ model }: Sample, id: string): readonly (readonly string[])[] {
  const grid = gridsOf(model).find((one) => one.id === id)
  if (!grid) throw new Error(`the document has no ${id}`)
  return matrixOf(grid)
}

/** What must hold of every sample whose document is compared sentence by sentence. */
export function describeQuoted(
  seed: keyof typeof QUOTED_SAMPLES,
  opened: OpenQuoted,
  expected: QuotedExpectation,
): void {
  describe('the workbooks', () => {
    testWorkbooks(QUOTED_SAMPLES[seed], opened)
  })
  describe('the document', () => {
    testDocument(opened, expected)
  })
  describe('the checks', () => {
    testChecks(opened, expected)
  })
  describe('the author’s mistakes', () => {
    testMistakes(opened, expected)
  })
}

function testWorkbooks(folder: string, { facts, good }: OpenQuoted): void {
  const right = corrected(facts)
  test('hold what the script writes today; if not, run node test/samples/write-quoted.ts', async () => {
    const [published, filledIn] = await sampleFiles(right)
    if (!published || !filledIn) throw new Error('two workbooks make a sample')
    expect(readFileSync(join(folder, published.name)).equals(published.content)).toBe(true)
    expect((await answersIn(join(folder, filledIn.name), good.pack)).projects).toEqual(
      projectsOf(right, good.pack.head.settings.tableAmount.unit),
    )
  })

  test('are imported whole, every sheet for what it is, without a warning', () => {
    const { files, warnings, report } = good.outcome
    expect(warnings).toEqual([])
    const sheetsOf = (name: string) => files.find((file) => file.name === name)?.sheets
    expect(sheetsOf('公开报表.xlsx')?.map(({ confidence }) => confidence)).toEqual(facts.tables.map(() => 1))
    expect(new Set(sheetsOf('填报表.xlsx')?.map(({ what }) => what))).toEqual(new Set(['填报表']))
    expect(report.key).toEqual({ unit: facts.unit.code, year: facts.year, stage: facts.stage })
    expect(report.pack.id).toBe(facts.pack)
  })

  test('answer in the 填报表 everything that the facts hold', async () => {
    const read = await answersIn(join(folder, '填报表.xlsx'), good.pack)
    expect(read.texts).toEqual(new Map(Object.entries(facts.texts)))
    const amounts = [...read.figures].flatMap(([ref, { kind }]) => (kind === 'amount' ? [ref] : []))
    expect(amounts.toSorted()).toEqual(Object.keys({ ...facts.fillIn, ...facts.prior }).toSorted())
  })
}

function testDocument({ facts, good }: OpenQuoted, { sentences, headings }: QuotedExpectation): void {
  const { model } = good
  const lines = linesOf(model).map(normaliseSentence)

  test.each(facts.sentences)('says $id as printed, but for what is accepted', ({ id, print }) => {
    const wanted = sentences.filter((one) => one.id === id).reduce(accept, normaliseSentence(print))
    expect(lines.includes(wanted) ? wanted : nearest(lines, wanted)).toBe(wanted)
  })

  test('says its sentences in printed order', () => {
    const places = facts.sentences.map(({ id, print }) =>
      lines.indexOf(sentences.filter((one) => one.id === id).reduce(accept, normaliseSentence(print))),
    )
    // The same words may stand in several places (年初预算为0万元…): then the first one is found.
    const once = places.filter((place) => lines.indexOf(lines[place] ?? '') === lines.lastIndexOf(lines[place] ?? ''))
    expect(once).toEqual(once.toSorted((a, b) => a - b))
    expect(sentences.filter(({ id }) => !facts.sentences.some((one) => one.id === id))).toEqual([])
  })

  test('has the headings, tables and sheets of the print in its order', () => {
    const wanted = headings.reduce<readonly string[]>((print, one) => acceptHeading(print, one), facts.headings)
    expect(headingsOf(model).map(normaliseSentence)).toEqual(wanted.map(normaliseSentence))
  })

  test('computes every figure of its sentences from cells and leaves nothing open', () => {
    const inlines = model.blocks.filter(isWritten).flatMap((block) => block.content)
    expect(inlines.filter(({ kind }) => kind === 'missing')).toEqual([])
    // The number of an item in its list comes from no cell.
    const loose = inlines.filter((one) => one.kind === 'figure' && one.refs.length === 0 && one.formula !== one.text)
    expect(loose).toEqual([])
  })

  test('explains as many terms as the print', () => {
    const terms = model.blocks.filter((block) => block.kind === 'paragraph' && block.id.startsWith('名词-'))
    expect(terms).toHaveLength(facts.terms)
  })
}

function testChecks({ good }: OpenQuoted, { tails, remarks, verdict }: QuotedExpectation): void {
  const { checks } = good
  test('find no mistake: the unit may publish', () => {
    expect(checks.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(checks).toMatchObject({ verdict, mayPublish: true })
  })

  test('take for tails only what rounding explains', () => {
    expect(checks.findings.filter(({ outcome }) => outcome === 'tail').map(nameOf)).toEqual(tails)
  })

  test('tell everything that no source confirms of the pack, without counting it', () => {
    const told = checks.findings.filter(({ rule }) => rule === UNCONFIRMED)
    expect(told.map(({ where }) => where)).toEqual(good.pack.head.unconfirmed)
    expect(new Set(told.map(({ severity }) => severity))).toEqual(new Set(['info']))
    expect(checks.counts.fail).toBe(
      checks.findings.filter(({ outcome, rule }) => outcome === 'fail' && rule !== UNCONFIRMED).length,
    )
  })

  test('remark what the print itself leaves open', () => {
    expect(
      checks.findings.filter(({ outcome, rule }) => outcome !== 'tail' && rule !== UNCONFIRMED).map(nameOf),
    ).toEqual(remarks)
  })
}

function testMistakes({ facts, good, authors }: OpenQuoted, expected: QuotedExpectation): void {
  test('in figures are found where they stand', () => {
    const known = new Set(good.checks.findings.map(fullNameOf))
    const found = authors.checks.findings.map(fullNameOf).filter((name) => !known.has(name))
    expect(found).toEqual(expected.findings)
    expect(authors.checks.verdict).toBe(expected.authorsVerdict)
  })

  test.each(expected.wrong)('in $id are read out of the printed sentence', ({ id, template, reads }) => {
    const print = facts.sentences.find((one) => one.id === id)?.print ?? ''
    const own = good.model.blocks.filter(isWritten).find((block) => block.id === template)
    if (!own) throw new Error(`the document has no sentence ${template}`)
    const ownText = plainText(own.content)
    expect(differencesIn(good, template, { print, own: ownText })).toEqual(reads)
    expect(differencesIn(good, template, { print: ownText, own: ownText })).toEqual([])
    expect(normaliseSentence(ownText)).not.toBe(normaliseSentence(print))
  })
}

const nameOf = ({ rule, where }: Finding): string => [rule, where].filter((text) => text !== '').join(' ')

const fullNameOf = (finding: Finding): string => `${finding.severity} ${nameOf(finding)}`

function accept(print: string, difference: AcceptedSentence): string {
  const [from, to] = [normaliseSentence(difference.print), normaliseSentence(difference.document)]
  expect(print.split(from), `${difference.id} ${difference.print}: ${difference.reason}`).toHaveLength(2)
  return print.replace(from, () => to)
}

function acceptHeading(headings: readonly string[], { print, document, reason }: AcceptedHeading): readonly string[] {
  const written = document === undefined ? [] : [document].flat()
  if (print === undefined) return [...headings, ...written]
  const at = headings.indexOf(print)
  expect(at, `${print}: ${reason}`).toBeGreaterThanOrEqual(0)
  return headings.toSpliced(at, 1, ...written)
}

/** The line with most of its beginning and end in common, so that a failure shows where it differs. */
function nearest(lines: readonly string[], wanted: string): string {
  const common = (a: string, b: string, step: 1 | -1): number => {
    let length = 0
    while (length < a.length && a.at(step > 0 ? length : -1 - length) === b.at(step > 0 ? length : -1 - length))
      length += 1
    return length
  }
  const score = (line: string): number => common(line, wanted, 1) + common(line, wanted, -1)
  return lines.toSorted((a, b) => score(b) - score(a))[0] ?? ''
}
