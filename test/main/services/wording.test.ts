import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainText } from '#core/narrative/fill.ts'
import { checkReport } from '#main/services/check-report.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { changeWording, withdrawWording } from '#main/services/wording.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

let sample: SampleWorkspace
let workspace: Workspace
beforeAll(async () => {
  sample = await openSampleWorkspace()
  workspace = sample.workspace
})
afterAll(() => sample.close())

const documentText = (): string =>
  checkReport(workspace, openReport(workspace, chooseReport(workspace, {})))
    .model.blocks.map((block) => ('content' in block ? plainText(block.content) : ''))
    .join('\n')

test('a unit words a sentence in its own way, with the numbers still from the cells, and goes back to the pack', () => {
  const report = chooseReport(workspace, {})
  const at = { place: 'sentence', id: '支出' } as const
  const own = '我办{年度}年共支出{支出决算表/合计/本年支出合计}万元：'
  changeWording(workspace, report, at, { action: 'replace', markdown: own })
  expect(documentText()).toContain('我办2023年共支出692.87万元：')
  withdrawWording(workspace, report, at)
  expect(documentText()).not.toContain('我办2023年')
  expect(documentText()).toContain('2023年度支出合计692.87万元，其中：')
})

test('a section is left out and one of the unit itself is added', () => {
  const report = chooseReport(workspace, {})
  const omitted = { place: 'section', id: '三、支出决算情况说明' } as const
  const added = { place: 'section', id: '三、补充说明' } as const
  changeWording(workspace, report, omitted, { action: 'omit' })
  const markdown = '## 三、补充说明\n\n[补充] 本年度无其他补充。'
  changeWording(workspace, report, added, { action: 'add', markdown, after: '二、收入决算情况说明' })
  const text = documentText()
  expect(text).not.toContain('支出合计692.87万元，其中：')
  expect(text).toContain('三、补充说明\n本年度无其他补充。\n四、财政拨款收支决算总体情况说明')
  withdrawWording(workspace, report, omitted)
  withdrawWording(workspace, report, added)
})

test.each([
  [{ place: 'sentence', id: '没有这一句' } as const, '文字', 'APP_WORDING_NO_PLACE'],
  [{ place: 'sentence', id: '支出' } as const, '{没有这张表/合计/金额}', 'APP_WORDING_INVALID'],
  [{ place: 'sentence', id: '支出' } as const, '{收入决算表', 'APP_WORDING_INVALID'],
])('a change that cannot be printed is refused and nothing is kept: %o %s', (at, markdown, code) => {
  const report = chooseReport(workspace, {})
  expect(() => {
    changeWording(workspace, report, at, { action: 'replace', markdown })
  }).toThrow(expect.objectContaining({ info: expect.objectContaining({ code }) as unknown }))
  expect(openReport(workspace, report).wording).toEqual({ changed: 0, lost: [] })
})
