import type { CellRef, CellSource, CellValue, RefParts } from '#core/model/cell.ts'
import { cellRef, parseCellRef } from '#core/model/cell.ts'
import type { FilePrint, Origin } from '#core/model/origin.ts'

/** One row of `cell_value` joined with what tells its origin. */
export interface CellRow extends RefColumns {
  readonly source: CellSource
  readonly kind: 'amount' | 'blank' | 'dash' | 'withdrawn'
  readonly fen: number | null
  readonly quantum: number | null
}

export interface OriginRow {
  readonly sheet: string | null
  readonly address: string | null
  readonly text: string | null
  readonly origin: string | null
  readonly sha256: string | null
  readonly file_name: string | null
  readonly who: string
  readonly at: string
}

/** The name of a cell in the columns of `cell_ref`. */
export interface RefColumns {
  readonly prior: 0 | 1
  readonly table_id: string
  readonly row_key: string
  readonly column_id: string
}

/** Throws RangeError on a text that is not a ref: refs are made by `cellRef`, so this is a bug of the caller. */
export function refColumns(ref: CellRef): RefColumns {
  const parts: RefParts | undefined = parseCellRef(ref)
  if (parts === undefined) throw new RangeError(`“${ref}” is not table/row/column`)
  return { prior: parts.prior ? 1 : 0, table_id: parts.table, row_key: parts.row, column_id: parts.column }
}

export const refOf = (row: RefColumns): CellRef => cellRef(row.table_id, row.row_key, row.column_id, row.prior === 1)

/** Undefined for a row that says that its source no longer knows the cell. */
export function valueOf({ kind, fen, quantum }: Pick<CellRow, 'kind' | 'fen' | 'quantum'>): CellValue | undefined {
  if (kind === 'withdrawn') return undefined
  if (kind !== 'amount') return kind === 'blank' ? BLANK : DASH
  // The CHECK of the table guarantees both.
  return { kind, amount: { fen: fen ?? 0, quantum: quantum ?? 1 } }
}

const BLANK: CellValue = { kind: 'blank' }
const DASH: CellValue = { kind: 'dash' }

type FileOrigin = Extract<Origin, { kind: 'file' }>

/** A file origin is the import's own file at sheet and address; a person is who wrote; the rest was kept as it came. */
export function originOf(row: OriginRow): Origin {
  if (row.sheet !== null && row.address !== null && row.text !== null) {
    const file = { file: row.sha256 ?? '', fileName: row.file_name ?? '' }
    const own: FileOrigin = { kind: 'file', ...file, sheet: row.sheet, address: row.address, text: row.text }
    return row.origin === null ? own : { ...own, printed: JSON.parse(row.origin) as FilePrint }
  }
  return row.origin === null ? { kind: 'person', who: row.who, when: row.at } : (JSON.parse(row.origin) as Origin)
}

/** The columns of a value and of its origin. */
export function columnsOf(value: CellValue | undefined, origin: Origin | undefined) {
  const amount = value?.kind === 'amount' ? value.amount : undefined
  const file = origin?.kind === 'file' ? origin : undefined
  const kept = keptOrigin(origin)
  return {
    kind: value?.kind ?? 'withdrawn',
    fen: amount?.fen ?? null,
    quantum: amount?.quantum ?? null,
    sheet: file?.sheet ?? null,
    address: file?.address ?? null,
    text: file?.text ?? null,
    origin: kept === undefined ? null : JSON.stringify(kept),
  }
}

/** What the columns do not say: of a file the place of its less exact print, of a person nothing. */
function keptOrigin(origin: Origin | undefined): unknown {
  if (origin?.kind === 'file') return origin.printed
  return origin?.kind === 'person' ? undefined : origin
}

/** Blank, 0, 0.00 and —— are four different things. */
export function sameValue(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (a?.kind !== 'amount' || b?.kind !== 'amount') return a?.kind === b?.kind
  return a.amount.fen === b.amount.fen && a.amount.quantum === b.amount.quantum
}
