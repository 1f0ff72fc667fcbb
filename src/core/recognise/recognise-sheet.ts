import type { Pack } from '#core/packs/pack.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { sourceTables, type SourceTable } from '#core/packs/source-tables.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import { address } from '#core/workbook/grid.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { looseLabel, normaliseLabel } from '#core/workbook/label.ts'
import { textOf, viewSheet, type SheetView } from '#core/workbook/sheet-view.ts'
import { findHeader, type FoundHeader } from './find-header.ts'
import { fillInMark } from './fill-in-mark.ts'
import { knownSheet } from './known-sheet.ts'
import { quote } from './finding.ts'
import type { Recognition, TableRecognition, UnitLine } from './recognition.ts'
import type { SaidColumns } from './match-columns.ts'
import { settleBlocks } from './settle-blocks.ts'
import { isStatedRow, readStatedLines, statesUnit, type StatedLines } from './stated-lines.ts'
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

/** A table that a sheet may be; `form` where it is one of the forms that give figures to tables. */
interface Candidate {
  readonly table: PackTable
  readonly form: SourceTable | undefined
  readonly said: SaidColumns
  readonly year: number
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

/** A form like a published table is only told from it by its mark. */
function mayBe(view: SheetView, { form }: Candidate, title: number, header: number): boolean {
  return form?.spec.like === undefined || isMarked(view, form.spec.mark, title, header)
}

function titledAlike(candidates: readonly Candidate[], title: string): readonly Candidate[] {
  return candidates.filter(({ table }) => [table.title, ...table.aliases].some((one) => normaliseLabel(one) === title))
}

interface Found {
  readonly candidate: Candidate
  readonly recognition: TableRecognition
}

/**
 * Of tables with one title the one whose headings are all there; of those the one that leaves the fewest headings unexplained, and
 * then a form whose mark the sheet carries. The published table otherwise: it stands first.
 */
function bestOf(view: SheetView, found: readonly Found[], title: number): readonly TableRecognition[] {
  const rank = ({ candidate, recognition }: Found): readonly number[] => [
    recognition.kind === 'match' ? 0 : 1,
    unexplained(candidate, recognition),
    candidate.form !== undefined && isMarked(view, candidate.form.spec.mark, title, recognition.header.top) ? 0 : 1,
  ]
  const [best] = found.toSorted((a, b) => compare(rank(a), rank(b)))
  return best ? [best.recognition] : []
}

function unexplained({ form }: Candidate, { header }: TableRecognition): number {
  return header.others.filter(({ path }) => path.length > 0 && !path.some((text) => isSpare(form, text))).length
}

/** True for a heading over columns that no table needs. */
const isSpare = (form: SourceTable | undefined, heading: string): boolean =>
  form?.spec.spare.some((spare) => looseLabel(spare) === heading) ?? false

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, index) => one !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

