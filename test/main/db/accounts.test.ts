import { expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import type { CellRef, CellValue } from '#core/model/cell.ts'
import { loadAccounts, priorConflicts } from '#main/db/accounts.ts'
import { importCells, newReport, unit, yuan } from './store-fixtures.ts'
import { refusal, temporaryStore } from './temporary-store.ts'

const now = cellRef('支出决算表', '2010301', '基本支出')
const last = cellRef('支出决算表', '2010301', '基本支出', true)
const other = cellRef('支出决算表', '2010302', '基本支出', true)

function twoYears(lastYear: readonly [CellRef, CellValue][] | undefined, thisYear: readonly [CellRef, CellValue][]) {
  const store = temporaryStore()
  const before = lastYear && newReport(store, { year: 2022 })
  if (before !== undefined) importCells(store, before, 'last', new Map(lastYear))
  const report = newReport(store, { year: 2023 })
  importCells(store, report, 'this', new Map(thisYear))
  return { store, report, before }
}

test('the accounts of a report answer with what stands, its unit, its texts', () => {
  const { store, report } = twoYears(undefined, [[now, yuan(5)]])
  store.write('会计甲', '录入', () => {
    store.cells.saveEntered(report, [{ ref: now, value: yuan(6) }])
    store.texts.save(report, new Map([['职责', '办文办会']]), 'entered')
  })
  const accounts = loadAccounts(store, report)
  expect(accounts.key).toEqual({ unit: '001', year: 2023, stage: '决算' })
  expect(accounts.unit).toEqual(unit)
  expect(accounts.get(now)).toEqual(yuan(6))
  expect(accounts.get(other)).toBeUndefined()
  expect(accounts.text('职责')).toBe('办文办会')
  expect(accounts.text('机构')).toBeUndefined()
})

test("last year's figures come from last year's report where the store has it, otherwise from the 填报表", () => {
  const { store, report } = twoYears(
    [[now, yuan(5)]],
    [
      [last, yuan(9)],
      [other, yuan(8)],
    ],
  )
  const accounts = loadAccounts(store, report)
  expect(accounts.get(last)).toEqual(yuan(5))
  expect(accounts.get(other)).toEqual(yuan(8))
})

test("without last year's report they come from the 填报表 alone", () => {
  const { store, report } = twoYears(undefined, [[last, yuan(9)]])
  expect(loadAccounts(store, report).get(last)).toEqual(yuan(9))
  expect(priorConflicts(store, report)).toEqual([])
})

test('the 预算 of last year is not the 决算 of last year', () => {
  const store = temporaryStore()
  importCells(store, newReport(store, { year: 2022, stage: '预算' }), 'last', new Map([[now, yuan(5)]]))
  expect(loadAccounts(store, newReport(store, { year: 2023 })).get(last)).toBeUndefined()
})

test("a 预算 compares with last year's 预算", () => {
  const store = temporaryStore()
  importCells(store, newReport(store, { year: 2022, stage: '预算' }), 'last', new Map([[now, yuan(5)]]))
  expect(loadAccounts(store, newReport(store, { year: 2023, stage: '预算' })).get(last)).toEqual(yuan(5))
})

test('the year before last is not this year’s prior year', () => {
  const { store, report } = twoYears([[last, yuan(5)]], [[now, yuan(1)]])
  expect(loadAccounts(store, report).get(last)).toBeUndefined()
})

test("a figure of last year's report that the 填报表 states differently is a conflict", () => {
  const { store, report } = twoYears([[now, yuan(5)]], [[last, yuan(6)]])
  expect(priorConflicts(store, report)).toEqual([{ ref: last, lastYear: yuan(5), filledIn: yuan(6) }])
})

test.each<[string, CellValue, CellValue, boolean]>([
  ['the same amount', yuan(5), yuan(5), false],
  ['one 分 apart', yuan(5), yuan(6), true],
  ['万元 that is the rounding of 元', yuan(123_456_789), yuan(123_460_000, 10_000), false],
  ['万元 that is not the rounding of 元', yuan(123_456_789), yuan(123_450_000, 10_000), true],
  ['blank and 0.00', { kind: 'blank' }, yuan(0), false],
  ['blank and an amount', { kind: 'blank' }, yuan(1), true],
  ['—— and blank', { kind: 'dash' }, { kind: 'blank' }, false],
])("last year's report and the 填报表 with %s: conflict or not", (_name, lastYear, filledIn, conflict) => {
  const { store, report } = twoYears([[now, lastYear]], [[last, filledIn]])
  expect(priorConflicts(store, report)).toHaveLength(conflict ? 1 : 0)
})

test("an amount in a row that last year's complete table does not have is a conflict; in an incomplete one it is not", () => {
  const { store, report, before = 0 } = twoYears([[now, yuan(5)]], [[other, yuan(8)]])
  expect(priorConflicts(store, report)).toEqual([])
  store.write('会计甲', '录入', () => {
    const rows = [{ key: '2010301', name: '行政运行' }]
    store.rows.save(before, { table: '支出决算表', prior: false, complete: true, rows }, 'entered')
  })
  expect(priorConflicts(store, report)).toEqual([{ ref: other, lastYear: undefined, filledIn: yuan(8) }])
})

test('a table tells its rows in printed order with their names, and rows that only have figures after them', () => {
  const { store, report } = twoYears(undefined, [
    [now, yuan(5)],
    [cellRef('支出决算表', '合计', '基本支出'), yuan(5)],
  ])
  expect(loadAccounts(store, report).table('支出决算表')).toEqual({
    rows: ['2010301', '合计'],
    names: new Map(),
    complete: false,
  })
  store.write('会计甲', '录入', () => {
    const rows = [
      { key: '20103', name: '政府办公厅' },
      { key: '2010301', name: '行政运行' },
    ]
    store.rows.save(report, { table: '支出决算表', prior: false, complete: true, rows }, 'entered')
  })
  const table = loadAccounts(store, report).table('支出决算表')
  expect(table?.rows).toEqual(['20103', '2010301', '合计'])
  expect(table?.complete).toBe(true)
  expect(table?.names.get('20103')).toBe('政府办公厅')
  expect(loadAccounts(store, report).table('收入决算表')).toBeUndefined()
  expect(loadAccounts(store, report).table('支出决算表', true)).toBeUndefined()
})

test('a table that was printed empty is known', () => {
  const { store, report } = twoYears(undefined, [])
  store.write('会计甲', '录入', () => {
    store.rows.save(report, { table: '国有资本', prior: false, complete: true, rows: [] }, 'entered')
  })
  expect(loadAccounts(store, report).table('国有资本')).toMatchObject({ rows: [], complete: true })
})

test('rows that a person adds stand among the imported ones, and none of those is lost', () => {
  const { store, report } = twoYears(undefined, [])
  const importId = importCells(store, report, 'rows', new Map())
  const list = (keys: readonly string[]) => ({
    table: '支出决算表',
    prior: false,
    complete: true,
    rows: keys.map((key) => ({ key, name: key })),
  })
  store.write('会计甲', '录入', () => {
    store.rows.save(report, list(['1', '2', '4']), 'entered')
    store.rows.save(report, list(['1', '3', '4', '5']), { importId })
  })
  expect(loadAccounts(store, report).table('支出决算表')?.rows).toEqual(['1', '3', '2', '4', '5'])
})

test("last year's rows come from last year's report, with what only the 填报表 has after them", () => {
  const { store, report, before = 0 } = twoYears([[now, yuan(5)]], [[other, yuan(8)]])
  store.write('会计甲', '录入', () => {
    const rows = [{ key: '2010301', name: '行政运行' }]
    store.rows.save(before, { table: '支出决算表', prior: false, complete: true, rows }, 'entered')
  })
  const table = loadAccounts(store, report).table('支出决算表', true)
  expect(table?.rows).toEqual(['2010301', '2010302'])
  expect(table?.complete).toBe(true)
})

test('a report that does not exist is refused', () => {
  expect(refusal(() => loadAccounts(temporaryStore(), 99)).code).toBe('DB_REPORT_UNKNOWN')
})
