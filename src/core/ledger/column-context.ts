import type { LedgerRole } from '#core/packs/schema-recognisers.ts'
import type { ColumnUse } from './layout.ts'

interface UsedColumn {
  readonly column: number
  readonly use: ColumnUse | undefined
}

/** A 方向 directly before one of these says its side. */
const DIRECTION_OF: Readonly<Partial<Record<LedgerRole, LedgerRole>>> = {
  期初金额: '期初方向',
  期末金额: '期末方向',
  余额: '余额方向',
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
  const isBalance =
    !has('本期借方') &&
    !has('累计借方') &&
    !has('凭证号') &&
    (has('期初借方', '期末借方') || has('期初金额', '期末金额'))
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
