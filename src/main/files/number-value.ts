import type { SheetValue } from '#core/workbook/grid.ts'

import { isDateFormat, serialToIso } from './xlsx/date-format.ts'

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * The value of a cell that the file calls a number: the digits as written, or a date where the format shows one.
 * `undefined`: the text is no number.
 */
export function numberValue(written: string, format: string | undefined, date1904: boolean): SheetValue | undefined {
  const text = written.trim()
  if (!NUMBER.test(text)) return undefined
  if (format !== undefined && isDateFormat(format)) {
    const iso = serialToIso(Number(text), date1904)
    if (iso !== undefined) return { kind: 'date', text: iso }
  }
  return format === undefined ? { kind: 'number', text } : { kind: 'number', text, format }
}
