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
}

/** apart: they tell different things · covers: the later has all of the earlier · partly: both have some of the same */
export type Relation = 'apart' | 'covers' | 'partly'

/**
 * How a later file stands to an earlier one. Programs write a ledger into several files, by months, by accounts (明细账), or by the two
 * accountings: what has no account in common is never the same money.
 */
export function relationOf(later: Coverage, earlier: Coverage): Relation {
  if (areApart(later.accounts, earlier.accounts)) return 'apart'
  const isUndated = earlier.months.size === 0
  if (!isUndated && areApart(later.months, earlier.months)) return 'apart'
  if (!hasAll(later.months, earlier.months)) return 'partly'
  if (!later.isDetail) return hasAll(classes(later), classes(earlier)) ? 'covers' : 'partly'
  // An account that was booked by mistake is missing in the journal that puts it right, but not in a detail ledger of other accounts.
  return earlier.isDetail && hasAll(later.accounts, earlier.accounts) ? 'covers' : 'partly'
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
  const codes = new Map(store.ledgers.combinations(unit).map(({ id, account }) => [id, digitsOf(account)]))
  return {
    isDetail: sheets.some(
      ({ layout }) => typeof layout === 'object' && layout !== null && isDetailLayout({ ...layout }),
    ),
    months: new Set(sheets.flatMap(({ months }) => months)),
    accounts: new Set(
      sheets.flatMap(({ id }) => store.ledgers.combinationsIn(id).map((combination) => codes.get(combination) ?? '')),
    ),
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
