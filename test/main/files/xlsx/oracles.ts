import { read } from '@e965/xlsx'
import { readXlsx as readWithHucre } from 'hucre'
import { address, type Sheet, type SheetValue } from '#core/workbook/grid.ts'

/** A sheet as all readers can be asked for it: `A1` → value, plus what is merged and hidden. */
export interface Plain {
  readonly name: string
  readonly hidden: boolean
  readonly cells: Readonly<Record<string, string>>
  readonly merges: readonly string[]
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly number[]
}

/** Numbers are compared as doubles here: the others keep no digits. */
function plainValue(value: SheetValue): string {
  switch (value.kind) {
    case 'number':
      return `number ${Number(value.text)}`
    case 'boolean':
      return `boolean ${value.value}`
    case 'uncalculated':
      return `uncalculated ${value.formula}`
    case 'text':
    case 'date':
    case 'error':
      return `${value.kind} ${value.text}`
  }
}

export function plain(sheet: Sheet): Plain {
  const cells: Record<string, string> = {}
  for (const row of sheet.rows)
    for (const { column, value } of row.cells) cells[address(row.index, column)] = plainValue(value)
  return {
    name: sheet.name,
    hidden: sheet.hidden,
    cells,
    merges: sheet.merges.map((m) => `${address(m.top, m.left)}:${address(m.bottom, m.right)}`).sort(),
    // Rows without cells are not in the grid.
    hiddenRows: sheet.rows.filter((row) => row.hidden).map((row) => row.index),
    hiddenColumns: sheet.hiddenColumns,
  }
}

const isoOf = (date: Date): string => {
  if (Number.isNaN(date.getTime())) return 'invalid'
  // Some are a millisecond short.
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().slice(0, 19)
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : text
}

export async function readByHucre(bytes: Buffer): Promise<readonly Plain[]> {
  const { sheets } = await readWithHucre(bytes)
  return sheets.map((sheet) => {
    const cells: Record<string, string> = {}
    const filledRows = new Set<number>()
    for (const [row, values] of sheet.rows.entries()) {
      for (const [column, value] of values.entries()) {
        const text = hucreValue(value, sheet.cells?.get(`${row},${column}`))
        if (text === undefined) continue
        cells[address(row, column)] = text
        filledRows.add(row)
      }
    }
    return {
      name: sheet.name,
      hidden: sheet.hidden === true || sheet.veryHidden === true,
      cells,
      merges: (sheet.merges ?? [])
        .map((m) => `${address(m.startRow, m.startCol)}:${address(m.endRow, m.endCol)}`)
        .sort(),
      hiddenRows: [...(sheet.rowDefs ?? [])].flatMap(([row, def]) =>
        def.hidden === true && filledRows.has(row) ? [row] : [],
      ),
      hiddenColumns: (sheet.columns ?? []).flatMap((column, i) => (column.hidden === true ? [i] : [])),
    }
  })
}

interface HucreCell {
  readonly type: string
  readonly formula?: string
}

function hucreValue(value: unknown, cell: HucreCell | undefined): string | undefined {
  if (value === null || value === undefined)
    return cell?.type === 'formula' ? `uncalculated ${cell.formula ?? ''}` : undefined
  if (value instanceof Date) return `date ${isoOf(value)}`
  if (typeof value === 'number') return `number ${value}`
  if (typeof value === 'boolean') return `boolean ${value}`
  if (typeof value !== 'string') throw new TypeError(`hucre gave a ${typeof value}`)
  if (value === '') return undefined
  return /^#(?:DIV\/0!|N\/A|REF!|VALUE!|NAME\?|NUM!|NULL!)$/.test(value) ? `error ${value}` : `text ${value}`
}

export function readBySheetJs(bytes: Buffer): readonly Plain[] {
  const book = read(bytes, {
    dense: true,
    WTF: true,
    cellNF: true,
    cellFormula: true,
    cellStyles: true,
    cellDates: true,
    UTC: true,
  })
  return book.SheetNames.map((name, n) => {
    const sheet = book.Sheets[name] ?? {}
    const cells: Record<string, string> = {}
    const filledRows = new Set<number>()
    const data: unknown = sheet['!data']
    if (!Array.isArray(data)) throw new TypeError('SheetJS gave no cells')
    for (const [row, columns] of data.entries()) {
      if (!Array.isArray(columns)) continue
      for (const [column, cell] of columns.entries()) {
        const text = sheetJsValue(cell)
        if (text === undefined) continue
        cells[address(row, column)] = text
        filledRows.add(row)
      }
    }
    return {
      name,
      hidden: (book.Workbook?.Sheets?.[n]?.Hidden ?? 0) !== 0,
      cells,
      merges: (sheet['!merges'] ?? []).map((m) => `${address(m.s.r, m.s.c)}:${address(m.e.r, m.e.c)}`).sort(),
      hiddenRows: indexesOfHidden(sheet['!rows']).filter((row) => filledRows.has(row)),
      hiddenColumns: indexesOfHidden(sheet['!cols']),
    }
  })
}

const indexesOfHidden = (list: readonly ({ hidden?: boolean } | undefined)[] | undefined): readonly number[] =>
  [...(list ?? []).entries()].flatMap(([i, item]) => (item?.hidden === true ? [i] : []))

function sheetJsValue(cell: unknown): string | undefined {
  if (typeof cell !== 'object' || cell === null || !('t' in cell)) return undefined
  const value = 'v' in cell ? cell.v : undefined
  if ('f' in cell && (cell.t === 'z' || value === undefined)) return `uncalculated ${String(cell.f)}`
  if (value instanceof Date) return `date ${isoOf(value)}`
  if (cell.t === 'e') return `error ${'w' in cell ? String(cell.w) : ''}`
  if (typeof value === 'boolean') return `boolean ${value}`
  if (typeof value === 'string') return value === '' ? undefined : `text ${value}`
  if (typeof value !== 'number' || cell.t === 'z') return undefined
  return `number ${value}`
}
