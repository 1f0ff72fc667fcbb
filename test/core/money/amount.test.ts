import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  absolute,
  add,
  amountOf,
  compare,
  exact,
  isZero,
  negate,
  quantumOf,
  roundTo,
  subtract,
  sum,
  withTrimmedZeros,
} from '#core/money/amount.ts'
import { accountFen, anyFen, anyQuantum } from './arbitraries.ts'

const MAX = Number.MAX_SAFE_INTEGER

describe('an amount', () => {
  test.each([MAX + 1, -MAX - 1, 0.5, NaN, Infinity])('is not made of %s', (fen) => {
    expect(() => exact(fen)).toThrow(RangeError)
  })

  test.each([0, 2, 5, 0.1, -10, 1e16, NaN])('is not stated to a quantum of %s', (quantum) => {
    expect(() => amountOf(0, quantum)).toThrow(RangeError)
  })

  test('accepts every power of ten up to 10^15 as quantum', () => {
    for (let power = 0, quantum = 1; power <= 15; power += 1, quantum *= 10) {
      expect(amountOf(quantum, quantum)).toEqual({ fen: quantum, quantum })
    }
  })

  test('never holds minus zero', () => {
    expect(exact(-0)).toStrictEqual({ fen: 0, quantum: 1 })
    expect(negate(exact(0))).toStrictEqual({ fen: 0, quantum: 1 })
    expect(subtract(exact(0), exact(0))).toStrictEqual({ fen: 0, quantum: 1 })
    expect(roundTo(exact(-49), 100)).toStrictEqual({ fen: 0, quantum: 100 })
  })

  test('knows the quantum of a unit and its decimals', () => {
    expect([quantumOf('元', 2), quantumOf('元', 0), quantumOf('万元', 2), quantumOf('万元', 6)]).toEqual([
      1, 100, 10_000, 1,
    ])
    expect(() => quantumOf('元', 3)).toThrow(RangeError)
    expect(() => quantumOf('万元', -1)).toThrow(RangeError)
    expect(() => quantumOf('万元', 1.5)).toThrow(RangeError)
  })

  test('with zeros trimmed by its printer takes the precision of the table, and a finer one stays', () => {
    expect(withTrimmedZeros(amountOf(1_035_800_000, 100_000), 10_000)).toEqual(amountOf(1_035_800_000, 10_000))
    expect(withTrimmedZeros(exact(123), 10_000)).toEqual(exact(123))
  })
})

describe('sums', () => {
  test('have the quantum of the coarsest', () => {
    expect(add(exact(1), amountOf(10_000, 10_000))).toEqual({ fen: 10_001, quantum: 10_000 })
    expect(sum([exact(5), amountOf(100, 100), exact(-7)])).toEqual({ fen: 98, quantum: 100 })
    expect(sum([])).toEqual({ fen: 0, quantum: 1 })
  })

  test('agree with arithmetic of whole numbers of any size', () => {
    fc.assert(
      fc.property(fc.array(accountFen, { maxLength: 50 }), (fens) => {
        const truth = fens.reduce((total, fen) => total + BigInt(fen), 0n)
        expect(BigInt(sum(fens.map(exact)).fen)).toBe(truth)
      }),
    )
  })

  test('reach 90071992547409.91 元 and refuse one 分 more', () => {
    expect(add(exact(MAX - 1), exact(1)).fen).toBe(MAX)
    expect(() => add(exact(MAX), exact(1))).toThrow(RangeError)
    expect(() => subtract(exact(-MAX), exact(1))).toThrow(RangeError)
  })
})

test('order and sign look at the 分 alone', () => {
  expect(compare(exact(0), amountOf(0, 10_000))).toBe(0)
  expect(compare(exact(-1), exact(0))).toBe(-1)
  expect(compare(exact(2), amountOf(1, 1))).toBe(1)
  expect(isZero(amountOf(0, 100))).toBe(true)
  expect(isZero(exact(-1))).toBe(false)
  expect(absolute(exact(-3))).toEqual(exact(3))
  expect(absolute(exact(3))).toEqual(exact(3))
})

describe('rounding', () => {
  test.each([
    [5000, 10_000, 10_000],
    [4999, 10_000, 0],
    [-5000, 10_000, -10_000],
    [-4999, 10_000, 0],
    [15, 10, 20],
    [25, 10, 30],
    [-25, 10, -30],
  ])('takes %i 分 to a multiple of %i: %i', (fen, quantum, rounded) => {
    expect(roundTo(exact(fen), quantum)).toEqual({ fen: rounded, quantum })
  })

  test('adds no precision to what was stated more coarsely', () => {
    expect(roundTo(amountOf(10_000, 10_000), 100)).toEqual(amountOf(10_000, 10_000))
  })

  test('is symmetric, off by at most half a quantum, away from zero at the half', () => {
    fc.assert(
      fc.property(anyFen, anyQuantum, (fen, quantum) => {
        fc.pre(Math.abs(fen) <= MAX - quantum)
        const rounded = roundTo(exact(fen), quantum).fen
        expect(roundTo(exact(0 - fen), quantum).fen).toBe(0 - rounded)
        const size = BigInt(Math.abs(fen))
        const q = BigInt(quantum)
        const truth = ((2n * size + q) / (2n * q)) * q // floor of size/q + ½
        expect(BigInt(Math.abs(rounded))).toBe(truth)
      }),
    )
  })

  test('refuses to round beyond the safe integers', () => {
    expect(() => roundTo(exact(MAX), 10)).not.toThrow() // …0991 goes down
    expect(() => roundTo(exact(MAX), 1000)).toThrow(RangeError) // …0991 goes up to …1000
  })
})
