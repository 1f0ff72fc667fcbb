import { afterAll, expect, test } from 'vitest'
import { rememberSheets } from '#main/services/import-answers.ts'
import { loadLedgerSetup, saveLayout } from '#main/services/ledger-setup.ts'
import { forgetRemembered, rememberedLayouts } from '#main/services/window/remembered-layouts.ts'
import { openSampleWorkspace } from './sample-workspace.ts'

const { workspace, close } = await openSampleWorkspace()
afterAll(close)
const { store } = workspace
const SHEET = ['3.花钱情况', '花钱情况', '|', '项目', '日常', '专项'].join('\n')
const LEDGER = '日期|代号|借方|贷方'

test('what was said of sheets is listed by its headings, tables for all units and ledgers by unit, and forgotten one by one', () => {
  expect(rememberedLayouts(workspace)).toEqual([])
  const [unit] = store.units.all()
  if (!unit) throw new Error('the sample has a unit')
  store.write('会计', { action: 'remember', detail: {} }, () => {
    rememberSheets(store, [[SHEET, { table: '支出决算表', columns: { 日常: '基本支出' } }]])
    saveLayout(store, unit.code, LEDGER, { kind: 'journal', columns: { 代号: { kind: 'role', role: '科目编码' } } })
  })
  expect(rememberedLayouts(workspace)).toEqual([
    {
      kind: 'table',
      unit: undefined,
      shape: SHEET,
      sheet: '3.花钱情况',
      headings: ['项目', '日常', '专项'],
      meaning: '支出决算表',
      columns: [{ heading: '日常', meaning: '基本支出' }],
    },
    {
      kind: 'ledger',
      unit: { code: unit.code, name: unit.name },
      shape: LEDGER,
      sheet: '',
      headings: ['日期', '代号', '借方', '贷方'],
      meaning: '序时账或明细账',
      columns: [{ heading: '代号', meaning: '科目编码' }],
    },
  ])
  expect(forgetRemembered(workspace, { shape: LEDGER, unit: unit.code }).map(({ kind }) => kind)).toEqual(['table'])
  expect(loadLedgerSetup(store, unit.code).layouts.size).toBe(0)
  expect(forgetRemembered(workspace, { shape: SHEET })).toEqual([])
})

test('to forget what nobody remembers changes nothing', () => {
  expect(forgetRemembered(workspace, { shape: 'nothing' })).toEqual([])
})
