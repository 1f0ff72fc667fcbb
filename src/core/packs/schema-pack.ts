import { z } from 'zod'
import { decimalsToFen } from '#core/money/amount.ts'

const amountStyle = z
  .strictObject({
    unit: z.enum(['元', '万元']).default('万元'),
    decimals: z.number().int().min(0).max(6).default(2),
    trimZeros: z.boolean().default(false),
    thousands: z.boolean().default(false),
    /** How an exact zero prints; undefined prints it like any other amount. */
    zero: z.string().optional(),
    /** How a blank prints. */
    blank: z.string().default(''),
  })
  .refine(({ unit, decimals }) => decimals <= decimalsToFen(unit), {
    path: ['decimals'],
    message: '以元为单位最多 2 位小数',
  })

const percentStyle = z.strictObject({
  /** Rates are kept in hundredths of a percent. */
  decimals: z.number().int().min(0).max(2).default(2),
  trimZeros: z.boolean().default(false),
  zero: z.string().default('0'),
  /** 0 of 0: the percentage to print, or `omit`, in which case the templates that test 有(…) leave the clause out. */
  zeroOfZero: z.union([z.literal('omit'), z.string()]).default('0'),
})

const secretWords = z.strictObject({
  /** Under a table whose totals keep what its rows leave out; empty prints none. Left out of the totals too, nothing is said. */
  keptNote: z.string().default(''),
})

/** pack.yaml */
export const packHead = z.strictObject({
  id: z.string().regex(/^[a-z-]+\/\d{4}-(预算|决算)$/u, '形如 base/YYYY-决算'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, '形如 1.0.0'),
  title: z.string(),
  /** Title of the published document; `{年度}` is filled. */
  documentTitle: z.string().optional(),
  stage: z.enum(['预算', '决算']),
  year: z.number().int(),
  extends: z.string().optional(),
  /** Ids of the parent that this pack leaves out. */
  remove: z
    .strictObject({
      tables: z.array(z.string()).default([]),
      relations: z.array(z.string()).default([]),
      texts: z.array(z.string()).default([]),
      phrases: z.array(z.string()).default([]),
      forms: z.array(z.string()).default([]),
    })
    .optional(),
  /** What is not confirmed by a source; shown to the user. A loaded pack has everything here: `unconfirmedMarks`. */
  unconfirmed: z.array(z.string()).default([]),
  settings: z.strictObject({
    /** Amounts in tables, in sentences, and percentages in sentences. */
    tableAmount: amountStyle,
    textAmount: amountStyle,
    percent: percentStyle,
    /** 本部门 · 本单位 · 我单位 … */
    selfName: z.string().default('本单位'),
    /** 在用: an entry with a code is printed only when a figure of that code, or of one below it, is not zero. 全部: all of them. */
    glossary: z.enum(['在用', '全部']).default('在用'),
    /** How the places read where 涉密 items were left out. */
    secret: secretWords.default({ keptNote: '' }),
    /** Published within so many days of the 批复. */
    publishWithinDays: z.number().int().positive().default(20),
  }),
})

/** texts.yaml: everything that a person writes: 职责, 机构设置, reasons, 用于…, 说明. */
export const textField = z.strictObject({
  id: z.string().regex(/^[^\s/{}()（），,]+$/u, '不能为空，不能含空格、“/”、括号或逗号'),
  title: z.string(),
  /** What to write, shown in the 填报表 and in the placeholder. */
  prompt: z.string(),
  /** Several paragraphs or one. */
  form: z.enum(['paragraphs', 'line']).default('line'),
  /** Used when nothing was written. Without it a missing text is a finding. */
  default: z.string().optional(),
  /** One text for each row that has an amount in the column; kept under `id·row`. */
  per: z
    .strictObject({
      table: z.string(),
      /** Code rows of a level, or the fixed rows of the table (行). */
      level: z.enum(['类', '款', '项', '行']),
      column: z.string(),
      /** Only the rows whose key begins so, as in 行集(…): 第 for 第1项, 第2项, without 合计. */
      prefix: z.string().min(1).optional(),
      /** Further tables in which an amount of the row asks for the text: budgeted, but nothing spent. */
      also: z.array(z.strictObject({ table: z.string(), column: z.string() })).default([]),
    })
    .optional(),
  group: z.string().default('情况说明'),
})

/** phrases.yaml: wording by case; the first case whose condition holds is used. */
export const phrase = z.strictObject({
  id: z.string().min(1),
  params: z.array(z.string()).default([]),
  cases: z.array(z.strictObject({ when: z.string().optional(), text: z.string() })).min(1),
})

/** glossary.yaml */
export const glossaryEntry = z.strictObject({
  term: z.string(),
  text: z.string(),
  /** A 类, 款 or 项 that the entry explains: see `settings.glossary`. */
  code: z.string().optional(),
})

const pageMargin = z.strictObject({ top: z.number(), right: z.number(), bottom: z.number(), left: z.number() })

/** style.yaml, deep-merged over the parent's. Lengths in mm, sizes in points. */
export const style = z.strictObject({
  page: z.strictObject({
    width: z.number(),
    height: z.number(),
    margin: pageMargin,
    /** Of pages that hold a table of the document; those of the text unless given. */
    tableMargin: pageMargin.optional(),
  }),
  fonts: z.strictObject({
    title: z.array(z.string()).min(1),
    heading1: z.array(z.string()).min(1),
    heading2: z.array(z.string()).min(1),
    body: z.array(z.string()).min(1),
    table: z.array(z.string()).min(1),
    digits: z.array(z.string()).min(1),
  }),
  sizes: z.strictObject({
    coverUnit: z.number(),
    coverTitle: z.number(),
    title: z.number(),
    heading: z.number(),
    body: z.number(),
    table: z.number(),
    note: z.number(),
  }),
  lineSpacing: z.number(),
  pageNumber: z.strictObject({
    form: z.enum(['— {n} —', '{n}']),
    size: z.number(),
    /** `outside`: odd pages right, even pages left (GB/T 9704). */
    position: z.enum(['center', 'outside']).default('center'),
  }),
})

/**
 * options.yaml: lines and pages that places ask for (保密审查, 审签, 盖章页), switched per report. `markdown` is written like
 * document.md: for the cover its lines (`line: …`), elsewhere blocks; the first one of a page after the cover is its title. Its
 * fields are texts as those of texts.yaml.
 */
export const packOption = z.strictObject({
  id: z.string().regex(/^[^\s/{}()（），,]+$/u, '不能为空，不能含空格、“/”、括号或逗号'),
  title: z.string().min(1),
  help: z.string().min(1),
  default: z.boolean().default(false),
  place: z.enum(['cover', 'after-cover', 'end']),
  markdown: z.string().min(1),
  fields: z.array(textField.pick({ id: true, title: true, prompt: true, form: true, default: true })).default([]),
  unconfirmed: z.string().optional(),
})

/** prior.yaml: the cells of last year that the 填报表 asks for; the row may be @类, @款 or @项. */
export const priorCell = z.strictObject({ ref: z.string().min(1), title: z.string().min(1) })

export type PackHead = z.infer<typeof packHead>
export type PackTextField = z.infer<typeof textField>
export type PackPhrase = z.infer<typeof phrase>
export type PackGlossaryEntry = z.infer<typeof glossaryEntry>
export type PackPriorCell = z.infer<typeof priorCell>
export type PackOption = z.infer<typeof packOption>
export type PackStyle = z.infer<typeof style>
