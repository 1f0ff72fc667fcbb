/** Places that belong together in two lists; undefined on one side: only the other has it. */
export interface Pair {
  readonly left: number | undefined
  readonly right: number | undefined
}

/**
 * Lines two lists up: the longest common subsequence stays together, and what lies between two such places is paired in order, as
 * something changed, with the rest of the longer side added or removed. O(n·m) after the common ends are cut off.
 */
export function align(left: readonly string[], right: readonly string[]): readonly Pair[] {
  let start = 0
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1
  let end = 0
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end += 1
  const same: (readonly [number, number])[] = [
    ...Array.from({ length: start }, (_, at) => [at, at] as const),
    ...common(left.slice(start, left.length - end), right.slice(start, right.length - end)).map(
      ([a, b]) => [a + start, b + start] as const,
    ),
    ...Array.from({ length: end }, (_, at) => [left.length - end + at, right.length - end + at] as const),
  ]
  const pairs: Pair[] = []
  let [a, b] = [0, 0]
  for (const [nextA, nextB] of [...same, [left.length, right.length] as const]) {
    while (a < nextA || b < nextB) {
      pairs.push({ left: a < nextA ? a : undefined, right: b < nextB ? b : undefined })
      if (a < nextA) a += 1
      if (b < nextB) b += 1
    }
    if (a < left.length && b < right.length) {
      pairs.push({ left: a, right: b })
      a += 1
      b += 1
    }
  }
  return pairs
}

/** Indices of a longest common subsequence. */
function common(left: readonly string[], right: readonly string[]): readonly (readonly [number, number])[] {
  const width = right.length + 1
  const lengths = new Uint32Array((left.length + 1) * width)
  const at = (a: number, b: number): number => lengths[a * width + b] ?? 0
  for (let a = left.length - 1; a >= 0; a -= 1)
    for (let b = right.length - 1; b >= 0; b -= 1)
      lengths[a * width + b] = left[a] === right[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1))
  const found: (readonly [number, number])[] = []
  for (let a = 0, b = 0; a < left.length && b < right.length;) {
    if (left[a] === right[b]) {
      found.push([a, b])
      a += 1
      b += 1
    } else if (at(a + 1, b) >= at(a, b + 1)) a += 1
    else b += 1
  }
  return found
}
