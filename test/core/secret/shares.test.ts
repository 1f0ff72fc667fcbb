import { expect, test } from 'vitest'
import { exact } from '#core/money/amount.ts'
import type { SecretItem, SecretPart } from '#core/model/secret.ts'
import { conflicts } from '#core/secret/findings.ts'
import { maskOf } from '#core/secret/mask.ts'
import { sharesOf } from '#core/secret/shares.ts'
import type { Finding } from '#core/check/finding.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const common = { hint: '核对', source: { document: '表式', clause: '关系' } }
const table = (id: string, rows: readonly string[], levels?: readonly string[]) => ({
  id,
  title: id,
  columns: [{ key: '数' }],
  header: [['科目', '数']],
  blocks: [
    {
      columns: ['@code', '数'],
      rows: rows.map((key) => ({ key, label: key, ...(/^\d/u.test(key) ? { code: key } : {}) })),
      ...(levels ? { codeRows: { list: '功能分类', levels } } : {}),
    },
  ],
})
const pack = sketchPack({
  tables: [
    table('支出', ['合计'], ['类', '款', '项']),
    table('总表', ['总计']),
    table('经济', ['301', '30101', '30102', '30113', '人员合计']),
  ],
  relations: [
    { kind: 'sum', id: 'ZC-0001', title: '合计', left: ['支出/合计/数'], right: ['支出/@类/数'], ...common },
    { kind: 'sum', id: 'ZC-0002', title: '两表', left: ['总表/总计/数'], right: ['支出/合计/数'], ...common },
    {
      kind: 'sum',
      id: 'JJ-0001',
      title: '301',
      left: ['经济/301/数'],
      right: ['经济/30101/数', '经济/30102/数', '经济/30113/数'],
      ...common,
    },
    { kind: 'sum', id: 'JJ-0002', title: '人员', left: ['经济/人员合计/数'], right: ['经济/301/数'], ...common },
    { kind: 'sum', id: 'JJ-0003', title: '经济', left: ['经济/人员合计/数'], right: ['支出/合计/数'], ...common },
    { kind: 'sum', id: 'JJ-0004', title: '30113', left: ['经济/30113/数'], right: ['支出/2210201/数'], ...common },
  ],
})
/** 7.58 of 20.00 is the secret; rounding left a tail in the 款 above it and in the totals. */
const CELLS = {
  '支出/201/数': '7.59',
  '支出/20131/数': '7.59',
  '支出/2013199/数': '7.58',
  '支出/221/数': '12.42',
  '支出/22102/数': '12.42',
  '支出/2210201/数': '12.42',
  '支出/合计/数': '20.00',
  '总表/总计/数': '20.00',
  '经济/301/数': '20.00',
  '经济/30101/数': '5.00',
  '经济/30102/数': '2.58',
  '经济/30113/数': '12.42',
  '经济/人员合计/数': '20.00',
}
const accounts = sketchAccounts({ cells: CELLS })
const WAN = 1_000_000
const shares = (code: string, parts: readonly SecretPart[] = [], of = accounts): Readonly<Record<string, number>> =>
  Object.fromEntries([...sharesOf({ codes: [code], parts }, of, pack)].map(([ref, fen]) => [ref, fen / WAN]))
const part = (code: string, fen: number): SecretPart => ({ code, amount: exact(fen) })

test('a 款 with nothing else below it is secret with the tail of its own rounding', () => {
  expect(shares('2013199')).toMatchObject({ '支出/2013199/数': 7.58, '支出/20131/数': 7.59, '支出/201/数': 7.59 })
})

test('a share follows the relations into other tables', () => {
  expect(shares('2013199')).toMatchObject({ '支出/合计/数': 7.59, '总表/总计/数': 7.59 })
})

test('a row of the 经济分类 that a relation ties to the secret gives up the same amount', () => {
  expect(shares('2210201')).toMatchObject({ '经济/30113/数': 12.42, '经济/301/数': 12.42, '经济/人员合计/数': 12.42 })
})

test('which other rows of the 经济分类 hold the secret is never guessed', () => {
  const found = shares('2013199')
  for (const row of ['30101', '30102', '30113']) expect(found).not.toHaveProperty([`经济/${row}/数`])
})

test('what a person says of the 经济分类 is taken off its rows and their sums, within what rounding explains', () => {
  const parts = [part('30101', 5_000_000), part('30102', 2_584_900)]
  expect(shares('2013199', parts)).toMatchObject({
    '经济/30101/数': 5,
    // 2.5849 prints as 2.58: it is the whole row.
    '经济/30102/数': 2.58,
    '经济/人员合计/数': 7.58,
  })
})

test('a part that is more than its row by now is not taken off', () => {
  expect(shares('2013199', [part('30102', 2_700_000)])).not.toHaveProperty(['经济/30102/数'])
})

test('rows vanish with their totals; the figure of what stays is never below zero', () => {
  const item: SecretItem = {
    kind: '科目',
    target: '2013199',
    totals: '不包含',
    parts: [part('30101', 5_000_000), part('30102', 2_580_000)],
    reason: '',
    who: '会计',
    at: '',
  }
  const mask = maskOf([item], accounts, pack)
  expect([...mask.rows].toSorted()).toEqual(['支出/201', '支出/20131', '支出/2013199'])
  for (const [ref, share] of mask.off) {
    const value = accounts.get(ref)
    expect(value?.kind === 'amount' && value.amount.fen >= share).toBe(true)
  }
})

const finding = (outcome: Finding['outcome'], difference: string): Finding => ({
  rule: 'ZC-0001',
  outcome,
  severity: 'error',
  title: '合计',
  where: '支出',
  cells: [],
  stated: '',
  expected: '',
  difference,
  hint: '',
  source: '',
  group: undefined,
})

test('a tail that stays as it was refuses nothing; one that grew by the secret does', () => {
  expect(conflicts([finding('tail', '0.01万元')], [finding('fail', '0.01万元')])).toEqual([])
  expect(conflicts([finding('tail', '0.01万元')], [finding('fail', '7.58万元')]).map(({ rule }) => rule)).toEqual([
    'SM-003',
  ])
  expect(conflicts([], [finding('fail', '7.58万元')])).toHaveLength(1)
})
