import { expect, test } from 'vitest'
import type { Project } from '#core/model/project.ts'
import { openPacks } from '#main/files/packs.ts'
import { openReader } from '#main/files/read-in-child.ts'
import { openChromium } from '#main/host/chromium.ts'
import { checkReport } from '#main/services/check-report.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { deriveReport } from '#main/services/derive-report.ts'
import { explainCell } from '#main/services/explain-cell.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import { editHistory } from '#main/services/window/edit-history.ts'
import { editProject } from '#main/services/window/edit-project.ts'
import { walk } from '#main/services/window/edit-report.ts'
import { projectView } from '#main/services/window/project-view.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { sketchProject } from '#test/core/performance/sketch.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import { PRINT_QUANTUM, printedTables } from '#test/ledger-samples/printed.ts'
import { solveBooks } from '#test/ledger-samples/solve.ts'
import { codes, ledgerBench, nameOf } from '#test/ledger-samples/store.ts'
import { makeYear } from '#test/ledger-samples/vouchers.ts'

const printed = printedTables('001')
const year = makeYear(solveBooks(printed.cells, PRINT_QUANTUM, printed.projects), printed.year, 800)

/** A unit with a sheet for each of three projects: one without 全年执行数, one that says another, one that no ledger knows. */
async function bench() {
  const ledger = ledgerBench(printed.unit, printed.nature, printed.year, printed.pack)
  const { store, actor } = ledger
  const workspace: Workspace = {
    ...{ store, actor, codes, packs: openPacks([]), clock: () => new Date('2024-01-01T00:00:00Z') },
    ...{ reader: openReader(), print: openChromium() },
  }
  const names = ['区委办业务费', '遗属补助', '不在账上的项目']
  store.write(actor, '填写', () => {
    for (const [at, name] of names.entries())
      store.projects.save(
        ledger.open().report.id,
        sketchProject({ key: name, name, figures: ['', '', '62', at === 1 ? '4.74' : ''] }),
        'entered',
      )
    deriveReport(store, ledger.open())
  })
  const journal = layouts.workbookBytes([layouts.journal(year, { unit: printed.unit, nameOf })], 'xlsx')
  await importLedger(ledger, ledger.open(), ledger.file('序时账.xlsx', journal))
  const { id } = ledger.open().report
  store.write(actor, 'derive', () => {
    deriveReport(store, ledger.open())
  })
  const sheet = (name: string): Project | undefined => ledger.open().projects.find(({ key }) => key === name)
  const findings = () => checkReport(workspace, ledger.open()).checks.findings.filter(({ rule }) => rule === 'CK-121')
  return { ledger, workspace, editing: { history: editHistory(), workspace: () => workspace }, id, sheet, findings }
}

test('what the ledgers say was spent on a project fills its sheet, is held against what the sheet says, and can be taken', async () => {
  const { workspace, editing, id, sheet, findings } = await bench()
  expect(sheet('区委办业务费')?.total.executed?.fen).toBe(37_633_119)
  expect(sheet('不在账上的项目')?.total.executed).toBeUndefined()
  // What a person entered stands until it is replaced.
  expect(sheet('遗属补助')?.total.executed?.fen).toBe(4_740_000)
  expect(findings()).toMatchObject([{ where: '遗属补助 全年执行数', stated: '4.74万元', expected: '4.729238万元' }])
  expect(projectView(workspace, id, '遗属补助').ledger).toEqual({ executed: '4.729238', stands: false })

  editProject(editing, id, '遗属补助', { kind: 'executed-of-ledger' })
  expect(sheet('遗属补助')?.total.executed?.fen).toBe(4_729_238)
  expect(findings()).toEqual([])
  expect(projectView(workspace, id, '遗属补助').ledger).toEqual({ executed: '4.729238', stands: true })
  walk(editing, id, 'undo')
  expect(sheet('遗属补助')?.total.executed?.fen).toBe(4_740_000)
})

test('a whole number that somebody types is exact: 5 is not about 4.73', async () => {
  const { editing, id, sheet, findings } = await bench()
  editProject(editing, id, '遗属补助', { kind: 'money', field: 'executed', text: '5' })
  expect(sheet('遗属补助')?.total.executed).toEqual({ fen: 5_000_000, quantum: 10_000 })
  expect(findings()).toMatchObject([{ where: '遗属补助 全年执行数', stated: '5万元' }])
})

