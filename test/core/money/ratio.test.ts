import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountOf, exact, roundTo, subtract } from '#core/money/amount.ts'
import type { Amount } from '#core/money/amount.ts'
import { intervalOf } from '#core/money/interval.ts'
import type { Interval } from '#core/money/interval.ts'
import { parseAmount, parsePercent } from '#core/money/parse.ts'
import { growthAllows, percentOf, ratioAllows } from '#core/money/ratio.ts'
import { accountFen, anyQuantum } from './arbitraries.ts'

const wan = (text: string): Interval => {
  const parsed = parseAmount(text, '万元')
  if (parsed.kind !== 'amount') throw new Error(text)
  return intervalOf(parsed.amount)
}
const rate = (text: string): Amount => {
  const parsed = parsePercent(text)
  if (parsed.kind !== 'percent') throw new Error(text)
  return parsed.rate
}

/** The rate itself stays exact: a million times is enough for accounts. */
const ordinary = (part: number, whole: number): boolean => Math.abs(part) <= Math.abs(whole) * 1_000_000

describe('a computed percentage', () => {
  test.each<[number, number, number, number, number]>([
    [3256, 3265, 2, 9972, 1],
    [3256, 3265, 1, 9970, 10],
    [3256, 3265, 0, 10_000, 100],
    [24216, 10864, 1, 22_290, 10],
    [1, 8, 1, 1250, 10],
    [1, 8, 0, 1300, 100], // 12.5 goes up
    [-1, 8, 0, -1300, 100],
    [1, -8, 0, -1300, 100],
    [-1, -8, 0, 1300, 100],
    [0, 5, 2, 0, 1],
    [0, -5, 2, 0, 1],
    [9_007_199_254_740_991, 9_007_199_254_740_991, 2, 10_000, 1],
  ])('%i of %i with %i decimals', (part, whole, decimals, fen, quantum) => {
    expect(percentOf(exact(part), exact(whole), decimals)).toStrictEqual({ fen, quantum })
  })

  test('does not exist for a whole of zero, nor with decimals that cannot be held', () => {
    expect(percentOf(exact(5), exact(0), 2)).toBeUndefined()
    expect(percentOf(exact(0), exact(0), 2)).toBeUndefined()
    expect(() => percentOf(exact(1), exact(2), 3)).toThrow(RangeError)
    expect(() => percentOf(exact(9_007_199_254_740_991), exact(1), 2)).toThrow(RangeError)
  })

  test('is allowed by its own amounts, and its neighbours are not', () => {
    fc.assert(
      fc.property(accountFen, accountFen, fc.integer({ min: 0, max: 2 }), (part, whole, decimals) => {
        fc.pre(ordinary(part, whole))
        const computed = percentOf(exact(part), exact(whole), decimals)
        fc.pre(computed !== undefined)
        const allowed = [-1, 0, 1].map((step) => {
          const near = amountOf(computed.fen + step * computed.quantum, computed.quantum)
          return ratioAllows(near, intervalOf(exact(part)), intervalOf(exact(whole)))
        })
        expect(allowed).toEqual([false, true, false])
      }),
    )
  })
})

describe('a stated percentage', () => {
  test('住房保障 32.56 of 32.65 is 99.72%, 32.56 of 32.56 is not', () => {
    expect(ratioAllows(rate('99.72%'), wan('32.56'), wan('32.65'))).toBe(true)
    expect(ratioAllows(rate('99.72%'), wan('32.56'), wan('32.56'))).toBe(false)
  })

  test('an increase of 27.3% computed from 元 is allowed where the printed 万元 give 27.13%', () => {
    expect(growthAllows(rate('27.3%'), wan('1.64'), wan('1.29'))).toBe(true)
    expect(growthAllows(rate('29.3%'), wan('1.64'), wan('1.29'))).toBe(false)
  })

  test('0% allows what rounds to it, and an empty denominator allows nothing', () => {
    expect(ratioAllows(rate('0.00%'), wan('0.00'), wan('5.00'))).toBe(true)
    expect(ratioAllows(rate('0.00%'), wan('0.01'), wan('5000.00'))).toBe(true)
    expect(ratioAllows(rate('0.00%'), wan('0.01'), wan('5.00'))).toBe(false)
    expect(ratioAllows(rate('0%'), wan('0'), wan('0'))).toBe(false)
    expect(growthAllows(rate('0%'), wan('0'), wan('0'))).toBe(false)
  })

  test.each([
    [398_900, 400_000, '99.73%', '99.72%'],
    [-398_900, 400_000, '-99.73%', '-99.72%'],
    [398_900, -400_000, '-99.73%', '-99.72%'],
    [-398_900, -400_000, '99.73%', '99.72%'],
    [1, 200, '1%', '0%'],
    [-1, 200, '-1%', '0%'],
    [5_000_000, 1_000_000_000, '1%', '0%'],
    [-5_000_000, 1_000_000_000, '-1%', '0%'],
  ])('%i of %i lies just half way: it is %s and not %s', (part, whole, yes, no) => {
    const [n, d] = [intervalOf(exact(part)), intervalOf(exact(whole))]
    expect([ratioAllows(rate(yes), n, d), ratioAllows(rate(no), n, d)]).toEqual([true, false])
    const current = intervalOf(exact(whole + part))
    expect([growthAllows(rate(yes), current, d), growthAllows(rate(no), current, d)]).toEqual([true, false])
  })

  test('is found among denominators of both signs, large and small', () => {
    const wide = { lo: -1_000_000_000_000, hi: 3 }
    expect(ratioAllows(rate('50.00%'), { lo: 1, hi: 1 }, wide)).toBe(true) // 1 of 2
    expect(ratioAllows(rate('-50.00%'), { lo: 1, hi: 1 }, wide)).toBe(true) // 1 of −2
    expect(ratioAllows(rate('25.00%'), { lo: 1, hi: 1 }, wide)).toBe(false) // 1 of 4
  })

  test('of change keeps its sign', () => {
    expect(growthAllows(rate('-50.00%'), wan('5.00'), wan('10.00'))).toBe(true)
    expect(growthAllows(rate('50.00%'), wan('5.00'), wan('10.00'))).toBe(false)
    expect(growthAllows(rate('-100%'), wan('0'), wan('10.00'))).toBe(true)
  })
})

