import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Grid } from '#core/document/model.ts'
import { sheetGrids } from '#core/performance/sheet-grids.ts'
import { renderXlsx } from '#main/render/xlsx.ts'
import { importFiles } from '#main/services/import-files.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

let sample: SampleWorkspace
let path: string

/** The six sheets of the sample as a workbook of filled 自评表, one project renamed so that it is new. */
beforeAll(async () => {
  sample = await openSampleWorkspace()
  const { pack, accounts, projects } = openReport(sample.workspace, chooseReport(sample.workspace, {}))
  const [first] = projects
  if (!first) throw new Error('the sample has no projects')
  const grids = sheetGrids([{ ...first, key: '新项目', name: '新增项目' }], pack, accounts)
  path = join(sample.folder, '自评表.xlsx')
  writeFileSync(path, await renderXlsx(grids, pack.style, { title: '自评表', unitName: accounts.unit.name }))
})
afterAll(() => sample.close())

test('a filled 自评表 comes in as a project beside those of the 填报表, and goes again when it is undone', async () => {
  const { workspace } = sample
  const outcome = await importFiles(workspace, { paths: [path] })
  if (outcome.kind === 'refused') throw new Error(outcome.errors.map(({ message }) => message).join('\n'))
  const [file] = outcome.files
  expect(file?.sheets).toMatchObject([{ confidence: 1, why: expect.stringContaining('新增项目') as unknown }])
  const names = (): readonly string[] => openReport(workspace, outcome.report).projects.map((project) => project.name)
  expect(names()).toHaveLength(7)
  expect(names()).toContain('新增项目')
  workspace.store.write('会计', 'undo-import', () => {
    workspace.store.imports.undo(file?.importId ?? 0)
  })
  expect(names()).toHaveLength(6)
})

test('a project that the 填报表 of the same import has, too, is refused', async () => {
  const { workspace, folder } = sample
  const { pack, accounts, projects } = openReport(workspace, chooseReport(workspace, {}))
  const both = join(folder, '同一项目.xlsx')
  const grids = sheetGrids(
    [...projects.slice(0, 1), ...projects.slice(0, 1)].map((one) => one),
    pack,
    accounts,
  )
  const [grid, copy] = grids
  if (!grid || !copy) throw new Error('no sheet')
  const renamed = [grid, { ...copy, id: `${copy.id}-2` }]
  writeFileSync(both, await renderXlsx(renamed, pack.style, { title: '自评表', unitName: accounts.unit.name }))
  const outcome = await importFiles(workspace, { paths: [both] })
  expect(outcome).toMatchObject({ kind: 'refused', errors: [{ code: 'IMPORT_PROJECT_TWICE' }] })
})

/** A plain table as a grid, its first row the heading. */
function table(id: string, rows: readonly (readonly string[])[]): Grid {
  return {
    ...{ id, title: id, subject: '项目', headingLevel: undefined, code: '', line: ['', '', '单位：万元'] },
    ...{ orientation: 'landscape', widths: rows[0]?.map(() => 20) ?? [], fontSize: 10, headerRows: 1, notes: [] },
    rows: rows.map((cells) => ({
      cells: cells.map((text, column) => ({ column, colSpan: 1, rowSpan: 1, text, align: 'left', bold: false })),
    })),
  }
}

test('a sheet that names a project again and again is left out and said, and keeps nothing else from coming in', async () => {
  const { workspace, folder } = sample
  const book = join(folder, '付款明细.xlsx')
  const payments = table('付款', [
    ['项目名称', '预算数', '支出数'],
    ['清单项目', '10', '8'],
    ['清单项目', '10', '1'],
  ])
  const { pack, accounts, projects } = openReport(workspace, chooseReport(workspace, {}))
  const [first] = projects
  const sheets = first ? sheetGrids([{ ...first, key: '又一个', name: '又一个' }], pack, accounts) : []
  writeFileSync(book, await renderXlsx([payments, ...sheets], pack.style, { title: '明细', unitName: '' }))
  const outcome = await importFiles(workspace, { paths: [book] })
  expect(outcome.kind).toBe('imported')
  expect(outcome.warnings.filter(({ code }) => code.startsWith('IMPORT_LIST'))).toMatchObject([
    { code: 'IMPORT_LIST_NOT_READ', sheet: '付款', address: 'C6' },
  ])
  const { projects: now } = openReport(workspace, chooseReport(workspace, {}))
  expect(now.map(({ name }) => name)).toContain('又一个')
  expect(now.map(({ name }) => name)).not.toContain('清单项目')
})

test('a workbook that lists projects and indicators comes in, and says per sheet what it was and why', async () => {
  const { workspace, folder } = sample
  const book = join(folder, '绩效清单.xlsx')
  const grids = [
    table('项目清单', [
      ['项目名称', '全年预算数', '全年执行数'],
      ['清单项目', '10', '8'],
      ['合计', '10', '8'],
    ]),
    table('指标清单', [
      ['项目名称', '一级指标', '二级指标', '三级指标', '指标值', '完成值', '分值', '得分'],
      ['清单项目', '产出指标', '数量指标', '会议次数', '≥12次', '12次', '90', '90'],
    ]),
  ]
  const { pack } = openReport(workspace, chooseReport(workspace, {}))
  writeFileSync(book, await renderXlsx(grids, pack.style, { title: '清单', unitName: '' }))
  const outcome = await importFiles(workspace, { paths: [book] })
  if (outcome.kind === 'refused') throw new Error(outcome.errors.map(({ message }) => message).join('\n'))
  expect(outcome.files[0]?.sheets).toMatchObject([
    {
      what: '项目清单',
      confidence: 1,
      storedRows: 1,
      explainedRows: 1,
      why: expect.stringContaining('全年执行数') as unknown,
    },
    { what: '指标清单', storedRows: 1, explainedRows: 0 },
  ])
  const { projects } = openReport(workspace, outcome.report)
  expect(projects.find(({ name }) => name === '清单项目')).toMatchObject({
    total: { executed: { fen: 8_000_000 } },
    indicators: [{ score: { fen: 9000 } }],
  })
})
