import { expect, test } from 'vitest'
import { diagnose, type Diagnosis, type Failure } from '#core/check/diagnose.ts'
import { amountOf, exact, negate, subtract, sum, type Amount } from '#core/money/amount.ts'
import { intersects, intervalOf } from '#core/money/interval.ts'
import { cellRef, type CellRef } from '#core/model/cell.ts'
import { seeded, type Random } from '#test/offices/random.ts'

const ROWS = 40
const cell = (row: number, column: string): CellRef => cellRef('表', String(row), column)
const hundred = (): Amount => exact(10_000)

/** 合计 of a row is not the sum of its two parts. */
function wrongRow(row: number, by: number): Failure {
  const [total, ...parts] = [cell(row, '合计'), cell(row, '甲'), cell(row, '乙')]
  return wrong([total], parts, by)
}

function wrong(left: readonly CellRef[], right: readonly CellRef[], by: number): Failure {
  const signed = (refs: readonly CellRef[]) => refs.map((ref) => ({ sign: 1 as const, ref }))
  return {
    linear: true,
    sides: {
      cells: [...left, ...right],
      left: signed(left),
      right: signed(right),
      stated: exact(20_000 + by),
      expected: exact(20_000),
    },
  }
}

const numbers = Array.from({ length: ROWS }, (_, row) => row)
/** Every third row is wrong, and the totals above all rows are wrong by what one row is. */
const failures = [
  ...numbers.filter((row) => row % 3 === 0).map((row) => wrongRow(row, 100 + row)),
  wrong(
    [cellRef('表', '总', '合计')],
    numbers.map((row) => cell(row, '合计')),
    -109,
  ),
]

const found = (some: readonly Failure[]): readonly Diagnosis[] => diagnose(some, new Map(), hundred)

test('a cell that explains two failures with the same value comes first, and each other failure has a cell of its own', () => {
  const [first, ...others] = found(failures)
  expect(first?.cell).toBe(cell(9, '合计'))
  expect(first?.failures).toEqual([3, failures.length - 1])
  expect(first?.suggested).toEqual({ fen: 10_000 - 109, quantum: 1 })
  expect(others.map(({ failures: own }) => own)).toEqual(
    failures.flatMap((_, index) => (index === 3 || index === failures.length - 1 ? [] : [[index]])),
  )
})

test('each cell is the one that would be found first if the failures explained before were not there', () => {
  const all = found(failures)
  for (const [place, diagnosis] of all.entries()) {
    const explained = new Set(all.slice(0, place).flatMap(({ failures: own }) => own))
    const left = failures.filter((_, index) => !explained.has(index))
    expect(found(left)[0]?.cell).toBe(diagnosis.cell)
  }
})

test('a cell that passing relations vouch for is suspected last, a blank one after one that states a figure', () => {
  const vouched = new Map([[cell(0, '合计'), 2]])
  const amountOf = (ref: CellRef): Amount => exact(ref === cell(0, '甲') ? 0 : 10_000)
  expect(diagnose([wrongRow(0, 5)], vouched, amountOf)[0]?.cell).toBe(cell(0, '乙'))
})

test('without failures nothing is suspected', () => {
  expect(found([])).toEqual([])
})

interface Case {
  readonly failures: readonly Failure[]
  readonly vouched: ReadonlyMap<CellRef, number>
  readonly amounts: ReadonlyMap<CellRef, Amount>
  readonly breaks: (cell: CellRef, value: Amount) => number
}

