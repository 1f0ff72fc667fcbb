import { expect, test } from 'vitest'
import type { Project } from '#core/model/project.ts'
import { openPacks } from '#main/files/packs.ts'
import { openReader } from '#main/files/read-in-child.ts'
import { openChromium } from '#main/host/chromium.ts'
import { checkReport } from '#main/services/check-report.ts'
import { deriveReport } from '#main/services/derive-report.ts'
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
  return { workspace, editing: { history: editHistory(), workspace: () => workspace }, id, sheet, findings }
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
