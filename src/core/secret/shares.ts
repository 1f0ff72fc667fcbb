import type { YearAccounts } from '#core/model/accounts.ts'
import { cellRef, parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fixedRowsOf, readFigure } from '#core/packs/read-figure.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { equationsOf, type Equation } from './equations.ts'

/** How much of a cell belongs to secret rows, in the smallest unit of its measure (分, hundredths); cells without any are left out. */
export type Shares = ReadonlyMap<CellRef, number>

/**
 * Follows the figures of secret rows through the relations of the pack into every total that contains them, across tables.
 *
 * A figure that the relations leave open (what was carried over, where the secret rows say nothing of it) has no part in them as
 * long as that contradicts nothing. The result need not satisfy every relation: whoever publishes it checks them again.
 */
export function sharesOf(codes: readonly string[], accounts: YearAccounts, pack: Pack): Shares {
  if (codes.length === 0) return new Map()
  const reader = shareReader(codes, accounts, pack)
  const equations = equationsOf(accounts, pack)
  const shares = new Map<CellRef, number>()
  const take = (ref: CellRef): void => {
    const known = reader.known(ref)
    if (known !== undefined) shares.set(ref, known)
  }
  for (const ref of allCells(accounts, pack)) take(ref)
  for (const { factors } of equations) for (const ref of factors.keys()) if (!shares.has(ref)) take(ref)
  settle(equations, shares, reader.figure)
  return new Map([...shares].filter(([, share]) => share !== 0))
}

/** The code of a row: what its form says, or the key itself. */
export function codeOfRow(table: PackTable | undefined, row: string): string | undefined {
  const fixed = table && fixedRowsOf(table).find(({ key }) => key === row)
  return fixed?.code ?? (/^\d+$/.test(row) ? row : undefined)
}

/** Keys of all rows of a table, those of its form and those that the accounts bring. */
export function rowKeysOf(table: PackTable, accounts: YearAccounts): readonly string[] {
  return [...new Set([...fixedRowsOf(table).map(({ key }) => key), ...(accounts.table(table.id)?.rows ?? [])])]
}

function allCells(accounts: YearAccounts, pack: Pack): readonly CellRef[] {
  return [...pack.tables.values()].flatMap((table) =>
    rowKeysOf(table, accounts).flatMap((row) => table.columns.map(({ key }) => cellRef(table.id, row, key))),
  )
}

interface ShareReader {
  readonly figure: (ref: CellRef) => number
  /** The share of a cell as far as its own row tells; undefined leaves it to the relations. */
  readonly known: (ref: CellRef) => number | undefined
}

function shareReader(codes: readonly string[], accounts: YearAccounts, pack: Pack): ShareReader {
  const figure = (ref: CellRef): number => {
    const reading = readFigure(accounts, pack, ref)
    return reading.kind === 'known' ? reading.amount.fen : 0
  }
  const isSecret = (code: string): boolean => codes.some((secret) => code.startsWith(secret))
  const known = (ref: CellRef): number | undefined => {
    const parts = parseCellRef(ref)
    if (!parts || parts.prior) return 0
    const fen = figure(ref)
    const table = pack.tables.get(parts.table)
    const code = codeOfRow(table, parts.row)
    if (fen === 0 || code === undefined || table === undefined) return fen === 0 ? 0 : undefined
    if (isSecret(code)) return fen
    if (!codes.some((secret) => secret.startsWith(code))) return 0
    const below = rowKeysOf(table, accounts).filter((row) => {
      const other = codeOfRow(table, row)
      return other !== undefined && other !== code && other.startsWith(code)
    })
    if (below.length === 0) return undefined
    const secret = below.filter((row) => isSecret(codeOfRow(table, row) ?? ''))
    const isTop = (row: string): boolean => !secret.some((other) => other !== row && row.startsWith(other))
    return secret.filter(isTop).reduce((total, row) => total + figure(cellRef(table.id, row, parts.column)), 0)
  }
  return { figure, known }
}

function settle(equations: readonly Equation[], shares: Map<CellRef, number>, figure: ShareReader['figure']): void {
  propagate(equations, shares)
  const tried = new Set<CellRef>()
  for (;;) {
    const [next] = openCells(equations, shares).filter((ref) => !tried.has(ref))
    if (next === undefined) return
    tried.add(next)
    const attempt = new Map(shares).set(next, 0)
    propagate(equations, attempt)
    if (contradictions(equations, attempt, figure) > contradictions(equations, shares, figure)) continue
    for (const [ref, share] of attempt) shares.set(ref, share)
  }
}

/** A cell that is the only open one of an equation follows from the others. */
function propagate(equations: readonly Equation[], shares: Map<CellRef, number>): void {
  let grew = true
  while (grew) {
    grew = false
    for (const equation of equations) {
      const { open, rest } = readEquation(equation, shares)
      const [only, ...others] = open
      const factor = only === undefined ? 0 : (equation.factors.get(only) ?? 0)
      if (only === undefined || others.length > 0 || factor === 0 || rest % factor !== 0) continue
      shares.set(only, -rest / factor + 0)
      grew = true
    }
  }
}

/** Cells that share in something and are not determined, those that the fewest relations speak of first. */
function openCells(equations: readonly Equation[], shares: ReadonlyMap<CellRef, number>): readonly CellRef[] {
  const uses = new Map<CellRef, number>()
  for (const equation of equations) {
    const { open, rest } = readEquation(equation, shares)
    for (const ref of open) uses.set(ref, (uses.get(ref) ?? 0) + (rest === 0 ? 0 : 1))
  }
  const total = (ref: CellRef): number => equations.filter(({ factors }) => factors.has(ref)).length
  return [...uses]
    .filter(([, count]) => count > 0)
    .map(([ref]) => ({ ref, count: total(ref) }))
    .toSorted((a, b) => a.count - b.count)
    .map(({ ref }) => ref)
}

/** Equations that cannot hold any more, and shares that are more than their cell. */
function contradictions(
  equations: readonly Equation[],
  shares: ReadonlyMap<CellRef, number>,
  figure: ShareReader['figure'],
): number {
  const broken = equations.filter((equation) => {
    const { open, rest } = readEquation(equation, shares)
    return open.length === 0 && rest !== 0
  })
  const beyond = [...shares].filter(([ref, share]) => {
    const whole = figure(ref)
    return share !== 0 && (Math.sign(share) !== Math.sign(whole) || Math.abs(share) > Math.abs(whole))
  })
  return broken.length + beyond.length
}

function readEquation(
  { factors }: Equation,
  shares: ReadonlyMap<CellRef, number>,
): { readonly open: readonly CellRef[]; readonly rest: number } {
  const open: CellRef[] = []
  let rest = 0
  for (const [ref, factor] of factors) {
    const share = shares.get(ref)
    if (share === undefined) open.push(ref)
    else rest += factor * share
  }
  return { open, rest }
}
