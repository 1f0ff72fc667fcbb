import { z } from 'zod'

/**
 * A table of a pack: what it holds (rows × columns, by key) and how it prints (blocks side by side under merged headers).
 * Rows and columns are keys, never positions: 行次 is print only.
 */

/** Part of a cell ref: no slash, no `@`. */
const key = z.string().regex(/^[^/@\s]+$/u, '键不能为空，不能含空格、“/”或“@”')

/** What a figure counts. 金额 is money; the others are plain numbers in hundredths. */
export const measure = z.enum(['金额', '数量', '百分比', '分值'])

/** 文字: the cells of the column hold words, kept as texts under the ref of their cell (src/core/packs/words.ts). */
const columnMeasure = z.enum([...measure.options, '文字'])

export const codeList = z.enum(['功能分类', '经济分类'])

export const column = z.strictObject({
  key,
  measure: columnMeasure.default('金额'),
  /** Decimals in print where they differ from the table's. */
  decimals: z.number().int().min(0).max(6).optional(),
  /** Header labels seen elsewhere for the same column, joined by `/` from top to bottom. */
  aliases: z.array(z.string()).default([]),
  /** Places without such figures print the form without this column: then it is blank. */
  optional: z.boolean().optional(),
})

export const fixedRow = z.strictObject({
  key,
  /** As printed. */
  label: z.string(),
  /** 行次 as printed. */
  line: z.number().int().positive().optional(),
  /** Code of a classification when the row is one: 201 for 一、一般公共服务支出. */
  code: z.string().optional(),
  measure: measure.optional(),
  aliases: z.array(z.string()).default([]),
  /** Printed as —— and holding no amount (309, 311 in the table of basic expenditure). */
  dash: z.boolean().default(false),
  /** Columns in which the row holds no amount and prints —— (the count of 资产总额). */
  dashIn: z.array(key).default([]),
  bold: z.boolean().default(false),
  /**
   * In a fill-in table: once anything of the table is answered, a row in which nothing was entered is zero (the projects that a
   * unit does not have). Never for a total: nobody would notice that it was forgotten.
   */
  blank: z.literal('zero').optional(),
  /** Printed only when some figure of the row is not zero; it can be entered and read back all the same. */
  onlyUsed: z.boolean().default(false),
  /** Indent in characters. */
  indent: z.number().int().min(0).max(4).default(0),
})

/**
 * A row that only prints: an empty line with a 行次, as many empty lines as make the block as tall as its neighbours,
 * a section title across the block, or a repeated header.
 */
export const printRow = z.union([
  z.strictObject({ empty: z.literal(true), line: z.number().int().positive().optional() }),
  z.strictObject({ balance: z.literal(true) }),
  z.strictObject({ section: z.string() }),
  z.strictObject({ header: z.array(z.string()) }),
])

/**
 * Rows that the accounts bring themselves: one per code in use, with its 类 and 款, in code order.
 * They follow the fixed rows of their block.
 */
export const codeRows = z.strictObject({ list: codeList, levels: z.array(z.enum(['类', '款', '项'])).min(1) })

/**
 * Rows that the unit adds, as many as it needs, keyed 第1项, 第2项 … by a running number. They follow the fixed rows of their
 * block. What is blank in such a row is zero: the row is there because something of it was stated.
 */
export const entryRows = z.strictObject({
  /** How many empty lines the sheet of the 填报表 and the window offer beyond those in use. */
  spare: z.number().int().min(1).max(50).default(10),
})

/** Columns of a block from left to right: the key of a figure, or one of the print columns. */
export const blockColumn = z.union([z.enum(['@label', '@line', '@code', '@name']), key])

export const block = z.strictObject({
  columns: z.array(blockColumn).min(1),
  rows: z.array(z.union([fixedRow, printRow])).default([]),
  codeRows: codeRows.optional(),
  entryRows: entryRows.optional(),
})

export const headerCell = z.union([
  z.string(),
  z.strictObject({
    text: z.string(),
    cols: z.number().int().positive().default(1),
    rows: z.number().int().positive().default(1),
  }),
])

/** A closing line across the blocks: texts and figures with their spans. */
export const footerCell = z.union([
  z.strictObject({ text: z.string(), cols: z.number().int().positive().default(1), bold: z.boolean().default(true) }),
  z.strictObject({
    row: key,
    column: key,
    cols: z.number().int().positive().default(1),
    bold: z.boolean().default(true),
  }),
])

export const table = z.strictObject({
  /** The short title, the same in all years and places: it is the first part of every cell ref. */
  id: key,
  title: z.string(),
  /** Other titles under which the table is published or exported. */
  aliases: z.array(z.string()).default([]),
  /** Printed at the right above the table, e.g. the number of the form. */
  code: z.string().optional(),
  /** statutory: published; fill-in: a sheet of the 填报表; computed: figures that the program derives from other data. */
  role: z.enum(['statutory', 'fill-in', 'computed']).default('statutory'),
  /** A fill-in table that the document prints: a workbook may bring it in its printed form, without the marks of the 填报表. */
  published: z.boolean().default(false),
  /** A statutory table that is missing makes the verdict 尚不能判断. */
  required: z.boolean().default(true),
  columns: z.array(column).min(1),
  blocks: z.array(block).min(1),
  header: z.array(z.array(headerCell)).default([]),
  footer: z.array(z.array(footerCell)).default([]),
  /** Rows that appear only in the footer. */
  footerRows: z.array(fixedRow).default([]),
  print: z
    .strictObject({
      /** Above the table, where the place prints more than `title`; imports know the table by `title` and `aliases`. */
      title: z.string().optional(),
      /** The line between title and table: `部门名称：{单位}`, the year and the unit, unless the pack says otherwise. */
      nameLabel: z.string().optional(),
      unitLine: z.string().optional(),
      /** Left, middle and right of that line, in full. */
      line: z.tuple([z.string(), z.string(), z.string()]).optional(),
      /** Decimals of amounts where they differ from `settings.tableAmount`. */
      decimals: z.number().int().min(0).max(6).optional(),
      orientation: z.enum(['portrait', 'landscape']).default('portrait'),
      widths: z.array(z.number().positive()),
      fontSize: z.number().positive().optional(),
      /** Header rows of column numbers (栏次 1 2 3) are given in `header`; they are not data when read back. */
      notes: z.array(z.string()).default([]),
      /** Printed below a table without data. */
      emptyNote: z.string().optional(),
      /** The single data row of a table is left out when it has no data. */
      dropEmptyRows: z.boolean().default(false),
    })
    .optional(),
  /** Instruction on the sheet of the 填报表. */
  help: z.string().optional(),
  unconfirmed: z.string().optional(),
})

/** What `{…}` may name in title, line, unitLine and emptyNote of a table. */
export const PRINT_WORDS = ['单位', '单位代码', '年度', '上年度', '金额单位'] as const

export type PackTable = z.infer<typeof table>
export type PackColumn = z.infer<typeof column>
export type PackBlock = z.infer<typeof block>
export type PackFixedRow = z.infer<typeof fixedRow>
export type PackPrintRow = z.infer<typeof printRow>
export type Measure = z.infer<typeof measure>
