import { expect, test } from 'vitest'
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
