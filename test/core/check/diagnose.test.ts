import { expect, test } from 'vitest'
import { diagnose, type Diagnosis, type Failure } from '#core/check/diagnose.ts'
import { exact, type Amount } from '#core/money/amount.ts'
import { cellRef, type CellRef } from '#core/model/cell.ts'

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
