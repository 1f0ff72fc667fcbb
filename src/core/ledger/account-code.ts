/**
 * `[720101] 基本支出`, `720101-基本支出`, `7201.01 基本支出`: code and name in one cell. A name does not begin with a separator, or
 * `7101-01-01` were the account 7101-01 with the name -01.
 */
const JOINED =
  /^[[(【（]?(\d[\d.\-_]*\d|\d)[\])】）]?(?:[\s\u00a0:：|\\/_—-]+|(?=[^\d.\s]))([^\d\s:：|\\/_—.\])】）-].*)$/u
/** `710101 2023年专项`: after a blank a name may begin with a digit; after a hyphen it may when the code itself has points. */
const NUMBERED = /^(\d[\d.\-_]*)[\s\u00a0:：|]+(\d.*\p{Script=Han}.*)$|^(\d+(?:\.\d+)+)\s*[_—-]\s*(\S.*)$/u
const BARE = /^[[(【（]?(\d[\d.\-_]*)[\])】）]?$/u

/** Splits a cell that holds a code and its name; the name is '' when there is only a code. */
export function splitCode(text: string): { readonly code: string; readonly name: string } {
  // An apostrophe that a program wrote to keep a number a text; blanks within a code are its separators.
  const plain = text.replace(/^['’‘]/u, '').replace(/(?<=^[\d\s]*\d)\s+(?=\d[\d\s]*$)/gu, '')
  const match = JOINED.exec(plain)
  if (match?.[1] !== undefined && match[2] !== undefined) return { code: match[1], name: match[2].trim() }
  const numbered = NUMBERED.exec(plain)
  if (numbered) return { code: numbered[1] ?? numbered[3] ?? '', name: (numbered[2] ?? numbered[4] ?? '').trim() }
  const bare = BARE.exec(plain)?.[1]
  return bare === undefined ? { code: '', name: plain } : { code: bare, name: '' }
}

/** A code as exports print it: without a leading apostrophe, white space, and the `.0` of a number. */
export function cleanCode(text: string): string {
  const bare = text.replace(/[\s\u00a0'’‘]/gu, '')
  return /^\d{4,}\.0$/u.test(bare) ? bare.slice(0, -2) : bare
}

/** The digits alone: `7101.01.01` and `7101-01-01` are 71010101. */
export function digitsOf(code: string): string {
  return code.replace(/\D/gu, '')
}

/** True when `code` is an account below `above`: longer, and beginning with it up to a separator or a fixed-width cut. */
export function isBelow(code: string, above: string): boolean {
  if (code.length <= above.length || !code.startsWith(above)) return false
  const next = code.charAt(above.length)
  // With separators a longer number is another account: 501.10 is not below 501.1.
  return /[.\-_]/u.test(code) ? /[.\-_]/u.test(next) || !/[.\-_]/u.test(above) : true
}
