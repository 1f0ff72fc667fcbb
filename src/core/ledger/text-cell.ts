import type { SheetValue } from '#core/workbook/grid.ts'

/** What a cell says, trimmed; '' for an empty one. */
export function cellText(value: SheetValue | undefined): string {
  if (value === undefined) return ''
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'date':
    case 'error':
      return trimmed(value.text)
    case 'boolean':
      return ''
    case 'uncalculated':
      return ''
  }
}

/** Nearly every text begins and ends with a letter, a digit or a Chinese character, and a million rows ask for ten texts each. */
function trimmed(text: string): string {
  return isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1)) ? text : text.trim()
}

const isInk = (code: number): boolean => (code > 0x20 && code < 0x7f) || (code >= 0x4e00 && code <= 0x9fff)

/** ISO day of a date cell or text (2023-1-5, 2023/1/5, 2023.1.5, 2023年1月5日, 20230105); undefined for anything else. */
export function readDay(value: SheetValue | undefined): string | undefined {
  if (value === undefined) return undefined
  if (value.kind === 'date') return value.text.slice(0, 10)
  if (value.kind !== 'text' && value.kind !== 'number') return undefined
  const text = value.text.trim()
  const match = DAY.exec(text) ?? COMPACT.exec(text)
  if (match) return dayOf(match[1], match[2], match[3])
  return value.kind === 'number' ? daySerial(text) : undefined
}

const DAY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?$/u
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/u

/** February has its 29th in some years; which ones does not matter here. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function dayOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): string | undefined {
  const stated = Number.parseInt(month ?? '', 10)
  // The 13th period holds the adjustments of the year's end.
  const m = stated === 13 ? 12 : stated
  const d = Number.parseInt(day ?? '', 10)
  if (!(m >= 1 && m <= 12 && d >= 1 && d <= (DAYS[m - 1] ?? 31))) return undefined
  return `${year ?? ''}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}

/** An Excel serial of this century that lost its format: 45291 is 2023-12-31. */
function daySerial(text: string): string | undefined {
  if (!/^\d{5}$/u.test(text)) return undefined
  const serial = Number.parseInt(text, 10)
  if (serial < 36526 || serial > 73050) return undefined
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
}
