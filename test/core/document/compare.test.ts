import { expect, test } from 'vitest'
import { align } from '#core/document/align.ts'
import { compareSnapshots } from '#core/document/compare.ts'
import type { DocumentSnapshot, SnapshotBlock, SnapshotCell } from '#core/document/snapshot.ts'

const of = (...blocks: readonly SnapshotBlock[]): DocumentSnapshot => ({
  title: '决算公开',
  unit: '某局',
  year: 2023,
  blocks,
})
const text = (id: string, words: string): SnapshotBlock => ({ kind: 'text', id, text: words })
const cells = (...texts: readonly string[]): readonly SnapshotCell[] =>
  texts.map((one, column) => ({ column, text: one }))
const grid = (id: string, isSheet: boolean, ...rows: readonly (readonly SnapshotCell[])[]): SnapshotBlock => ({
  kind: 'grid',
  id,
  title: id,
  isSheet,
  rows,
})
const row = (code: string, name: string, amount: string): readonly SnapshotCell[] => [
  ...cells(code, name),
  { column: 2, text: amount, ref: `支出决算表/${code}/基本支出` },
]

test('the same document has no changes', () => {
  const one = of(text('a', '一'), grid('表', false, row('2010301', '行政运行', '1.00')))
  expect(compareSnapshots(one, one)).toEqual([])
})

test('a changed figure names its table, row and column, with both values', () => {
  const before = of(grid('支出决算表', false, row('2010301', '行政运行', '692.78')))
  const after = of(grid('支出决算表', false, row('2010301', '行政运行', '692.87')))
  expect(compareSnapshots(before, after)).toEqual([
    {
      kind: 'figure',
      where: '支出决算表 › 2010301 行政运行 › 基本支出',
      was: '692.78',
      is: '692.87',
      block: '支出决算表',
      ref: '支出决算表/2010301/基本支出',
    },
  ])
})

test('a row that comes in between changes no other row', () => {
  const before = of(grid('支出决算表', false, row('2010301', '行政运行', '1.00'), row('2080505', '养老', '2.00')))
  const after = of(
    grid(
      '支出决算表',
      false,
      row('2010301', '行政运行', '1.00'),
      row('2010302', '一般行政', '3.00'),
      row('2080505', '养老', '2.00'),
    ),
  )
  expect(compareSnapshots(before, after).map(({ where, was, is }) => [where, was, is])).toEqual([
    ['支出决算表 › 2010302 一般行政 › 基本支出', undefined, '3.00'],
    ['支出决算表', undefined, '2010302｜一般行政'],
  ])
})

test('a sentence is found by its id, under its heading; new and lost ones are told as such', () => {
  const before = of(text('h', '一、收入情况'), text('a', '收入总计1万元。'), text('b', '旧的一句。'))
  const after = of(text('h', '一、收入情况'), text('a', '收入总计2万元。'), text('c', '新的一句。'))
  expect(compareSnapshots(before, after).map(({ kind, where, was, is }) => [kind, where, was, is])).toEqual([
    ['sentence', '一、收入情况', '收入总计1万元。', '收入总计2万元。'],
    ['sentence', '一、收入情况', '旧的一句。', undefined],
    ['sentence', '一、收入情况', undefined, '新的一句。'],
  ])
})

test('a sentence that only moved is no change', () => {
  const before = of(text('a', '甲。'), text('b', '乙。'), text('c', '丙。'))
  expect(compareSnapshots(before, of(text('c', '丙。'), text('a', '甲。'), text('b', '乙。')))).toEqual([])
})

test('a box of a scoring sheet names what stands beside it', () => {
  const before = of(grid('自评表-甲', true, cells('产出指标', '会议次数', '≥3次', '5'), cells('总分', '', '', '92')))
  const after = of(grid('自评表-甲', true, cells('产出指标', '会议次数', '≥3次', '3'), cells('总分', '', '', '90')))
  expect(compareSnapshots(before, after).map(({ kind, where, was, is }) => [kind, where, was, is])).toEqual([
    ['sheet', '自评表-甲 › ≥3次', '5', '3'],
    ['sheet', '自评表-甲 › 总分', '92', '90'],
  ])
})

test('a table that is new or gone is one change', () => {
  const table = grid('机关运行经费', false, cells('一', '1.00'))
  expect(compareSnapshots(of(), of(table))).toMatchObject([{ where: '机关运行经费', was: undefined, is: '（整张）' }])
  expect(compareSnapshots(of(table), of())).toMatchObject([{ where: '机关运行经费', was: '（整张）', is: undefined }])
})

test('lists are lined up by what they share, and no place is lost', () => {
  const pairs = align(Array.from('abcdef'), Array.from('xbcyf'))
  expect(pairs.map(({ left, right }) => [left, right])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
    [4, undefined],
    [5, 4],
  ])
  expect(align([], Array.from('ab'))).toEqual([
    { left: undefined, right: 0 },
    { left: undefined, right: 1 },
  ])
})
