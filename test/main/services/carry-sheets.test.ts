import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SHEET_CHECKS } from '#core/check/checks/sheet-checks.ts'
import type { Project } from '#core/model/project.ts'
import { formatCount } from '#core/money/format.ts'
import { printTarget } from '#core/recognise/fill-in/target.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { archivePack, digestOf } from '#main/files/packs/archive.ts'
import { openReader } from '#main/files/read-in-child.ts'
import { openChromium } from '#main/host/chromium.ts'
import { carryOffer, carrySheets } from '#main/services/carry-sheets.ts'
import { deriveReport } from '#main/services/derive-report.ts'
import { openReport } from '#main/services/open-report.ts'
import { editHistory } from '#main/services/window/edit-history.ts'
import { createProject, editCarry, editProject } from '#main/services/window/edit-project.ts'
import { walk } from '#main/services/window/edit-report.ts'
import { projectView } from '#main/services/window/project-view.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { sketchProject } from '#test/core/performance/sketch.ts'
import { temporaryStore } from '#test/main/db/temporary-store.ts'

const RESOURCES = join(import.meta.dirname, '../../../resources')
const codes = loadCodes(join(RESOURCES, 'codes'))
const packs = openPacks([join(RESOURCES, 'packs')], { codes })

const PLANNED = sketchProject({
  key: '001',
  projectCode: '001',
  name: '业务费',
  goal: '保证运转',
  figures: ['70', '62', '', ''],
  indicators: [
    { levels: ['产出指标', '数量指标', '会议次数'], target: '≥12次', weight: '50' },
    { levels: ['效益指标', '社会效益指标', '办结率'], target: '=100%', weight: '40' },
  ],
})

/** The 预算 with one project (or those given), and an empty 决算 of the same unit and year. */
function bench(planned: readonly Project[] = [PLANNED]) {
  const store = temporaryStore()
  const workspace: Workspace = {
    ...{ store, packs, codes, actor: '会计甲', clock: () => new Date('2024-01-01T00:00:00Z') },
    reader: openReader(),
    print: openChromium(),
  }
  const report = (stage: '预算' | '决算'): Report => {
    const id = `base/2023-${stage}`
    const files = packs.files(id)
    return store.reports.create(
      { unit: '001001', year: 2023, stage },
      { id, version: '1', hash: digestOf(files), bytes: archivePack(id, files) },
    )
  }
  const { budget, settled } = store.write('会计甲', '新建', () => {
    store.units.save({ code: '001001', name: '甲单位', shortName: '甲', nature: '行政单位', parent: undefined })
    const made = { budget: report('预算'), settled: report('决算') }
    for (const project of planned) store.projects.save(made.budget.id, project, 'entered')
    return made
  })
  const save = (to: Report, project: Project): void => {
    store.write('会计甲', '填写', () => {
      store.projects.save(to.id, project, 'entered')
      deriveReport(store, openReport(workspace, to))
    })
  }
  const sheets = (): readonly Project[] => openReport(workspace, settled).projects
  const targets = (): readonly string[] =>
    sheets().flatMap(({ indicators }) => indicators.map(({ target }) => (target ? printTarget(target) : '')))
  const editing = { history: editHistory(), workspace: () => workspace }
  return { workspace, store, budget, settled, save, sheets, targets, editing }
}

test('a sheet that comes into the 决算 gets the targets of the 预算 without being asked, and keeps its own', () => {
  const { save, settled, sheets, targets, workspace } = bench()
  const own = sketchProject({
    key: '业务费',
    name: '业务费',
    figures: ['', '', '60', '50'],
    indicators: [
      { levels: ['产出', '数量', '会议次数'], adjusted: '≥10次', actual: '11次', score: '50' },
      { levels: ['效益指标', '社会效益指标', '办结率'], target: '≥95%', actual: '96%', weight: '40' },
    ],
  })
  save(settled, own)
  expect(targets()).toEqual(['≥12次', '≥95%'])
  const [project] = sheets()
  expect(project).toMatchObject({ goal: '保证运转', projectCode: '001', total: { declared: { fen: 70_000_000 } } })
  expect(project?.total.budget?.fen).toBe(60_000_000)
  expect(project?.indicators[0]?.adjustedTarget).toMatchObject({ value: { fen: 1000 } })
  expect(project?.indicators[0]?.weight && formatCount(project.indicators[0].weight)).toBe('50')
  expect(projectView(workspace, settled.id, '业务费').indicators.map(({ fromBudget }) => fromBudget)).toEqual([
    true,
    false,
  ])
})

