import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { editHistory } from '#main/services/window/edit-history.ts'
import { editProject } from '#main/services/window/edit-project.ts'
import { editText, walk } from '#main/services/window/edit-report.ts'
import { requireReport } from '#main/services/window/session.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

let sample: SampleWorkspace
let id: number
beforeAll(async () => {
  sample = await openSampleWorkspace()
  id = chooseReport(sample.workspace, {}).id
})
afterAll(() => sample.close())

const TEXT = '内设机构名单'
/** A window that was just opened, on the text as it is imported. */
const opened = () => ({ history: editHistory(), workspace: () => sample.workspace })
const now = () => openReport(sample.workspace, requireReport(sample.workspace, id))
const text = (): string | undefined => now().accounts.text(TEXT)

test('a text that is stored while it is typed is one step of Ctrl+Z, and one of Ctrl+Y', () => {
  const editing = opened()
  const before = text()
  editText(editing, id, TEXT, '办公室')
  editText(editing, id, TEXT, '办公室、综合科', true)
  editText(editing, id, TEXT, '办公室、综合科、业务科', true)
  walk(editing, id, 'undo')
  expect(text()).toBe(before)
  expect(editing.history.peekUndo(id)).toBeUndefined()
  walk(editing, id, 'redo')
  expect(text()).toBe('办公室、综合科、业务科')
  walk(editing, id, 'undo')
})

test('a field that was left in between, and words that were taken away, are steps of their own', () => {
  const editing = opened()
  const before = text()
  editText(editing, id, TEXT, '办公室、综合科、业务科、财务科')
  editText(editing, id, TEXT, '办公室', true)
  editText(editing, id, TEXT, '办公室、监察室', false)
  const back = [undefined, undefined, undefined].map(() => {
    walk(editing, id, 'undo')
    return text()
  })
  expect(back).toEqual(['办公室', '办公室、综合科、业务科、财务科', before])
})

test('another entry in between ends a step; a text that is as it was needs none', () => {
  const editing = opened()
  const before = text()
  const [project] = now().projects
  if (!project) throw new Error('the sample has projects')
  editText(editing, id, TEXT, '办公室')
  editProject(editing, id, project.key, { kind: 'words', field: 'achieved', text: '完成' })
  editProject(editing, id, project.key, { kind: 'words', field: 'achieved', text: '完成，', continues: true })
  editText(editing, id, TEXT, '办公室、', true)
  walk(editing, id, 'undo')
  expect(text()).toBe('办公室')
  walk(editing, id, 'undo')
  expect(now().projects[0]?.achieved).toBe(project.achieved)
  walk(editing, id, 'undo')
  expect(text()).toBe(before)
  editText(editing, id, TEXT, '办')
  editText(editing, id, TEXT, '', true)
  expect(text()).toBe(before)
  expect(editing.history.peekUndo(id)).toBeUndefined()
})