function isMarked(view: SheetView, mark: string | undefined, title: number, header: number): boolean {
  if (mark === undefined) return false
  const rows = view.sheet.rows.filter(({ index }) => index >= title - 3 && index < header)
  const texts = rows.flatMap(({ cells }) => cells.map(({ value }) => textOf(value)))
  return [view.sheet.name, ...texts].some((text) => normaliseLabel(text).includes(mark))
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

/** So many fixed rows are never all missing from a table that has them. */
const MANY_ROWS = 10

interface Evidence {
  readonly title: TitleHit | undefined
  readonly sheetNamed: boolean
}

function describe(
  view: SheetView,
  { table, form }: Candidate,
  sheetHeader: FoundHeader,
  from: number,
  to: number,
  evidence: Evidence,
): TableRecognition | undefined {
  const found = withoutOptional(sheetHeader, form ? form.optional : leftOut(view, table, sheetHeader, evidence))
  const columnsFound = found.wanted - found.absent.length
  if (columnsFound * 2 <= found.wanted) return undefined
  const { header, rowsFound, rowsWanted } = settleBlocks(view, table, found, to)
  // One heading like 预算数 is in many lists; a table of fixed rows of which not one is there is none of ours.
  const isBare = evidence.title === undefined && !evidence.sheetNamed && form === undefined
  if (isBare && rowsWanted >= MANY_ROWS && rowsFound === 0) return undefined
  const above = view.sheet.rows.map((row) => row.index).filter((row) => row >= from && row < header.top)
  const lines = readStatedLines(view, above)
  const titled = evidence.title?.exact === true || evidence.sheetNamed
  const isMatch = titled && header.absent.length === 0
  const titleShare = evidence.title?.exact === true ? 1 : evidence.sheetNamed ? 0.8 : 0.4
  const confidence = titleShare * (columnsFound / header.wanted)
  return {
    kind: isMatch ? 'match' : 'near',
    sheet: view.sheet.name,
    tableId: table.id,
    confidence: Number(confidence.toPrecision(2)),
    why: `${titleText(evidence)}${headerText(header)}${rowsText(rowsFound, rowsWanted)}`,
    title: evidence.title,
    header,
    from,
    to,
    unit: unitLineOf(view, header, { ...lines, units: unitsOf(view, lines, header.bottom + 1, to) }),
    name: lines.name,
    year: lines.year,
  }
}

/**
 * The columns that a published form may be printed without: under its own title, and where nothing stands in the sheet that might
 * be one of them under another heading or under none.
 */
function leftOut(
  view: SheetView,
  { columns }: PackTable,
  { others, bottom, absent }: FoundHeader,
  { title, sheetNamed }: Evidence,
): ReadonlySet<string> {
  const optional = columns.flatMap(({ key, optional: may }) => (may === true && absent.includes(key) ? [key] : []))
  if (optional.length === 0 || !(title?.exact === true || sheetNamed)) return new Set()
  const filled = new Set(
    view.sheet.rows.flatMap(({ index, cells }) =>
      index > bottom ? cells.flatMap(({ column, value }) => (textOf(value) === '' ? [] : [column])) : [],
    ),
  )
  const isNothing = (column: FoundHeader['others'][number]): boolean =>
    column.path.at(-1) === '备注' || (column.path.length === 0 && !column.columns.some((at) => filled.has(at)))
  return new Set(others.every(isNothing) ? optional : [])
}

/** A form without columns that other years have is the form all the same. */
function withoutOptional(header: FoundHeader, optional: ReadonlySet<string>): FoundHeader {
  return {
    ...header,
    absent: header.absent.filter((key) => !optional.has(key)),
    wanted: Math.max(1, header.wanted - header.absent.filter((key) => optional.has(key)).length),
  }
}

function titleText({ title, sheetNamed }: Evidence): string {
  if (title) {
    const text = `${address(title.row, title.column)} 的标题${quote(title.text)}`
    return title.exact ? `${text}；` : `${text}与表样不完全相同；`
  }
  return sheetNamed ? '没有标题，但工作表名称是报表标题；' : '没有标题；'
}

function headerText(header: FoundHeader): string {
  const found = `第 ${header.top + 1}${header.bottom > header.top ? `-${header.bottom + 1}` : ''} 行是表头，`
  if (header.absent.length === 0) return `${found}${header.wanted} 个栏目都有；`
  return `${found}${header.wanted} 个栏目中缺${header.absent.map((key) => `“${key}”`).join('、')}；`
}

function rowsText(found: number, wanted: number): string {
  return wanted === 0 ? '' : `固定行 ${wanted} 行中有 ${found} 行。`
}

function whyWithoutHeader(hits: readonly TitleHit[]): string {
  const [first] = hits
  const text = first ? `${address(first.row, first.column)} 有标题${quote(first.text)}` : ''
  return `${text}${hits.length > 1 ? `等 ${hits.length} 个` : ''}，但下面没有找到这张表的表头。`
}

/** The units stated above the header, and those of later pages: a page in 元 under a head in 万元 must not pass in silence. */
function unitsOf(view: SheetView, { units }: StatedLines, from: number, to: number): StatedLines['units'] {
  if (units.length === 0) return units
  const below = view.sheet.rows.map((row) => row.index).filter((row) => row >= from && row <= to)
  const later = readStatedLines(
    view,
    below.filter((row) => statesUnit(view, row)),
  ).units
  return [...units, ...later.filter((one) => !units.some((known) => known.value === one.value))]
}

/** The unit line above the header, else the unit that every heading with one states: 决算数（万元）. */
function unitLineOf(view: SheetView, header: FoundHeader, lines: StatedLines): UnitLine {
  const [first, second] = lines.units
  if (second) return { kind: 'conflict', addresses: lines.units.map((unit) => unit.address) }
  if (lines.foreignUnit && !first)
    return { kind: 'foreign', text: lines.foreignUnit.value, address: lines.foreignUnit.address }
  if (lines.foreignUnit && first) return { kind: 'conflict', addresses: [first.address, lines.foreignUnit.address] }
  if (first) return { kind: 'stated', unit: first.value, address: first.address }
  return unitInHeadings(view, header)
}

function unitInHeadings(view: SheetView, header: FoundHeader): UnitLine {
  const stated = new Map<MoneyUnit, string>()
  for (let row = header.top; row <= header.bottom; row++) {
    for (const cell of view.cells(row)) {
      const unit = /\((?:金额)?(?:单位:)?(万元|元)\)/u.exec(normaliseLabel(textOf(cell.value)))?.[1]
      if (unit === '元' || unit === '万元') stated.set(unit, stated.get(unit) ?? address(row, cell.column))
    }
  }
  const [only] = stated
  if (!only) return { kind: 'none' }
  if (stated.size > 1) return { kind: 'conflict', addresses: [...stated.values()] }
  return { kind: 'stated', unit: only[0], address: only[1] }
}
