import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainText } from '#core/narrative/fill.ts'
import { checkReport } from '#main/services/check-report.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { readPlain } from '#core/pasted/read-plain.ts'
import { structureText } from '#core/pasted/to-markdown.ts'
import { addSection, changeWording, sectionLevel, withdrawWording } from '#main/services/wording.ts'
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
  expect(openReport(workspace, report).wording).toMatchObject({ changed: 0, lost: [] })
})

test('a text with its structure is added as a section, in the right place, with real headings, lists and tables', () => {
  const report = chooseReport(workspace, {})
  const text = readPlain(
    '# 绩效管理\n全年平稳。\n- 办文\n| 指标 | 完成 |\n|---|---|\n| 办文 | 100% |\n## 下一步\n[2021]5号文要求。',
  )
  const { markdown } = structureText(text, sectionLevel(workspace, report, '二、收入决算情况说明'), '绩效管理')
  addSection(workspace, report, { title: '绩效管理', body: markdown, after: '二、收入决算情况说明' })
  const { blocks } = checkReport(workspace, openReport(workspace, report)).model
  const from = blocks.findIndex((block) => block.kind === 'heading' && plainText(block.content) === '绩效管理')
  expect(
    blocks.slice(from, from + 7).map((block) => {
      if (block.kind === 'grid')
        return block.grid.rows.map(({ cells }) => cells.map((cell) => cell.text).join('/')).join(' ')
      if (block.kind === 'heading') return `${block.level} ${plainText(block.content)}`
      return block.kind === 'paragraph' ? `${block.role} ${plainText(block.content)}` : block.kind
    }),
  ).toEqual([
    '2 绩效管理',
    'body 全年平稳。',
    'list ● 办文',
    '指标/完成 办文/100%',
    '3 下一步',
    'body [2021]5号文要求。',
    '2 三、支出决算情况说明',
  ])
  withdrawWording(workspace, report, { place: 'section', id: '绩效管理' })
})

test('a section of a name that the document has already is refused', () => {
  const report = chooseReport(workspace, {})
  expect(() => {
    addSection(workspace, report, { title: '二、收入决算情况说明', body: '文。', after: undefined })
  }).toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'APP_WORDING_EXISTS' }) as unknown }))
})

test('amounts that were typed by hand are told once a section when no cell shows them; years, counts and thresholds are not', () => {
  const report = chooseReport(workspace, {})
  const typed = (body: string): readonly string[] => {
    addSection(workspace, report, { title: '补充', body, after: undefined })
    const { checks } = checkReport(workspace, openReport(workspace, report))
    withdrawWording(workspace, report, { place: 'section', id: '补充' })
    return checks.findings
      .filter(({ rule }) => rule === 'TX-003')
      .map(({ stated, severity }) => `${severity} ${stated}`)
  }
  expect(typed('支出692.87万元，即{支出决算表/合计/本年支出合计}万元。')).toEqual([])
  expect(typed('支出692.88万元，又支出7,654,321.09元。\n\n再次支出692.88万元。')).toEqual([
    'info 692.88万元、7,654,321.09元',
  ])
  expect(typed('2023年3月5日，6个项目，3.项，车辆5辆，单价50万元以上设备，占60%。')).toEqual([])
})
