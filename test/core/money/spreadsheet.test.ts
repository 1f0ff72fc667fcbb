import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountOf, exact } from '#core/money/amount.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import { decimalText } from '#core/money/format.ts'
import type { ParsedAmount, Refusal } from '#core/money/parse.ts'
import {
  decimalsOfFormat,
  isPercentFormat,
  parseSpreadsheetCount,
  parseSpreadsheetNumber,
  parseSpreadsheetPercent,
} from '#core/money/spreadsheet.ts'

const amount = (fen: number, quantum: number): ParsedAmount => ({ kind: 'amount', amount: amountOf(fen, quantum) })
const percent = (fen: number, quantum: number): ParsedAmount => ({ kind: 'percent', rate: amountOf(fen, quantum) })
const refused = (reason: Refusal): ParsedAmount => ({ kind: 'not-a-number', reason })

describe('a number cell in 万元', () => {
  test.each<[string, string | undefined, number, number]>([
    ['692.8700000000001', undefined, 692_870_000, 10_000],
    ['692.86999999999995', undefined, 692_870_000, 10_000],
    ['6.9287E2', undefined, 692_870_000, 10_000],
    ['6.9287e+02', 'General', 692_870_000, 10_000],
    ['600', undefined, 600_000_000, 10_000],
    ['600', '0', 600_000_000, 1_000_000],
    ['692.9', '0.00', 692_900_000, 10_000],
    ['692.9', undefined, 692_900_000, 10_000],
    ['692.9', '0.0000', 692_900_000, 100],
    ['692.8712', '0.00', 692_871_200, 100],
    ['692.871234', undefined, 692_871_234, 1],
    ['-0.01', '0.00', -10_000, 10_000],
    ['0', undefined, 0, 10_000],
    ['-0', undefined, 0, 10_000],
    ['5.6843418860808015E-14', undefined, 0, 10_000],
    ['-5.6843418860808015E-14', undefined, 0, 10_000],
    ['0.0800000000017462', undefined, 80_000, 10_000],
    ['0.0799999999981083', undefined, 80_000, 10_000],
    ['692.873333333333', '#,##0.00', 692_870_000, 10_000],
    ['692.875000000333', '#,##0.00', 692_875_000, 1000],
    ['-692.8750003', '#,##0.00', -692_880_000, 10_000],
  ])('%s formatted %s', (text, format, fen, quantum) => {
    expect(parseSpreadsheetNumber(text, '万元', format)).toStrictEqual(amount(fen, quantum))
  })
})

describe('a number cell in 元', () => {
  test.each<[string, string | undefined, number]>([
    ['2010301.0', undefined, 201_030_100],
    ['1.0E-2', undefined, 1],
    ['1234', '#,##0', 123_400],
    ['1234.5', undefined, 123_450],
    ['0.30000000000000004', undefined, 30],
    ['9999999999999.99', undefined, 999_999_999_999_999],
    ['1234567890123.455', undefined, 123_456_789_012_346],
  ])('%s formatted %s is exact to the 分', (text, format, fen) => {
    expect(parseSpreadsheetNumber(text, '元', format)).toEqual(amount(fen, 1))
  })

  test.each<[string, Refusal]>([
    ['123.456', 'beyond-fen'],
    ['0.001', 'beyond-fen'],
    ['90071992547409.91', 'too-large'],
    ['1E20', 'too-large'],
    ['1E9999', 'too-large'],
    ['', 'not-numeric'],
    ['.', 'not-numeric'],
    ['1,234', 'not-numeric'],
    ['NaN', 'not-numeric'],
    ['0x10', 'not-numeric'],
    ['1e', 'not-numeric'],
    ['1E999999999', 'not-numeric'],
  ])('%s is refused', (text, reason) => {
    expect(parseSpreadsheetNumber(text, '元')).toEqual(refused(reason))
  })

  test('of which the format shows fewer digits than the file has is what it shows, where the file goes below the 分', () => {
    expect(parseSpreadsheetNumber('123.456', '元', '0.00')).toEqual(amount(12_346, 1))
    expect(parseSpreadsheetNumber('123.456', '元', '0.000')).toEqual(refused('beyond-fen'))
  })
})

