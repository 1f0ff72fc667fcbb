import type { PackTable } from '#core/packs/schema-table.ts'
import { labelColumn, takesEntries } from '#core/packs/words.ts'
import { isUnitHeading, reachesIntoRows, sheetColumns, type SheetColumn } from './header-columns.ts'
import {
  headingKey,
  assignColumns,
  isOfOtherYear,
  wantedColumns,
  withSaidRoles,
  type FoundColumn,
  type SaidColumns,
  type WantedColumn,
} from './match-columns.ts'
import { looseLabel } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import { isStatedRow } from './stated-lines.ts'

/** Columns of the sheet that stand for one block of the table: what says which row, and the figures. */
export interface SheetBlock {
  /** Index into `table.blocks`. */
  readonly block: number
  /** Columns of codes, names and labels, from left to right. */
  readonly identity: readonly SheetColumn[]
  readonly figures: readonly FoundColumn[]
}

/** The header of a table in a sheet. */
export interface FoundHeader {
  readonly top: number
  readonly bottom: number
  readonly blocks: readonly SheetBlock[]
  /** Columns that say whose a row is. */
  readonly units: readonly SheetColumn[]
  /** Columns with or without a heading that the table does not know. */
  readonly others: readonly SheetColumn[]
  /** Keys of figure columns that were found nowhere, and how many there are. */
  readonly absent: readonly string[]
  readonly wanted: number
}

/** The figure columns of each block, and the year that they are of. */
interface Wanted {
  readonly columns: readonly (readonly WantedColumn[])[]
  readonly years: YearGroups | undefined
}

/** The year of a report, and the rows of a sheet that may head columns with the name of a year. */
interface YearGroups {
  readonly year: number
  readonly rows: ReadonlySet<number>
}

function yearGroups(view: SheetView, year: number): YearGroups {
  const heads = view.sheet.rows.filter(({ index, cells }) => {
    const texts = cells.map(({ value }) => textOf(value)).filter((text) => text !== '')
    return texts.length > 1 && texts.some((text) => text.includes('年')) && !isStatedRow(view, index)
  })
  return { year, rows: new Set(heads.map(({ index }) => index)) }
}

const DEEPEST = 5
const SEARCHED_ROWS = 40

/** What else is known of the columns: what the user said of them, and the year of the report. */
export interface HeaderKnowledge {
  readonly said?: SaidColumns
  readonly year?: number
}

/** The best header for the table that begins in rows `from` to `to`; undefined when no figure column is found. */
export function findHeader(
  view: SheetView,
  table: PackTable,
  from: number,
  to: number,
  { said = {}, year }: HeaderKnowledge = {},
): FoundHeader | undefined {
  const wanted = { columns: wantedColumns(table), years: year === undefined ? undefined : yearGroups(view, year) }
  let best: { readonly header: FoundHeader; readonly score: number } | undefined
  const rows = view.sheet.rows.map((row) => row.index).filter((row) => row >= from && row <= to)
  for (const top of rows.slice(0, SEARCHED_ROWS)) {
    for (let bottom = top; bottom < top + DEEPEST && bottom <= to; bottom++) {
      const header = headerAt(view, table, wanted, top, bottom, said)
      if (!header) continue
      const fit = header.blocks.flatMap((block) => block.figures).reduce((sum, figure) => sum + figure.fit, 0)
      // Then the most columns of codes, names and labels; among equals the fewest rows, because what stands above a header
      // must not be taken for a part of it.
      const identities = header.blocks.reduce((sum, block) => sum + block.identity.length, 0)
      const score = fit * 100 + identities * DEEPEST - (bottom - top)
      if (!best || score > best.score) best = { header, score }
    }
  }
  return best?.header
}

