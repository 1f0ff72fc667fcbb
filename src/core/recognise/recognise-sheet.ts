import type { Pack } from '#core/packs/pack.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { sourceTables } from '#core/packs/source-tables.ts'
import { address } from '#core/workbook/grid.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf, viewSheet, type SheetView } from '#core/workbook/sheet-view.ts'
import { bestOf, mayBe, titledAlike, type Candidate } from './candidates.ts'
import { describe } from './describe-table.ts'
import { findHeader } from './find-header.ts'
import { fillInMark } from './fill-in-mark.ts'
import { knownSheet } from './known-sheet.ts'
import { quote } from './finding.ts'
import type { Recognition, TableRecognition } from './recognition.ts'
import type { SaidColumns } from './match-columns.ts'
import { isStatedRow } from './stated-lines.ts'
import { findTitles, matchTitle, titleList, type TitleHit, type TitleList } from './titles.ts'

/** A published table has some hundreds of rows; a sheet longer than this is a journal or a list. */
const LONGEST = 20_000

/**
 * Says what a sheet is, by titles and headings: one recognition per table found, from top to bottom; a single `none` with
 * the reason otherwise. The name of the sheet only helps where a title is missing; numbers of forms say nothing.
 * `confirmed` is the table that the user says the sheet is: then only that one is looked for, and `said` tells its columns.
 */
export function recogniseSheet(
  sheet: Sheet,
  pack: Pack,
  confirmed?: string,
  said: SaidColumns = {},
): readonly Recognition[] {
  const none = (why: string): readonly Recognition[] => [{ kind: 'none', sheet: sheet.name, why }]
  const view = viewSheet(sheet)
  if (view.lastRow < 0) return none('空白工作表。')
  const mark = fillInMark(view)
  if (mark !== undefined)
    return [{ kind: 'fill-in', sheet: sheet.name, why: `${mark.address} 是填报表的标题${quote(mark.text)}。` }]
  if (sheet.rows.length > LONGEST) return none(`有 ${sheet.rows.length} 行，公开报表没有这么长。`)
  const isMeant = (id: string): boolean => confirmed === undefined || id === confirmed
  const tables = [...pack.tables.values()].filter(
    (table) => (table.role === 'statutory' || table.published) && isMeant(table.id),
  )
  const forms = [...sourceTables(pack).values()].filter(({ table }) => isMeant(table.id))
  const { year } = pack.head
  const candidates = [...tables.map((table) => ({ table, form: undefined, said, year })), ...forms.map((form) => ({ table: form.table, form, said, year }))] // prettier-ignore
  const titles = titleList(candidates.map(({ table }) => table))
  const hits = withoutRepeats(findTitles(view, titles))
  const known = confirmed === undefined ? knownSheet(view, pack, titles, hits) : undefined
  if (known !== undefined) return [{ kind: 'known', sheet: sheet.name, why: known }]
  const found =
    hits.length > 0
      ? recogniseTitled(view, candidates, hits)
      : confirmed !== undefined
        ? recogniseSaid(view, candidates)
        : recogniseUntitled(
            view,
            tables.filter(({ role }) => role === 'statutory'),
            candidates,
            titles,
            year,
          )
  if (found.length > 0) return found
  const part = hits.length === 0 && confirmed === undefined ? knownSheet(view, pack, titles, [], true) : undefined
  if (part !== undefined) return [{ kind: 'known', sheet: sheet.name, why: part }]
  if (confirmed !== undefined && hits.length === 0) return none(whyNotSaid(candidates))
  if (isContents(view, hits)) {
    return [{ kind: 'known', sheet: sheet.name, why: `只列出 ${hits.length} 张表的标题，没有金额，是目录。` }]
  }
  return none(hits.length > 0 ? whyWithoutHeader(hits) : '没有找到报表标题，也没有找到任何一张报表的表头。')
}

/** The same title again is the same table on its next page; another title between them begins another table. */
function withoutRepeats(hits: readonly TitleHit[]): readonly TitleHit[] {
  return hits.filter((hit, index) => hit.tableId !== hits[index - 1]?.tableId)
}

