import type { PackTable } from '#core/packs/schema-table.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import type { SheetView } from '#core/workbook/sheet-view.ts'

/** A cell that carries the title of a table. */
export interface TitleHit {
  readonly tableId: string
  readonly row: number
  readonly column: number
  /** As it stands in the cell. */
  readonly text: string
  /** False when the title stands among words that may make it the title of another table. */
  readonly exact: boolean
  /** The title that was found, in comparable form: two tables may share it. */
  readonly title: string
}

/** The titles of tables in one comparable form, the longest first: 支出决算表 is part of many others. */
export type TitleList = readonly { readonly tableId: string; readonly title: string }[]

export function titleList(tables: readonly PackTable[]): TitleList {
  return tables
    .flatMap((table) =>
      [table.title, ...table.aliases].map((title) => ({ tableId: table.id, title: normaliseLabel(title) })),
    )
    .toSorted((a, b) => b.title.length - a.title.length)
}

/** Every row that carries a title, from top to bottom; the longest title of a row counts. */
export function findTitles(view: SheetView, titles: TitleList): readonly TitleHit[] {
  return view.sheet.rows.flatMap((row) => {
    const hits = row.cells.flatMap(({ column, value }) => {
      if (value.kind !== 'text' || value.text.length > LONGEST) return []
      const match = matchTitle(value.text, titles)
      return match ? [{ ...match, row: row.index, column, text: value.text.trim() }] : []
    })
    return hits.slice(0, 1)
  })
}

/** The table whose title a text is. Undefined for a sentence that only mentions one. */
export function matchTitle(
  text: string,
  titles: TitleList,
): { readonly tableId: string; readonly exact: boolean; readonly title: string } | undefined {
  const label = normaliseLabel(text)
  const found = titles.find(({ title }) => label.includes(title))
  if (!found) return undefined
  const at = label.indexOf(found.title)
  const before = label.slice(0, at).replace(YEAR, '').replace(ANNEX, '')
  const after = label.slice(at + found.title.length)
  if (SENTENCE.test(before) || !isTail(after)) return undefined
  return { tableId: found.tableId, exact: !OTHER_TABLE.test(before), title: found.title }
}

/** A title with a unit's name, the year and a form number around it is shorter than this. */
const LONGEST = 120
const YEAR = /\d{4}年度?/gu
/** 附件2:, 附表3-1: the number of an annex. */
const ANNEX = /^附[件表](?:\d+(?:-\d+)*)?[:.、-]?/u
const SENTENCE = /[。,;:!?]|^注|^说明|本表|见表|反映/u

/** 一般公共预算财政拨款 + 支出决算表 is another table than 支出决算表; the name of a unit does not end so. */
const OTHER_TABLE = /(?:拨款|预算|基金|资本|经营|三公|经费|基本|项目|收入|支出|明细)$/u

/** What may follow a title: 续表, the number of the form, the unit of its amounts, the year. */
const TAIL = /^\(?(?:续表?|批复|公开\d+表?|财决.{1,8}|(?:金额)?单位:(?:万元|元)|\d{4}年度?|\d+\/\d+|第\d+页)\)?/u

function isTail(after: string): boolean {
  let rest = after
  for (let match = TAIL.exec(rest); match && match[0] !== ''; match = TAIL.exec(rest))
    rest = rest.slice(match[0].length)
  return /^[-_·)]*$/u.test(rest)
}
