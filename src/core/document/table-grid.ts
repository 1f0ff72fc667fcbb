import { cellRef, parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { afresh, type Recall } from '#core/model/memory.ts'
import { isEmptyTable } from '#core/narrative/conditions.ts'
import { bodyRows, layoutOf, type BlockPlace, type Slot } from '#core/packs/layout.ts'
import type { Pack } from '#core/packs/pack.ts'
import { codeRowKeys, readFigure } from '#core/packs/read-figure.ts'
import type { PackFixedRow, PackTable } from '#core/packs/schema-table.ts'
import { entryRowKeys, isWordCell, labelColumn } from '#core/packs/words.ts'
import type { Grid, GridCell, GridRow } from './model.ts'
import { figureCell } from './figure-cell.ts'
import { printWords } from './print-words.ts'

/** What a table is printed from. */
export interface TableSources {
  readonly accounts: YearAccounts
  readonly pack: Pack
  readonly nameOfCode: (code: string) => string | undefined
  /** Leaves out the rows that the pack prints only when used. A screen to enter figures shows them all. */
  readonly asPublished?: boolean
  /** Of a memory whose accounts these are and whose pack and code lists never change: rows that are as they were are not made again. */
  readonly recall?: Recall
}

const DEFAULT_FONT_SIZE = 9

/**
 * A table of the pack as it prints: merged header, blocks side by side, footer, notes.
 * A table that nobody delivered prints its empty form with a visible note; that it is missing is a finding of the checks.
 *
 * @param tocTitle the line in the 目录; undefined keeps the table out of it
 */
export function tableGrid(tableId: string, tocTitle: string | undefined, sources: TableSources): Grid {
  const { accounts, pack } = sources
  const table = pack.tables.get(tableId)
  if (!table?.print) throw new RangeError(`pack ${pack.head.id} prints no table ${tableId}`)
  const layout = layoutOf(table)
  const isEmpty = isEmptyTable(tableId, sources)
  const codes = codeRowKeys(accounts, pack, tableId)
  const body =
    isEmpty && table.print.dropEmptyRows
      ? []
      : bodyRows(table, codes, {
          isUsed: sources.asPublished === true ? isUsed(table, sources) : undefined,
          entries: entryRowKeys(accounts, table),
        })
  const header = headerRows(layout.headerRows, layout.header)
  return {
    id: table.id,
    title: printWords(table.print.title ?? table.title, sources),
    ...(tocTitle === undefined ? {} : { tocTitle }),
    headingLevel: tocTitle === undefined ? undefined : 2,
    code: table.code,
    line: lineAbove(table.print, sources),
    orientation: table.print.orientation,
    widths: table.print.widths,
    fontSize: table.print.fontSize ?? DEFAULT_FONT_SIZE,
    headerRows: header.length,
    rows: [
      ...header,
      ...body.map((slots) => bodyRow(slots, layout.blocks, table, sources)),
      ...footerRows(table, sources),
    ],
    notes: [...table.print.notes, ...closingNote(table, isEmpty, sources)],
  }
}

/** Forms have some dozens of fixed rows; rows of codes may be thousands, so that each is recalled by itself. */
function bodyRow(
  slots: readonly Slot[],
  blocks: readonly BlockPlace[],
  table: PackTable,
  sources: TableSources,
): GridRow {
  const make = (): GridRow => ({
    cells: slots.flatMap((slot, index) => slotCells(slot, blocks[index], table, sources)),
  })
  const [only, ...others] = slots
  const { recall = afresh } = sources
  return only?.kind === 'code' && others.length === 0 ? recall(`行 ${table.id}/${only.code}`, [], make) : make()
}

/** The line between title and table: left, middle, right. */
function lineAbove(
  { line, nameLabel, unitLine }: NonNullable<PackTable['print']>,
  sources: TableSources,
): Grid['line'] {
  const year = sources.pack.head.stage === '决算' ? '{年度}年度' : '{年度}年'
  const [left, middle, right] = line ?? [`${nameLabel ?? '部门名称'}：{单位}`, year, unitLine ?? '金额单位：{金额单位}']
  return [printWords(left, sources), printWords(middle, sources), printWords(right, sources)]
}

/** Whether some figure of a row is not zero. What nobody stated does not make a row appear; the checks speak of it. */
function isUsed(table: PackTable, { accounts, pack }: TableSources): (row: PackFixedRow) => boolean {
  return (row) =>
    table.columns.some((column) => {
      const reading = readFigure(accounts, pack, cellRef(table.id, row.key, column.key))
      return reading.kind === 'known' && reading.amount.fen !== 0
    })
}

function headerRows(count: number, cells: ReturnType<typeof layoutOf>['header']): GridRow[] {
  return Array.from({ length: count }, (_, row) => ({
    cells: cells
      .filter((cell) => cell.row === row)
      .map((cell) => ({
        column: cell.column,
        colSpan: cell.cols,
        rowSpan: cell.rows,
        text: cell.text,
        align: 'center' as const,
        bold: false,
      })),
  }))
}

function closingNote(table: PackTable, isEmpty: boolean, sources: TableSources): readonly string[] {
  if (!sources.accounts.table(table.id)) return ['【尚未导入本表】']
  if (!isEmpty || table.print?.emptyNote === undefined) return []
  return [printWords(table.print.emptyNote, sources)]
}

function slotCells(
  slot: Slot,
  place: BlockPlace | undefined,
  table: PackTable,
  sources: TableSources,
): readonly GridCell[] {
  if (!place) return []
  switch (slot.kind) {
    case 'nothing':
      return place.block.columns.map((_, index) => textCell(place.start + index, '', 'center'))
    case 'print':
      return printRowCells(slot.row, place)
    case 'fixed':
      return fixedRowCells(slot.row, place, table, sources)
    case 'code':
      return codeRowCells(slot.code, place, table, sources)
    case 'entry':
      return entryRowCells(slot.key, place, table, sources)
  }
}

function printRowCells(row: Extract<Slot, { kind: 'print' }>['row'], place: BlockPlace): readonly GridCell[] {
  if ('section' in row) return [{ ...textCell(place.start, row.section, 'left', true), colSpan: place.width }]
  if ('header' in row) return row.header.map((text, index) => textCell(place.start + index, text, 'center'))
  const line = row.line === undefined ? '' : String(row.line)
  return place.block.columns.map((column, index) =>
    textCell(place.start + index, column === '@line' ? line : '', 'center'),
  )
}

function fixedRowCells(
  row: PackFixedRow,
  place: BlockPlace,
  table: PackTable,
  sources: TableSources,
): readonly GridCell[] {
  const isTotal = row.code === undefined
  return place.block.columns.flatMap((column, index): readonly GridCell[] => {
    const at = place.start + index
    switch (column) {
      case '@label':
        return [textCell(at, '　'.repeat(row.indent) + row.label, isTotal && row.bold ? 'center' : 'left', row.bold)]
      case '@line':
        return [textCell(at, row.line === undefined ? '' : String(row.line), 'center')]
      case '@code':
        // 合计 has no code: its label goes across code and name.
        if (isTotal && place.block.columns[index + 1] === '@name')
          return [{ ...textCell(at, row.label, 'center', row.bold), colSpan: 2 }]
        return [textCell(at, row.code ?? row.key, 'left', row.bold)]
      case '@name':
        return isTotal && place.block.columns[index - 1] === '@code' ? [] : [textCell(at, row.label, 'left', row.bold)]
      case labelColumn(table, place.block):
        return [textCell(at, row.label, 'center', row.bold)]
      default:
        return [fixedFigure(at, row, cellRef(table.id, row.key, column), sources)]
    }
  })
}

/** An amount where the form has —— is wrong, but it must not vanish from the page. */
function fixedFigure(at: number, row: PackFixedRow, ref: CellRef, sources: TableSources): GridCell {
  const isDashed = row.dashIn.includes(parseCellRef(ref)?.column ?? '')
  const isStated = sources.accounts.get(ref)?.kind === 'amount'
  return row.dash || (isDashed && !isStated) ? textCell(at, '——', 'center') : figureAt(at, ref, row.bold, sources)
}

function codeRowCells(code: string, place: BlockPlace, table: PackTable, sources: TableSources): readonly GridCell[] {
  const name = sources.accounts.table(table.id)?.names.get(code) ?? sources.nameOfCode(code) ?? ''
  return place.block.columns.map((column, index) => {
    const at = place.start + index
    switch (column) {
      case '@code':
        return textCell(at, code, 'left')
      case '@label':
      case '@name':
        return textCell(at, name, 'left')
      case '@line':
        return textCell(at, '', 'center')
      default:
        return figureAt(at, cellRef(table.id, code, column), false, sources)
    }
  })
}

function entryRowCells(key: string, place: BlockPlace, table: PackTable, sources: TableSources): readonly GridCell[] {
  return place.block.columns.map((column, index) => {
    const at = place.start + index
    if (column === '@label') return textCell(at, key, 'left')
    return column.startsWith('@')
      ? textCell(at, '', 'center')
      : figureAt(at, cellRef(table.id, key, column), false, sources)
  })
}

function footerRows(table: PackTable, sources: TableSources): readonly GridRow[] {
  return table.footer.map((cells) => {
    let column = 0
    return {
      cells: cells.map((cell) => {
        const at = column
        column += cell.cols
        const made =
          'text' in cell
            ? textCell(at, cell.text, 'center', cell.bold)
            : figureAt(at, cellRef(table.id, cell.row, cell.column), cell.bold, sources)
        return { ...made, colSpan: cell.cols }
      }),
    }
  })
}

function textCell(column: number, text: string, align: GridCell['align'], bold = false): GridCell {
  return { column, colSpan: 1, rowSpan: 1, text, align, bold }
}

/** A figure, or the words of a cell that holds some. */
function figureAt(column: number, ref: CellRef, bold: boolean, { accounts, pack }: TableSources): GridCell {
  if (isWordCell(pack, ref)) return { ...textCell(column, accounts.text(ref) ?? '', 'left', bold), ref }
  return { column, colSpan: 1, rowSpan: 1, align: 'right', bold, ref, ...figureCell(accounts.get(ref), ref, pack) }
}
