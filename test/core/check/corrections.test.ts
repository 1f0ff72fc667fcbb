import { expect, test } from 'vitest'
import { breaksOf } from '#core/check/corrections.ts'
import { evaluateRelation } from '#core/check/evaluate.ts'
import { holdingOf, openHolding } from '#core/check/holding.ts'
import { resultsOf } from '#core/check/results.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { cellRef, type CellRef } from '#core/model/cell.ts'
import { amountOf, type Amount } from '#core/money/amount.ts'
import { seeded, type Random } from '#test/offices/random.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const COMMON = { title: '…', hint: '核对', source: { document: '部门决算', clause: '表内关系' } }
const ROWS = Array.from({ length: 12 }, (_, row) => String(2010101 + row))
const pack = sketchPack({
  tables: [
    {
      id: '支出',
      title: '支出',
      columns: [{ key: '合计' }, { key: '基本' }],
      blocks: [
        {
          columns: ['@code', '@name', '合计', '基本'],
          rows: [{ key: '合计', label: '合计' }],
          codeRows: { list: '功能分类', levels: ['类', '款', '项'] },
        },
      ],
    },
    {
      id: '填报',
      title: '填报',
      role: 'fill-in',
      columns: [{ key: '数' }],
      blocks: [{ columns: ['@label', '数'], rows: [{ key: '甲', label: '甲', blank: 'zero' }] }],
    },
  ],
  relations: [
    { id: 'GK-0001', kind: 'sum', left: ['支出/合计/合计'], right: ['支出/@项/合计'], ...COMMON },
    {
      id: 'GK-0002',
      kind: 'sum',
      left: ['支出/合计/合计', '填报/甲/数'],
      right: ['支出/@项/合计', '-支出/@项/基本', '支出/@项/基本'],
      ...COMMON,
    },
    { id: 'GK-0003', kind: 'order', op: '≤', left: ['支出/@项/基本'], right: ['支出/合计/合计'], ...COMMON },
    {
      id: 'GK-0004',
      kind: 'order',
      op: '≥',
      left: ['支出/合计/合计'],
      right: ['支出/@项/基本', '0'],
      when: [{ nonzero: ['支出/2010101/合计'] }],
      ...COMMON,
    },
    {
      id: 'GK-0005',
      kind: 'order',
      op: '≤',
      for: { table: '支出', rows: '所有' },
      left: ['支出/@行/基本'],
      right: ['支出/@行/合计'],
      ...COMMON,
    },
  ],
})

function accountsOf(random: Random): YearAccounts {
  const decimals = random.pick([2, 2, 4, 6])
  const cells: Record<string, string> = {}
  let sum = 0
  for (const row of ROWS) {
    const parts = random.int(1, 9000)
    sum += parts
    cells[`支出/${row}/合计`] = (parts / 10_000).toFixed(decimals)
    cells[`支出/${row}/基本`] = random.chance(30) ? '' : (random.int(0, parts) / 10_000).toFixed(decimals)
  }
  cells['支出/合计/合计'] = (sum / 10_000).toFixed(decimals)
  cells['填报/甲/数'] = ''
  return sketchAccounts({ cells })
}

const withCell = (accounts: YearAccounts, cell: CellRef, amount: Amount): YearAccounts => ({
  ...accounts,
  get: (ref) => (ref === cell ? { kind: 'amount', amount } : accounts.get(ref)),
})

test('what a correction breaks is what evaluating every relation anew would find', () => {
  const broken = new Set<number>()
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = seeded(seed)
    const accounts = accountsOf(random)
    const results = pack.relations.flatMap((relation) => resultsOf(relation, { accounts, pack }))
    const breaks = breaksOf(holdingOf(results), { accounts, pack })
    for (let turn = 0; turn < 30; turn += 1) {
      const cell = random.chance(10)
        ? cellRef('填报', '甲', '数')
        : cellRef('支出', random.pick(['合计', ...ROWS]), random.pick(['合计', '基本']))
      const amount = amountOf(
        random.pick([0, 1, -1, random.int(0, 90_000_000), 2 ** 52]),
        random.pick([1, 100, 10_000]),
      )
      const changed = withCell(accounts, cell, amount)
      const fail = results.filter(
        ({ relation, binding, outcome }) =>
          (outcome.kind === 'pass' || outcome.kind === 'tail') &&
          outcome.cells.includes(cell) &&
          kindOf(() => evaluateRelation(relation, binding, changed, pack).kind) === 'fail',
      ).length
      const before = accounts.get(cell)
      const turnsNegative = amount.fen < 0 && !(before?.kind === 'amount' && before.amount.fen < 0)
      expect(breaks(cell, amount), `${String(seed)} ${cell} ${String(amount.fen)}`).toBe(fail + (turnsNegative ? 1 : 0))
      broken.add(fail)
    }
  }
  expect(broken.size).toBeGreaterThan(3)
})

/** Beyond what can be added exactly nothing is checked. */
function kindOf(evaluate: () => string): string {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof RangeError) return 'cannot-check'
    throw error
  }
}

test('what holds is kept up from one check to the next as if it were found anew', () => {
  const kept = openHolding()
  for (let seed = 1; seed <= 20; seed += 1) {
    const accounts = accountsOf(seeded(seed))
    const lists = pack.relations.map((relation) => ({ relation, results: resultsOf(relation, { accounts, pack }) }))
    for (const { relation, results } of lists) kept.follow(relation, results)
    const anew = holdingOf(lists.flatMap(({ results }) => results))
    for (const row of ['合计', ...ROWS])
      for (const column of ['合计', '基本']) {
        const cell = cellRef('支出', row, column)
        expect(new Set(kept.of(cell))).toEqual(new Set(anew.of(cell)))
        expect(kept.vouching(cell)).toBe(anew.vouching(cell))
      }
  }
})
