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

const indicator = z.strictObject({
  levels: z.tuple([z.string(), z.string(), z.string()]),
  target: z.string(),
  adjusted: z.string(),
  actual: z.string(),
  weight: z.string(),
  score: z.string(),
  reason: z.string(),
})

const project = z.strictObject({
  name: z.string(),
  figures: z.strictObject({ declared: z.string(), compiled: z.string(), budget: z.string(), executed: z.string() }),
  fund: z.string(),
  goal: z.string(),
  achieved: z.string(),
  indicators: z.array(indicator),
  texts: z.record(z.string(), z.string()),
  /** What the sheet prints of the results, to compare with what the program computes. */
  printed: z.strictObject({ rate: z.string(), rateScore: z.string(), total: z.string(), grade: z.string() }),
})

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fill-in'), ref: z.string() }),
  z.strictObject({ kind: z.literal('label'), table: z.string(), code: z.string() }),
  z.strictObject({ kind: z.literal('actual'), project: z.string(), indicator: z.string() }),
])

const correction = z.strictObject({ of: target, printed: z.string(), right: z.string(), why: z.string() })

const factsSchema = z.strictObject({
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
  cover: z.array(z.string()),
  tables: z.array(printedTable),
  /** Headings and paragraphs in printed order; part two is the tables. */
  document: z.strictObject({ part1: z.array(z.string()), part3: z.array(z.string()), part4: z.array(z.string()) }),
  texts: z.record(z.string(), z.string()),
  /** `table/row/column` of the 填报表 → what is filled in. */
  fillIn: z.record(z.string(), z.string()),
  prior: z.record(z.string(), z.string()),
  /** Percentages that the document states; only filled in where the printed document is to be checked. */
  statedRates: z.record(z.string(), z.string()),
  projects: z.array(project),
  corrections: z.array(correction),
})

export type Facts = z.infer<typeof factsSchema>
export type PrintedTable = Facts['tables'][number]
export type Correction = Facts['corrections'][number]

/** The facts as printed, with the author's mistakes. */
export function printedFacts(): Facts {
  return factsSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'facts-001.json'), 'utf8')))
}

/** The facts with every correction applied. Throws when a correction no longer finds what was printed. */
export function correctedFacts(): Facts {
  return printedFacts().corrections.reduce(correct, printedFacts())
}

/** The facts as printed, with the percentages that the document states filled in, so that they are checked too. */
export function authorsFacts(): Facts {
  const facts = printedFacts()
  return { ...facts, fillIn: { ...facts.fillIn, ...facts.statedRates } }
}

function correct(facts: Facts, { of, printed, right }: Correction): Facts {
  const swap = (text: string | undefined): string => {
    if (text !== printed) throw new Error(`${JSON.stringify(of)} prints ${String(text)}, not ${printed}`)
    return right
  }
  switch (of.kind) {
    case 'fill-in':
      return { ...facts, fillIn: { ...facts.fillIn, [of.ref]: swap(facts.fillIn[of.ref]) } }
    case 'label':
      return { ...facts, tables: facts.tables.map((table) => correctLabel(table, of.table, of.code, swap)) }
    case 'actual':
      return {
        ...facts,
        projects: facts.projects.map((one) => ({
          ...one,
          indicators: one.indicators.map((indicator) =>
            one.name === of.project && indicator.levels[2] === of.indicator
              ? { ...indicator, actual: swap(indicator.actual) }
              : indicator,
          ),
        })),
      }
  }
}

/** The label stands at the right of its code. */
function correctLabel(
  table: PrintedTable,
  tableId: string,
  code: string,
  swap: (text: string) => string,
): PrintedTable {
  if (table.id !== tableId) return table
  return {
    ...table,
    body: table.body.map((row) => row.map((text, column) => (row[column - 1] === code ? swap(text) : text))),
  }
}
