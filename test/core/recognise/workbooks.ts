import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import ExcelJS from 'exceljs'
import type { Pack } from '#core/packs/pack.ts'
import { bodyRows, layoutOf } from '#core/packs/layout.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import type { Workbook } from '#core/workbook/grid.ts'
import { openPacks } from '#main/files/packs.ts'
import { readWorkbook } from '#main/files/read-workbook.ts'

export type SketchCell = ExcelJS.CellValue

/** A sheet as rows of cells, with merges as `A1:C1`. */
export interface SheetSketch {
  readonly rows: readonly (readonly SketchCell[])[]
  readonly merges?: readonly string[]
  readonly formats?: Readonly<Record<string, string>>
  readonly hiddenRows?: readonly number[]
  readonly hidden?: boolean
}

export const packOf = (id: string): Pack => openPacks([resolve('resources/packs')]).load(id)

export function tableOf(pack: Pack, id: string): PackTable {
  const table = pack.tables.get(id)
  if (!table) throw new Error(`no table ${id}`)
  return table
}

/** Writes the sheets with exceljs and reads the file with our own reader. */
export async function workbookOf(
  sheets: Readonly<Record<string, SheetSketch>>,
  fileName = '决算.xlsx',
): Promise<Workbook> {
  const book = new ExcelJS.Workbook()
  for (const [name, sketch] of Object.entries(sheets)) addSheet(book, name, sketch)
  return throughFile(fileName, (path) => book.xlsx.writeFile(path))
}

/** Lets `write` make a file and reads it. */
export async function throughFile(fileName: string, write: (path: string) => Promise<void>): Promise<Workbook> {
  const folder = await mkdtemp(join(tmpdir(), 'recognise-'))
  try {
    const path = join(folder, fileName)
    await write(path)
    return await readWorkbook(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}

function addSheet(book: ExcelJS.Workbook, name: string, sketch: SheetSketch): void {
  const sheet = book.addWorksheet(name, sketch.hidden === true ? { state: 'hidden' } : {})
  for (const [row, cells] of sketch.rows.entries()) {
    for (const [column, value] of cells.entries()) {
      if (value !== null && value !== '') sheet.getCell(row + 1, column + 1).value = value
    }
  }
  for (const merge of sketch.merges ?? []) sheet.mergeCells(merge)
  for (const [at, format] of Object.entries(sketch.formats ?? {})) sheet.getCell(at).numFmt = format
  for (const row of sketch.hiddenRows ?? []) sheet.getRow(row).hidden = true
}

/** Figures of a table by `row/column`, and names of its code rows. */
export interface Figures {
  readonly cells: Readonly<Record<string, SketchCell>>
  readonly codes?: Readonly<Record<string, string>>
}

/** A published table as its pack prints it: title, form number, lines, merged header, rows, footer, notes. */
export function printed(
  table: PackTable,
  figures: Figures,
  lines: readonly SketchCell[] = ['部门名称：测试单位 2023年度', null, '金额单位：万元'],
): SheetSketch {
  const layout = layoutOf(table)
  const rows: SketchCell[][] = [[table.title], [table.code ?? ''], [...lines]]
  const merges: string[] = []
  const top = rows.length
  for (let row = 0; row < layout.headerRows; row++) rows.push([])
  for (const cell of layout.header) {
    put(rows, top + cell.row, cell.column, cell.text)
    const end = { row: top + cell.row + cell.rows - 1, column: cell.column + cell.cols - 1 }
    if (cell.rows > 1 || cell.cols > 1) merges.push(`${at(top + cell.row, cell.column)}:${at(end.row, end.column)}`)
  }
  for (const slots of bodyRows(table, Object.keys(figures.codes ?? {}))) {
    const row = rows.length
    rows.push([])
    for (const [index, slot] of slots.entries()) {
      const place = layout.blocks[index]
      if (!place) continue
      for (const [offset, column] of place.block.columns.entries()) {
        put(rows, row, place.start + offset, slotCell(slot, column, figures))
      }
    }
  }
  for (const cells of table.footer) {
    const row = rows.length
    rows.push([])
    let column = 0
    for (const cell of cells) {
      put(rows, row, column, 'text' in cell ? cell.text : (figures.cells[`${cell.row}/${cell.column}`] ?? null))
      if (cell.cols > 1) merges.push(`${at(row, column)}:${at(row, column + cell.cols - 1)}`)
      column += cell.cols
    }
  }
  for (const note of table.print?.notes ?? []) rows.push([note])
  return { rows, merges }
}

function slotCell(slot: ReturnType<typeof bodyRows>[number][number], column: string, figures: Figures): SketchCell {
  if (slot.kind === 'nothing') return null
  if (slot.kind === 'entry') return column === '@label' ? slot.key : null
  if (slot.kind === 'print') {
    if ('section' in slot.row) return column === '@label' || column === '@code' ? slot.row.section : null
    return null
  }
  const key = slot.kind === 'fixed' ? slot.row.key : slot.code
  switch (column) {
    case '@label':
      return slot.kind === 'fixed' ? slot.row.label : ''
    case '@line':
      return slot.kind === 'fixed' ? (slot.row.line ?? null) : null
    case '@code':
      return slot.kind === 'fixed' ? (slot.row.code ?? slot.row.label) : slot.code
    case '@name':
      return slot.kind === 'fixed'
        ? slot.row.code === undefined
          ? null
          : slot.row.label
        : (figures.codes?.[key] ?? '')
    default:
      return figures.cells[`${key}/${column}`] ?? (slot.kind === 'fixed' && slot.row.dash ? '——' : null)
  }
}

function put(rows: SketchCell[][], row: number, column: number, value: SketchCell): void {
  const cells = rows[row] ?? []
  while (cells.length <= column) cells.push(null)
  cells[column] = value
  rows[row] = cells
}

const at = (row: number, column: number): string => `${String.fromCharCode(65 + column)}${row + 1}`

/** Cells of a reading as `row/column` → text of the value: 692.87 万元 is `6928700.00`, blank '', dash '—'. */
export function asText(
  cells: readonly { readonly ref: string; readonly value: { readonly kind: string } & Partial<AmountValue> }[],
): Record<string, string> {
  return Object.fromEntries(
    cells.map((cell) => [
      cell.ref.split('/').slice(1).join('/'),
      cell.value.amount ? `${cell.value.amount.fen}±${cell.value.amount.quantum}` : cell.value.kind,
    ]),
  )
}

interface AmountValue {
  readonly amount: { readonly fen: number; readonly quantum: number }
}