function headerAt(
  view: SheetView,
  table: PackTable,
  wanted: Wanted,
  top: number,
  bottom: number,
  said: SaidColumns,
): FoundHeader | undefined {
  const named = sheetColumns(view, top, bottom).map((column) => withYearAbove(view, column, top, wanted.years))
  const columns = withUnits(withSaidRoles(named, said), table, said)
  if (columns.some(reachesIntoRows)) return undefined
  const parts = table.blocks.length === 1 && takesEntries(table) ? [columns] : splitBlocks(columns)
  const blocks = parts
    .flatMap((part, index) => blockOf(part, wanted, index, said))
    .map((block) => withLabels(block, table))
  const found = new Set(blocks.flatMap((block) => block.figures.map((figure) => figure.key)))
  if (found.size === 0) return undefined
  const keys = [...new Set(table.blocks.flatMap((block) => block.columns.filter((key) => !key.startsWith('@'))))]
  const used = new Set(blocks.flatMap((block) => [...block.identity, ...block.figures.map((figure) => figure.column)]))
  return {
    top,
    bottom,
    blocks,
    units: columns.filter(({ role }) => role === 'unit'),
    others: columns.filter((column) => !used.has(column) && column.role !== 'line' && column.role !== 'unit'),
    absent: keys.filter((key) => !found.has(key)),
    wanted: keys.length,
  }
}

/** How far above a header the year of a group of columns may stand. */
const GROUP_ROWS = 2

/** A header that begins below a group heading of another year (2023年预算数) must not lose it: the column is of that year. */
function withYearAbove(view: SheetView, column: SheetColumn, top: number, years: YearGroups | undefined): SheetColumn {
  const [at = 0] = column.columns
  for (let row = top - 1; row >= Math.max(0, top - GROUP_ROWS); row -= 1) {
    if (years?.rows.has(row) !== true) continue
    const group = looseLabel(groupAt(view, row, at))
    if (!group.endsWith('表') && isOfOtherYear(group, years.year) && group !== column.path[0])
      return { ...column, path: [group, ...column.path], heading: `${group}/${column.heading}` }
  }
  return column
}

/** The heading over a column in a row above the header: its own, or that of the group that began left of it. */
function groupAt(view: SheetView, row: number, column: number): string {
  for (let left = column; left >= 0; left -= 1) {
    const text = view.shown(row, left)
    if (text !== '') return text
    if (view.mergeAt(row, left)) return ''
  }
  return ''
}

/** The columns of units of a statutory table: whose rows they are, not which. A form that holds words keeps them as they are. */
function withUnits(columns: readonly SheetColumn[], table: PackTable, said: SaidColumns): readonly SheetColumn[] {
  if (table.role !== 'statutory' || table.columns.some(({ measure }) => measure === '文字')) return columns
  return columns.map((column) =>
    isUnitHeading(column) && said[headingKey(column)] === undefined ? { ...column, role: 'unit' } : column,
  )
}

/** A form without labels names its fixed rows in its first column of words. */
function withLabels(block: SheetBlock, table: PackTable): SheetBlock {
  const key = labelColumn(table, table.blocks[block.block])
  const column = block.figures.find((figure) => figure.key === key)?.column
  return key === undefined || column === undefined ? block : { ...block, identity: [column] }
}

/** A new block begins where a code, name or label comes after a column that is none. */
function splitBlocks(columns: readonly SheetColumn[]): readonly (readonly SheetColumn[])[] {
  const parts: SheetColumn[][] = [[]]
  for (const column of columns) {
    const last = parts.at(-1) ?? []
    const isIdentity = column.role !== undefined && column.role !== 'line' && column.role !== 'unit'
    const hasFigures = last.some((known) => known.role === undefined && known.path.length > 0)
    if (isIdentity && hasFigures) parts.push([column])
    else last.push(column)
  }
  return parts
}

/** The block of the table whose columns fit best; among equals the one at the same place, then the last. */
function blockOf(
  part: readonly SheetColumn[],
  wanted: Wanted,
  index: number,
  said: SaidColumns,
): readonly SheetBlock[] {
  const place = Math.min(index, wanted.columns.length - 1)
  const tries = wanted.columns.map((columns, block) => {
    const figures = assignColumns(
      part.filter((column) => column.role === undefined || column.role === 'name'),
      columns,
      { said, year: wanted.years?.year },
    )
    const fit = figures.reduce((sum, figure) => sum + figure.fit, 0)
    return { block, figures, score: fit * 2 + (block === place ? 1 : 0) }
  })
  const best = tries.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.figures.length === 0) return []
  const figureColumns = new Set(best.figures.map((figure) => figure.column))
  const identity = part.filter(
    (column) =>
      column.role !== undefined && column.role !== 'line' && column.role !== 'unit' && !figureColumns.has(column),
  )
  return [{ block: best.block, identity, figures: best.figures }]
}
