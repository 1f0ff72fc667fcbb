import type { Amount } from '#core/money/amount.ts'
import type { Origin } from './origin.ts'

/**
 * What stands in one cell of a statutory or fill-in table.
 * Blank, 0, 0.00 and —— are four different things and stay so: 0 and 0.00 differ by `quantum`.
 */
export type CellValue =
  { readonly kind: 'amount'; readonly amount: Amount } | { readonly kind: 'blank' } | { readonly kind: 'dash' }

/** `table/row/column`, e.g. `支出决算表/2010301/基本支出`; last year's is `上年·支出决算表/2010301/基本支出`. */
export type CellRef = string & { readonly __brand: 'CellRef' }

/** The three hands that may write a cell. */
export type CellSource = 'imported' | 'entered' | 'derived'

/** One value of one cell with where it came from. */
export interface SourcedValue {
  readonly source: CellSource
  readonly value: CellValue
  readonly origin: Origin
}

/** A cell of a report: one value per source, and which of them stands. */
export interface Cell {
  readonly ref: CellRef
  readonly values: readonly SourcedValue[]
  readonly stands: CellSource
}

export interface RefParts {
  readonly table: string
  readonly row: string
  readonly column: string
  /** True when the ref names last year's report. */
  readonly prior: boolean
}

const PRIOR = '上年·'

/** Builds a ref from its parts; the parts may not contain `/`. */
export function cellRef(table: string, row: string, column: string, prior = false): CellRef {
  return `${prior ? PRIOR : ''}${table}/${row}/${column}` as CellRef
}

/** Splits a ref; undefined when the text is not `table/row/column`. */
export function parseCellRef(text: string): RefParts | undefined {
  const prior = text.startsWith(PRIOR)
  const [table, row, column, ...rest] = (prior ? text.slice(PRIOR.length) : text).split('/')
  if (!table || !row || !column || rest.length > 0) return undefined
  return { table, row, column, prior }
}

/** The same cell in last year's report. */
export function priorRef(ref: CellRef): CellRef {
  return (ref.startsWith(PRIOR) ? ref : `${PRIOR}${ref}`) as CellRef
}
