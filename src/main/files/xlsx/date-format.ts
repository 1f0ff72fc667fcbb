const MS_PER_DAY = 86_400_000
/** 9999-12-31, the last day that Excel knows. */
const LAST_SERIAL_1900 = 2_958_465
const DAYS_1900_TO_1904 = 1_462

/**
 * ISO text of a date serial, undefined where the serial names no day (before day 1, past the year 9999).
 *
 * Shape   `2023-12-31` for whole days, else `2023-12-31T08:00:00`, with `.123` only where the milliseconds are not 0
 * Rounds  the time of day to whole milliseconds: a double carries no more
 * Source  ECMA-376 part 1, 18.17.4.1. Day 60 of the 1900 system is the 29 February 1900 that never was; it is given
 *         as such because that is what the cell shows.
 */
export function serialToIso(serial: number, date1904: boolean): string | undefined {
  let day = Math.floor(serial)
  let time = Math.round((serial - day) * MS_PER_DAY)
  if (time >= MS_PER_DAY) {
    time = 0
    day += 1
  }
  if (date1904 ? day < 0 : day < 1) return undefined
  const day1900 = date1904 ? day + DAYS_1900_TO_1904 : day
  if (!(day1900 <= LAST_SERIAL_1900)) return undefined
  const date = day1900 === 60 ? '1900-02-29' : isoDay(day1900)
  return time === 0 ? date : `${date}T${isoTime(time)}`
}

function isoDay(day1900: number): string {
  // Before the leap day that never was, serial 1 is 1 January 1900; after it, counting is one ahead.
  const epoch = day1900 < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  return new Date(epoch + day1900 * MS_PER_DAY).toISOString().slice(0, 10)
}

function isoTime(ms: number): string {
  const text = new Date(ms).toISOString().slice(11, 23)
  return text.endsWith('.000') ? text.slice(0, 8) : text
}

/**
 * True when a number format shows a day or a time of day. Elapsed time (`[h]:mm`) is a quantity, not a date.
 * Source  ECMA-376 part 1, 18.8.31; literals, colours, conditions and locales are left out before looking for letters.
 */
export function isDateFormat(code: string): boolean {
  const positive = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')[0] ?? ''
  if (/\[(?:h+|m+|s+)\]/i.test(positive)) return false
  const bare = positive.replace(/\[[^\]]*\]/g, '')
  if (/general|G\/通用格式/i.test(bare)) return false
  // Digits stand in a date only as fractions of a second.
  return /[ymdhsgeab]/i.test(bare) && !/[#?0]/.test(bare.replace(/s\.0+/gi, ''))
}

/** Built-in formats that are dates in some locale but whose code is not in the file (18.8.30): 14–22, 27–36, 45–58. */
export const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58)

/** Codes of the built-in number formats that are not dates (18.8.30); 0 is General. */
export const BUILT_IN_CODES: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [5, '"¥"#,##0;"¥"-#,##0'],
  [6, '"¥"#,##0;[Red]"¥"-#,##0'],
  [7, '"¥"#,##0.00;"¥"-#,##0.00'],
  [8, '"¥"#,##0.00;[Red]"¥"-#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [37, '#,##0 ;(#,##0)'],
  [38, '#,##0 ;[Red](#,##0)'],
  [39, '#,##0.00;(#,##0.00)'],
  [40, '#,##0.00;[Red](#,##0.00)'],
  [41, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '],
  [42, '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ '],
  [43, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '],
  [44, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ '],
  [46, '[h]:mm:ss'],
  [48, '##0.0E+0'],
  [49, '@'],
])
