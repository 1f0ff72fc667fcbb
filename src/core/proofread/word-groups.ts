/**
 * Words that say which way a figure went or which of two is larger. Words of one group mean the same; those of one kind exclude each
 * other, so that one in the place of another is a mistake and not another wording.
 */
const GROUPS: readonly { readonly kind: 'direction' | 'order'; readonly words: readonly string[] }[] = [
  { kind: 'direction', words: ['增加', '增长', '上升', '提高'] },
  { kind: 'direction', words: ['减少', '下降', '降低', '缩减'] },
  // A form that was not filled in: 增减3.62%.
  { kind: 'direction', words: ['增减'] },
  { kind: 'order', words: ['大于', '高于', '多于', '超过'] },
  { kind: 'order', words: ['小于', '低于', '少于'] },
  { kind: 'order', words: ['等于'] },
]

/** All of them have two signs. */
export const GROUP_WORD = new RegExp(`(${GROUPS.flatMap(({ words }) => words).join('|')})`, 'u')

const groupOf = (word: string): (typeof GROUPS)[number] | undefined => GROUPS.find(({ words }) => words.includes(word))

/** How a written word stands to the one that the template asks for; undefined: it is no such word. */
export function relationOf(written: string, asked: string): 'same' | 'contrary' | undefined {
  const [mine, other] = [groupOf(written), groupOf(asked)]
  if (!mine || !other || mine.kind !== other.kind) return undefined
  return mine === other ? 'same' : 'contrary'
}

/** The words of direction and order in a text, as they stand there. */
export const groupWordsIn = (text: string): readonly string[] =>
  text.match(new RegExp(`${GROUP_WORD.source}|持平|相同`, 'gu')) ?? []

/** What a text says of direction and order: equal for two wordings of one statement. */
export function directionsIn(text: string): string {
  const heads = groupWordsIn(text).map((word) => groupOf(word)?.words[0] ?? '持平')
  return [...new Set(heads)].toSorted().join(' ')
}
