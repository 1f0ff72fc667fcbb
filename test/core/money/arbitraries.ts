import fc from 'fast-check'
import type { MoneyUnit } from '#core/money/amount.ts'

const MAX = Number.MAX_SAFE_INTEGER

/** Whole 分 of every size: small ones, those of a unit's accounts, and the largest that are exact. */
export const anyFen = fc.oneof(
  fc.integer({ min: -200, max: 200 }),
  fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }),
  fc.maxSafeInteger(),
  fc.integer({ min: MAX - 100_000_000, max: MAX }),
)

/** 分 of a unit's accounts: sums of many of them stay exact. */
export const accountFen = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })

export const anyQuantum = fc.integer({ min: 0, max: 6 }).map((power) => 10 ** power)

/** A unit with a number of decimals that it can have. */
export const anyPrint: fc.Arbitrary<{ readonly unit: MoneyUnit; readonly decimals: number }> = fc.oneof(
  fc.record({ unit: fc.constant<MoneyUnit>('元'), decimals: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ unit: fc.constant<MoneyUnit>('万元'), decimals: fc.integer({ min: 0, max: 6 }) }),
)
