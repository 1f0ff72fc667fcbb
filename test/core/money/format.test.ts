import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountOf, exact, quantumOf, roundTo } from '#core/money/amount.ts'
import { decimalText, formatAmount, formatCount, formatPercent } from '#core/money/format.ts'
import type { AmountStyle } from '#core/money/format.ts'
import { parseAmount, parseCount, parsePercent } from '#core/money/parse.ts'
import { anyFen, anyPrint } from './arbitraries.ts'

const MAX = Number.MAX_SAFE_INTEGER
const wan: AmountStyle = { unit: '万元', decimals: 2, trimZeros: false, thousands: false, zero: undefined }

describe('an amount prints', () => {
  test.each<[number, Partial<AmountStyle>, string]>([
    [692_870_000, {}, '692.87'],
    [15_305_500_00, { thousands: true }, '1,530.55'],
    [1_035_800_000, { thousands: true, trimZeros: true }, '1,035.8'],
    [8_000_000, { trimZeros: true }, '8'],
    [100_000_000, { decimals: 0, trimZeros: true }, '100'],
    [5_000, {}, '0.01'],
    [-5_000, {}, '-0.01'],
    [4_999, {}, '0.00'],
    [-4_999, {}, '0.00'],
    [-4_999, { trimZeros: true }, '0'],
    [0, {}, '0.00'],
    [0, { trimZeros: true }, '0'],
    [0, { zero: '' }, ''],
    [0, { zero: '——' }, '——'],
    [-123_456, { unit: '元', thousands: true }, '-1,234.56'],
    [1_806_500, { unit: '元', trimZeros: true }, '18065'],
    [MAX, { unit: '元', thousands: true }, '90,071,992,547,409.91'],
    [-MAX, { unit: '万元', decimals: 6 }, '-9007199254.740991'],
  ])('%i 分 with %j as %j', (fen, style, text) => {
    expect(formatAmount(exact(fen), { ...wan, ...style })).toBe(text)
  })

  test('an entry that only rounds to zero never as the zero of the pack', () => {
    expect(formatAmount(exact(1), { ...wan, zero: '' })).toBe('0.00')
  })

  test('no decimals beyond the 分', () => {
    expect(() => formatAmount(exact(1), { ...wan, unit: '元', decimals: 3 })).toThrow(RangeError)
  })

  test('never as minus zero, and rounded once as roundTo does', () => {
    fc.assert(
      fc.property(anyFen, anyPrint, fc.boolean(), fc.boolean(), (fen, print, trimZeros, thousands) => {
        const quantum = quantumOf(print.unit, print.decimals)
        fc.pre(Math.abs(fen) <= MAX - quantum)
        const text = formatAmount(exact(fen), { ...print, trimZeros, thousands, zero: undefined })
        expect(text).not.toMatch(/^-[0.,]*$/)
        expect(parseAmount(text, print.unit)).toMatchObject({
          kind: 'amount',
          amount: { fen: roundTo(exact(fen), quantum).fen },
        })
      }),
    )
  })
})

test('parsing what was printed gives the amount back, with its precision', () => {
  fc.assert(
    fc.property(anyFen, anyPrint, fc.boolean(), (fen, print, thousands) => {
      const quantum = quantumOf(print.unit, print.decimals)
      fc.pre(Math.abs(fen) <= MAX - quantum)
      const stated = roundTo(exact(fen), quantum)
      const text = formatAmount(stated, { ...print, trimZeros: false, thousands, zero: undefined })
      expect(parseAmount(text, print.unit)).toStrictEqual({ kind: 'amount', amount: stated })
      expect(parseAmount(`${text}${print.unit}`, print.unit === '元' ? '万元' : '元')).toStrictEqual({
        kind: 'amount',
        amount: stated,
      })
    }),
  )
})

test('counts and rates come back from their print', () => {
  fc.assert(
    fc.property(anyFen, (hundredths) => {
      expect(parseCount(formatCount(exact(hundredths)))).toStrictEqual({ kind: 'amount', amount: exact(hundredths) })
      const rate = formatPercent(exact(hundredths), { decimals: 2, trimZeros: false, zero: undefined })
      expect(parsePercent(rate)).toStrictEqual({ kind: 'percent', rate: exact(hundredths) })
    }),
  )
})

test('counts and rates print as packs ask', () => {
  expect(formatCount(exact(300))).toBe('3')
  expect(formatCount(exact(950))).toBe('9.5')
  expect(formatCount(exact(120_000), { decimals: 0, trimZeros: false, thousands: true, zero: undefined })).toBe('1,200')
  expect(formatPercent(exact(9972), { decimals: 2, trimZeros: false, zero: undefined })).toBe('99.72%')
  expect(formatPercent(exact(10_000), { decimals: 2, trimZeros: true, zero: undefined })).toBe('100%')
  expect(formatPercent(exact(2713), { decimals: 1, trimZeros: true, zero: undefined })).toBe('27.1%')
  expect(formatPercent(amountOf(0, 100), { decimals: 2, trimZeros: false, zero: '0%' })).toBe('0%')
  expect(formatPercent(exact(-1), { decimals: 1, trimZeros: false, zero: '无' })).toBe('0.0%')
})

test('the text of a number cell is exact and has no trailing zeros', () => {
  expect(decimalText(exact(692_870_000), '万元')).toBe('692.87')
  expect(decimalText(exact(-1), '万元')).toBe('-0.000001')
  expect(decimalText(exact(10_000), '元')).toBe('100')
  expect(decimalText(exact(0), '元')).toBe('0')
  expect(decimalText(exact(MAX), '元')).toBe('90071992547409.91')
})
