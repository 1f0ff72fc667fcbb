import { hasRedColor } from '../red-color.ts'
import { formatCode } from './named-formats.ts'

/** The number formats that the style sheet of an HTML workbook gives to classes: `.xl24 { mso-number-format: … }`. */
export function formatsByClass(css: string): ReadonlyMap<string, string> {
  const formats = new Map<string, string>()
  for (const [, name, rules] of css.matchAll(/\.([\w-]+)\s*\{([^{}]*)\}/g)) {
    const format = numberFormatOf(rules ?? '')
    if (name !== undefined && format !== undefined) formats.set(name, format)
  }
  return formats
}

/** The classes that a style sheet gives red letters. */
export function redClasses(css: string): readonly string[] {
  return [...css.matchAll(/\.([\w-]+)\s*\{([^{}]*)\}/g)].flatMap(([, name, rules]) =>
    name !== undefined && hasRedColor(rules ?? '') ? [name] : [],
  )
}

/** The format code of `mso-number-format` in a list of CSS rules, escapes resolved. */
export function numberFormatOf(rules: string): string | undefined {
  const found = /mso-number-format\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^;]+))/i.exec(rules)
  const written = found?.[1] ?? found?.[2] ?? found?.[3]
  return written === undefined ? undefined : formatCode(unescaped(written.trim()))
}

export const isDisplayNone = (rules: string): boolean => /display\s*:\s*none/i.test(rules)

const unescaped = (text: string): string =>
  text.replace(/\\([\da-f]{4,6}) ?|\\(.)/gi, (_whole, hex, plain) =>
    typeof hex === 'string' ? String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)) : String(plain),
  )
