import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DocumentBlock } from '#core/contract/views.ts'
import { plainText } from '#core/narrative/fill.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { documentView } from '#main/services/window/document-view.ts'
import { editHistory } from '#main/services/window/edit-history.ts'
import { walk } from '#main/services/window/edit-report.ts'
import { editWording, previewWording } from '#main/services/window/edit-wording.ts'
import { requireReport } from '#main/services/window/session.ts'
import { switchOption } from '#main/services/switch-option.ts'
import { placeholders } from '#main/services/window/placeholders.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

let sample: SampleWorkspace
let id: number
beforeAll(async () => {
  sample = await openSampleWorkspace()
  id = chooseReport(sample.workspace, {}).id
})
afterAll(() => sample.close())

const editing = { history: editHistory(), workspace: () => sample.workspace }
const blocks = (): readonly DocumentBlock[] => documentView(editing, id).blocks
const wordingOf = (sentence: string) =>
  blocks().flatMap((block) => ('wording' in block && block.wording?.id === sentence ? [block.wording] : []))[0]

const at = { place: 'sentence', id: '支出' } as const
const change = { action: 'replace', markdown: '我办共支出{支出决算表/合计/本年支出合计}万元。' } as const

test('a preview prints the figures live and keeps nothing', () => {
  const [block] = previewWording(editing, id, at, change).blocks
  if (block?.kind !== 'paragraph') throw new Error('no paragraph')
  expect(plainText(block.content)).toBe('我办共支出692.87万元。')
  expect(block.content.find(({ kind }) => kind === 'figure')).toMatchObject({ refs: ['支出决算表/合计/本年支出合计'] })
  expect(documentView(editing, id).changes).toEqual([])
})

test('a changed sentence is marked beside the words of the pack; undo and redo walk over it', () => {
  const original = wordingOf('支出')?.template
  editWording(editing, id, at, change)
  expect(wordingOf('支出')).toMatchObject({ mark: '改', template: change.markdown, original, of: at })
  expect(editing.history.peekUndo(id)?.label).toBe('改写“支出”')
  walk(editing, id, 'undo')
  expect(wordingOf('支出')).toMatchObject({ mark: undefined, template: original })
  walk(editing, id, 'redo')
  expect(wordingOf('支出')?.mark).toBe('改')
  editWording(editing, id, at, undefined)
  expect(wordingOf('支出')?.mark).toBeUndefined()
})

test('an added section is marked with everything in it, tables too; a section that is left out is listed and comes back', () => {
  const section = { place: 'section', id: '补充' } as const
  const markdown = '## 补充\n\n文。\n\n::: 网格\n甲 | 乙\n1 | 2\n::: 完'
  editWording(editing, id, section, { action: 'add', markdown, after: '二、收入决算情况说明' })
  const own = blocks().filter((block) => 'wording' in block && block.wording?.mark === '增')
  expect(own.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'words'])
  walk(editing, id, 'undo')
  const omitted = { place: 'section', id: '二、收入决算情况说明' } as const
  editWording(editing, id, omitted, { action: 'omit' })
  expect(documentView(editing, id).changes).toMatchObject([{ ...omitted, action: 'omit', isLost: false }])
  editWording(editing, id, omitted, undefined)
  expect(documentView(editing, id).changes).toEqual([])
})

test('an unknown placeholder is refused in a sentence that names it, and nothing is kept', () => {
  const wrong = { action: 'replace', markdown: '共{没有的表/合计/金额}万元。' } as const
  expect(() => previewWording(editing, id, at, wrong)).toThrow('表“没有的表”不存在')
  expect(() => {
    editWording(editing, id, at, wrong)
  }).toThrow('表“没有的表”不存在')
  expect(documentView(editing, id).changes).toEqual([])
})

test('every placeholder that is offered can be put into a sentence and prints what it says', () => {
  const offered = placeholders(editing, id)
  const one = offered.find(({ insert }) => insert === '{支出决算表/合计/本年支出合计}')
  expect(one).toMatchObject({ label: expect.stringContaining('本年支出合计') as string, value: '692.87' })
  const markdown = offered.map(({ insert }) => insert).join('，')
  expect(() => previewWording(editing, id, at, { action: 'replace', markdown })).not.toThrow()
})

describe('a line that an option adds', () => {
  const line = { place: 'sentence', id: '审签页.审查人' } as const
  const own = { action: 'replace', markdown: '保密员：{文(保密审查人)}，{单位}' } as const
  const switchTo = (isOn: boolean): void => {
    switchOption(sample.workspace, requireReport(sample.workspace, id), '审签页', isOn)
  }
  const changes = () => documentView(editing, id).changes.map(({ action, isLost }) => ({ action, isLost }))
  const lost = () => openReport(sample.workspace, requireReport(sample.workspace, id)).wording.lost

  test('is worded anew, previewed, walked over with undo and redo, and put back like any other', () => {
    switchTo(true)
    const [block] = previewWording(editing, id, line, own).blocks
    if (block?.kind !== 'paragraph') throw new Error('no paragraph')
    expect(plainText(block.content)).toMatch(/^保密员：【.*】，中国共产党/u)
    const original = wordingOf(line.id)?.original
    expect(original).toBe('保密审查人：{文(保密审查人)}')
    editWording(editing, id, line, own)
    expect(wordingOf(line.id)).toMatchObject({ mark: '改', template: own.markdown, original, of: line })
    walk(editing, id, 'undo')
    expect(wordingOf(line.id)).toMatchObject({ mark: undefined, template: original })
    walk(editing, id, 'redo')
    editWording(editing, id, line, undefined)
    expect(wordingOf(line.id)?.mark).toBeUndefined()
  })

  test('keeps its wording while the option is off, which is no loss, and has it again afterwards', () => {
    switchTo(true)
    editWording(editing, id, line, own)
    switchTo(false)
    expect(changes()).toEqual([{ action: 'replace', isLost: false }])
    expect(lost()).toEqual([])
    expect(() => previewWording(editing, id, line, own)).toThrow('文稿里没有“审签页.审查人”')
    switchTo(true)
    expect(wordingOf(line.id)?.mark).toBe('改')
    editWording(editing, id, line, undefined)
    switchTo(false)
  })

  test('leaves every heading its own name: what is offered for a section is done to that section', () => {
    const named = () =>
      blocks().flatMap((block) =>
        block.kind === 'heading' ? [[plainText(block.content), block.wording?.id] as const] : [],
      )
    const before = named()
    switchTo(true)
    expect(named()).toEqual(before)
    switchTo(false)
  })

  test('an added sentence may not take the name of a line that an option would add', () => {
    const twin = { action: 'add', markdown: '文。', after: '支出' } as const
    expect(() => previewWording(editing, id, line, twin)).toThrow('句子编号“审签页.审查人”重复')
  })
})
