import { CFB, read, set_cptable, SSF } from '@e965/xlsx'
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'

import type { Sheet, SheetCell, SheetRow, SheetValue } from '#core/workbook/grid.ts'
import { RED } from '#core/workbook/red.ts'

import { fileDamaged, fileEncrypted, fileNotWorkbook } from '../file-errors.ts'
import { numberValue } from '../number-value.ts'
import { isOle } from '../ole-directory.ts'
import { BUILT_IN_CODES, isBuiltInDate } from '../xlsx/date-format.ts'
import { plainDecimal } from './plain-decimal.ts'
import { placeOf } from './red-fonts.ts'
import { scanBiff } from './scan-biff.ts'

// Files of Excel 5/95 and of older finance software hold their texts in the code page of their machine (936).
set_cptable(codePages)

/** What is used of the library's untyped parts. */
const container = CFB as {
  read(bytes: Buffer, options: { readonly type: 'buffer' }): unknown
  find(from: unknown, path: string): { readonly content?: ArrayLike<number>; readonly size: number } | null
}
const formatTable = SSF as { load_table(codes: Readonly<Record<number, string>>): void }

/**
 * Reads a BIFF workbook (.xls, .et), in its OLE2 container or bare. Numbers are doubles in the file; their text is the
 * shortest one that names the same double, without an exponent. Chart sheets hold no cells and are left out. A formula
 * always carries a result in this format, so none is `uncalculated`.
 *
 * Errors  AppError FILE_ENCRYPTED, FILE_DAMAGED
 */
export function readXls(file: string, bytes: Buffer): readonly Sheet[] {
  const stream = workbookStream(file, bytes)
  const scan = scanBiff(stream)
  if (scan.kind === 'encrypted') throw fileEncrypted(file)
  if (scan.kind === 'cut') throw fileDamaged(file, '末尾部分缺失')
  const book = parsed(file, stream)
  return book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name]
    if (sheet === undefined || sheet['!type'] === 'chart') return []
    return [neutralSheet(book, name, sheet, scan.hiddenColumns[index] ?? [], scan.reds[index] ?? new Set())]
  })
}

function workbookStream(file: string, bytes: Buffer): Buffer {
  if (!isOle(bytes)) return bytes
  let entry: { readonly content?: ArrayLike<number>; readonly size: number } | null
  try {
    const files = container.read(bytes, { type: 'buffer' })
    entry = container.find(files, '/Workbook') ?? container.find(files, '/Book')
  } catch (cause) {
    throw fileDamaged(file, '内部目录无法读取', String(cause))
  }
  // A Word document may have a workbook inside it; only one at the root is the file's own.
  if (entry === null) throw fileNotWorkbook(file, 'Office 文档，里面没有自己的工作表')
  // A chain of sectors that breaks off gives fewer bytes than the directory states.
  if (!entry.content || entry.content.length < entry.size) throw fileDamaged(file, '末尾部分缺失')
  return Buffer.from(entry.content).subarray(0, entry.size)
}

/** `WTF` makes the parser throw where it would otherwise drop what it does not understand. */
function parsed(file: string, stream: Buffer): WorkBook {
  // The table is global to the library: what one file put into it must not format the numbers of the next.
  formatTable.load_table(BUILT_IN_FORMATS)
  try {
    return read(stream, { type: 'buffer', dense: true, WTF: true, cellNF: true, cellText: false, cellHTML: false, cellFormula: false }) // prettier-ignore
  } catch (cause) {
    throw fileDamaged(file, '其中有无法识别的记录', String(cause))
  }
}

/** Chinese files use the built-in formats 27–36 and 50–58 without stating them; all that matters is that they are dates. */
const BUILT_IN_FORMATS: Readonly<Record<number, string>> = Object.fromEntries(
  Array.from({ length: 59 }, (_, id) => [id, BUILT_IN_CODES.get(id) ?? (isBuiltInDate(id) ? 'yyyy/m/d' : 'General')]),
)

function neutralSheet(
  book: WorkBook,
  name: string,
  sheet: WorkSheet,
  hiddenColumns: readonly number[],
  reds: ReadonlySet<number>,
): Sheet {
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const rows: SheetRow[] = []
  sheet['!data']?.forEach((line, index) => {
    const cells: SheetCell[] = []
    line.forEach((cell, column) => {
      const value = inRed(cellValue(cell, date1904), reds.has(placeOf(index, column)))
      if (value !== undefined) cells.push({ column, value })
    })
    if (cells.length > 0) rows.push({ index, hidden: sheet['!rows']?.[index]?.hidden === true, cells })
  })
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }))
  const hidden = (book.Workbook?.Sheets?.find((properties) => properties.name === name)?.Hidden ?? 0) > 0
  return { name, hidden, rows, merges, hiddenColumns }
}

const inRed = (value: SheetValue | undefined, isRed: boolean): SheetValue | undefined =>
  isRed && value?.kind === 'number' ? { ...value, format: `${RED}${value.format ?? 'General'}` } : value

function cellValue({ t, v, z }: CellObject, date1904: boolean): SheetValue | undefined {
  if (t === 'n' && typeof v === 'number' && Number.isFinite(v)) {
    const format = z === undefined || z === 'General' ? undefined : String(z)
    return numberValue(plainDecimal(v), format, date1904)
  }
  if (t === 'e') return { kind: 'error', text: ERRORS[Number(v)] ?? '#VALUE!' }
  if (typeof v === 'boolean') return { kind: 'boolean', value: v }
  return typeof v === 'string' && v !== '' ? { kind: 'text', text: v } : undefined
}

/** [MS-XLS] 2.5.10 */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!', 0x07: '#DIV/0!', 0x0f: '#VALUE!', 0x17: '#REF!', 0x1d: '#NAME?', 0x24: '#NUM!', 0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
} // prettier-ignore
