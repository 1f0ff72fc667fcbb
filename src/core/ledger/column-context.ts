import type { LedgerRole } from '#core/packs/schema-recognisers.ts'
import type { ColumnUse } from './layout.ts'

interface UsedColumn {
  readonly column: number
  readonly use: ColumnUse | undefined
}

/** A 方向 directly before one of these says its side. */
const DIRECTION_OF: Readonly<Partial<Record<LedgerRole, LedgerRole>>> = {
  年初金额: '年初方向',
  期初金额: '期初方向',
  期末金额: '期末方向',
  余额: '余额方向',
}
/** The balance at the year's beginning is the opening balance that counts. */
const OPENING_OF: Readonly<Partial<Record<LedgerRole, LedgerRole>>> = {
  年初方向: '期初方向',
  年初金额: '期初金额',
  年初借方: '期初借方',
  年初贷方: '期初贷方',
}

const roleOf = (one: UsedColumn | undefined): LedgerRole | undefined =>
  one?.use?.kind === 'role' ? one.use.role : undefined

/**
 * What headings mean only beside others: 方向 | 期末余额 is the direction of that balance, and 借方发生额 between opening and closing
 * balances is the movement of a balance table. Everything else stays as it is.
 */
export function inContext<T extends UsedColumn>(columns: readonly T[]): readonly T[] {
  const roles = new Set(columns.map(roleOf))
  const has = (...names: readonly LedgerRole[]): boolean => names.every((name) => roles.has(name))
  const hasOpening = has('期初借方') || has('年初借方') || has('期初金额') || has('年初金额')
  const isBalance =
    !has('本期借方') &&
    !has('累计借方') &&
    !has('凭证号') &&
    (has('期末借方') || has('期末金额')) &&
    (hasOpening || !(has('日期') || has('日')))
  return columns.map((one, at) => {
    const role = roleOf(one)
    if (role === '方向') {
      const direction = DIRECTION_OF[roleOf(columns[at + 1]) ?? '方向']
      return direction === undefined || roles.has(direction) ? one : { ...one, use: { kind: 'role', role: direction } }
    }
    if (!isBalance || (role !== '借方' && role !== '贷方')) return one
    return { ...one, use: { kind: 'role', role: role === '借方' ? '本期借方' : '本期贷方' } }
  })
}

/**
 * 年初余额 counts as the opening balance; where a table has 期初余额 of a part of the year beside it, that one is left out: what
 * happened since the year's beginning is what the tables want.
 */
export function sinceYearBegan<T extends UsedColumn>(columns: readonly T[]): readonly T[] {
  const openings = new Set(columns.flatMap((one) => OPENING_OF[roleOf(one) ?? '方向'] ?? []))
  if (openings.size === 0) return columns
  const isAmount = (role: LedgerRole | undefined): boolean => role === '期初金额' || role === '期初借方'
  const hasAmount = [...openings].some(isAmount)
  return columns.map((one) => {
    const role = roleOf(one)
    const opening = OPENING_OF[role ?? '方向']
    if (opening !== undefined) return { ...one, use: { kind: 'role', role: opening } }
    const isOfPart =
      hasAmount && (role === '期初方向' || role === '期初金额' || role === '期初借方' || role === '期初贷方')
    return isOfPart ? { ...one, use: undefined } : one
  })
}
