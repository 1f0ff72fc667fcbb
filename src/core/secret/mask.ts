import type { YearAccounts } from '#core/model/accounts.ts'
import { cellRef, type CellRef } from '#core/model/cell.ts'
import type { SecretItem, SecretPart } from '#core/model/secret.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import { codeOfRow, rowKeysOf, sharesOf, type Shares } from './shares.ts'

/** What of the accounts of one year may not be published. */
export interface Mask {
  /** Rows that vanish, as `table/row`: the secret ones, and totals in which nothing else is left. */
  readonly rows: ReadonlySet<string>
  /** What is taken off the figures that stay (合计不包含). */
  readonly off: Shares
  /** What the figures that stay still contain (合计包含). */
  readonly kept: Shares
}

export const NO_MASK: Mask = { rows: new Set(), off: new Map(), kept: new Map() }

/**
 * The mask of the rows that were marked. An item that nobody answered for yet vanishes, too; its totals stay.
 *
 * A 款 or 类 with nothing but secret rows is secret itself: it vanishes from every table, also from those that know nothing of
 * the rows below it.
 */
export function maskOf(items: readonly SecretItem[], accounts: YearAccounts, pack: Pack): Mask {
  const parts = items.flatMap((item) => (item.totals === '不包含' ? item.parts : []))
  const codesOf = (isLeftOut: boolean): readonly string[] =>
    items.flatMap(({ kind, target, totals }) =>
      kind === '科目' && (totals === '不包含') === isLeftOut ? [target] : [],
    )
  let leftOut = topmost(codesOf(true))
  let kept = topmost(codesOf(false))
  for (;;) {
    const mask = maskOfCodes({ leftOut, kept, parts }, accounts, pack)
    const usedUp = [...mask.usedUp].filter((code) => !leftOut.includes(code) && !kept.includes(code))
    if (usedUp.length === 0) return mask
    // Totals keep it as soon as one item below it is kept: taking all of it off would take that one off as well.
    const holdsKept = (code: string): boolean => kept.some((other) => other.startsWith(code))
    leftOut = topmost([...leftOut, ...usedUp.filter((code) => !holdsKept(code))])
    kept = [...kept, ...usedUp.filter(holdsKept)]
  }
}

interface MarkedCodes {
  readonly leftOut: readonly string[]
  readonly kept: readonly string[]
  readonly parts: readonly SecretPart[]
}

interface WorkingMask extends Mask {
  readonly usedUp: ReadonlySet<string>
}

function maskOfCodes({ leftOut, kept, parts }: MarkedCodes, accounts: YearAccounts, pack: Pack): WorkingMask {
  const codes = [...leftOut, ...kept]
  if (codes.length === 0) return { ...NO_MASK, usedUp: new Set() }
  const isWithin = (code: string, others: readonly string[]): boolean => others.some((other) => code.startsWith(other))
  const off = sharesOf({ codes: leftOut, parts }, accounts, pack)
  const all = sharesOf({ codes: topmost(codes), parts }, accounts, pack)
  // What stays is what belongs to secret rows and was not taken off.
  const stays = [...all].flatMap(([ref, share]) => {
    const rest = share - (off.get(ref) ?? 0)
    return rest === 0 ? [] : [[ref, rest] as const]
  })
  const shares = { off, kept: new Map(kept.some((code) => !isWithin(code, leftOut)) ? stays : []) }
  return { ...shares, ...vanishingRows(codes, all, accounts, pack) }
}

function topmost(codes: readonly string[]): readonly string[] {
  return codes.filter((code) => !codes.some((other) => other !== code && code.startsWith(other)))
}

function vanishingRows(
  codes: readonly string[],
  shares: Shares,
  accounts: YearAccounts,
  pack: Pack,
): Pick<WorkingMask, 'rows' | 'usedUp'> {
  const rows = new Set<string>()
  const usedUp = new Set<string>()
  for (const table of pack.tables.values())
    for (const row of rowKeysOf(table, accounts)) {
      const code = codeOfRow(table, row)
      if (code === undefined) continue
      const refs = table.columns.map(({ key }) => cellRef(table.id, row, key))
      if (codes.some((secret) => code.startsWith(secret))) rows.add(`${table.id}/${row}`)
      else if (codes.some((secret) => secret.startsWith(code)) && isUsedUp(refs, shares, accounts, pack))
        usedUp.add(code)
    }
  return { rows, usedUp }
}

/** A 款 with one secret 项 and nothing else: its figures are those of the secret. */
function isUsedUp(refs: readonly CellRef[], shares: Shares, accounts: YearAccounts, pack: Pack): boolean {
  if (refs.every((ref) => !shares.has(ref))) return false
  return refs.every((ref) => {
    const reading = readFigure(accounts, pack, ref)
    return reading.kind === 'unknown' || reading.amount.fen === (shares.get(ref) ?? 0)
  })
}
