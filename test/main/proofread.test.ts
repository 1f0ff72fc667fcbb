import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { narrativeContext } from '#core/document/build.ts'
import type { Grid, Inline } from '#core/document/model.ts'
import { plainText } from '#core/narrative/fill.ts'
import type { PastedBlock } from '#core/pasted/blocks.ts'
import { proofread } from '#core/proofread/proofread.ts'
import type { Proofreading, ProofRow } from '#core/proofread/result.ts'
import { readDocx } from '#main/files/docx/read-docx.ts'
import { findSourceFile } from '#main/files/source-file.ts'
import { renderDocx } from '#main/render/docx.ts'
import { gridsOf, wordsOf } from '#main/services/proofread.ts'
import { printedFacts, quotedFactsOf } from '#test/samples/facts.ts'
import { openSample, type Sample } from '#test/samples/open-sample.ts'
import { QUOTED_SAMPLES } from '#test/samples/write-quoted.ts'
import { SAMPLES } from '#test/samples/write-sample.ts'

const folder = mkdtempSync(join(tmpdir(), 'mingzhang-proof-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What the documents print wrongly of the accounts, as `id: written → right`. */
const PRINTED: Readonly<Record<keyof typeof QUOTED_SAMPLES | '001', readonly string[]>> = {
  '000': ['支出: 减少 → 增加', '绩效: 762569.30万元 → 862569.3元'],
  // The rate behind it is the one of the right budget.
  '001': ['一般公共预算.各类: 32.56万元 → 32.65万元'],
  '002': ['总体.收入: 增减 → 减少', '一般公共预算.总体: 100 → 97.14'],
  '003': [],
  '004': ['一般公共预算.总体: 100 → 99.9', '政府采购: 54.2 → 31.1'],
}
const SEEDS = Object.keys(PRINTED).toSorted() as (keyof typeof PRINTED)[]

describe.each(SEEDS)('sample %s', async (seed) => {
  const sample = await openSample(seed === '001' ? join(SAMPLES, '上党区委办2023') : QUOTED_SAMPLES[seed])
  const { model } = sample
  const figures = figuresOfAll(model).flat()
  const statutory = gridsOf(model).filter((grid) => grid.subject === undefined && grid.rows.some(({ cells }) => cells.some(({ ref }) => ref !== undefined))) // prettier-ignore

  test('its own Word document is right, every figure of it was compared', async () => {
    const path = join(folder, `${seed}.docx`)
    writeFileSync(path, await renderDocx(model, new Map(), new Map()))
    const { blocks } = await readDocx(await findSourceFile(path))
    const tables = statutory.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter(({ ref }) => ref !== undefined))) // prettier-ignore
    expect(read(sample, blocks)).toEqual({
      rows: [],
      counts: {
        sentences: expect.any(Number) as number,
        figures: figures.length,
        wrongFigures: 0,
        wrongWords: 0,
        tails: 0,
        unchecked: 0,
        absent: 0,
        tables: expect.any(Number) as number,
        comparedTables: statutory.length,
        tableFigures: tables.length,
      },
    })
  })

  test('one wrong digit in each of its tables is told once, with its row and what is right', () => {
    for (const [nth, grid] of statutory.entries()) {
      const rows = denseRows(grid)
      const cells = grid.rows.flatMap((row, at) => row.cells.flatMap((cell) => (cell.ref !== undefined && /\d/u.test(cell.text) ? [{ ...cell, at }] : []))) // prettier-ignore
      const cell = cells[(nth * 7) % Math.max(1, cells.length)]
      if (!cell) continue
      const wrong = otherDigit(cell.text, nth)
      const changed = rows.map((row, at) => (at === cell.at ? row.with(cell.column, wrong) : row))
      const blocks: readonly PastedBlock[] = [
        { kind: 'paragraph', text: grid.title },
        { kind: 'table', rows: changed },
      ]
      expect(read(sample, blocks).rows.flatMap((row) => (row.kind === 'wrong-figure' ? [[row.place.row, row.written, row.expected, row.refs]] : []))).toEqual([[cell.at + 1, wrong, cell.text, [cell.ref]]]) // prettier-ignore
      // A row that the report has not got is told, and disturbs no other.
      const strange = rows.toSpliced(
        cell.at,
        0,
        grid.widths.map((_, at) => (at === 0 ? '某某科目' : '1.23')),
      )
      if (grid.rows.length > 8) expect(read(sample, [{ kind: 'table', rows: strange }]).rows.flatMap((row) => ('place' in row && row.place.row !== undefined ? [`${row.kind} ${row.place.row}`] : []))).toEqual([`unchecked ${cell.at + 1}`]) // prettier-ignore
      // The same table of another year is not held against this one.
      const yearBefore = rows.map((row, at) => row.map((text, column) => (cells.some((one) => one.at === at && one.column === column) ? otherDigit(text, column) : text))) // prettier-ignore
      if (cells.length > 3) expect(read(sample, [{ kind: 'table', rows: yearBefore }]).rows.filter(({ kind }) => kind === 'wrong-figure')).toEqual([]) // prettier-ignore
      // Without its title, and with its zeros as blanks and its figures in another form, it is the same table.
      const other = rows.map((row) => row.map((text) => (/^0(?:\.0+)?$/u.test(text) ? '—' : text.replace(/(\d),(\d)/gu, '$1$2').replace(/(\.\d*?)0+$/u, '$1').replace(/\.$/u, '')))) // prettier-ignore
      const plain = read(sample, [{ kind: 'table', rows: other }])
      expect(plain.rows.filter(({ kind }) => kind === 'wrong-figure')).toEqual([])
    }
  })

  test('one wrong digit in each figure is told there and nowhere else', () => {
    const most = Math.max(...model.blocks.map((block) => figuresOf(block).length))
    let told = 0
    for (let nth = 0; nth < most; nth += 1) {
      const plants: string[] = []
      const blocks = draftOf(sample, (text, index) => {
        if (index !== nth) return text
        const wrong = otherDigit(text, nth + plants.length)
        plants.push(wrong)
        return wrong
      })
      const { rows } = read(sample, blocks)
      const written = rows.map((row) =>
        row.kind === 'wrong-figure' || row.kind === 'tail' ? digitsOf(row.written) : row,
      )
      // In the order of the document, each once.
      expect(written).toEqual(plants.map(digitsOf))
      told += rows.filter(({ kind }) => kind === 'wrong-figure').length
    }
    // Rates of small amounts may be off by a last digit, as far as the accounts themselves are rounded.
    expect(told).toBeGreaterThan(figures.length * 0.96)
  })

  test('sections in another order and left out paragraphs raise no alarm and hide no wrong digit', () => {
    const [wrong, order] = [
      (text: string, index: number) => (index === 1 ? otherDigit(text, 1) : text),
      (text: string) => text,
    ].map((change) => sectionsOf(draftOf(sample, change)))
    if (!wrong || !order) throw new Error('two drafts')
    const turned = read(sample, order.toReversed().flat())
    expect(turned.rows.flatMap(mistakeOf)).toEqual([])
    expect(turned.counts.figures).toBeGreaterThan(figures.length * 0.8)
    // An annex may say everything once more.
    expect(read(sample, [...order.flat(), ...order.flat()]).rows.flatMap(mistakeOf)).toEqual([])
    const planted = figuresOfAll(model).flatMap(([, second]) => (second ? [digitsOf(otherDigit(second.text, 1))] : []))
    const whole = wrong.toReversed().map((section) => section.filter((_, index) => index < 5))
    const { rows } = read(sample, whole.flat())
    const text = whole.flat().map((block) => (block.kind === 'paragraph' ? digitsOf(block.text) : ''))
    const told = rows.flatMap((row) =>
      row.kind === 'wrong-figure' || row.kind === 'tail' ? [digitsOf(row.written)] : [],
    )
    const listed = rows.flatMap((row) => (row.kind === 'unchecked' ? [digitsOf(row.sentence)] : []))
    const silent = planted.filter(
      (one) =>
        // A shorter one stands in other numbers by chance.
        one.length >= 5 &&
        text.some((paragraph) => paragraph.includes(one)) &&
        !told.includes(one) &&
        !listed.some((sentence) => sentence.includes(one)) &&
        !figures.some((figure) => digitsOf(figure.text).includes(one)),
    )
    expect(silent).toEqual([])
  })

  test('the mistakes of its author are told', () => {
    const { rows } = read(sample, printedOf(seed))
    expect(rows.flatMap(mistakeOf)).toEqual(PRINTED[seed])
  })
})