describe('counts and percentages in number cells', () => {
  test('a count is exact', () => {
    expect(parseSpreadsheetCount('3.0')).toEqual({ kind: 'amount', amount: exact(300) })
    expect(parseSpreadsheetCount('3.125')).toEqual(refused('beyond-fen'))
    expect(parseSpreadsheetCount('0.95', '0%')).toEqual(percent(9500, 100))
  })

  test.each<[string, string | undefined, number, number]>([
    ['0.9972', '0.00%', 9972, 1],
    ['0.997235834609', '0.00%', 9972, 1],
    ['0.27', '0.0%', 2700, 10],
    ['1', '0%', 10_000, 100],
    ['1', '0.00%', 10_000, 1],
    ['99.72', undefined, 9972, 1],
    ['27.3', undefined, 2730, 10],
    ['27.3', '0.00', 2730, 1],
    ['-0.0362', '0.00%', -362, 1],
    ['0.99725', '0.00%', 9973, 1],
  ])('the percentage %s formatted %s', (text, format, fen, quantum) => {
    expect(parseSpreadsheetPercent(text, format)).toEqual(percent(fen, quantum))
  })

  test('a percent format makes a percentage in an amount column too', () => {
    expect(parseSpreadsheetNumber('0.9972', '万元', '0.00%')).toEqual(percent(9972, 1))
  })
})

describe('number formats', () => {
  test.each<[string | undefined, number | undefined]>([
    ['0.00', 2],
    ['#,##0.00', 2],
    ['0', 0],
    ['#,##0', 0],
    ['0.0%', 1],
    ['_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 2],
    ['#,##0.00_);[Red]\\(#,##0.00\\)', 2],
    ['[$¥-804]#,##0.00', 2],
    ['[Red]0.000', 3],
    ['0.00"万元"', 2],
    ['￥#,##0.00;￥-#,##0.00', 2],
    ['General', undefined],
    ['@', undefined],
    ['', undefined],
    [undefined, undefined],
    ['0.##', undefined],
    ['0.0#', undefined],
    ['0.00,', undefined],
    ['0!.0,"万"', undefined],
    ['0!.0000', undefined],
    ['0.00E+00', undefined],
    ['# ?/?', undefined],
    ['yyyy/m/d', undefined],
    ['[h]:mm', undefined],
    ['[>=10000]0.00;0', undefined],
  ])('%s shows %s decimals', (format, decimals) => {
    expect(decimalsOfFormat(format)).toBe(decimals)
  })

  test('a % that is quoted or escaped is no percent format', () => {
    expect(isPercentFormat('0.00%')).toBe(true)
    expect(isPercentFormat('0.00"%"')).toBe(false)
    expect(isPercentFormat('0.00\\%')).toBe(false)
    expect(isPercentFormat(undefined)).toBe(false)
  })
})

test('a number that went through a double comes back to the 分, as long as fifteen digits hold it', () => {
  const fen = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })
  fc.assert(
    fc.property(fen, fc.constantFrom<MoneyUnit>('元', '万元'), (value, unit) => {
      const double = Number(decimalText(exact(value), unit))
      for (const text of [String(double), double.toPrecision(17), double.toExponential(16)]) {
        expect(parseSpreadsheetNumber(text, unit)).toMatchObject({ kind: 'amount', amount: { fen: value } })
      }
    }),
  )
})

test('a sum of floats comes back to the 分', () => {
  const fens = fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { maxLength: 30 })
  fc.assert(
    fc.property(fens, (values) => {
      const noisy = values.reduce((total, value) => total + value / 100, 0)
      const truth = values.reduce((total, value) => total + value, 0)
      expect(parseSpreadsheetNumber(String(noisy), '元')).toEqual(amount(truth, 1))
    }),
  )
})