test('projects that only the 预算 has are offered, and come when they are wanted', () => {
  const { settled, sheets, workspace, store } = bench()
  expect(sheets()).toEqual([])
  expect(carryOffer(workspace, settled)).toEqual({ mode: 'fill', shared: [], budgetOnly: ['业务费'] })
  carrySheets(workspace, settled, 'all')
  expect(sheets()).toMatchObject([{ key: '001', total: { executed: undefined }, indicators: [{}, {}] }])
  const [entry] = store.audit.latest(1)
  expect(entry).toMatchObject({ who: '会计甲', action: 'carry-targets' })
  expect(store.projects.history(settled.id, '001')).toMatchObject([{ source: 'derived', who: '会计甲' }])
  carrySheets(workspace, settled, 'off')
  expect(sheets()).toEqual([])
})

test('what a person changed in a carried sheet stands, blanks included, whatever the 预算 says later', () => {
  const { budget, editing, save, settled, sheets, targets } = bench()
  editCarry(editing, settled.id, 'all')
  const [first] = sheets()[0]?.indicators ?? []
  editProject(editing, settled.id, '001', { kind: 'remove', indicator: first?.key ?? '' })
  expect(targets()).toEqual(['=100%'])
  save(budget, { ...PLANNED, goal: '另一个目标' })
  expect(targets()).toEqual(['=100%'])
  expect(sheets()[0]?.goal).toBe('保证运转')
})

test('Ctrl+Z takes the carried targets out and puts them in again', () => {
  const { editing, settled, sheets } = bench()
  editCarry(editing, settled.id, 'all')
  walk(editing, settled.id, 'undo')
  expect(sheets()).toEqual([])
  walk(editing, settled.id, 'redo')
  expect(sheets()).toHaveLength(1)
})

test('a target that changes in the 预算 changes where nobody entered another', () => {
  const { budget, save, settled, targets, workspace } = bench()
  carrySheets(workspace, settled, 'all')
  save(budget, { ...PLANNED, indicators: sketchProject({ indicators: [{ target: '≥15次' }] }).indicators })
  expect(targets()).toEqual(['≥15次'])
})

test('a sheet whose indicators make 100 already gets no others on top, and the finding names them', () => {
  const { save, settled, targets, workspace } = bench()
  save(settled, sketchProject({ key: '业务费', name: '业务费', indicators: [{ target: '5篇', weight: '90' }] }))
  expect(targets()).toEqual(['=5篇'])
  const opened = openReport(workspace, settled)
  const check = SHEET_CHECKS.find(({ id }) => id === 'CK-122')
  const findings = check?.run({ ...opened, nameOfCode: () => '', nearestCodes: () => [] }) ?? []
  expect([...findings]).toMatchObject([{ severity: 'info', stated: '2个' }])
})

test('nothing to carry is said', () => {
  const { editing, settled, budget } = bench([])
  expect(() => {
    editCarry(editing, settled.id, 'all')
  }).toThrow('没有本单位 2023 年预算的绩效目标')
  expect(() => {
    carrySheets(editing.workspace(), budget, 'all')
  }).toThrow('这是预算')
})

test('a sheet made by hand before the 预算 came gets its targets', () => {
  const { budget, editing, save, settled, targets } = bench([])
  createProject(editing, settled.id, '业务费', '项目')
  save(budget, PLANNED)
  expect(targets()).toEqual(['≥12次', '=100%'])
})
