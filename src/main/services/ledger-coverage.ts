import type { SheetLayout } from '#core/ledger/layout.ts'
import { address } from '#core/workbook/grid.ts'
import { digitsOf } from '#core/ledger/account-code.ts'
import type { Store } from '#main/db/open-store.ts'
import type { LedgerSheet } from '#main/db/repositories/ledger-reading.ts'

/** What the sheets of one kind in one file tell: the accounts in them and the months. */
export interface Coverage {
  /** A detail ledger may have one account of many; a journal has every account of its vouchers. */
  readonly isDetail: boolean
  readonly months: ReadonlySet<number>
  /** Codes without separators. */
  readonly accounts: ReadonlySet<string>
  /** For each account what all of its lines say of a kind of auxiliary items: 项目 甲, 乙. */
  readonly parts: AccountParts
}

/** Texts by kind, by account. */
export type AccountParts = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>

/** The kinds that every combination of an account has an item of. */
export function partsOf(
  combinations: readonly { readonly account: string; readonly items: readonly (readonly [string, string])[] }[],
): AccountParts {
  const byAccount = Map.groupBy(combinations, ({ account }) => account)
  return new Map(
    [...byAccount].map(([account, own]) => {
      const kinds = new Set(own.flatMap(({ items }) => items.map(([kind]) => kind)))
      const whole = [...kinds].filter((kind) => own.every(({ items }) => items.some(([one]) => one === kind)))
      const textsOf = (kind: string): ReadonlySet<string> =>
        new Set(own.flatMap(({ items }) => items.flatMap(([one, text]) => (one === kind ? [text] : []))))
      return [account, new Map(whole.map((kind) => [kind, textsOf(kind)]))]
    }),
  )
}

/** Both files say of an account which part of it they have, and no part is in both: 项目 甲 here, 乙 there. */
function isToldApart(account: string, a: AccountParts, b: AccountParts): boolean {
  const theirs = b.get(account)
  return [...(a.get(account) ?? [])].some(([kind, texts]) => {
    const others = theirs?.get(kind)
    return others !== undefined && areApart(texts, others)
  })
}

/** apart: they tell different things · covers: the later has all of the earlier · partly: both have some of the same */
export type Relation = 'apart' | 'covers' | 'partly'

/**
 * How a later file stands to an earlier one. Programs write a ledger into several files, by months, by accounts (明细账), or by the two
 * accountings: what has no account in common is never the same money.
 */
export function relationOf(later: Coverage, earlier: Coverage): Relation {
  const isInParts = later.isDetail && earlier.isDetail
  const shared = [...later.accounts].filter((account) => earlier.accounts.has(account))
  const apart = isInParts ? shared.filter((account) => isToldApart(account, later.parts, earlier.parts)) : []
  if (apart.length === shared.length) return 'apart'
  const isUndated = earlier.months.size === 0
  if (!isUndated && areApart(later.months, earlier.months)) return 'apart'
  if (!hasAll(later.months, earlier.months)) return 'partly'
  if (!later.isDetail) return hasAll(classes(later), classes(earlier)) ? 'covers' : 'partly'
  // An account that was booked by mistake is missing in the journal that puts it right, but not in a detail ledger of other accounts.
  return earlier.isDetail && apart.length === 0 && hasAll(later.accounts, earlier.accounts) ? 'covers' : 'partly'
}

/** 预算收入, 预算支出 …: what the first digit says. */
const classes = ({ accounts }: Coverage): ReadonlySet<string> => new Set([...accounts].map((code) => code.slice(0, 1)))

/** True for sets that have nothing in common. */
export const areApart = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean => [...a].every((one) => !b.has(one))
const hasAll = <T>(set: ReadonlySet<T>, some: ReadonlySet<T>): boolean => [...some].every((one) => set.has(one))

/** True for the layout of a detail ledger: it states a balance after each line. */
export function isDetailLayout(roles: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(roles, '余额') || Object.hasOwn(roles, '余额方向')
}

/** The coverage of one import; `sheets` are its sheets of one kind. */
export function coverageOf(store: Store, unit: string, sheets: readonly LedgerSheet[]): Coverage {
  const known = new Map(
    store.ledgers.combinations(unit).map((one) => [one.id, { ...one, account: digitsOf(one.account) }]),
  )
  const own = sheets.flatMap(({ id }) => store.ledgers.combinationsIn(id).flatMap((one) => known.get(one) ?? []))
  return {
    isDetail: sheets.some(
      ({ layout }) => typeof layout === 'object' && layout !== null && isDetailLayout({ ...layout }),
    ),
    months: new Set(sheets.flatMap(({ months }) => months)),
    accounts: new Set(own.map(({ account }) => account)),
    parts: partsOf(own),
  }
}

/** Excel column letters by role, for the addresses of entries. */
export function columnsOf(layout: SheetLayout): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...layout.uses].flatMap(([column, use]) =>
      use.kind === 'role' ? [[use.role, address(0, column).replace(/\d+$/u, '')]] : [],
    ),
  )
}
