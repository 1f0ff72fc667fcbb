import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountOf, exact } from '#core/money/amount.ts'
import { describeRefusal, parseAmount, parseCount, parsePercent } from '#core/money/parse.ts'
import type { ParsedAmount, Refusal } from '#core/money/parse.ts'

const amount = (fen: number, quantum: number): ParsedAmount => ({ kind: 'amount', amount: amountOf(fen, quantum) })
const percent = (fen: number, quantum: number): ParsedAmount => ({ kind: 'percent', rate: amountOf(fen, quantum) })
const refused = (reason: Refusal): ParsedAmount => ({ kind: 'not-a-number', reason })

describe('an amount text in 万元', () => {
  test.each([
    ['692.87', 692_870_000, 10_000],
    ['600', 600_000_000, 1_000_000],
    ['0', 0, 1_000_000],
    ['0.00', 0, 10_000],
    ['1,530.55', 1_530_550_000, 10_000],
    ['1,035.8', 1_035_800_000, 100_000],
    ['1，２３４．５６', 1_234_560_000, 10_000],
    ['12,345,678.90', 12_345_678_900_000, 10_000],
    ['1 234.00', 1_234_000_000, 10_000],
    ['\u00a0692.87\u3000', 692_870_000, 10_000],
    ['（1,234.00）', -1_234_000_000, 10_000],
    ['( 1,234.00 )', -1_234_000_000, 10_000],
    ['-3.50', -3_500_000, 10_000],
    ['−3.50', -3_500_000, 10_000],
    ['－3.50', -3_500_000, 10_000],
    ['– 3.50', -3_500_000, 10_000],
    ['+3.50', 3_500_000, 10_000],
    ["'3.50", 3_500_000, 10_000],
    ['-0.00', 0, 10_000],
    ['.5', 500_000, 100_000],
    ['692.87万元', 692_870_000, 10_000],
    ['692.87 万元', 692_870_000, 10_000],
    ['6,928,700元', 692_870_000, 100],
    ['￥6,928,700.00', 6_928_700_000_000, 10_000],
    ['-¥3元', -300, 100],
    ['¥-3元', -300, 100],
    ['(3.00万元)', -3_000_000, 10_000],
    ['(3.00)万元', -3_000_000, 10_000],
    ['△3.50', -3_500_000, 10_000],
    ['△ 1,234.00', -1_234_000_000, 10_000],
    ['▲3.50万元', -3_500_000, 10_000],
    ['¥△3元', -300, 100],
    ['3.50-', -3_500_000, 10_000],
    ['1,234.00－', -1_234_000_000, 10_000],
    ['3.50 -', -3_500_000, 10_000],
    ['0.00-', 0, 10_000],
    ['692.871234', 692_871_234, 1],
    ['692.87123400', 692_871_234, 1],
  ])('%s', (text, fen, quantum) => {
    expect(parseAmount(text, '万元')).toStrictEqual(amount(fen, quantum))
  })
})

describe('an amount text in 元', () => {
  test.each([
    ['18065', 1_806_500, 100],
    ['18065.4', 1_806_540, 10],
    ['18065.40', 1_806_540, 1],
    ['18065.4000', 1_806_540, 1],
    ['3.00万元', 3_000_000, 10_000],
    ['90,071,992,547,409.91', Number.MAX_SAFE_INTEGER, 1],
    ['-90071992547409.91', -Number.MAX_SAFE_INTEGER, 1],
  ])('%s', (text, fen, quantum) => {
    expect(parseAmount(text, '元')).toStrictEqual(amount(fen, quantum))
  })
})