/** True for a list of the tables: titles one below the other, and no number as large or as exact as an amount. */
function isContents(view: SheetView, hits: readonly TitleHit[]): boolean {
  const isAmount = (text: string): boolean => /^[-¥(]*\d[\d,]*\.\d+|^[-¥(]*\d{1,3}(?:,\d{3})+|^-?\d{4,}$/u.test(text)
  return (
    new Set(hits.map(({ row }) => row)).size > 1 &&
    view.sheet.rows.every(({ cells }) => cells.every(({ value }) => !isAmount(normaliseLabel(textOf(value)))))
  )
}

/** A sheet without a title of which the user said what it is: more than half of the columns must be found all the same. */
function recogniseSaid(view: SheetView, candidates: readonly Candidate[]): readonly TableRecognition[] {
  const found = candidates.flatMap((candidate) => {
    const header = findHeader(view, candidate.table, 0, view.lastRow, candidate)
    const recognition =
      header && describe(view, candidate, header, 0, view.lastRow, { title: undefined, sheetNamed: false })
    return recognition ? [{ candidate, recognition }] : []
  })
  return bestOf(view, found, 0)
}

function whyNotSaid([candidate]: readonly Candidate[]): string {
  return `没有找到“${candidate?.table.title ?? ''}”的表头：请指明各栏是什么。`
}

function recogniseTitled(
  view: SheetView,
  candidates: readonly Candidate[],
  hits: readonly TitleHit[],
): readonly TableRecognition[] {
  // What stands above the first title belongs to its table, whatever it is.
  const starts = hits.map((hit, index) => (index === 0 ? 0 : startOf(view, hit.row, (hits[index - 1]?.row ?? 0) + 1)))
  let pending: number | undefined
  return hits.flatMap((hit, index) => {
    const from = pending ?? starts[index] ?? hit.row
    const to = (starts[index + 1] ?? view.lastRow + 1) - 1
    const found = titledAlike(candidates, hit.title).flatMap((candidate) => {
      const header = findHeader(view, candidate.table, hit.row, to, candidate)
      if (!header || !mayBe(view, candidate, hit.row, header.top)) return []
      const title = { ...hit, exact: hit.exact && !hasOtherTitle(view, hit.row, header.top) }
      const recognition = describe(view, candidate, header, from, to, { title, sheetNamed: false })
      return recognition ? [{ candidate, recognition }] : []
    })
    // The name of a set above the title of its table: it belongs to what comes below it.
    pending = found.length === 0 ? from : undefined
    return bestOf(view, found, hit.row)
  })
}

/** True when something that looks like another title stands between a title and a header: whose header is it? */
function hasOtherTitle(view: SheetView, title: number, header: number): boolean {
  return view.sheet.rows.some(
    (row) =>
      row.index > title &&
      row.index < header &&
      !isStatedRow(view, row.index) &&
      row.cells.some((cell) => /[\u4e00-\u9fff]{3}表(?:\(.*\))?$/u.test(normaliseLabel(textOf(cell.value)))),
  )
}

/** Lines that belong to a title and stand above it: number of the form, unit, name of the office. */
function startOf(view: SheetView, row: number, lowest: number): number {
  let start = row
  while (start > lowest && (isStatedRow(view, start - 1) || view.cells(start - 1).length === 0)) start--
  return start
}

/** Without a title the headings must all be there, and for one table only; then the name of the sheet may confirm it. */
function recogniseUntitled(
  view: SheetView,
  tables: readonly PackTable[],
  candidates: readonly Candidate[],
  titles: TitleList,
  year: number,
): readonly TableRecognition[] {
  const name = matchSheetName(view.sheet.name, titles)
  const named = name?.tableId
  // A form is never taken for what its headings alone say.
  const alike = (name === undefined ? [] : titledAlike(candidates, name.title)).flatMap((candidate) => {
    const header = findHeader(view, candidate.table, 0, view.lastRow, candidate)
    if (!header || !mayBe(view, candidate, 0, header.top)) return []
    const recognition = describe(view, candidate, header, 0, view.lastRow, { title: undefined, sheetNamed: true })
    return recognition?.kind === 'match' ? [{ candidate, recognition }] : []
  })
  if (alike.length > 0) return bestOf(view, alike, 0)
  const found = tables.flatMap((table) => {
    const header = findHeader(view, table, 0, view.lastRow, { year })
    if (!header || header.absent.length > 0) return []
    const sheetNamed = named === table.id
    const candidate = { table, form: undefined, said: {}, year }
    const recognition = describe(view, candidate, header, 0, view.lastRow, { title: undefined, sheetNamed })
    return recognition ? [recognition] : []
  })
  const byName = found.filter((recognition) => recognition.tableId === named)
  if (byName.length > 0) return byName
  const unknown = (one: TableRecognition): number => one.header.others.filter((column) => column.path.length > 0).length
  const fewest = Math.min(...found.map(unknown))
  const leading = found.filter((one) => unknown(one) === fewest)
  return leading.slice(0, 1).map((one) => ({ ...one, why: one.why + alsoFits(leading, tables) }))
}

function alsoFits(leading: readonly TableRecognition[], tables: readonly PackTable[]): string {
  const others = leading.slice(1).flatMap((one) => tables.find((table) => table.id === one.tableId)?.title ?? [])
  return others.length === 0 ? '' : `同样符合：${others.map((title) => `“${title}”`).join('、')}。`
}

/** Sheet names are cut at 31 characters. */
function matchSheetName(
  name: string,
  titles: TitleList,
): { readonly tableId: string; readonly title: string } | undefined {
  const whole = matchTitle(name, titles)
  if (whole) return whole.exact ? whole : undefined
  const cut = normaliseLabel(name).replace(/^[^\u4e00-\u9fff]*(?:公开\d*表?)?/u, '')
  const longer = titles.filter(({ title }) => name.length >= 29 && title.startsWith(cut))
  return new Set(longer.map((one) => one.title)).size === 1 ? longer[0] : undefined
}

function whyWithoutHeader(hits: readonly TitleHit[]): string {
  const [first] = hits
  const text = first ? `${address(first.row, first.column)} 有标题${quote(first.text)}` : ''
  return `${text}${hits.length > 1 ? `等 ${hits.length} 个` : ''}，但下面没有找到这张表的表头。`
}
