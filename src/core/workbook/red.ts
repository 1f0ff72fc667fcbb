import type { SheetValue } from './grid.ts'

/** Before the format of a number that stands in a red font: readers put it there, as number formats name the colour themselves. */
export const RED = '[Red]'

const RED_SECTION = /\[(?:red|红色|color\s*3|颜色\s*3)\]/iu
const CONDITION = /\[\s*[<>=]/u

/** True when a format prints numbers above zero in red, whatever it does with those below. */
function printsRed(format: string): boolean {
  const [first = ''] = format.replace(/"[^"]*"/gu, '').split(';')
  return RED_SECTION.test(first) && (format.startsWith(RED) || !CONDITION.test(first))
}

const known = new Map<string, boolean>()

/**
 * A number above zero that is printed in red. In accounts red is less than nothing, elsewhere it only marks: the reader of a ledger
 * must not decide which.
 */
export function isRedPositive(value: SheetValue | undefined): boolean {
  if (value?.kind !== 'number' || value.format === undefined) return false
  let isRed = known.get(value.format)
  if (isRed === undefined) {
    isRed = printsRed(value.format)
    if (known.size < 1024) known.set(value.format, isRed)
  }
  return isRed && !value.text.startsWith('-') && /[1-9]/u.test(value.text)
}
