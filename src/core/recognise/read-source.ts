import { cellRef, parseCellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fixedRowsOf } from '#core/packs/read-figure.ts'
import type { SourceGive } from '#core/packs/schema-sources.ts'
import type { SourceTable } from '#core/packs/source-tables.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { address } from '#core/workbook/grid.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { looseLabel } from '#core/workbook/label.ts'
import type { SheetColumn } from './header-columns.ts'
import { readTable, type ReadTableOptions } from './read-table.ts'
import type { TableRecognition } from './recognition.ts'
import type { ReadCell, TableReading } from './table-reading.ts'

/** A form as one sheet states it, and what it gives to tables of the pack: their cells point into this sheet. */
export interface SourceReading extends TableReading {
  readonly title: string
  readonly given: readonly TableReading[]
}

/**
 * Reads a form of sources.yaml and carries its cells. Rows read = rows stored + rows explained, as for a published table; columns
 * and blocks that no table needs are left out, all others that were not read are findings.
 */
export function readSource(
  sheet: Sheet,
  found: TableRecognition,
  source: SourceTable,
  pack: Pack,
  file: string,
  options: ReadTableOptions,
): SourceReading {
  const { blocks } = found.header
  const isSpare = (block: number): boolean => source.spec.blocks[block]?.spare === true
  const needed = { ...found, header: { ...found.header, blocks: blocks.filter(({ block }) => !isSpare(block)) } }
  // A form like a table is read as that table, so that the sums of the table say which rows may be left out.
  const tableId = source.spec.like ?? source.table.id
  const own: Pack = { ...pack, tables: new Map([...pack.tables, [tableId, { ...source.needed, id: tableId }]]) }
  const reading = readTable(sheet, { ...needed, tableId }, own, file, options)
  const spare = spareColumns(found, source)
  const isAbout = (place: string | undefined): boolean => place !== undefined && spare.has(place.replace(/\d+$/u, ''))
  const findings = reading.findings.filter((one) => !(one.code === 'IMPORT_COLUMN_UNKNOWN' && isAbout(one.address)))
  const given = source.spec.gives.flatMap((give) => {
    const table = pack.tables.get(give.table)
    return table ? [carry(reading, give, table)] : []
  })
  const all = source.spec.like === undefined ? given : [{ ...reading, isGiven: true, findings: [] }]
  const { id } = source.table
  return {
    ...reading,
    tableId: id,
    findings,
    title: source.spec.title,
    given: all.filter(({ cells }) => cells.length > 0),
  }
}

/** Letters of the columns that no table needs: those of spare blocks and those under a spare heading. */
function spareColumns({ header }: TableRecognition, { spec }: SourceTable): ReadonlySet<string> {
  const headings = new Set(spec.spare.map(looseLabel))
  const blocks = header.blocks.filter(({ block }) => spec.blocks[block]?.spare === true)
  const named = header.others.filter(({ path }) => path.some((text) => headings.has(text)))
  const columns = [
    ...named.flatMap((one) => one.columns),
    ...blocks.flatMap((block) => between([...block.identity, ...block.figures.map(({ column }) => column)])),
  ]
  return new Set(columns.map((column) => address(0, column).replace(/\d+$/u, '')))
}

/** From the first to the last of a block's columns: 行次 stands between them. */
function between(columns: readonly SheetColumn[]): readonly number[] {
  const all = columns.flatMap((one) => one.columns)
  const first = Math.min(...all)
  return Array.from({ length: Math.max(...all) - first + 1 }, (_, at) => first + at)
}

/** The cells of one table that a form states. A row that the table does not have, or prints as ——, is not carried. */
function carry(reading: TableReading, give: SourceGive, table: PackTable): TableReading {
  const fixed = new Map(fixedRowsOf(table).map((row) => [row.key, row]))
  const takesCodes = table.blocks.some(({ codeRows }) => codeRows !== undefined)
  const isRow = (key: string): boolean => {
    const row = fixed.get(key)
    return row ? !row.dash : takesCodes && /^\d+$/u.test(key)
  }
  const cells = reading.cells.flatMap((cell): readonly ReadCell[] => {
    const parts = parseCellRef(cell.ref)
    const to = parts && placeIn(give, parts.row, parts.column)
    // Nobody answered a question of the 填报表 by leaving a form blank.
    if (table.role === 'fill-in' && cell.value.kind !== 'amount') return []
    return to && isRow(to.row) ? [{ ...cell, ref: cellRef(table.id, to.row, to.column) }] : []
  })
  const names = new Map(reading.rows.map(({ key, name }) => [key, name]))
  const keys = [...new Set(cells.flatMap(({ ref }) => parseCellRef(ref)?.row ?? []))]
  const first = new Map(cells.map(({ ref, address: place }) => [parseCellRef(ref)?.row, place]))
  const rows = keys.map((key) => ({ key, name: ('columns' in give ? names.get(key) : undefined) ?? fixed.get(key)?.label ?? '', address: first.get(key) ?? '' })) // prettier-ignore
  return { ...reading, tableId: table.id, cells, rows, complete: false, isGiven: true, findings: [] }
}

function placeIn(give: SourceGive, row: string, column: string): { row: string; column: string } | undefined {
  if ('columns' in give) {
    const to = give.columns[column]
    return to === undefined ? undefined : { row, column: to }
  }
  if ('row' in give) return row === give.row && /^\d+$/u.test(column) ? { row: column, column: give.column } : undefined
  const [toRow, toColumn] = give.cells[`${row}/${column}`]?.split('/') ?? []
  return toRow === undefined || toColumn === undefined ? undefined : { row: toRow, column: toColumn }
}

/** What several sheets give to one table is one reading; it is complete when every fixed row of the table was stated. */
export function joinGiven(given: readonly TableReading[], pack: Pack): readonly TableReading[] {
  return [...Map.groupBy(given, ({ tableId }) => tableId)].flatMap(([tableId, parts]) => {
    const [first] = parts
    const table = pack.tables.get(tableId)
    if (!first || !table) return []
    const rows = [...new Map(parts.flatMap((part) => part.rows).map((row) => [row.key, row])).values()]
    const stated = new Set(rows.map(({ key }) => key))
    const missing = fixedRowsOf(table).some(({ key, code, dash }) => code === undefined && !dash && !stated.has(key))
    const cells = parts.flatMap((part) => part.cells.map((cell) => ({ ...cell, sheet: cell.sheet ?? part.sheet })))
    return [{ ...first, cells, rows, complete: !missing || first.complete }]
  })
}
