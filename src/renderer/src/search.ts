/** One boundary per pinyin initial: the first common character of each letter in pinyin order (i, u and v begin no syllable). */
const BOUNDARIES: readonly (readonly [letter: string, first: string])[] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '哒'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '哈'],
  ['j', '讥'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '痳'],
  ['n', '拏'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '仨'],
  ['t', '他'],
  ['w', '屲'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
]
const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin')
const initials = new Map<string, string>()

/** Pinyin initials of the Chinese characters of a text; letters and digits stay. Characters of several readings have one. */
export function initialsOf(text: string): string {
  return Array.from(text.toLowerCase(), initialOf).join('')
}

function initialOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return /[a-z0-9]/.test(character) ? character : ''
  const known = initials.get(character)
  if (known !== undefined) return known
  const letter = BOUNDARIES.findLast(([, first]) => collator.compare(first, character) <= 0)?.[0] ?? ''
  initials.set(character, letter)
  return letter
}

/** True when every word of the query is part of a text or of its initials; an empty query finds everything. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const haystack = [...texts.map((text) => text.toLowerCase()), ...texts.map(initialsOf)]
  return query
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => haystack.some((text) => text.includes(word)))
}
