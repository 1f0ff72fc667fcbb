import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountOf, exact, negate, roundTo, sum } from '#core/money/amount.ts'
import {
  addIntervals,
  contains,
  intersects,
  intervalOf,
  mayBeAtMost,
  negateInterval,
  samePrint,
  subtractIntervals,
  sumIntervals,
  sumOfPrints,
} from '#core/money/interval.ts'
import { parseAmount } from '#core/money/parse.ts'
import { accountFen, anyFen, anyQuantum } from './arbitraries.ts'

const MAX = Number.MAX_SAFE_INTEGER

const wan = (text: string) => {
  const parsed = parseAmount(text, '万元')
  if (parsed.kind !== 'amount') throw new Error(text)
  return parsed.amount
}
const wanInterval = (text: string) => intervalOf(wan(text))

describe('the interval of an amount', () => {
  test.each([
    [10_000, 10_000, 5_000, 14_999],
    [-10_000, 10_000, -14_999, -5_000],
    [0, 10_000, 0, 0],
    [123, 1, 123, 123],
    [120, 10, 115, 124],
  ])('%i 分 stated to %i', (fen, quantum, lo, hi) => {
    expect(intervalOf(amountOf(fen, quantum))).toStrictEqual({ lo, hi })
  })

  test('holds the truth after any rounding that leaves something', () => {
    fc.assert(
      fc.property(anyFen, anyQuantum, (fen, quantum) => {
        fc.pre(Math.abs(fen) <= MAX - quantum)
        const stated = roundTo(exact(fen), quantum)
        fc.pre(stated.fen !== 0 || fen === 0)
        expect(contains(intervalOf(stated), fen)).toBe(true)
      }),
    )
  })

  test('is tight: both ends round to the amount, one 分 outside does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), anyQuantum, (steps, quantum) => {
        fc.pre(steps !== 0)
        const stated = amountOf(steps * quantum, quantum)
        const { lo, hi } = intervalOf(stated)
        const rounded = [lo - 1, lo, hi, hi + 1].map((fen) => roundTo(exact(fen), quantum).fen === stated.fen)
        expect(rounded).toEqual([false, true, true, false])
      }),
    )
  })

  test('mirrors with the sign and stops at the safe integers', () => {
    fc.assert(
      fc.property(anyFen, anyQuantum, (fen, quantum) => {
        const stated = roundTo({ fen: Math.trunc(fen / 2), quantum: 1 }, quantum)
        expect(intervalOf(negate(stated))).toStrictEqual(negateInterval(intervalOf(stated)))
      }),
    )
    const largest = roundTo(exact(MAX), 10_000)
    expect(intervalOf(largest)).toEqual({ lo: largest.fen - 5_000, hi: MAX })
  })
})

const stated = fc.record({ fen: accountFen, quantum: anyQuantum })
const prints = fc
  .array(stated, { maxLength: 40 })
  .map((list) =>
    list
      .map(({ fen, quantum }) => ({ fen, print: roundTo(exact(fen), quantum) }))
      .filter(({ fen, print }) => print.fen !== 0 || fen === 0),
  )

describe('sums and differences of intervals', () => {
  test('always hold the sum of the truths', () => {
    fc.assert(
      fc.property(prints, anyQuantum, (terms, quantum) => {
        const truth = terms.reduce((total, { fen }) => total + fen, 0)
        const parts = sumIntervals(terms.map(({ print }) => intervalOf(print)))
        expect(contains(parts, truth)).toBe(true)
        const total = roundTo(exact(truth), quantum)
        if (total.fen !== 0 || truth === 0) expect(intersects(parts, intervalOf(total))).toBe(true)
      }),
    )
  })

  test('always hold the difference of the truths', () => {
    fc.assert(
      fc.property(stated, stated, (a, b) => {
        const [left, right] = [roundTo(exact(a.fen), a.quantum), roundTo(exact(b.fen), b.quantum)]
        fc.pre(left.fen !== 0 && right.fen !== 0)
        expect(contains(subtractIntervals(intervalOf(left), intervalOf(right)), a.fen - b.fen)).toBe(true)
      }),
    )
  })

  test('have ends that are reached, and nothing outside', () => {
    const small = fc.tuple(fc.integer({ min: -30, max: 30 }), fc.nat({ max: 9 })).map(([lo, n]) => ({ lo, hi: lo + n }))
    fc.assert(
      fc.property(small, small, (a, b) => {
        const sums: number[] = []
        const differences: number[] = []
        for (let x = a.lo; x <= a.hi; x += 1) {
          for (let y = b.lo; y <= b.hi; y += 1) {
            sums.push(x + y)
            differences.push(x - y)
          }
        }
        expect(addIntervals(a, b)).toEqual({ lo: Math.min(...sums), hi: Math.max(...sums) })
        expect(subtractIntervals(a, b)).toEqual({ lo: Math.min(...differences), hi: Math.max(...differences) })
        expect(intersects(a, b)).toBe(differences.includes(0))
        expect(mayBeAtMost(a, b)).toBe(differences.some((d) => d <= 0))
      }),
    )
  })

  test('refuse ends beyond the safe integers', () => {
    expect(() => addIntervals({ lo: MAX, hi: MAX }, { lo: 1, hi: 1 })).toThrow(RangeError)
    expect(sumIntervals([])).toEqual({ lo: 0, hi: 0 })
  })
})

