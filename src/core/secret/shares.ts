import { roundTo, sum } from '#core/money/amount.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { cellRef, parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { SecretPart } from '#core/model/secret.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fixedRowsOf, readFigure } from '#core/packs/read-figure.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { equationsOf, type Equation } from './equations.ts'

/** How much of a cell belongs to secret rows, in the smallest unit of its measure (分, hundredths); cells without any are left out. */
export type Shares = ReadonlyMap<CellRef, number>

/** Secret rows, and what of them the rows of the 经济分类 hold. */
export interface SecretRows {
  readonly codes: readonly string[]
  readonly parts: readonly SecretPart[]
}

/** Codes of the 支出经济分类; those of the 功能分类 begin with 2. */
export function isEconomic(code: string): boolean {
  return /^[345]\d{2}(\d{2})?$/.test(code)
}

/** A 款 of it: the lowest that is printed. */
export function isEconomicItem(code: string): boolean {
  return isEconomic(code) && code.length === 5
}

/**
 * Follows the figures of secret rows through the relations of the pack into every total that contains them, across tables.
 *
 * A figure that the relations leave open (what was carried over, where the secret rows say nothing of it) has no part in them as
 * long as that contradicts nothing. Rounding tails of the stored figures are no contradiction. The result need not satisfy every relation: whoever publishes it checks them again.
 */
