import { expect, test } from 'vitest'
import type { CellRef } from '#core/model/cell.ts'
import { afresh, openMemory } from '#core/model/memory.ts'
import { sketchAccounts } from '#test/support/accounts.ts'

const A = '甲表/合计/金额' as CellRef
const B = '甲表/其中/金额' as CellRef
const accountsOf = (a: string, b: string) => sketchAccounts({ cells: { [A]: a, [B]: b }, texts: { 职责: a } })

/** A part that says how often it was computed. */
function counted<T>(work: () => T): { readonly work: () => T; readonly count: () => number } {
  let count = 0
  return {
    work: () => {
      count += 1
      return work()
    },
    count: () => count,
  }
}

test('a part is computed again only when a figure that it read has changed', () => {
  const memory = openMemory(accountsOf('1.00', '2.00'))
  const { work, count } = counted(() => memory.accounts.get(A))
  memory.recall('甲', [], work)
  memory.follow(accountsOf('1.00', '3.00'))
  memory.recall('甲', [], work)
  expect(count()).toBe(1)
  memory.follow(accountsOf('1.50', '3.00'))
  expect(memory.recall('甲', [], work)).toEqual(accountsOf('1.50', '3.00').get(A))
  expect(count()).toBe(2)
})

test.each([
  ['1', '1.00'],
  ['0', ''],
  ['', '——'],
  ['0', '0.00'],
])('%j and %j are different answers', (before, after) => {
  const memory = openMemory(accountsOf(before, ''))
  const { work, count } = counted(() => memory.accounts.get(A))
  memory.recall('甲', [], work)
  memory.follow(accountsOf(after, ''))
  memory.recall('甲', [], work)
  expect(count()).toBe(2)
})

test('rows, completeness and texts are answers like figures', () => {
  const first = sketchAccounts({ cells: { [A]: '1' }, texts: { 职责: '一' } })
  const cases = [
    sketchAccounts({ cells: { [A]: '1', [B]: '1' }, texts: { 职责: '一' } }),
    sketchAccounts({ cells: { [A]: '1' }, texts: { 职责: '一' }, incomplete: ['甲表'] }),
    sketchAccounts({ cells: { [A]: '1' }, texts: { 职责: '一' }, names: { '201': '名' } }),
    sketchAccounts({ cells: { [A]: '1' }, texts: { 职责: '二' } }),
    sketchAccounts({ cells: { [A]: '1' }, texts: { 职责: '一' }, unit: { nature: '事业单位' } }),
  ]
  for (const after of cases) {
    const memory = openMemory(first)
    const { work, count } = counted(() => [memory.accounts.table('甲表'), memory.accounts.text('职责')])
    memory.recall('甲', [], work)
    memory.follow(after)
    memory.recall('甲', [], work)
    expect(count()).toBe(2)
  }
})

test('what a part inside rests on, the part around it rests on too, even when the inside was remembered', () => {
  const memory = openMemory(accountsOf('1', '2'))
  const inside = () => memory.recall('内', [], () => memory.accounts.get(A))
  const around = counted(() => [inside()])
  inside()
  memory.recall('外', [], around.work)
  memory.follow(accountsOf('5', '2'))
  expect(memory.recall('外', [], around.work)).toEqual([accountsOf('5', '2').get(A)])
  expect(around.count()).toBe(2)
})

test('another input makes a part anew, and what it no longer reads does not disturb it', () => {
  const memory = openMemory(accountsOf('1', '2'))
  const read = (ref: CellRef) => counted(() => memory.accounts.get(ref))
  const [a, b] = [read(A), read(B)]
  memory.recall('甲', ['a'], a.work)
  memory.recall('甲', ['b'], b.work)
  memory.follow(accountsOf('9', '2'))
  memory.recall('甲', ['b'], b.work)
  expect([a.count(), b.count()]).toEqual([1, 1])
})

test('a part that failed is remembered neither with its answer nor with its questions', () => {
  const memory = openMemory(accountsOf('1', '2'))
  const fail = () => {
    memory.accounts.get(A)
    throw new Error('no')
  }
  expect(() => memory.recall('甲', [], fail)).toThrow('no')
  memory.follow(accountsOf('7', '2'))
  const { work, count } = counted(() => memory.accounts.get(A))
  memory.recall('甲', [], work)
  memory.follow(accountsOf('1', '2'))
  expect(memory.recall('甲', [], work)).toEqual(accountsOf('1', '2').get(A))
  expect(count()).toBe(2)
})

test('without a memory every part is computed', () => {
  const { work, count } = counted(() => 1)
  afresh('甲', [], work)
  afresh('甲', [], work)
  expect(count()).toBe(2)
})

test('what lies two parts deep disturbs all parts around it, and no other', () => {
  const memory = openMemory(accountsOf('1', '2'))
  const inner = counted(() => memory.accounts.get(A))
  const other = counted(() => memory.accounts.get(B))
  const middle = counted(() => memory.recall('内', [], inner.work))
  const outer = counted(() => [memory.recall('中', [], middle.work), memory.recall('旁', [], other.work)])
  for (const a of ['1', '5', '5', '7']) {
    memory.follow(accountsOf(a, '2'))
    expect(memory.recall('外', [], outer.work)).toEqual([accountsOf(a, '2').get(A), accountsOf(a, '2').get(B)])
  }
  expect([inner, middle, outer, other].map(({ count }) => count())).toEqual([3, 3, 3, 1])
})

test('a part is not remembered when what it rests on is made anew with another input meanwhile', () => {
  const memory = openMemory(accountsOf('1', '2'))
  const inside = (input: string) => memory.recall('内', [input], () => memory.accounts.get(A))
  const outer = () => memory.recall('外', [], () => [inside('a'), memory.recall('间', [], () => inside('b'))])
  outer()
  memory.follow(accountsOf('5', '2'))
  expect(outer()).toEqual([accountsOf('5', '2').get(A), accountsOf('5', '2').get(A)])
})

test('a part that got over the failure of one inside it is not remembered', () => {
  const memory = openMemory(accountsOf('1', '2'))
  const inside = () =>
    memory.recall('内', [], () => {
      if (memory.accounts.get(A)?.kind === 'amount') throw new RangeError('no')
      return 'fine'
    })
  const outer = () =>
    memory.recall('外', [], () => {
      try {
        return inside()
      } catch {
        return 'failed'
      }
    })
  expect(outer()).toBe('failed')
  memory.follow(accountsOf('', '2'))
  expect(outer()).toBe('fine')
})
