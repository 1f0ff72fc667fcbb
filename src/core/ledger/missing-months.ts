/** Id of the setting that says whether the unit kept accounts all year, and its options. */
export const LIFETIME = '存续期间'
const BEGAN = '年中成立'
const ENDED = '年中撤销'

/**
 * Months of a year without vouchers, over all journals together: half a year may lie in each of two files. A unit that began or ended within
 * the year lacks the months before its first or after its last voucher by nature.
 */
export function missingMonths(months: ReadonlySet<number>, lifetime: string | undefined): readonly number[] {
  if (months.size === 0) return []
  const first = lifetime === BEGAN ? Math.min(...months) : 1
  const last = lifetime === ENDED ? Math.max(...months) : 12
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((month) => !months.has(month))
}