export function sharesOf({ codes, parts }: SecretRows, accounts: YearAccounts, pack: Pack): Shares {
  if (codes.length === 0) return new Map()
  const reader = shareReader({ codes, parts }, accounts, pack)
  const equations = equationsOf(accounts, pack)
  const shares = new Map<CellRef, number>()
  const take = (ref: CellRef): void => {
    const known = reader.known(ref)
    if (known !== undefined) shares.set(ref, known)
  }
  for (const ref of allCells(accounts, pack)) take(ref)
  for (const { factors } of equations) for (const ref of factors.keys()) if (!shares.has(ref)) take(ref)
  settle(equations, shares, reader.figure)
  // What would leave less than nothing is not taken off: the relations that then fail keep it from being published.
  return new Map([...shares].filter(([ref, share]) => share !== 0 && !isBeyond(share, reader.figure(ref))))
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

function shareReader({ codes, parts }: SecretRows, accounts: YearAccounts, pack: Pack): ShareReader {
  const figure = (ref: CellRef): number => {
    const reading = readFigure(accounts, pack, ref)
    return reading.kind === 'known' ? reading.amount.fen : 0
  }
  const isSecret = (code: string): boolean => codes.some((secret) => code.startsWith(secret))
  /** Of a 款 in the precision of its row; undefined where more is said than the row holds: it was changed since. */
  const partOfItem = (code: string, ref: CellRef): number | undefined => {
    const own = parts.filter((part) => part.code === code)
    const whole = readFigure(accounts, pack, ref)
    if (own.length === 0 || whole.kind === 'unknown') return 0
    const { fen, quantum } = whole.amount
    const share = roundTo(sum(own.map(({ amount }) => amount)), quantum).fen
    return share > fen ? undefined : share
  }
  const partOf = (code: string, table: PackTable, column: string): number | undefined =>
    rowKeysOf(table, accounts).reduce<number | undefined>((total, row) => {
      const item = codeOfRow(table, row) ?? ''
      if (!isEconomicItem(item) || !item.startsWith(code)) return total
      const share = partOfItem(item, cellRef(table.id, row, column))
      return total === undefined || share === undefined ? undefined : total + share
    }, 0)
  const known = (ref: CellRef): number | undefined => {
    const place = parseCellRef(ref)
    if (!place || place.prior) return 0
    const fen = figure(ref)
    const table = pack.tables.get(place.table)
    const code = codeOfRow(table, place.row)
    if (fen === 0 || code === undefined || table === undefined) return fen === 0 ? 0 : undefined
    if (isSecret(code)) return fen
    if (isEconomic(code)) return parts.length > 0 ? partOf(code, table, place.column) : undefined
    if (!codes.some((secret) => secret.startsWith(code))) return 0
    const below = rowKeysOf(table, accounts).filter((row) => {
      const other = codeOfRow(table, row)
      return other !== undefined && other !== code && other.startsWith(code)
    })
    if (below.length === 0) return undefined
    const codeOf = (row: string): string => codeOfRow(table, row) ?? ''
    const at = (row: string): number => figure(cellRef(table.id, row, place.column))
    const secret = below.filter((row) => isSecret(codeOf(row)))
    const isTop = (row: string): boolean => !secret.some((other) => other !== row && row.startsWith(other))
    const share = secret.filter(isTop).reduce((total, row) => total + at(row), 0)
    const others = below.filter((row) => !isSecret(codeOf(row)) && !codes.some((one) => one.startsWith(codeOf(row))))
    // With nothing else below it, all of it is secret, the tail of its own rounding included.
    return share !== 0 && others.every((row) => at(row) === 0) ? fen : share
  }
  return { figure, known }
}

function settle(equations: readonly Equation[], shares: Map<CellRef, number>, figure: ShareReader['figure']): void {
  propagate(equations, shares, figure)
  // Where nobody says which rows of the 经济分类 hold it and no relation does, it is not guessed: none of them does, and the
  // relations that then fail ask for it.
  for (const { factors } of equations)
    for (const ref of factors.keys())
      if (!shares.has(ref) && isEconomicItem(parseCellRef(ref)?.row ?? '')) shares.set(ref, 0)
  propagate(equations, shares, figure)
  const tried = new Set<CellRef>()
  for (;;) {
    const [next] = openCells(equations, shares).filter((ref) => !tried.has(ref))
    if (next === undefined) return
    tried.add(next)
    const attempt = new Map(shares).set(next, 0)
    propagate(equations, attempt, figure)
    if (contradictions(equations, attempt, figure) > contradictions(equations, shares, figure)) continue
    for (const [ref, share] of attempt) shares.set(ref, share)
  }
}

/** A cell that is the only open one of an equation follows from the others. */
function propagate(equations: readonly Equation[], shares: Map<CellRef, number>, figure: ShareReader['figure']): void {
  let grew = true
  while (grew) {
    grew = false
    for (const equation of equations) {
      const { open, rest } = readEquation(equation, shares)
      const [only, ...others] = open
      const factor = only === undefined ? 0 : (equation.factors.get(only) ?? 0)
      if (only === undefined || others.length > 0 || factor === 0 || rest % factor !== 0) continue
      shares.set(only, shareFrom(equation, only, -rest / factor + 0, shares, figure))
      grew = true
    }
  }
}

/** What follows from an equation, without the tail of rounding that it had before anything was secret. */
function shareFrom(
  { factors, slack }: Equation,
  ref: CellRef,
  share: number,
  shares: ReadonlyMap<CellRef, number>,
  figure: ShareReader['figure'],
): number {
  const whole = figure(ref)
  if (share === 0 || whole === 0) return share
  const others = [...factors.keys()].filter((other) => other !== ref)
  if (others.every((other) => shares.get(other) === figure(other))) return whole
  const tail = slackOf({ factors, slack }, shares) + slack(ref)
  return isBeyond(share, whole) && Math.abs(share - whole) <= tail ? whole : share
}

/** How far the shares of an equation may be off together: only what is secret was rounded. */
function slackOf({ factors, slack }: Equation, shares: ReadonlyMap<CellRef, number>): number {
  return [...factors].reduce(
    (total, [ref, factor]) => ((shares.get(ref) ?? 0) === 0 ? total : total + Math.abs(factor) * slack(ref)),
    0,
  )
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
    return open.length === 0 && Math.abs(rest) > slackOf(equation, shares)
  })
  const beyond = [...shares].filter(([ref, share]) => share !== 0 && isBeyond(share, figure(ref)))
  return broken.length + beyond.length
}

function isBeyond(share: number, whole: number): boolean {
  return Math.sign(share) !== Math.sign(whole) || Math.abs(share) > Math.abs(whole)
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
