import { expect, test } from 'vitest'
import { settleBalances, type StatedBalance } from '#core/derive/settle-balances.ts'

const row = (account: string, debit: number, ...kinds: readonly string[]): StatedBalance => ({
  combination: 0,
  account,
  kinds,
  opening: null,
  debit,
  credit: null,
  closing: null,
})
const debits = (rows: readonly StatedBalance[]): readonly (readonly [string, number | null])[] =>
  settleBalances(rows).map(({ account, debit }) => [account, debit])

test('an account in both tables counts once, split up', () => {
  expect(debits([row('7101', 100), row('7101', 60, '项目'), row('7101', 40, '项目')])).toEqual([
    ['7101', 60],
    ['7101', 40],
  ])
})

test('a plain table to a lower level than the split one counts once', () => {
  expect(debits([row('710101', 60), row('710102', 40), row('7101', 100, '项目')])).toEqual([['7101', 100]])
})

test('a plain table to a higher level counts as far as the splits leave something over', () => {
  expect(debits([row('7101', 100), row('710101', 60, '项目')])).toEqual([
    ['7101', 40],
    ['710101', 60],
  ])
  expect(debits([row('7101', 60), row('710101', 60, '项目')])).toEqual([['710101', 60]])
})

test('two tables by different items say the same money: the finer one counts', () => {
  const rows = [
    row('7101', 100, '功能分类'),
    row('7101', 60, '功能分类', '项目'),
    row('7101', 40, '功能分类', '项目'),
    row('7201', 5, '功能分类'),
  ]
  expect(debits(rows)).toEqual([
    ['7101', 60],
    ['7101', 40],
    ['7201', 5],
  ])
})

test('separators in one table and none in the other are the same accounts; 501.10 is not below 501.1', () => {
  expect(debits([row('7101.01', 100), row('710101', 100, '项目')])).toEqual([['710101', 100]])
  expect(debits([row('501.10', 7), row('501.1', 5, '项目')])).toEqual([
    ['501.10', 7],
    ['501.1', 5],
  ])
})
