import { expect, test } from 'vitest'
import { intervalOf } from '#core/money/interval.ts'
import { deriveTotals } from '#core/derive/totals.ts'
import { sketchAccounts, type AccountsSketch } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const rows = (keys: readonly string[]) => keys.map((key) => ({ key, label: key }))
const table = (id: string, role: string, keys: readonly string[]) => ({
  id,
  title: id,
  role,
  columns: [{ key: '金额' }],
  blocks: [{ columns: ['@label', '金额'], rows: rows(keys) }],
})
const COMMON = { kind: 'sum', title: '…', hint: '…', source: { document: '…', clause: '…' }, fills: true }
const pack = sketchPack({
  tables: [table('公开', 'statutory', ['合计', '甲', '乙', '总计']), table('填报', 'fill-in', ['决算数', '团组数'])],
  relations: [
    { ...COMMON, id: 'AA-0001', left: ['公开/合计/金额'], right: ['公开/甲/金额', '公开/乙/金额'] },
    { ...COMMON, id: 'AA-0002', left: ['公开/总计/金额'], right: ['公开/合计/金额'] },
    { ...COMMON, id: 'AA-0003', left: ['填报/决算数/金额'], right: ['公开/甲/金额', '公开/乙/金额'] },
    { ...COMMON, id: 'AA-0004', left: ['填报/团组数/金额'], right: ['0'], when: [{ zero: ['公开/甲/金额'] }] },
  ],
})
const derived = (cells: AccountsSketch['cells']): Readonly<Record<string, number>> =>
  Object.fromEntries(
    deriveTotals(sketchAccounts({ cells }), pack).map(({ ref, value }) => [
      ref,
      value.kind === 'amount' ? value.amount.fen : Number.NaN,
    ]),
  )

test('totals that nobody stated are computed, totals of totals too', () => {
  expect(derived({ '公开/甲/金额': '1.00', '公开/乙/金额': '2.00', '填报/团组数/金额': '3' })).toEqual({
    '公开/合计/金额': 3_000_000,
    '公开/总计/金额': 3_000_000,
    '填报/决算数/金额': 3_000_000,
  })
})

test('a total that was stated is left alone, right or wrong', () => {
  const cells = { '公开/甲/金额': '1.00', '公开/乙/金额': '2.00', '公开/合计/金额': '9.00', '公开/总计/金额': '9.00' }
  expect(Object.keys(derived(cells))).toEqual(['填报/决算数/金额'])
})

test('a published form that is blank gives no zero totals of its own, but answers what rests on it', () => {
  expect(derived({ '公开/甲/金额': '', '公开/乙/金额': '' })).toEqual({ '填报/决算数/金额': 0, '填报/团组数/金额': 0 })
})

test('nothing is computed from a table that nobody delivered', () => {
  expect(derived({})).toEqual({})
})

test('where another table prints the total of rounded figures, that print is taken; a print that they exclude is not', () => {
  const twins = sketchPack({
    tables: [table('甲表', 'statutory', ['合计', '甲', '乙']), table('乙表', 'statutory', ['合计'])],
    relations: [
      { ...COMMON, id: 'AA-0001', left: ['甲表/合计/金额'], right: ['甲表/甲/金额', '甲表/乙/金额'] },
      {
        kind: 'same',
        title: '…',
        hint: '…',
        source: { document: '…', clause: '…' },
        id: 'AA-0002',
        left: '甲表/合计/金额',
        right: '乙表/合计/金额',
      },
    ],
  })
  const total = (stated: string, parts: readonly [string, string] = ['1.00', '2.00']) =>
    deriveTotals(
      sketchAccounts({ cells: { '甲表/甲/金额': parts[0], '甲表/乙/金额': parts[1], '乙表/合计/金额': stated } }),
      twins,
    )[0]
  // 1.004 + 2.004 prints 1.00, 2.00 and 3.01.
  expect(total('3.01')).toMatchObject({
    rule: 'AA-0002',
    inputs: ['乙表/合计/金额'],
    value: { amount: { fen: 3_010_000 } },
  })
  expect(total('3.00')).toMatchObject({ rule: 'AA-0002', value: { amount: { fen: 3_000_000 } } })
  expect(total('3.50')).toMatchObject({ rule: 'AA-0001', value: { amount: { fen: 3_000_000 } } })
  // Figures to the 分 add up exactly.
  expect(total('3.010000', ['1.000000', '2.000000'])).toMatchObject({
    rule: 'AA-0001',
    value: { amount: { fen: 3_000_000, quantum: 1 } },
  })
})

