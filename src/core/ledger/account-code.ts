/** `[720101] 基本支出`, `720101-基本支出`, `7201.01 基本支出`: code and name in one cell. */
const JOINED = /^[[(]?(\d[\d.\-_]*\d|\d)[\])]?(?:[\s\u00a0:：|\\/_—-]+|(?=[^\d.\s]))(\D.*)$/u

/** Splits a cell that holds a code and its name; the name is '' when there is only a code. */
export function splitCode(text: string): { readonly code: string; readonly name: string } {
  const match = JOINED.exec(text)
  if (match?.[1] !== undefined && match[2] !== undefined) return { code: match[1], name: match[2].trim() }
  return /^\d[\d.\-_]*$/u.test(text) ? { code: text, name: '' } : { code: '', name: text }
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
