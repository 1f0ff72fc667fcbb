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

/**
 * Readings that a character has in names of places and offices besides its first one: 长治, 重庆, 乐清, 会计, 朝阳, 单县, 行政,
 * 厦门, 蔚县, 盛泽 …
 */
const OTHER_READINGS: Readonly<Record<string, string>> = {
  长: 'zc',
  重: 'zc',
  乐: 'ly',
  会: 'hk',
  朝: 'cz',
  单: 'ds',
  行: 'xh',
  厦: 'sx',
  蔚: 'wy',
  盛: 'sc',
  曾: 'zc',
  调: 'dt',
  降: 'jx',
  解: 'jx',
  藏: 'cz',
  车: 'cj',
  石: 'sd',
  区: 'qo',
  番: 'fp',
  铅: 'qy',
  阿: 'ae',
  枞: 'zc',
  浚: 'jx',
  洗: 'xs',
  莘: 'sx',
  校: 'xj',
  仇: 'cq',
  尉: 'wy',
  覃: 'tq',
  召: 'zs',
  汤: 'ts',
  漯: 'lt',
  泊: 'bp',
  渑: 'ms',
  繁: 'fp',
  堡: 'bp',
  峙: 'zs',
  镐: 'gh',
  涡: 'wg',
  歙: 'sx',
  莞: 'gw',
  筠: 'jy',
  犍: 'jq',
  龟: 'gqj',
}

/** Every initial that each Chinese character of a text may have; letters and digits stay as they are. */
function readingsOf(text: string): readonly string[] {
  return Array.from(text.toLowerCase(), (character) => {
    const first = initialOf(character)
    return `${first}${OTHER_READINGS[character] ?? ''}`
  }).filter((letters) => letters !== '')
}

/** True when the letters of a word are, one after another, readings of characters that follow each other. */
function isReadAs(word: string, readings: readonly string[]): boolean {
  const letters = Array.from(word)
  return readings.some((_, start) => letters.every((letter, at) => readings[start + at]?.includes(letter) ?? false))
}

/** Pinyin initials of the Chinese characters of a text; letters and digits stay. Of several readings the first. */
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

/** True when every word of the query is part of a text or of its initials, in any reading; an empty query finds everything. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const haystack = texts.map((text) => text.toLowerCase())
  let readings: readonly (readonly string[])[] | undefined
  const isRead = (word: string): boolean => {
    // Only letters are read; and long lists are searched at every key.
    if (!/^[a-z0-9]+$/u.test(word)) return false
    readings ??= texts.map(readingsOf)
    return readings.some((one) => isReadAs(word, one))
  }
  return query
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => haystack.some((text) => text.includes(word)) || isRead(word))
}
