import { expect, test } from 'vitest'
import { parseTerm, readTerm } from '#core/packs/term.ts'

test('a term names a cell by table, row and column', () => {
  expect(parseTerm('支出决算表/2010301/基本支出')).toEqual({
    kind: 'cells',
    sign: 1,
    prior: false,
    table: '支出决算表',
    row: { kind: 'key', key: '2010301' },
    column: { kind: 'key', key: '基本支出' },
  })
})

test('a sign and last year stand before the table', () => {
  expect(parseTerm('-上年·总表/@行/@列')).toMatchObject({
    sign: -1,
    prior: true,
    table: '总表',
    row: { kind: 'bound' },
    column: { kind: 'bound' },
  })
})

test('children and levels are words of the language', () => {
  expect(parseTerm('表/@下级/列')).toMatchObject({ row: { kind: 'children' } })
  expect(parseTerm('表/@款/列')).toMatchObject({ row: { kind: 'level', level: '款' } })
})

test('the only constant is 0', () => {
  expect(parseTerm('0')).toEqual({ kind: 'zero', sign: 1 })
  expect(readTerm('1').ok).toBe(false)
})

test.each([
  '',
  '表',
  '表/行',
  '表/行/列/更多',
  '表//列',
  '@行/行/列',
  '表/@所有/列',
  '表/行/@行',
  '-',
  '- 表/行/列',
  '表/行 /列',
])('refuses %j', (text) => {
  expect(readTerm(text).ok).toBe(false)
  expect(() => parseTerm(text)).toThrow(RangeError)
})
