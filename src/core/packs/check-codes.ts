import { listOf } from '#core/codes/code-lists.ts'
import type { CodeLists } from '#core/codes/code-lists.ts'
import type { CodeRow } from '#core/codes/code-row.ts'
import type { PackProblem } from './pack.ts'
import { placeOf } from './parse-layer.ts'
import type { Entry } from './parse-layer.ts'
import type { PackFixedRow, PackTable } from './schema-table.ts'

/**
 * Holds the names of rows that carry a code against the code lists. A code that no list has is accepted, because the
 * lists are not complete, unless its name belongs to another code nearby: then the code is mistyped.
 */
export function checkCodes(
  entry: Entry<PackTable>,
  year: number | undefined,
  lists: CodeLists,
): readonly PackProblem[] {
  const { blocks, footerRows } = entry.value
  const rows = [
    ...blocks.flatMap((block, b) => block.rows.map((row, r) => ({ row, path: ['blocks', b, 'rows', r] }))),
    ...footerRows.map((row, index) => ({ row, path: ['footerRows', index] })),
  ]
  return rows.flatMap(({ row, path }) => {
    const message = 'key' in row ? mistakeOf(row, year, lists) : undefined
    return message === undefined ? [] : [{ ...placeOf(entry, path), message }]
  })
}

function mistakeOf(row: PackFixedRow, year: number | undefined, lists: CodeLists): string | undefined {
  if (row.code === undefined) return undefined
  if (!/^\d+$/.test(row.code)) return `编码“${row.code}”只能是数字`
  const found = listOf(lists, row.code)?.lookUp(row.code, year)
  if (!found) return undefined
  const names = [row.label, ...row.aliases].map(plain)
  const fits = (listed: CodeRow): boolean =>
    [listed.name, ...listed.aliases].some((name) => names.includes(plain(name)))
  if (found.kind === 'unknown') {
    const meant = found.nearest.find(fits)
    return meant && `编码 ${row.code} 不在科目表里，“${row.label}”的编码应是 ${meant.code}`
  }
  return fits(found.row) ? undefined : `编码 ${row.code} 在科目表里是“${found.row.name}”，这里写的是“${row.label}”`
}

/** Without spaces, ordinals (一、 （一） 1.) and the difference of full and half width. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])/u, '')
}
