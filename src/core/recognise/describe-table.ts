import type { PackTable } from '#core/packs/schema-table.ts'
import { address } from '#core/workbook/grid.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import type { Candidate } from './candidates.ts'
import { quote } from './finding.ts'
import type { FoundHeader } from './find-header.ts'
import type { TableRecognition } from './recognition.ts'
import { settleBlocks } from './settle-blocks.ts'
import { readStatedLines } from './stated-lines.ts'
import type { TitleHit } from './titles.ts'
import { unitLineOf, unitsOf } from './unit-line.ts'

/** So many fixed rows are never all missing from a table that has them. */
const MANY_ROWS = 10

/** What a table is known by besides its headings. */
export interface Evidence {
  readonly title: TitleHit | undefined
  readonly sheetNamed: boolean
}

/** What the rows `from` to `to` of a sheet are as one table; undefined when half of its headings or more are missing. */
export function describe(
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
