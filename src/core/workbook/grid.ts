/**
 * The neutral grid that every file format is read into. Positions are 0-based; addresses (`C12`) are for people.
 */
export interface Workbook {
  readonly fileName: string
  readonly sheets: readonly Sheet[]
}

export interface Sheet {
  readonly name: string
  readonly hidden: boolean
  /** Rows that have at least one cell, ascending by `index`. */
  readonly rows: readonly SheetRow[]
  readonly merges: readonly Merge[]
  /** 0-based indexes of hidden columns. */
  readonly hiddenColumns: readonly number[]
}

export interface SheetRow {
  readonly index: number
  readonly hidden: boolean
  /** Filled cells, ascending by `column`. */
  readonly cells: readonly SheetCell[]
}

export interface SheetCell {
  readonly column: number
  readonly value: SheetValue
}

/** Numbers keep the digits of the file: `text` is what the file says, so that no float stands between file and store. */
export type SheetValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly format?: string }
  /** A number whose style is a date: ISO text (`2023-12-31` or `2023-12-31T08:00:00`). */
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'error'; readonly text: string }
  /** A formula that carries no cached value. */
  | { readonly kind: 'uncalculated'; readonly formula: string }

/** Inclusive corners of a merged range. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** `A1`-style address of a 0-based position. */
export function address(row: number, column: number): string {
  let letters = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return `${letters}${row + 1}`
}