test('a project that no ledger names has nothing to take', async () => {
  const { editing, id } = await bench()
  expect(() => {
    editProject(editing, id, '不在账上的项目', { kind: 'executed-of-ledger' })
  }).toThrow('账簿中没有项目“不在账上的项目”的支出')
})

const HEADER = ['项目名称', '支出功能分类', '部门支出经济分类', '资金性质', '年初指标', '调整指标', '可执行指标']
const INDICATORS = [
  HEADER,
  ['区委办业务费', '2013101-行政运行', '30201-办公费', '1-一般公共预算资金', '600,000.00', '20,000.00', '620,000.00'],
  ['遗属补助', '2080801-死亡抚恤', '30304-抚恤金', '1-一般公共预算资金', '50,000.00', '-1,000.50', '48,999.50'],
] as const

test('what the indicators say a project may spend is held against its sheet, can be taken, and opens down to its rows', async () => {
  const { workspace, editing, id, sheet, ledger } = await bench()
  const path = ledger.file('指标.xlsx', layouts.workbookBytes([{ name: '指标', rows: INDICATORS }], 'xlsx'))
  expect((await importLedger(ledger, ledger.open(), path)).kind).toBe('imported')
  workspace.store.write(ledger.actor, 'derive', () => {
    deriveReport(workspace.store, ledger.open())
  })
  const findings = () => checkReport(workspace, ledger.open()).checks.findings.filter(({ rule }) => rule === 'CK-125')
  // 62 is what both say of the first.
  expect(findings()).toMatchObject([{ where: '遗属补助 全年预算数', stated: '62万元', expected: '4.89995万元', severity: 'warning' }]) // prettier-ignore
  expect(projectView(workspace, id, '遗属补助').indicatorList).toEqual({ budget: '4.89995', stands: false })
  expect(projectView(workspace, id, '不在账上的项目').indicatorList).toBeUndefined()

  const explained = explainCell(workspace, ledger.open(), '项目/遗属补助/全年预算数')
  expect(explained.value).toBe('62万元')
  const [source] = explained.sources
  expect([source?.value, source?.stands, source?.ledger?.fen]).toEqual(['4.89995万元', false, 4_899_950])
  const lines = source?.ledger?.accounts.flatMap(({ sources }) => sources) ?? []
  expect(lines.map(({ fileName, sheet: name, address, fen }) => [fileName, name, address, fen])).toEqual([['指标.xlsx', '指标', 'G3', 4_899_950]]) // prettier-ignore
  const spent = explainCell(workspace, ledger.open(), '项目/遗属补助/全年执行数').sources[0]?.ledger
  expect(spent?.fen).toBe(4_729_238)
  expect(spent?.accounts.reduce((sum, { fen }) => sum + fen, 0)).toBe(4_729_238)
  expect(() => explainCell(workspace, ledger.open(), '项目/没有的项目/全年预算数')).toThrow('没有的项目')

  editProject(editing, id, '遗属补助', { kind: 'budget-of-indicators' })
  expect(sheet('遗属补助')?.total.budget?.fen).toBe(4_899_950)
  expect(findings()).toEqual([])
  expect(() => {
    editProject(editing, id, '不在账上的项目', { kind: 'budget-of-indicators' })
  }).toThrow('预算指标中没有项目“不在账上的项目”')
})

test('an indicator without a project, which could be of any of them, is named where somebody asks for a budget', async () => {
  const { workspace, id, sheet, ledger } = await bench()
  const nameless = ['', '2013101-行政运行', '30201-办公费', '1-一般公共预算资金', '10.00', '', '10.00'] as const
  const rows = [...INDICATORS, nameless]
  const path = ledger.file('指标.xlsx', layouts.workbookBytes([{ name: '指标', rows }], 'xlsx'))
  expect((await importLedger(ledger, ledger.open(), path)).kind).toBe('imported')
  workspace.store.write(ledger.actor, 'derive', () => {
    deriveReport(workspace.store, ledger.open())
  })
  expect(sheet('遗属补助')?.total.budget?.fen).toBe(62_000_000)
  expect(projectView(workspace, id, '遗属补助').indicatorList).toBeUndefined()
  const why = /第 4 行.*10\.00 元.*没有项目/u
  expect(explainCell(workspace, ledger.open(), '项目/遗属补助/全年预算数').sources[0]?.origin).toMatch(why)
  expect(deriveLedgerTables(workspace.store, ledger.open())?.cannot.find(({ table }) => table === '项目')?.why).toMatch(
    why,
  )
})