const read = (sample: Sample, blocks: readonly PastedBlock[]): Proofreading =>
  proofread(blocks, narrativeContext(sample), wordsOf(sample.model), gridsOf(sample.model))

/** Cells at their places, a merged one at its first. */
function denseRows({ rows, widths }: Grid): readonly (readonly string[])[] {
  return rows.map(({ cells }) => widths.map((_, at) => cells.find(({ column }) => column === at)?.text ?? ''))
}

const isFigure = (inline: Inline): boolean => inline.kind === 'figure' && inline.refs.length > 0

const figuresOf = (block: Sample['model']['blocks'][number]): readonly Inline[] =>
  block.kind === 'paragraph' ? block.content.filter(isFigure) : []

const figuresOfAll = ({ blocks }: Sample['model']): readonly (readonly { readonly text: string }[])[] =>
  blocks.map((block) => figuresOf(block).flatMap((inline) => (inline.kind === 'figure' ? [inline] : [])))

/** Cut before its first and second headings. */
function sectionsOf(blocks: readonly PastedBlock[]): readonly (readonly PastedBlock[])[] {
  const sections: PastedBlock[][] = [[]]
  for (const block of blocks) {
    if (block.kind === 'paragraph' && (block.heading ?? 9) <= 2) sections.push([])
    sections.at(-1)?.push(block)
  }
  return sections
}