/** All that the definition says, by trying every pair. */
function anyPair(n: Interval, d: Interval, fits: (n: number, d: number) => boolean): boolean {
  for (let y = d.lo; y <= d.hi; y += 1) {
    for (let x = n.lo; y !== 0 && x <= n.hi; x += 1) if (fits(x, y)) return true
  }
  return false
}

const small = fc
  .tuple(fc.integer({ min: -40, max: 40 }), fc.nat({ max: 12 }))
  .map(([lo, width]): Interval => ({ lo, hi: lo + width }))
const anyRate = fc
  .tuple(fc.integer({ min: -400, max: 400 }), fc.constantFrom(1, 10, 100))
  .map(([steps, quantum]) => amountOf(steps * quantum, quantum))

describe('the search for a fraction', () => {
  /** Rates that some pair of the intervals has, or nearly: random ones would almost all be impossible. */
  const near = fc
    .record({ n: small, d: small, decimals: fc.integer({ min: 0, max: 2 }), step: fc.integer({ min: -1, max: 1 }) })
    .map(({ n, d, decimals, step }) => {
      const some = percentOf(exact(n.lo), exact(d.lo === 0 ? 1 : d.lo), decimals) ?? exact(0)
      return { n, d, stated: amountOf(some.fen + step * some.quantum, some.quantum) }
    })
  const cases = fc.oneof(near, fc.record({ n: small, d: small, stated: anyRate }))

  test('finds a pair if and only if one exists', () => {
    let found = 0
    fc.assert(
      fc.property(cases, ({ n, d, stated }) => {
        const decimals = 2 - Math.log10(stated.quantum)
        const truth = anyPair(n, d, (x, y) => percentOf(exact(x), exact(y), decimals)?.fen === stated.fen)
        if (truth) found += 1
        expect(ratioAllows(stated, n, d)).toBe(truth)
      }),
      { numRuns: 3000 },
    )
    expect(found).toBeGreaterThan(300)
  })

  test('finds a change if and only if one exists', () => {
    let found = 0
    fc.assert(
      fc.property(
        small,
        small,
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: -1, max: 1 }),
        (a, b, decimals, step) => {
          const seed = percentOf(exact(a.lo - b.hi), exact(b.hi === 0 ? 1 : b.hi), decimals) ?? exact(0)
          const stated = amountOf(seed.fen + step * seed.quantum, seed.quantum)
          const truth = anyPair(a, b, (x, y) => percentOf(exact(x - y), exact(y), decimals)?.fen === stated.fen)
          if (truth) found += 1
          expect(growthAllows(stated, a, b)).toBe(truth)
        },
      ),
      { numRuns: 3000 },
    )
    expect(found).toBeGreaterThan(300)
  })
})

test('what was computed from the truth always passes on its prints', () => {
  fc.assert(
    fc.property(
      accountFen,
      accountFen,
      anyQuantum,
      anyQuantum,
      fc.integer({ min: 0, max: 2 }),
      (a, b, p, q, decimals) => {
        fc.pre(ordinary(a, b))
        const [x, y] = [roundTo(exact(a), p), roundTo(exact(b), q)]
        fc.pre((x.fen !== 0 || a === 0) && y.fen !== 0)
        const ratio = percentOf(exact(a), exact(b), decimals)
        const growth = percentOf(subtract(exact(a), exact(b)), exact(b), decimals)
        fc.pre(ratio !== undefined && growth !== undefined)
        expect(ratioAllows(ratio, intervalOf(x), intervalOf(y))).toBe(true)
        expect(growthAllows(growth, intervalOf(x), intervalOf(y))).toBe(true)
      },
    ),
  )
})
