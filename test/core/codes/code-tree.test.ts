import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CodeRow } from '#core/codes/code-row.ts'
import { buildCodeTree, levelOf, parentByDigits } from '#core/codes/code-tree.ts'
import { editDistance } from '#core/codes/edit-distance.ts'

function row(code: string, name: string, years: Partial<CodeRow> = {}): CodeRow {
  return { code, name, parent: undefined, fromYear: undefined, toYear: undefined, aliases: [], trust: 'A', ...years }
}

const tree = buildCodeTree([
  row('201', '一般公共服务支出'),
  row('20103', '政府办公厅（室）及相关机构事务'),
  row('2010301', '行政运行'),
  row('2010302', '一般行政管理事务'),
  row('20131', '党委办公厅（室）及相关机构事务'),
  row('215', '资源勘探信息等支出', { toYear: 2019 }),
  row('215', '资源勘探工业信息等支出', { fromYear: 2020 }),
  row('39906', '赠与', { toYear: 2020 }),
])

test('levels are said by digits alone', () => {
  expect(['201', '20103', '2010301', '20', '201030', '6001.01', '总计'].map(levelOf)).toEqual([
    '类',
    '款',
    '项',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('parents and children follow the prefix', () => {
  expect(tree.parentOf('2010301')).toBe('20103')
  expect(tree.parentOf('201')).toBeUndefined()
  expect(tree.childrenOf('201')).toEqual(['20103', '20131'])
  expect(tree.childrenOf('20103')).toEqual(['2010301', '2010302'])
  expect(tree.childrenOf('2010301')).toEqual([])
})

test('an unknown code still has a parent', () => {
  expect(tree.parentOf('2010377')).toBe('20103')
})

test('a name is that of the year', () => {
  expect(tree.nameOf('215', 2019)).toBe('资源勘探信息等支出')
  expect(tree.nameOf('215', 2023)).toBe('资源勘探工业信息等支出')
})

test('a code outside its years is flagged and keeps its name', () => {
  expect(tree.lookUp('39906', 2023)).toMatchObject({ kind: 'outdated', row: { name: '赠与' } })
  expect(tree.nameOf('39906', 2023)).toBe('赠与')
  expect(tree.lookUp('39906', 2020).kind).toBe('known')
})

test('an unknown code is accepted and flagged with what it may have meant, the longest common beginning first', () => {
  const found = tree.lookUp('2010303', 2023)
  expect(found.kind).toBe('unknown')
  expect(tree.nearest('2010303').map((near) => near.code)).toEqual(['2010301', '2010302', '20103'])
  expect(tree.nameOf('2010303')).toBeUndefined()
})

test('two swapped digits are one mistake', () => {
  expect(editDistance('2010310', '2010301')).toBe(1)
  expect(tree.nearest('2010310')[0]?.code).toBe('2010301')
})

test('a code like no other has no neighbours', () => {
  expect(tree.nearest('9999999')).toEqual([])
})

test('the distance is symmetric, zero only for equal texts, and no more than the longer text', () => {
  const digits = fc.string({ unit: fc.constantFrom('0', '1', '2', '3'), maxLength: 7 })
  fc.assert(
    fc.property(digits, digits, (a, b) => {
      const distance = editDistance(a, b)
      expect(distance).toBe(editDistance(b, a))
      expect(distance === 0).toBe(a === b)
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
})

test('accounts find their parent in the list, by the longest listed beginning when the row is unknown', () => {
  const accounts = buildCodeTree([row('1002', '银行存款'), row('1002.01', '基本户', { parent: '1002' })], 'accounts')
  expect(accounts.parentOf('1002.01')).toBe('1002')
  expect(accounts.parentOf('100203')).toBe('1002')
  expect(accounts.childrenOf('1002')).toEqual(['1002.01'])
  expect(parentByDigits('1002')).toBeUndefined()
})
