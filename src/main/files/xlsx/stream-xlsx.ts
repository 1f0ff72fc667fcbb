import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Merge, Sheet, SheetRow, SheetValue, Workbook } from '#core/workbook/grid.ts'
import { isOle, oleStreamNames } from '../ole-directory.ts'
import { empty, encrypted, isXls, notWorkbook, tooLarge, unreadable } from './errors.ts'
import { DEFAULT_LIMITS, GRID_LIMITS, type ReadLimits } from './limits.ts'
import { readPackageIndex, scanPart, type PackageIndex } from './package.ts'
import { sharedStringsHandler, type SharedStrings } from './shared-strings.ts'
import { sheetHandler, type CellBudget } from './sheet-handler.ts'
import { themeHandler } from './theme.ts'
import { stylesHandler, type NumberStyle } from './styles.ts'
import { readAt, readZipDirectory } from './zip-directory.ts'
import type { Archive } from './zip-part.ts'

export { DEFAULT_LIMITS, GRID_LIMITS, type ReadLimits } from './limits.ts'

/** What a reader of rows is told, sheet by sheet in the order of the workbook. */
export interface XlsxSink {
  /** Return false to pass over the sheet: no rows, no `sheetEnd`. `index` counts the worksheets. */
  sheet(info: { readonly index: number; readonly name: string; readonly hidden: boolean }): boolean
  /** Rows with at least one filled cell, ascending. The row is the sink's to keep. */
  row(row: SheetRow): void
  sheetEnd(info: { readonly merges: readonly Merge[]; readonly hiddenColumns: readonly number[] }): void
}

export interface XlsxOptions {
  readonly limits?: ReadLimits
  /** Compressed bytes taken in, and how many bytes the file has. */
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void
  readonly signal?: AbortSignal
}

/**
 * Streams an .xlsx or .xlsm from a file by random access; the file is never in memory as a whole.
 *
 * Shape   see `XlsxSink` and `SheetValue`. A text of no characters is an empty cell. Cells of a formula carry the cached
 *         result, or `uncalculated` with the formula where there is none. Merged, hidden and dated as the file says.
 * Errors  AppError FILE_EMPTY, FILE_TRUNCATED, FILE_ENCRYPTED, FILE_IS_XLS, FILE_NOT_WORKBOOK, FILE_DAMAGED,
 *         FILE_TOO_LARGE, FILE_HOSTILE, FILE_UNREADABLE; the signal's reason when aborted. Rows already given to the
 *         sink must then be dropped: a checksum is known only at the end of a part.
 * Source  ECMA-376 parts 1 and 2; APPNOTE.TXT 6.3 for zip
 */
export async function streamXlsx(path: string, sink: XlsxSink, options: XlsxOptions = {}): Promise<void> {
  const fileName = basename(path)
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw unreadable(fileName, cause)
  })
  try {
    const archive = await openArchive(handle, path, fileName, options)
    const index = await readPackageIndex(archive)
    if (index.sheets.length === 0) throw notWorkbook(fileName, 'no worksheet')
    await readSheets(archive, index, sink)
  } finally {
    await handle.close()
  }
}

/** Reads a whole workbook into the neutral grid, within `GRID_LIMITS`; for journals use `streamXlsx`. Errors as there. */
export async function readXlsx(path: string, options: XlsxOptions = {}): Promise<Workbook> {
  const sheets: Sheet[] = []
  let current = { name: '', hidden: false }
  let rows: SheetRow[] = []
  const sink: XlsxSink = {
    sheet({ name, hidden }) {
      current = { name, hidden }
      rows = []
      return true
    },
    // A copy has no room to spare, which an array that grew has.
    row: (row) => void rows.push({ ...row, cells: row.cells.slice() }),
    sheetEnd: (info) => void sheets.push({ ...current, rows, ...info }),
  }
  await streamXlsx(path, sink, { limits: GRID_LIMITS, ...options })
  return { fileName: basename(path), sheets }
}

async function openArchive(
  handle: FileHandle,
  path: string,
  fileName: string,
  { limits = DEFAULT_LIMITS, onProgress, signal }: XlsxOptions,
): Promise<Archive> {
  signal?.throwIfAborted()
  const { size } = await handle.stat()
  if (size === 0) throw empty(fileName)
  const head = await readAt(handle, 0, 512)
  if (isOle(head)) throw await oleError(path, fileName)
  if (head[0] === 0x09 && (head[1] ?? 0xff) <= 0x08) throw isXls(fileName) // a bare BIFF stream
  if (size > limits.fileBytes) {
    throw tooLarge({ fileName, part: '内容' }, `超过 ${Math.floor(limits.fileBytes / 2 ** 20)} MB`)
  }
  // Bytes before the archive are allowed (web servers put blank lines there), but then there must be an archive.
  const beginsAsZip = head[0] === 0x50 && head[1] === 0x4b
  const entries = await readZipDirectory(handle, size, fileName, limits).catch((error: unknown) => {
    throw beginsAsZip ? error : notWorkbook(fileName, 'not a zip file')
  })
  let taken = 0
  const onBytes = (bytes: number): void => {
    taken += bytes
    onProgress?.(Math.min(taken, size), size)
  }
  return { handle, fileName, entries, limits, signal, onBytes, inflated: 0 }
}

async function oleError(path: string, fileName: string): Promise<Error> {
  const names = await oleStreamNames(path)
  if (names.includes('EncryptedPackage') || names.includes('EncryptionInfo')) return encrypted(fileName)
  if (names.includes('Workbook') || names.includes('Book')) return isXls(fileName)
  return notWorkbook(fileName, `OLE2 file with ${names.join(', ')}`)
}

async function readSheets(archive: Archive, index: PackageIndex, sink: XlsxSink): Promise<void> {
  const budget: CellBudget = { cells: 0 }
  let common: { readonly strings: SharedStrings; readonly styles: readonly NumberStyle[] } | undefined
  const days = new Map<number, SheetValue>()
  for (const [i, { name, hidden, entry }] of index.sheets.entries()) {
    if (!sink.sheet({ index: i, name, hidden })) continue
    common ??= await readCommon(archive, index)
    const place = { fileName: archive.fileName, part: `工作表“${name}”` }
    const context = { ...common, date1904: index.date1904, days }
    const sheet = sheetHandler(context, archive.limits, place, budget, (row) => {
      sink.row(row)
    })
    await scanPart(archive, entry, place.part, sheet)
    sink.sheetEnd({ merges: sheet.merges(), hiddenColumns: sheet.hiddenColumns() })
  }
}

const STRINGS_PART = '共享字符串表'

async function readCommon(
  archive: Archive,
  { styles, sharedStrings, theme }: PackageIndex,
): Promise<{ readonly strings: SharedStrings; readonly styles: readonly NumberStyle[] }> {
  const colors = themeHandler()
  if (theme !== undefined && styles !== undefined) await scanPart(archive, theme, '主题颜色表', colors)
  const styleTable = stylesHandler(colors.result())
  if (styles !== undefined) await scanPart(archive, styles, '单元格样式表', styleTable)
  const strings = sharedStringsHandler(archive.limits, { fileName: archive.fileName, part: STRINGS_PART })
  if (sharedStrings !== undefined) await scanPart(archive, sharedStrings, STRINGS_PART, strings)
  return { strings, styles: styleTable.result() }
}