describe('what is no amount', () => {
  test.each(['', ' ', '\u3000', '\u00a0\n', '\u200b', "'"])('%j is blank', (text) => {
    expect(parseAmount(text, '元')).toEqual({ kind: 'blank' })
  })

  test.each(['-', '—', '——', '–', '－', ' — — ', '--', '―'])('%j is a dash', (text) => {
    expect(parseAmount(text, '元')).toEqual({ kind: 'dash' })
  })

  test.each([
    ['9%', 900, 100],
    ['99.72％', 9972, 1],
    ['-3.62 %', -362, 1],
  ])('%s is a percentage in any column', (text, fen, quantum) => {
    expect(parseAmount(text, '万元')).toEqual(percent(fen, quantum))
  })

  test.each<[string, Refusal]>([
    ['1,23', 'misplaced-comma'],
    ['12,34.00', 'misplaced-comma'],
    ['1234,567', 'misplaced-comma'],
    ['1,234 567', 'misplaced-comma'],
    ['1.5,000', 'misplaced-comma'],
    [',5', 'not-numeric'],
    ['12 34', 'not-numeric'],
    ['12\n345', 'not-numeric'],
    ['1.2.3', 'not-numeric'],
    ['5.', 'not-numeric'],
    ['—5', 'not-numeric'],
    ['--5', 'not-numeric'],
    ['(-5)', 'not-numeric'],
    ['△-5', 'not-numeric'],
    ['△△5', 'not-numeric'],
    ['(△5)', 'not-numeric'],
    ['△5-', 'unknown-unit'],
    ['-5-', 'unknown-unit'],
    ['(5)-', 'unknown-unit'],
    ['(5-)', 'unknown-unit'],
    ['5--', 'unknown-unit'],
    ['5-6', 'not-numeric'],
    ['5—', 'unknown-unit'],
    ['5△', 'unknown-unit'],
    ['5元-', 'unknown-unit'],
    ['△', 'not-numeric'],
    ['△12%', 'not-numeric'],
    ['(5', 'not-numeric'],
    ['5)', 'not-numeric'],
    ['()', 'not-numeric'],
    ['1E5', 'not-numeric'],
    ['①', 'not-numeric'],
    ['壹万', 'not-numeric'],
    ['#REF!', 'not-numeric'],
    ['12²', 'unknown-unit'],
    ['3亿元', 'unknown-unit'],
    ['2023年', 'unknown-unit'],
    ['(5元)元', 'not-numeric'],
    ['123.456', 'beyond-fen'],
    ['90071992547409.92', 'too-large'],
    ['9'.repeat(50), 'too-large'],
  ])('%j is refused', (text, reason) => {
    expect(parseAmount(text, '元')).toEqual(refused(reason))
    expect(describeRefusal(reason)).toMatch(/\p{Script=Han}/u)
  })

  test.each<[string, string]>([
    ['digits', '9'.repeat(1_000_000)],
    ['blanks inside', `(${' '.repeat(1_000_000)}x`],
    ['commas', ','.repeat(1_000_000)],
  ])('a cell full of %s is refused without a search', (_, text) => {
    expect(parseAmount(text, '元')).toEqual(refused('not-numeric'))
  })

  test('a figure among a million blanks is read', () => {
    const blanks = ' '.repeat(1_000_000)
    expect(parseAmount(`${blanks}3.00${blanks}`, '元')).toEqual(amount(300, 1))
  })

  test('seven decimals of 万元 are refused unless the last are zeros', () => {
    expect(parseAmount('1.1234567', '万元')).toEqual(refused('beyond-fen'))
    expect(parseAmount('1.1234560', '万元')).toEqual(amount(1_123_456, 1))
  })

  test('every way to write a figure below zero is the same figure, and two of them at once are none', () => {
    const wan = fc.tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 99 })).map(([whole, rest]) => `${whole.toLocaleString('en-US')}.${String(rest).padStart(2, '0')}`) // prettier-ignore
    fc.assert(
      fc.property(wan, (size) => {
        const below = parseAmount(`-${size}`, '万元')
        for (const text of [`△${size}`, `▲${size}`, `△ ${size}`, `${size}-`, `${size} −`, `(${size})`, `（${size}）`])
          expect(parseAmount(text, '万元')).toEqual(below)
        for (const text of [`△-${size}`, `-${size}-`, `△${size}-`, `(${size}-)`, `(△${size})`])
          expect(parseAmount(text, '万元').kind).toBe('not-a-number')
      }),
    )
  })

  test('no text at all throws, and none yields minus zero or an unsafe number', () => {
    const sign = fc.constantFrom(..."0123456789,.-—–()（）％%元万¥△▲ \u3000'eE+".split(''))
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 14 }), (text) => {
        const parsed = parseAmount(text, '万元')
        if (parsed.kind !== 'amount') return
        expect(Number.isSafeInteger(parsed.amount.fen)).toBe(true)
        expect(Object.is(parsed.amount.fen, -0)).toBe(false)
        expect(text).toMatch(/\d/)
      }),
    )
  })
})

describe('counts and percentages', () => {
  test.each([
    ['3', 300],
    ['3辆', 300],
    ['1,200人次', 120_000],
    ['9.5分', 950],
    ['3.00', 300],
  ])('the count %s is exact', (text, hundredths) => {
    expect(parseCount(text)).toEqual({ kind: 'amount', amount: exact(hundredths) })
  })

  test('a count refuses money and a third decimal, and tells a percentage apart', () => {
    expect(parseCount('3元')).toEqual(refused('unknown-unit'))
    expect(parseCount('3.125')).toEqual(refused('beyond-fen'))
    expect(parseCount('△3')).toEqual(refused('not-numeric'))
    expect(parseCount('3-')).toEqual(refused('unknown-unit'))
    expect(parseCount('95%')).toEqual(percent(9500, 100))
    expect(parseCount('—')).toEqual({ kind: 'dash' })
  })

  test.each([
    ['99.72%', 9972, 1],
    ['99.72', 9972, 1],
    ['27.3%', 2730, 10],
    ['9%', 900, 100],
    ['0%', 0, 100],
    ['-3.62%', -362, 1],
  ])('the percentage %s', (text, fen, quantum) => {
    expect(parsePercent(text)).toEqual(percent(fen, quantum))
  })

  test('a percentage refuses money and a third decimal', () => {
    expect(parsePercent('3元')).toEqual(refused('unknown-unit'))
    expect(parsePercent('99.725%')).toEqual(refused('beyond-fen'))
    expect(parsePercent('')).toEqual({ kind: 'blank' })
  })
})
