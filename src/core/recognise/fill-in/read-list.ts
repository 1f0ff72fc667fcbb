import { address } from '#core/workbook/grid.ts'
import type { SheetValue } from '#core/workbook/grid.ts'
import { looseLabel, normaliseLabel } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import { isPercentFormat, parseSpreadsheetPercent } from '#core/money/spreadsheet.ts'
import { finding, quote, type ImportFinding, type Place } from '../finding.ts'
import type { ListColumn } from './known.ts'

/** A sheet of the 填报表 on its way in. */
export interface OpenSheet {
  readonly file: string
  readonly view: SheetView
  /** Row of the title. */
  readonly titleRow: number
}

/** A row of a list, asked by the keys of its columns. Columns that the sheet does not have are empty. */
export interface ListRow {
  readonly value: (key: string) => SheetValue | undefined
  /** Text as a person means it: line breaks kept, percentages with their sign. */
  readonly text: (key: string) => string
  readonly place: (key: string) => Place
}

export interface ListReading {
  readonly rows: readonly ListRow[]
  readonly findings: readonly ImportFinding[]
}

/** Reads the filled rows below the header; columns are found by their headings, in any order. */
export function readList(sheet: OpenSheet, columns: readonly ListColumn[]): ListReading {
  const { view, file } = sheet
  const name = view.sheet.name
  const header = findHeader(sheet, columns)
  if (!header) {
    const wanted = columns.slice(0, 3).map((column) => `“${column.heading}”`)
    const what = `没有找到表头（${wanted.join('、')}等），这张工作表读不出来。`
    const where = { file, sheet: name, address: address(sheet.titleRow, 0) }
    return {
      rows: [],
      findings: [
        finding('refuse', 'IMPORT_FILL_IN_HEADER', where, what, '恢复填报表原来的表头，或重新生成填报表后再填。'),
      ],
    }
  }
  const place = (row: number, key: string): Place => {
    const column = header.columns.get(key) ?? 0
    return { file, sheet: name, address: address(row, column) }
  }
  const rows = view.sheet.rows.flatMap(({ index: row }): readonly ListRow[] => {
    if (row <= header.row) return []
    const value = (key: string): SheetValue | undefined => {
      const column = header.columns.get(key)
      return column === undefined ? undefined : view.value(row, column)
    }
    return [{ value, text: (key) => answerText(value(key)), place: (key) => place(row, key) }]
  })
  return { rows, findings: unknownColumns(sheet, header) }
}

interface FoundListHeader {
  readonly row: number
  readonly columns: ReadonlyMap<string, number>
}

/** The row with the most of the headings, at least half of them. */
function findHeader({ view, titleRow }: OpenSheet, columns: readonly ListColumn[]): FoundListHeader | undefined {
  let best: FoundListHeader | undefined
  for (const { index: row, cells } of view.sheet.rows) {
    if (row <= titleRow) continue
    const found = new Map<string, number>()
    for (const cell of cells) {
      const label = looseLabel(textOf(cell.value))
      const column = columns.find((one) => [one.heading, ...one.aliases].some((text) => looseLabel(text) === label))
      if (column && !found.has(column.key)) found.set(column.key, cell.column)
    }
    if (found.size > (best?.columns.size ?? 0)) best = { row, columns: found }
  }
  return best && best.columns.size * 2 >= columns.length ? best : undefined
}

/** Filled cells below a heading that the list does not have, or below none: said, never silently left out. */
function unknownColumns({ view, file }: OpenSheet, header: FoundListHeader): readonly ImportFinding[] {
  const known = new Set(header.columns.values())
  const seen = new Set<number>()
  const findings: ImportFinding[] = []
  for (const { index: row, cells } of view.sheet.rows) {
    if (row <= header.row) continue
    for (const { column, value } of cells) {
      if (known.has(column) || seen.has(column) || textOf(value) === '' || isSection(view, row)) continue
      seen.add(column)
      const heading = view.text(header.row, column)
      findings.push(
        finding(
          'warn',
          'IMPORT_COLUMN_UNKNOWN',
          { file, sheet: view.sheet.name, address: address(row, column) },
          `${quote(textOf(value))}所在的列${heading === '' ? '没有表头' : `（${quote(heading)}）不是填报表的栏目`}，没有导入。`,
          '把内容移到填报表的栏目中，再重新导入；只是自己的备注的，不用处理。',
        ),
      )
    }
  }
  return findings
}

/** A row of one merged cell. */
function isSection(view: SheetView, row: number): boolean {
  return view.cells(row).filter((cell) => textOf(cell.value) !== '').length === 1
}

/** What a person typed, as text: 0.95 shown as 95% is `95%`; line ends are \n. */
export function answerText(value: SheetValue | undefined): string {
  if (value?.kind === 'number' && isPercentFormat(value.format)) {
    const parsed = parseSpreadsheetPercent(value.text, value.format)
    if (parsed.kind === 'percent') return `${percentDigits(parsed.rate.fen)}%`
  }
  return textOf(value).replace(/\r\n?/gu, '\n').trim()
}

function percentDigits(hundredths: number): string {
  const digits = Math.abs(hundredths).toString().padStart(3, '0')
  const text = `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/u, '')
  return hundredths < 0 ? `-${text}` : text
}

/** As `normaliseLabel`; for keys that the list carries itself (编号, 数据项). */
export const keyText = (text: string): string => normaliseLabel(text)
