import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { z } from 'zod'
import type { CodeLists } from '#core/codes/code-lists.ts'
import { buildCodeTree } from '#core/codes/code-tree.ts'
import { AppError } from '#core/model/error.ts'

const text = z.string().optional()
const optionalText = z
  .string()
  .default('')
  .transform((value) => (value === '' ? undefined : value))
const year = z
  .string()
  .regex(/^(\d{4})?$/)
  .default('')
  .transform((value) => (value === '' ? undefined : Number.parseInt(value, 10)))

/** What all lists share. `level` is for readers of the file: digits or `parent` say it, and a test holds them together. */
const row = {
  code: z.string().regex(/^\d+(\.\d+)?$/),
  name: z.string().min(1),
  level: text,
  parent: optionalText,
  from_year: year,
  to_year: year,
  aliases: z
    .string()
    .default('')
    .transform((value) => value.split('|').filter((alias) => alias !== '')),
  trust: z.enum(['A', 'B+', 'B', 'C']),
}
const codeRow = z.strictObject(row)
const functionRow = z.strictObject({ ...row, fund: z.string() })
const economicRow = z.strictObject({
  ...row,
  group: z.enum(['人员经费', '公用经费']),
  government_code: optionalText,
  government_trust: text,
})
const accountRow = z.strictObject({
  ...row,
  direction: z.enum(['借', '贷']),
  side: z.string(),
  category: z.string(),
  note: z.string(),
})

/**
 * Reads the code lists of a folder (resources/codes).
 *
 * Errors  PACK_CODES_INVALID with file and line when a list is missing or a row is not well formed
 */
export function loadCodes(folder: string): CodeLists {
  const functions = readList(folder, '功能分类.csv', functionRow)
  const economics = readList(folder, '部门经济分类.csv', economicRow)
  const accounts = readList(folder, '会计科目.csv', accountRow)
  return {
    功能分类: buildCodeTree(functions.map((raw) => ({ ...common(raw), fund: raw.fund }))),
    经济分类: buildCodeTree(
      economics.map((raw) => ({ ...common(raw), group: raw.group, governmentCode: raw.government_code })),
    ),
    政府经济分类: buildCodeTree(readList(folder, '政府经济分类.csv', codeRow).map(common)),
    会计科目: buildCodeTree(
      accounts.map((raw) => {
        const { direction, side, category, note } = raw
        return { ...common(raw), direction, side, category, note }
      }),
      'accounts',
    ),
  }
}

/** Writes a list that users may change and import. */
export function writeCodes(path: string, rows: readonly { readonly code: string; readonly name: string }[]): void {
  const csv = Papa.unparse(rows.map(({ code, name }) => ({ 科目编码: code, 科目名称: name })))
  // Excel takes a csv for UTF-8 only where it begins so.
  writeFileSync(path, `\uFEFF${csv}\r\n`)
}

function common(raw: z.infer<typeof codeRow>) {
  const { code, name, parent, aliases, trust } = raw
  return { code, name, parent, fromYear: raw.from_year, toYear: raw.to_year, aliases, trust }
}

function readList<T>(folder: string, file: string, schema: z.ZodType<T>): readonly T[] {
  const { data } = Papa.parse<unknown>(readCsv(folder, file), { header: true, skipEmptyLines: true })
  return data.map((raw, index) => {
    const result = schema.safeParse(raw)
    if (!result.success) {
      const columns = result.error.issues.map((issue) => issue.path.join('.') || '列名').join('、')
      throw codesInvalid(`科目表“${file}”第 ${index + 2} 行的内容不对（${columns}）。`, result.error)
    }
    return result.data
  })
}

function readCsv(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw codesInvalid(`读不到科目表“${file}”。`, cause)
  }
}

function codesInvalid(message: string, cause: unknown): AppError {
  return new AppError(
    {
      code: 'PACK_CODES_INVALID',
      message,
      remedies: [{ text: '如果改过科目表，请按提示改正；否则请重新安装程序。' }],
    },
    { cause },
  )
}