/** The sentences of a document with their figures changed. */
function draftOf({ model }: Sample, change: (text: string, index: number) => string): readonly PastedBlock[] {
  return model.blocks.flatMap((block): readonly PastedBlock[] => {
    if (block.kind === 'heading') return [{ kind: 'paragraph', text: plainText(block.content), heading: block.level }]
    if (block.kind !== 'paragraph') return []
    let index = -1
    const changed = block.content.map((inline): Inline => {
      if (!isFigure(inline) || inline.kind !== 'figure') return inline
      index += 1
      return { ...inline, text: change(inline.text, index) }
    })
    return [{ kind: 'paragraph', text: plainText(changed) }]
  })
}

/** The same number with one digit changed, another one for each `turn`. */
function otherDigit(text: string, turn: number): string {
  const places = [...text.matchAll(/\d/gu)].map(({ index }) => index)
  const at = places[turn % places.length] ?? 0
  const digit = String((Number(text[at]) + 1 + (turn % 8)) % 10)
  return text.slice(0, at) + digit + text.slice(at + 1)
}

const digitsOf = (text: string): string => text.replace(/[^\d.-]/gu, '')

function printedOf(seed: keyof typeof PRINTED): readonly PastedBlock[] {
  const lines =
    seed === '001'
      ? Object.values(printedFacts().document).flat()
      : quotedFactsOf(seed).sentences.map(({ print }) => print)
  return lines.map((text) => ({ kind: 'paragraph', text }))
}

const mistakeOf = (row: ProofRow): readonly string[] =>
  row.kind === 'wrong-figure' || row.kind === 'wrong-word' ? [`${row.id}: ${row.written} → ${row.expected}`] : []
