/** A seeded source of choices: the same seed gives the same office on every machine. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  /** Some of them, in their order. */
  readonly some: <T>(from: readonly T[], low: number, high: number) => readonly T[]
}

/** mulberry32: 32 bits of state are plenty for made-up accounts. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[int(0, from.length - 1)]
    if (chosen === undefined) throw new Error('nothing to pick from')
    return chosen
  }
  return {
    int,
    chance: (percent) => int(1, 100) <= percent,
    pick,
    some: (from, low, high) => {
      const wanted = int(low, Math.min(high, from.length))
      const left = from.map((_, index) => index)
      const chosen = Array.from({ length: wanted }, () => left.splice(int(0, left.length - 1), 1)[0] ?? 0)
      return chosen.toSorted((a, b) => a - b).flatMap((index) => from[index] ?? [])
    },
  }
}