describe('printed sums', () => {
  test.each([
    ['301', ['134.11', '73.60', '33.25', '41.90', '38.68', '15.27', '0.78', '32.56', '3.00'], '373.15', '373.14'],
    ['302', ['5.31', '3.17', '4.55', '2.11', '15.21', '1.88'], '32.23', '32.22'],
  ])('the 款 of %s add up to another figure than the print, by less than their rounding', (_, parts, added, print) => {
    expect(sum(parts.map(wan))).toEqual(wan(added))
    const possible = sumIntervals(parts.map(wanInterval))
    expect(intersects(possible, wanInterval(print))).toBe(true)
    expect(intersects(possible, wanInterval(print.replace(/\.\d\d/, '.04')))).toBe(false)
  })

  test('three addends may miss by 0.01 and by 0.02 but not by 0.03', () => {
    const parts = sumIntervals(['0.01', '0.01', '0.01'].map(wanInterval))
    expect(['0.02', '0.03', '0.04', '0.05', '0.06'].map((total) => intersects(parts, wanInterval(total)))).toEqual([
      true,
      true,
      true,
      false, // 3 × 149.99 元 are below the 450 元 that print as 0.05
      false,
    ])
    expect(intersects(parts, wanInterval('0.01'))).toBe(false) // 3 × 50 元 print as 0.02
  })

  test('printed zeros add nothing', () => {
    const parts = sumIntervals(['0.01', '0.00', '0.00', '0'].map(wanInterval))
    expect(parts).toEqual(wanInterval('0.01'))
  })
})

describe('the sum of prints', () => {
  test('the sum of figures that were each rounded holds the sum of what they stand for', () => {
    const rounded = fc
      .tuple(accountFen, fc.constantFrom(1, 100, 10_000))
      .map(([fen, quantum]) => ({ fen, print: roundTo(exact(fen), quantum) }))
    fc.assert(
      fc.property(fc.array(rounded, { maxLength: 30 }), (all) => {
        // A printed zero says that there is nothing (interval.ts).
        const parts = all.filter(({ print }) => print.fen !== 0)
        const truth = parts.reduce((total, { fen }) => total + fen, 0)
        const total = sumOfPrints(parts.map(({ print }) => print))
        fc.pre(total.fen !== 0)
        expect(contains(intervalOf(total), truth)).toBe(true)
      }),
    )
  })

  test('one rounded figure among exact ones leaves the sum as fine as it is', () => {
    expect(sumOfPrints([amountOf(30_000, 10_000), exact(7)])).toEqual({ fen: 30_007, quantum: 10_000 })
    expect(sumOfPrints([amountOf(30_000, 10_000), amountOf(10_000, 10_000)])).toEqual({ fen: 40_000, quantum: 100_000 })
    expect(sumOfPrints([])).toEqual({ fen: 0, quantum: 1 })
  })

  test('a sum of the other sign is stated more coarsely: towards zero an interval reaches one 分 further', () => {
    const total = sumOfPrints([amountOf(370_336_967_100, 100), exact(-370_336_967_101)])
    expect(total).toEqual({ fen: -1, quantum: 1_000 })
    expect(contains(intervalOf(total), 370_336_967_050 - 370_336_967_101)).toBe(true)
  })
})

describe('two prints of one amount', () => {
  test.each([
    ['373.14', '373.14', true],
    ['373.14', '373.15', false],
    ['373.1', '373.14', true],
    ['373.1', '373.15', true], // 373.145 prints 373.15, and 373.1
    ['373.2', '373.14', false],
    ['373', '373.50', true], // 373.4951 prints 373.50, and 373
    ['0', '0.00', true],
    ['-0.01', '0.01', false],
    ['8', '8.00', true],
  ])('%s and %s: %s', (a, b, same) => {
    expect(samePrint(wan(a), wan(b))).toBe(same)
    expect(samePrint(wan(b), wan(a))).toBe(same)
  })

  test('an exact amount of 30 元 prints as 0.00 万元, 50 元 do not', () => {
    expect(samePrint(exact(3_000), wan('0.00'))).toBe(true)
    expect(samePrint(exact(5_000), wan('0.00'))).toBe(false)
  })

  test('are accepted for every truth', () => {
    fc.assert(
      fc.property(accountFen, anyQuantum, anyQuantum, (fen, p, q) => {
        const [a, b] = [roundTo(exact(fen), p), roundTo(exact(fen), q)]
        expect(samePrint(a, b)).toBe(true)
      }),
    )
  })
})
