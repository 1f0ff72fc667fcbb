/** Words before a number that are the same word: 记账凭证 is 记. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^记[账帐]$/u, '记'],
  [/^收款$/u, '收'],
  [/^付款$/u, '付'],
  [/^转[账帐]$/u, '转'],
]

/** 记字第0003号, 记账凭证-3: a word of Chinese letters, or none, and one number. */
const NUMBERED = /^(\p{Script=Han}{0,6}?)(?:凭证)?字?[-_.·#]*第?0*(\d+)号?$/u

/**
 * One form for the numbers of vouchers that mean the same: 记-3, 记-03, 记3, 记账-3, 记字第3号 and `记 3号`. What is not one word and one
 * number (记-01-3, 2023010003-1) stays as it is, but for spaces. For comparing only; the day is compared beside it.
 */
export function voucherNumberKey(number: string): string {
  const plain = number
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[‐‑‒–—―−─]/gu, '-')
  const [, word, digits] = NUMBERED.exec(plain) ?? []
  if (word === undefined || digits === undefined) return plain
  const known = WORDS.find(([pattern]) => pattern.test(word))
  return `${known?.[1] ?? word}-${digits}`
}