function randomCase(random: Random, count: number, rows: number): Case {
  const amounts = new Map<CellRef, Amount>()
  const side = () =>
    Array.from({ length: random.int(1, random.chance(10) ? 12 : 3) }, () => {
      const ref = cellRef('表', String(random.int(0, rows)), random.pick(['甲', '乙', '丙']))
      if (!amounts.has(ref)) amounts.set(ref, random.chance(30) ? exact(0) : amountOf(random.int(-9, 40) * 10, 10))
      return { sign: random.chance(80) ? (1 as const) : (-1 as const), ref }
    })
  const total = (cells: ReturnType<typeof side>): Amount =>
    sum(
      cells.map(({ sign, ref }) =>
        sign === 1 ? (amounts.get(ref) ?? exact(0)) : negate(amounts.get(ref) ?? exact(0)),
      ),
    )
  const failures = Array.from({ length: count }, (): Failure => {
    const [left, right] = [side(), side()]
    const cells = [...new Set([...left, ...right].map(({ ref }) => ref))]
    const sides = { cells, left, right, stated: total(left), expected: total(right) }
    return { linear: random.chance(85), sides }
  })
  const vouched = new Map([...amounts.keys()].flatMap((ref) => (random.chance(50) ? [[ref, random.int(1, 3)]] : [])))
  const salt = random.int(0, 9)
  return { failures, vouched, amounts, breaks: (cell, value) => (cell.length * 7 + Math.abs(value.fen) + salt) % 3 }
}

/** The cell that explains most, found by looking at every cell, as `diagnose` says it. */
function explainsMost({ failures, vouched, amounts, breaks }: Case, left: ReadonlySet<number>): Diagnosis | undefined {
  const cells = new Set([...left].flatMap((index) => failures[index]?.sides.cells ?? []))
  const thoughts = [...cells].map((cell) => {
    const own = [...left].filter((index) => failures[index]?.sides.cells.includes(cell))
    const stated = amounts.get(cell) ?? exact(0)
    const wanted = own
      .toSorted((a, b) => sizeOf(failures[a]) - sizeOf(failures[b]))
      .flatMap((index) => wishOf(failures[index], cell, stated))
    const [suggested] = wanted
    const agree = wanted.every((one) => suggested && intersects(near(suggested), near(one)))
    const cost = failures.length <= 200 && suggested && agree ? breaks(cell, suggested) : 0
    const place = failures[own[0] ?? 0]?.sides.cells.indexOf(cell) ?? 0
    const rank = [
      agree ? -own.length : 0,
      -own.length,
      cost,
      stated.fen === 0 ? 1 : 0,
      vouched.get(cell) ?? 0,
      own[0] ?? 0,
      place,
    ]
    return { cell, own, rank, suggested: agree && suggested && breaks(cell, suggested) === 0 ? suggested : undefined }
  })
  const [best] = thoughts.toSorted(
    (a, b) => a.rank.map((one, at) => one - (b.rank[at] ?? 0)).find((gap) => gap !== 0) ?? 0,
  )
  return best && { cell: best.cell, failures: best.own, suggested: best.suggested }
}

const sizeOf = (failure: Failure | undefined): number => failure?.sides.cells.length ?? 0
const near = (amount: Amount) => {
  const { lo, hi } = intervalOf(amount)
  return { lo: lo - amount.quantum, hi: hi + amount.quantum }
}

/** What a failure asks a cell to say; nothing when the cell stands on both sides, or the failure is no sum. */
function wishOf(failure: Failure | undefined, cell: CellRef, stated: Amount): readonly Amount[] {
  if (!failure?.linear) return []
  const { left, right } = failure.sides
  const signs = [left, right].map((side) => side.find(({ ref }) => ref === cell)?.sign ?? 0)
  const [onLeft = 0, onRight = 0] = signs
  if (onLeft !== 0 && onRight !== 0) return []
  const gap = subtract(failure.sides.expected, failure.sides.stated)
  return [sum([stated, onLeft - onRight === 1 ? gap : negate(gap)])]
}

test.each([
  ['a few failures', 40, () => [9, 6] as const],
  ['more than the cost is asked for', 1, () => [203, 130] as const],
])('of %s each cell is the one that explains most of what is left', (_name, cases, size) => {
  for (let seed = 1; seed <= cases; seed += 1) {
    const [count, rows] = size()
    const one = randomCase(seeded(seed), count, rows)
    const left = new Set(one.failures.keys())
    const found = diagnose(one.failures, one.vouched, (ref) => one.amounts.get(ref) ?? exact(0), one.breaks)
    for (const diagnosis of found) {
      expect(diagnosis, String(seed)).toEqual(explainsMost(one, left))
      for (const index of diagnosis.failures) left.delete(index)
    }
    expect(left.size).toBe(0)
  }
})
