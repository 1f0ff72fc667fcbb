/** Finds the listed codes that may be as near to a code as the index was made for; the caller measures them. */
export type AlikeIndex = (code: string) => ReadonlySet<string>

/**
 * Two texts that lie at most `farthest` insertions, omissions, changes or swaps apart have a text in common that comes of each by
 * leaving out at most as many characters. Seeking those takes some thirty look-ups, comparing with every listed code a thousand.
 */
export function alikeIndex(codes: Iterable<string>, farthest: number): AlikeIndex {
  const byShortened = new Map<string, string[]>()
  for (const code of codes)
    for (const text of shortened(code, farthest)) {
      const known = byShortened.get(text)
      if (known) known.push(code)
      else byShortened.set(text, [code])
    }
  return (code) => new Set([...shortened(code, farthest)].flatMap((text) => byShortened.get(text) ?? []))
}

/** A text with none to `most` of its characters left out. */
function shortened(text: string, most: number): ReadonlySet<string> {
  const all = new Set([text])
  let last: ReadonlySet<string> = all
  for (let left = 0; left < most; left += 1) {
    last = new Set([...last].flatMap((one) => Array.from(one, (_, at) => one.slice(0, at) + one.slice(at + 1))))
    for (const one of last) all.add(one)
  }
  return all
}
