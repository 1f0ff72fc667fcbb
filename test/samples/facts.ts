import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * The facts of one published document, as it was printed. What only the scan damaged (wrapped labels, repeated rows, shifted
 * levels, ≠ for =) is put right in the file; what its author got wrong stays and is listed under `corrections`.
 */
const rows = z.array(z.array(z.string()))

const printedTable = z.strictObject({
  id: z.string(),
  title: z.string(),
  code: z.string(),
  nameLine: z.string(),
  unitLine: z.string(),
  /** `<` belongs to the cell at its left, `^` to the cell above. */
  header: rows,
  body: rows,
  notes: z.array(z.string()),
})

/** A box that the sheet leaves blank or does not have is ''. */
const box = z.string().default('')

const indicator = z.strictObject({
  levels: z.tuple([z.string(), z.string(), z.string()]),
  target: box,
  adjusted: box,
  actual: box,
  weight: box,
  score: box,
  reason: box,
  description: box,
  basis: box,
})

const figures = z.strictObject({ declared: box, compiled: box, budget: box, executed: box })

const project = z.strictObject({
  name: z.string(),
  subject: z.enum(['项目', '部门整体']).default('项目'),
  figures: figures.prefault({}),
  /** Name of the one source of all the money; several stand in `funds`. */
  fund: box,
  funds: z.array(figures.extend({ name: z.string() })).default([]),
  goal: box,
  achieved: box,
  indicators: z.array(indicator),
  texts: z.record(z.string(), z.string()).default({}),
})

/** A scoring sheet that prints its results, to compare with what the program computes. */
const scoredProject = project.extend({
  printed: z.strictObject({ rate: z.string(), rateScore: z.string(), total: z.string(), grade: z.string() }),
})

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fill-in'), ref: z.string() }),
  /** The cell behind a code: its name, or the amount behind the name (behind the label of a total). */
  z.strictObject({ kind: z.enum(['label', 'amount']), table: z.string(), code: z.string() }),
  z.strictObject({
    kind: z.enum(['actual', 'target']),
    project: z.string(),
    indicator: z.string(),
  }),
  z.strictObject({
    kind: z.literal('fund'),
    project: z.string(),
    fund: z.string(),
    column: z.enum(['declared', 'compiled', 'budget', 'executed']),
  }),
])

const correction = z.strictObject({ of: target, printed: z.string(), right: z.string(), why: z.string() })

const common = z.strictObject({
  unit: z.strictObject({
    code: z.string(),
    name: z.string(),
    shortName: z.string(),
    nature: z.enum(['行政单位', '参照公务员法管理事业单位', '事业单位']),
    department: z.strictObject({ code: z.string(), name: z.string() }),
  }),
  year: z.int(),
  stage: z.enum(['预算', '决算']),
  pack: z.string(),
  tables: z.array(printedTable),
  texts: z.record(z.string(), z.string()),
  /** `table/row/column` of the 填报表 → what is filled in. */
  fillIn: z.record(z.string(), z.string()),
  prior: z.record(z.string(), z.string()),
  /** Percentages that the document states; only filled in where the printed document is to be checked. */
  statedRates: z.record(z.string(), z.string()),
  projects: z.array(project),
  corrections: z.array(correction),
})

const wholeFacts = common.extend({
  cover: z.array(z.string()),
  /** Headings and paragraphs in printed order; part two is the tables. */
  document: z.strictObject({ part1: z.array(z.string()), part3: z.array(z.string()), part4: z.array(z.string()) }),
  projects: z.array(scoredProject),
})

/** Of a long document: its sentences with figures and its headings, in printed order, and how many terms it explains. */
const quotedFacts = common.extend({
  headings: z.array(z.string()),
  sentences: z.array(z.strictObject({ id: z.string(), print: z.string() })),
  terms: z.int(),
})

/** What the workbooks of a sample are written from. */
export type Facts = z.infer<typeof common>
export type QuotedFacts = z.infer<typeof quotedFacts>
export type PrintedTable = Facts['tables'][number]
export type Correction = Facts['corrections'][number]

/** The facts of seed 001 as printed, with the author's mistakes. */
export function printedFacts(): z.infer<typeof wholeFacts> {
  return wholeFacts.parse(readJson('facts-001.json'))
}

/** The facts of another seed as printed: '000', '002', '003' or '004'. */
export function quotedFactsOf(seed: string): QuotedFacts {
  return quotedFacts.parse(readJson(`facts-${seed}.json`))
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'))
}

/** The facts of seed 001 with every correction applied. */
export function correctedFacts(): ReturnType<typeof printedFacts> {
  return corrected(printedFacts())
}

/** The facts of seed 001 as printed, with the percentages that the document states filled in. */
export function authorsFacts(): ReturnType<typeof printedFacts> {
  return asStated(printedFacts())
}

/** The facts with every correction applied. Throws when a correction no longer finds what was printed. */
export function corrected<F extends Facts>(facts: F): F {
  return { ...facts, ...facts.corrections.reduce<Correctable>(correct, facts) }
}

/** The facts with the percentages that the document states filled in, so that they are checked too. */
export function asStated<F extends Facts>(facts: F): F {
  return { ...facts, fillIn: { ...facts.fillIn, ...facts.statedRates } }
}

/** What a correction changes. */
type Correctable = Pick<Facts, 'fillIn' | 'tables' | 'projects'>

function correct(facts: Correctable, { of, printed, right }: Correction): Correctable {
  const swap = (text: string | undefined): string => {
    if (text !== printed) throw new Error(`${JSON.stringify(of)} prints ${String(text)}, not ${printed}`)
    return right
  }
  switch (of.kind) {
    case 'fill-in':
      return { ...facts, fillIn: { ...facts.fillIn, [of.ref]: swap(facts.fillIn[of.ref]) } }
    case 'label':
    case 'amount':
      return {
        ...facts,
        tables: facts.tables.map((table) => (table.id === of.table ? correctCell(table, of, swap) : table)),
      }
    case 'actual':
    case 'target':
      return correctProject(facts, of.project, (one) => ({
        ...one,
        indicators: one.indicators.map((indicator) =>
          indicator.levels[2] === of.indicator ? { ...indicator, [of.kind]: swap(indicator[of.kind]) } : indicator,
        ),
      }))
    case 'fund':
      return correctProject(facts, of.project, (one) => ({
        ...one,
        funds: one.funds.map((fund) =>
          fund.name === of.fund ? { ...fund, [of.column]: swap(fund[of.column]) } : fund,
        ),
      }))
  }
}

type FactsProject = Facts['projects'][number]

function correctProject(
  facts: Correctable,
  name: string,
  change: (project: FactsProject) => FactsProject,
): Correctable {
  return { ...facts, projects: facts.projects.map((one) => (one.name === name ? change(one) : one)) }
}

/** The name stands at the right of its code; the amount at the right of the name, or of a label merged over several columns. */
function correctCell(
  table: PrintedTable,
  { kind, code }: { readonly kind: 'label' | 'amount'; readonly code: string },
  swap: (text: string) => string,
): PrintedTable {
  return {
    ...table,
    body: table.body.map((row) => {
      const at = row.indexOf(code)
      if (at < 0) return row
      const isMerged = row[at + 1] === '<'
      const behind = row.findIndex((text, column) => column > at + (isMerged ? 0 : 1) && text !== '<')
      const meant = kind === 'label' ? at + 1 : behind
      return row.map((text, column) => (column === meant ? swap(text) : text))
    }),
  }
}
