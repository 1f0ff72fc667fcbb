import { describe, expect, test } from 'vitest'
import { isDateFormat, serialToIso } from '#main/files/xlsx/date-format.ts'

describe('a serial as ISO text', () => {
  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, '1900-02-29'],
    [61, '1900-03-01'],
    [45_291, '2023-12-31'],
    [45_291.333333333336, '2023-12-31T08:00:00'],
    [45_291.5000000001, '2023-12-31T12:00:00'],
    [45_291.000011574, '2023-12-31T00:00:01'],
    [45_291 - 2 ** -37, '2023-12-31'],
    [60.5, '1900-02-29T12:00:00'],
    [2_958_465, '9999-12-31'],
  ])('%d is %s', (serial, iso) => {
    expect(serialToIso(serial, false)).toBe(iso)
  })
  test.each([0, 0.5, -1, 2_958_466, Number.NaN, Number.POSITIVE_INFINITY])('%d names no day', (serial) => {
    expect(serialToIso(serial, false)).toBeUndefined()
  })
  test.each([
    [0, '1904-01-01'],
    [0.25, '1904-01-01T06:00:00'],
    [43_829, '2023-12-31'],
  ])('%d of the 1904 system is %s', (serial, iso) => {
    expect(serialToIso(serial, true)).toBe(iso)
  })
})

describe('a number format', () => {
  test.each([
    'yyyy-mm-dd',
    'yyyy"年"m"月"d"日"',
    '[$-F800]dddd\\,\\ mmmm\\ dd',
    'h:mm AM/PM',
    'mm:ss.0',
    'm/d/yy h:mm',
    '[DBNum1][$-804]yyyy"年"m"月"',
    'yyyy/m/d;@',
  ])('%s is a date', (code) => {
    expect(isDateFormat(code)).toBe(true)
  })
  test.each([
    'General',
    '0.00',
    '#,##0.00',
    '0.00E+00',
    '@',
    '[Red]0.00',
    '[h]:mm',
    '"year" 0',
    '0.00"元"',
    '_ * #,##0.00_ ;_ * "-"??_ ;_ @_ ',
    '0;"本日"0',
    '[$¥-804]#,##0',
    'G/通用格式',
    '0\\d',
  ])('%s is none', (code) => {
    expect(isDateFormat(code)).toBe(false)
  })
})
