import { cellRef, type CellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from '#core/packs/pack.ts'
import { codeRowKeys, fixedRowsOf } from '#core/packs/read-figure.ts'
import type { PackRelation } from '#core/packs/schema-relation.ts'
import { entryRowKeys, figureColumns } from '#core/packs/words.ts'
import { LEVEL_LENGTH, parseTerm, type Term } from '#core/packs/term.ts'

/** A row and a column that `for` has bound; either may be absent. */
export interface Binding {
  readonly table: string | undefined
  readonly row: string | undefined
  readonly column: string | undefined
}

/** A cell with the sign it enters a sum with; `undefined` stands for the constant 0. */
export interface SignedCell {
  readonly sign: 1 | -1
  readonly ref: CellRef | undefined
}

/**
 * All bindings for which a relation must hold. `missing` names the table that `for` walks over when nothing is known of it:
 * one missing table must not become fifty findings.
 */
export function bindingsOf(
  relation: PackRelation,
  accounts: YearAccounts,
  pack: Pack,
): { readonly bindings: readonly Binding[]; readonly missing: string | undefined } {
  const walk = relation.for
  if (!walk) return { bindings: [{ table: undefined, row: undefined, column: undefined }], missing: undefined }
  if (!accounts.table(walk.table)) return { bindings: [], missing: walk.table }
  const table = pack.tables.get(walk.table)
  const rows = walk.rows === undefined ? [undefined] : boundRows(walk.table, walk.rows, accounts, pack)
  const all = table ? figureColumns(table) : []
  const columns = walk.columns === undefined ? [undefined] : walk.columns === '所有' ? all : walk.columns
  return {
    bindings: rows.flatMap((row) => columns.map((column) => ({ table: walk.table, row, column }))),
    missing: undefined,
  }
}

function boundRows(
  tableId: string,
  rows: NonNullable<NonNullable<PackRelation['for']>['rows']>,
  accounts: YearAccounts,
  pack: Pack,
): readonly string[] {
  if (typeof rows !== 'string') return rows
  const table = pack.tables.get(tableId)
  const codes = codeRowKeys(accounts, pack, tableId)
  if (rows === '所有') {
    const fixed = table ? fixedRowsOf(table).map((row) => row.key) : []
    return [...new Set([...fixed, ...codes, ...entryRowKeys(accounts, table)])]
  }
  if (rows === '有下级') return codes.filter((code) => childrenOf(code, codes).length > 0)
  return codes.filter((code) => code.length === LEVEL_LENGTH[rows])
}

/** The cells of a list of terms under a binding, in order. */
export function cellsOf(terms: readonly string[], binding: Binding, accounts: YearAccounts, pack: Pack): SignedCell[] {
  return terms.flatMap((text) => cellsOfTerm(parseTerm(text), binding, accounts, pack))
}

function cellsOfTerm(term: Term, binding: Binding, accounts: YearAccounts, pack: Pack): SignedCell[] {
  if (term.kind === 'zero') return [{ sign: term.sign, ref: undefined }]
  const column = term.column.kind === 'key' ? term.column.key : (binding.column ?? '')
  return rowsOfTerm(term, binding, accounts, pack).map((row) => ({
    sign: term.sign,
    ref: cellRef(term.table, row, column, term.prior),
  }))
}

function rowsOfTerm(
  term: Extract<Term, { kind: 'cells' }>,
  binding: Binding,
  accounts: YearAccounts,
  pack: Pack,
): readonly string[] {
  switch (term.row.kind) {
    case 'key':
      return [term.row.key]
    case 'bound':
      return binding.row === undefined ? [] : [binding.row]
    case 'children':
      return binding.row === undefined
        ? []
        : childrenOf(binding.row, codeRowKeys(accounts, pack, term.table, term.prior))
    case 'entries':
      return entryRowKeys(accounts, pack.tables.get(term.table), term.prior)
    case 'level': {
      const length = LEVEL_LENGTH[term.row.level]
      return codeRowKeys(accounts, pack, term.table, term.prior).filter((code) => code.length === length)
    }
  }
}

/**
 * The codes directly below `parent` among `codes`: the shortest that extend it, which may skip a level nobody printed.
 *
 * @param codes in order, so that all that begin alike stand together and the shortest of them first
 */
function childrenOf(parent: string, codes: readonly string[]): readonly string[] {
  const children: string[] = []
  for (let at = firstAfter(parent, codes); at < codes.length; at += 1) {
    const code = codes[at] ?? ''
    if (!code.startsWith(parent)) break
    const last = children.at(-1)
    if (last === undefined || !code.startsWith(last)) children.push(code)
  }
  return children
}

/** Index of the first code that sorts after `parent`; the number of codes when there is none. */
function firstAfter(parent: string, codes: readonly string[]): number {
  let [from, to] = [0, codes.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((codes[middle] ?? '') > parent) to = middle
    else from = middle + 1
  }
  return from
}
