import { levelOf, parentByDigits } from '#core/codes/code-tree.ts'
import { gridWidth, placeHeader } from './header-grid.ts'
import type { HeaderCell } from './header-grid.ts'
import { fixedRowsOf } from './read-figure.ts'
import type { PackBlock, PackFixedRow, PackPrintRow, PackTable } from './schema-table.ts'

/** The printed grid of a table: header above, blocks side by side, footer below. Positions are 0-based. */
export interface TableLayout {
  readonly width: number
  readonly headerRows: number
  readonly header: readonly HeaderCell[]
  readonly blocks: readonly BlockPlace[]
}

export interface BlockPlace {
  readonly block: PackBlock
  /** Grid column of its first column. */
  readonly start: number
  readonly width: number
}

/** What stands in one grid row of one block. */
export type Slot =
  | { readonly kind: 'fixed'; readonly row: PackFixedRow }
  | { readonly kind: 'print'; readonly row: Exclude<PackPrintRow, { balance: true }> }
  | { readonly kind: 'code'; readonly code: string }
  /** A row that the unit added. */
  | { readonly kind: 'entry'; readonly key: string }
  /** Another block is longer. */
  | { readonly kind: 'nothing' }

/** Where header and blocks of a table stand. RangeError for a header that fills no rectangle (refused at load). */
export function layoutOf(table: PackTable): TableLayout {
  const header = placeHeader(table)
  if (!header.ok) throw new RangeError(`${table.id}: ${header.reason}`)
  const widths = table.blocks.map((block) => block.columns.length)
  const blocks = table.blocks.map((block, index) => ({
    block,
    start: widths.slice(0, index).reduce((a, b) => a + b, 0),
    width: block.columns.length,
  }))
  return { width: gridWidth(table), headerRows: header.rows, header: header.cells, blocks }
}

/**
 * The grid rows between header and footer, from top to bottom; in each, one slot per block from left to right.
 *
 * `codes` are the codes that the accounts use; their 类 and 款 are added as the table prints them.
 * `entries` are the rows that the unit added.
 * `isUsed` decides over the rows that print only when used (`onlyUsed`); without it all of them stand.
 */
export function bodyRows(
  table: PackTable,
  codes: readonly string[],
  { isUsed = () => true, entries = [] }: BodyOptions = {},
): readonly (readonly Slot[])[] {
  const stacks = table.blocks.map((block) => stackOf(table, block, codes, { isUsed, entries }))
  const height = Math.max(0, ...stacks.map((stack) => stack.filter((slot) => slot !== BALANCE).length))
  const balanced = stacks.map((stack) => balance(stack, height))
  return Array.from({ length: height }, (_, index) => balanced.map((stack) => stack[index] ?? { kind: 'nothing' }))
}

export interface BodyOptions {
  readonly isUsed?: ((row: PackFixedRow) => boolean) | undefined
  readonly entries?: readonly string[] | undefined
}

/** The place in a stack that takes the empty lines. */
const BALANCE = 'balance'

function stackOf(
  table: PackTable,
  block: PackBlock,
  codes: readonly string[],
  { isUsed, entries }: { readonly isUsed: (row: PackFixedRow) => boolean; readonly entries: readonly string[] },
): readonly (Slot | typeof BALANCE)[] {
  const rows = block.rows.flatMap((row): readonly (Slot | typeof BALANCE)[] => {
    if ('balance' in row) return [BALANCE]
    if (!('key' in row)) return [{ kind: 'print', row }]
    return row.onlyUsed && !isUsed(row) ? [] : [{ kind: 'fixed', row }]
  })
  const added = block.entryRows ? entries.map((key): Slot => ({ kind: 'entry', key })) : []
  return [...rows, ...codeRowsOf(table, block, codes).map((code): Slot => ({ kind: 'code', code })), ...added]
}

function balance(stack: readonly (Slot | typeof BALANCE)[], height: number): readonly Slot[] {
  const missing = height - stack.filter((slot) => slot !== BALANCE).length
  const empty: Slot = { kind: 'print', row: { empty: true } }
  return stack.flatMap((slot) => (slot === BALANCE ? Array.from({ length: missing }, () => empty) : [slot]))
}

/** The codes in use with those above them, of the levels that the block prints, in code order; none that is a fixed row. */
function codeRowsOf(table: PackTable, block: PackBlock, codes: readonly string[]): readonly string[] {
  const levels: readonly string[] = block.codeRows?.levels ?? []
  const fixed = new Set(fixedRowsOf(table).map((row) => row.key))
  const all = new Set(codes.flatMap(withParents))
  return [...all].filter((code) => levels.includes(levelOf(code) ?? '') && !fixed.has(code)).toSorted()
}

function withParents(code: string): readonly string[] {
  const parent = parentByDigits(code)
  return parent === undefined ? [code] : [...withParents(parent), code]
}
