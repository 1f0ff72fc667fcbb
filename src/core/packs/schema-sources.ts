import { z } from 'zod'
import { block, column, fixedRow, printRow } from './schema-table.ts'

/**
 * sources.yaml: forms that no document prints but that state figures of the tables, e.g. the forms of the 财决 set and approved
 * budgets, and which of their cells are which cells of which table. Nothing is computed: a cell is carried, to the 分.
 */

const sourceColumn = column.extend({
  /** Not every year and place has it; a form without it is still the form. */
  optional: z.boolean().default(false),
})

const sourceBlock = block.extend({
  rows: z.array(z.union([fixedRow, printRow])).default([]),
  /** The fixed rows of a block of a table of the pack, so that both know the same labels. */
  rowsOf: z.strictObject({ table: z.string(), block: z.number().int().min(0) }).optional(),
  /** No table needs it: it is told apart from the others by its rows and not read. */
  spare: z.boolean().default(false),
})

/** Cells that a form gives to one table; rows that the table does not have are not carried. */
const give = z.union([
  /** Column by column; rows keep their keys. */
  z.strictObject({ table: z.string(), columns: z.record(z.string(), z.string()) }),
  /** One row whose columns are codes: each becomes a row of `column`. */
  z.strictObject({ table: z.string(), row: z.string(), column: z.string() }),
  /** `row/column` of the form to `row/column` of the table. */
  z.strictObject({ table: z.string(), cells: z.record(z.string(), z.string()) }),
])

const sourceTable = z.strictObject({
  /** What messages call it. */
  id: z.string().regex(/^[^/@\s]+$/u),
  title: z.string(),
  aliases: z.array(z.string()).default([]),
  /** Words that the sheet carries besides its title: they decide where a published table has the same title and headings. */
  mark: z.string().optional(),
  /** A table of the pack: the form has its columns, headings and rows and gives it every cell; `columns` then only add aliases. */
  like: z.string().optional(),
  columns: z.array(sourceColumn).default([]),
  /** One column for each code that the rows of this table have, known by their labels; all of them optional. */
  columnsOf: z.string().optional(),
  blocks: z.array(sourceBlock).default([]),
  /** Groups of columns that no table needs. */
  spare: z.array(z.string()).default([]),
  gives: z.array(give).default([]),
})

const completeTable = sourceTable.refine(
  ({ like, blocks, gives }) => (like === undefined) === (blocks.length > 0 && gives.length > 0),
  'blocks 和 gives 要么都写，要么只写 like',
)

export const sources = z.strictObject({
  tables: z.array(completeTable),
  known: z
    .strictObject({
      /** Words before a number that mark every sheet of a set: 财决07表. */
      marks: z.array(z.string()),
      /** Titles of its sheets that no table needs. */
      titles: z.array(z.string()),
      /** Titles of sheets that are read where they are a list of projects or a form of goals, and that nobody is asked about otherwise. */
      others: z.array(z.string()).default([]),
      /** Sheets that say for all others whose figures they are and of which year. */
      covers: z.array(z.string()),
    })
    .default({ marks: [], titles: [], others: [], covers: [] }),
})

export type PackSources = z.infer<typeof sources>
export type PackSourceTable = z.infer<typeof sourceTable>
export type SourceGive = z.infer<typeof give>
