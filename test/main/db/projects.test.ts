import { expect, test } from 'vitest'
import { importCells, newReport } from './store-fixtures.ts'
import { temporaryStore } from './temporary-store.ts'
import { sampleProject } from './sample-project.ts'

function reportWithProjects() {
  const store = temporaryStore()
  const report = newReport(store)
  const importProjects = (content: string, ...projects: ReturnType<typeof sampleProject>[]): number => {
    const importId = importCells(store, report, content, new Map())
    store.write('会计甲', '导入项目', () => {
      store.projects.replaceImported(report, importId, projects)
    })
    return importId
  }
  const names = () => store.projects.standing(report).map((project) => project.name)
  return { store, report, importProjects, names }
}

test('a project comes back with every field as it was', () => {
  const { store, report, importProjects } = reportWithProjects()
  const projects = [
    sampleProject(),
    sampleProject({ key: '整体', subject: '部门整体', name: '部门整体', texts: new Map(), indicators: [] }),
  ]
  importProjects('x', ...projects)
  expect(store.projects.standing(report)).toEqual(projects)
})

test('projects stand in the order of their list; a new one goes to the end and a changed one keeps its place', () => {
  const { store, report, importProjects, names } = reportWithProjects()
  importProjects('x', sampleProject({ key: 'b', name: '乙' }), sampleProject({ key: 'a', name: '甲' }))
  store.write('会计甲', '录入', () => {
    store.projects.save(report, sampleProject({ key: 'c', name: '丙' }), 'entered')
    store.projects.save(report, sampleProject({ key: 'b', name: '乙改' }), 'entered')
  })
  expect(names()).toEqual(['乙改', '甲', '丙'])
})

test('what a person changed stands over a later import until it is withdrawn', () => {
  const { store, report, importProjects, names } = reportWithProjects()
  importProjects('x', sampleProject({ name: '旧' }))
  store.write('会计甲', '录入', () => {
    store.projects.save(report, sampleProject({ name: '录入' }), 'entered')
  })
  importProjects('y', sampleProject({ name: '新' }))
  expect(names()).toEqual(['录入'])
  store.write('会计甲', '清除', () => {
    store.projects.withdrawEntered(report, 'P1')
  })
  expect(names()).toEqual(['新'])
})

test('a removed project stays away when it is imported again, and can be had back', () => {
  const { store, report, importProjects, names } = reportWithProjects()
  importProjects('x', sampleProject())
  store.write('会计甲', '删除', () => {
    store.projects.remove(report, 'P1')
  })
  importProjects('y', sampleProject())
  expect(names()).toEqual([])
  store.write('会计甲', '恢复', () => {
    store.projects.withdrawEntered(report, 'P1')
  })
  expect(names()).toEqual(['会议费'])
})

test('an import withdraws the projects that it no longer has, and every version is kept', () => {
  const { store, report, importProjects, names } = reportWithProjects()
  importProjects('x', sampleProject({ key: 'a', name: '甲' }), sampleProject({ key: 'b', name: '乙' }))
  importProjects('y', sampleProject({ key: 'a', name: '甲二' }))
  expect(names()).toEqual(['甲二'])
  expect(store.projects.history(report, 'b').map((version) => [version.state, version.current])).toEqual([
    ['present', false],
    ['withdrawn', true],
  ])
})

test('an indicator whose key is there twice is refused and leaves nothing', () => {
  const { store, report, importProjects, names } = reportWithProjects()
  const indicator = sampleProject().indicators[0]
  if (indicator === undefined) throw new Error('the sample has indicators')
  expect(() => importProjects('x', sampleProject({ indicators: [indicator, indicator] }))).toThrow(/UNIQUE/)
  expect(names()).toEqual([])
  expect(store.projects.history(report, 'P1')).toEqual([])
})
