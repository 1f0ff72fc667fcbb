import type { PackRecognisers } from '#core/packs/schema-recognisers.ts'
import type { SheetRow } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { labelKey } from './header-paths.ts'
import { cellText } from './text-cell.ts'

/** What a row below the header is, before its figures are read. */
export type BodyRow = 'data' | '重复表头' | '栏次' | '合计' | '期初'

/** Texts longer than this are summaries, not the first word of a total row. */
export const LONGEST_WORD = 16

/**
 * Tells rows that repeat others from rows with figures of their own. `header` are the labels of the header; `looksAt` says in
 * which columns such words stand, `namesAt` where the names of accounts do: one may be called 上年结转.
 */
export function rowKinds(
  recognisers: PackRecognisers,
  header: ReadonlySet<string>,
  looksAt: (column: number) => boolean,
  namesAt: (column: number) => boolean,
): (row: SheetRow) => BodyRow {
  const known = new Map<string, BodyRow>()
  const wordKind = (text: string): BodyRow => {
    if (text === '' || text.length > LONGEST_WORD) return 'data'
    const cached = known.get(text)
    if (cached !== undefined) return cached
    const word = normaliseLabel(text).replace(/[:：]$/u, '')
    const kind = kindOfWord(word, recognisers, header)
    if (known.size < 4096) known.set(text, kind)
    return kind
  }
  return (row) => {
    let headers = 0
    for (const { column, value } of row.cells) {
      if (value.kind !== 'text' || !looksAt(column)) continue
      const kind = wordKind(value.text)
      if (kind === '重复表头') headers += 1
      else if (kind !== 'data' && !(kind === '期初' && namesAt(column))) return kind
      if (headers >= 3) return '重复表头'
    }
    // The lower row of a header has few words, and nothing else.
    if (headers > 0 && row.cells.every(({ value }) => isWordOf(header, cellText(value)))) return '重复表头'
    return isNumbering(row) ? '栏次' : 'data'
  }
}

const isWordOf = (header: ReadonlySet<string>, text: string): boolean => text === '' || header.has(labelKey(text))

/** 1月合计, 2023年3月份累计, 一季度小计, 本页合计, 本月合计发生额: sums of a period or a page, whatever the list of words has. */
const PERIOD_TOTAL =
  /^(?:20\d\d年度?)?(?:[本当每全上](?:日|周|旬|月|季|年|页|期)度?|(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})(?:月份?|季度)|[上下]半年)?(?:合计|小计|总计|累[计积])(?:发生额)?$/u

function kindOfWord(word: string, recognisers: PackRecognisers, header: ReadonlySet<string>): BodyRow {
  if (header.has(labelKey(word))) return '重复表头'
  if (recognisers.openings.includes(word)) return '期初'
  const isTotal = recognisers.subtotals.some((total) => word === total || word.endsWith(`类${total}`))
  return isTotal || PERIOD_TOTAL.test(word) ? '合计' : 'data'
}

/** 1 2 3 4 …, with or without 栏次 before: column numbers, not data. */
function isNumbering(row: SheetRow): boolean {
  if (row.cells.length < 3) return false
  const texts = row.cells.map(({ value }) => cellText(value))
  const first = texts[0] === '栏次' ? 1 : 0
  if (texts[first] !== '1') return false
  return texts.slice(first).every((text, at) => text === String(at + 1))
}
