/** One line of a benchmark's table: milliseconds over all runs, and the peak resident memory of the worst run. */
export interface BenchResult {
  readonly name: string
  readonly median: number
  readonly min: number
  readonly max: number
  readonly runs: number
  readonly peakRssMb?: number
  readonly note?: string
}

/** Median and spread of the samples, in milliseconds. */
export function summarise(
  name: string,
  samples: readonly number[],
  more: Pick<BenchResult, 'peakRssMb' | 'note'> = {},
): BenchResult {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
  return { name, median, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, runs: sorted.length, ...more }
}
