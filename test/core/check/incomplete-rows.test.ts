import { describe, expect, test } from 'vitest'
import { incompleteRows } from '#core/check/checks/ck-007-incomplete-rows.ts'
import { CHECKS } from '#core/check/checks/checks.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const pack = sketchPack({
  tables: [
    {
      id: '支出',
      title: '支出',
      columns: [{ key: '合计' }],
      blocks: [
        {
          columns: ['@code', '@name', '合计'],
          rows: [{ key: '合计', label: '合计' }],
          codeRows: { list: '功能分类', levels: ['类', '款', '项'] },
        },
      ],
    },
  ],
})

const LISTED = ['201', '20101', '2010101', '2010102', '221', '22102', '2210201', '227']

function gaps(...rows: readonly string[]) {
  const cells = Object.fromEntries(['合计', ...rows].map((row) => [`支出/${row}/合计`, '1.00']))
  return [
    ...incompleteRows.run({
      accounts: sketchAccounts({ cells }),
      pack,
      projects: [],
      nameOfCode: (code) => (LISTED.includes(code) ? code : undefined),
      derivedSheets: [],
      nearestCodes: () => [],
    }),
  ].map(({ severity, where }) => `${severity} ${where}`)
}

describe('CK-007 names the rows that no sum can miss', () => {
  test('it is one of the checks', () => {
    expect(CHECKS).toContain(incompleteRows)
  })

  test('nothing, where every row has those above and below it', () => {
    expect(gaps('201', '20101', '2010101', '221', '22102', '2210201')).toEqual([])
  })

  test('the only 款 of a 类 is left out', () => {
    expect(gaps('201', '20101', '2010101', '221', '2210201')).toEqual(['error 支出 22102'])
  })

  test('a 类 is left out', () => {
    expect(gaps('201', '20101', '2010101', '22102', '2210201')).toEqual(['error 支出 221'])
  })

  test('the only 项 of a 款 is left out: it may be withheld, so it is asked for', () => {
    expect(gaps('201', '20101', '2010101', '221', '22102')).toEqual(['warning 支出 22102'])
  })

  test('everything below a 类 is left out', () => {
    expect(gaps('201', '20101', '2010101', '221')).toEqual(['warning 支出 221'])
  })

  test('a 类 that the lists do not divide ends there', () => {
    expect(gaps('201', '20101', '2010101', '227')).toEqual([])
  })

  test('a table that prints 类 only, or 类 and 项 only, is not asked for more', () => {
    expect(gaps('201', '221')).toEqual([])
    expect(gaps('201', '2010101', '221', '2210201')).toEqual([])
  })
})
