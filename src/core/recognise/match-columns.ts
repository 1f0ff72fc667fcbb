import { columnPaths } from '#core/packs/header-paths.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { looseLabel } from '#core/workbook/label.ts'
import { COLUMN_NUMBER, type SheetColumn } from './header-columns.ts'

/** A figure column of one block of a pack's table with every heading that it is known by. */
export interface WantedColumn {
  readonly key: string
  readonly headings: readonly (readonly string[])[]
}

/** A figure column found in the sheet. */
export interface FoundColumn {
  readonly key: string
  readonly column: SheetColumn
  readonly fit: number
}

/**
 * What the user said of columns, by their headings joined with "/": the key of a figure column, or one of `SAID_ROLES`.
 * It goes before everything that the headings say by themselves.
 */
export type SaidColumns = Readonly<Record<string, string>>

/** Meanings of columns that hold no figures; `@不用` is left out. */
export const SAID_ROLES = {
  '@科目代码': 'code',
  '@科目名称': 'name',
  '@项目': 'label',
  '@单位': 'unit',
  '@不用': undefined,
} as const

/** The heading of a column as `SaidColumns` names it. */
export function headingKey({ path }: Pick<SheetColumn, 'path'>): string {
  return path.join('/')
}

/** The columns with the roles that the user gave them. */
export function withSaidRoles(columns: readonly SheetColumn[], said: SaidColumns): readonly SheetColumn[] {
  return columns.map((column): SheetColumn => {
    const meaning = said[headingKey(column)]
    if (meaning === undefined) return column
    if (meaning === '@不用') return { ...column, path: [], role: 'line' }
    return { ...column, role: isSaidRole(meaning) ? SAID_ROLES[meaning] : undefined }
  })
}

function isSaidRole(meaning: string): meaning is keyof typeof SAID_ROLES {
  return Object.hasOwn(SAID_ROLES, meaning)
}

/** The figure columns of each block of a table. */
export function wantedColumns(table: PackTable): readonly (readonly WantedColumn[])[] {
  const paths = columnPaths(table)
  return table.blocks.map((block, index) =>
    block.columns
      .filter((key) => !key.startsWith('@'))
      .map((key) => {
        const printed = paths.filter((path) => path.block === index && path.key === key).map((path) => path.path)
        const aliases = table.columns.find((column) => column.key === key)?.aliases ?? []
        return { key, headings: [...new Set([...printed, key, ...aliases])].map(segments) }
      }),
  )
}

function segments(path: string): readonly string[] {
  return path
    .split('/')
    .filter((text) => !COLUMN_NUMBER.test(text))
    .map(looseLabel)
    .filter((text, index, all) => text !== '' && text !== all[index - 1])
}

/** 上年预算数, 上年执行数: a column of last year, if the table has none of that name. */
const LAST_YEAR = /^上年(?:度)?(?:预算|决算|执行|完成|实际|批复|同期)?数?$/u

/** True for a heading that names a year and not the report's: 2023年预算数, 上年执行数, 2024年比2023年增减. */
export const isOfOtherYear = (heading: string, year: number): boolean =>
  LAST_YEAR.test(heading) || [...heading.matchAll(/(\d{4})年/gu)].some(([, named]) => Number(named) !== year)

/**
 * The headings of a column without the report's own year: 2024年预算数 is 预算数, and 2024年 over three columns says nothing more. A column
 * of another year is none of the report's, however its lowest heading reads: its path is empty.
 */
function pathOfYear(
  path: readonly string[],
  year: number | undefined,
  wanted: readonly WantedColumn[],
): readonly string[] {
  if (year === undefined || !path.some((text) => text.includes('年'))) return path
  const isWanted = (text: string): boolean => wanted.some(({ headings }) => headings.some((one) => one.includes(text)))
  if (path.some((text) => isOfOtherYear(text, year) && !isWanted(text))) return []
  const own = new RegExp(`${String(year)}年(?:度)?`, 'gu')
  return path.map((text) => text.replace(own, '')).filter((text, index, all) => text !== '' && text !== all[index - 1])
}

/** Above every fit of headings. */
const SAID = 1000
const SAME = 100
const SHEET_SAYS_MORE = 60
const SHEET_SAYS_LESS = 30
const PER_LEVEL = 10

/**
 * How well a heading of the sheet is one of the headings wanted; 0 when not at all. The lowest heading must be the same:
 * levels above it may be missing on one side (小计 for 本年支出/小计) or be more (支出/本年支出/小计).
 */
function fitOf(path: readonly string[], wanted: readonly string[]): number {
  if (path.length === 0 || path.at(-1) !== wanted.at(-1)) return 0
  if (path.length === wanted.length && path.every((text, index) => text === wanted[index]))
    return SAME + PER_LEVEL * path.length
  if (isPart(wanted, path)) return SHEET_SAYS_MORE + PER_LEVEL * wanted.length
  return isPart(path, wanted) ? SHEET_SAYS_LESS + PER_LEVEL * path.length : 0
}

/** True when `part` is `whole` with levels left out. */
function isPart(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  for (const text of whole) if (text === part[at]) at++
  return at === part.length
}

/**
 * Gives each wanted column its column of the sheet, the best fit first. A column that two headings fit equally well, or a
 * heading that two columns claim, is given to none: nothing is guessed.
 */
export function assignColumns(
  columns: readonly SheetColumn[],
  wanted: readonly WantedColumn[],
  { said = {}, year }: { readonly said?: SaidColumns; readonly year?: number | undefined } = {},
): readonly FoundColumn[] {
  const taken = new Set(Object.values(said))
  const pairs = columns.flatMap((column) => {
    const meaning = said[headingKey(column)]
    const path = pathOfYear(column.path, year, wanted)
    return wanted.flatMap(({ key, headings }) => {
      if (meaning !== undefined) return meaning === key ? [{ key, column, fit: SAID }] : []
      if (taken.has(key)) return []
      const fit = Math.max(0, ...headings.map((heading) => fitOf(path, heading)))
      return fit > 0 ? [{ key, column, fit }] : []
    })
  })
  const found: FoundColumn[] = []
  let open = pairs
  while (open.length > 0) {
    const best = Math.max(...open.map((pair) => pair.fit))
    const level = open.filter((pair) => pair.fit === best)
    const clear = level.filter(
      (pair) => level.filter((other) => other.key === pair.key || other.column === pair.column).length === 1,
    )
    found.push(...clear)
    const used = new Set(level.map((pair) => pair.column))
    const keys = new Set(level.map((pair) => pair.key))
    open = open.filter((pair) => !used.has(pair.column) && !keys.has(pair.key))
  }
  return found.toSorted((a, b) => (a.column.columns[0] ?? 0) - (b.column.columns[0] ?? 0))
}