test('a total of rounded figures says no more than they do', () => {
  const cells = { '公开/甲/金额': '1.00', '公开/乙/金额': '2.00' }
  const [total] = deriveTotals(sketchAccounts({ cells }), pack)
  if (total?.value.kind !== 'amount') throw new Error('no total')
  const { lo, hi } = intervalOf(total.value.amount)
  expect(lo).toBeLessThanOrEqual(2_990_000)
  expect(hi).toBeGreaterThanOrEqual(3_009_998)
})

const codes = sketchPack({
  tables: [
    {
      id: '支出',
      title: '支出',
      role: 'statutory',
      columns: [{ key: '合计' }, { key: '基本' }, { key: '项目' }],
      blocks: [
        {
          columns: ['@label', '合计', '基本', '项目'],
          rows: rows(['合计']),
          codeRows: { list: '功能分类', levels: ['类', '款', '项'] },
        },
      ],
    },
  ],
  relations: [
    {
      ...COMMON,
      id: 'AA-0001',
      for: { table: '支出', rows: '所有' },
      left: ['支出/@行/合计'],
      right: ['支出/@行/基本', '支出/@行/项目'],
    },
    {
      ...COMMON,
      fills: false,
      id: 'AA-0002',
      for: { table: '支出', rows: '有下级', columns: '所有' },
      left: ['支出/@行/@列'],
      right: ['支出/@下级/@列'],
    },
    {
      ...COMMON,
      id: 'AA-0003',
      for: { table: '支出', columns: '所有' },
      left: ['支出/合计/@列'],
      right: ['支出/@类/@列'],
    },
  ],
})
const ofCodes = (cells: AccountsSketch['cells'], typed: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    deriveTotals(sketchAccounts({ cells }), codes, new Set(typed)).map(({ ref, value }) => [
      ref,
      value.kind === 'amount' ? value.amount.fen / 1_000_000 : Number.NaN,
    ]),
  )
/** One 类 with all its levels, one of which only the 项 is given, and one that is given as a whole. */
const TYPED = {
  '支出/2010301/基本': '3.00',
  '支出/2010302/项目': '2.00',
  '支出/2080501/基本': '1.00',
  '支出/221/合计': '4.00',
}

test('in a table that was typed in, the codes above others and the whole table are totals, whatever the levels given', () => {
  expect(ofCodes(TYPED, ['支出'])).toEqual({
    '支出/2010301/合计': 3,
    '支出/2010302/合计': 2,
    '支出/20103/合计': 5,
    '支出/20103/基本': 3,
    '支出/20103/项目': 2,
    '支出/201/合计': 5,
    '支出/201/基本': 3,
    '支出/201/项目': 2,
    '支出/2080501/合计': 1,
    '支出/20805/合计': 1,
    '支出/20805/基本': 1,
    '支出/208/合计': 1,
    '支出/208/基本': 1,
    '支出/合计/合计': 10,
    '支出/合计/基本': 4,
    '支出/合计/项目': 2,
  })
})

test('a code that was typed in is left alone; of an imported table no code is made up', () => {
  const stated = ofCodes({ ...TYPED, '支出/20103/基本': '9.00' }, ['支出'])
  expect(stated).not.toHaveProperty(['支出/20103/基本'])
  expect(stated['支出/201/基本']).toBe(9)
  expect(Object.keys(ofCodes(TYPED, []))).toEqual([
    '支出/2010301/合计',
    '支出/2010302/合计',
    '支出/2080501/合计',
    '支出/合计/合计',
  ])
})
