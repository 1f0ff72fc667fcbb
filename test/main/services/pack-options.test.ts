import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkReport } from '#main/services/check-report.ts'
import { chooseReport, openReport, packOf } from '#main/services/open-report.ts'
import { optionsOf } from '#main/services/pack-options.ts'
import { fillOption, switchOption } from '#main/services/switch-option.ts'
import { createReport } from '#main/services/window/units.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { linesOf } from '#test/samples/document-text.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

let sample: SampleWorkspace
let workspace: Workspace
let report: Report
beforeAll(async () => {
  sample = await openSampleWorkspace()
  workspace = sample.workspace
  report = chooseReport(workspace, {})
})
afterAll(() => sample.close())

const checked = () => checkReport(workspace, openReport(workspace, report))
const missing = (): readonly string[] =>
  checked().checks.findings.flatMap(({ rule, cells }) => (rule === 'TX-001' ? cells : []))
const cover = (): string =>
  checked()
    .model.blocks.flatMap((block) => (block.kind === 'cover' ? block.lines.map(({ text }) => text) : []))
    .join('\n')
const refusalOf = (code: string): unknown =>
  expect.objectContaining({ info: expect.objectContaining({ code }) as unknown })

test('an option that is off prints nothing and asks for nothing', () => {
  expect(
    optionsOf(workspace.store, report, packOf(workspace.store, report)).map(({ isOn, by }) => `${isOn} ${by}`),
  ).toEqual(Array.from({ length: 4 }, () => 'false pack'))
  expect(cover()).not.toContain('保密审查')
  expect(missing()).toEqual([])
  expect(openReport(workspace, report).pack).toBe(packOf(workspace.store, report))
})

test('a line of the cover: a placeholder and a finding until it is filled in, then the line as the place prints it', () => {
  switchOption(workspace, report, '保密审查', true)
  expect(cover()).toContain('保密审查情况：【')
  expect(missing()).toEqual(['保密审查情况'])
  expect(checked().checks.mayPublish).toBe(false)
  fillOption(workspace, report, '保密审查情况', '已审查')
  expect(cover()).toContain('保密审查情况：已审查')
  expect(missing()).toEqual([])
  switchOption(workspace, report, '保密审查', false)
  expect(cover()).not.toContain('保密审查')
})

test('a page after the cover and one at the end stand where they say, each on a page of its own', () => {
  switchOption(workspace, report, '审签页', true)
  switchOption(workspace, report, '盖章页', true)
  const { blocks } = checked().model
  const kinds = blocks.map(({ kind }) => kind)
  expect(kinds.slice(0, 2)).toEqual(['cover', 'page-break'])
  expect(kinds.indexOf('toc')).toBeGreaterThan(2)
  const lines = linesOf(checked().model)
  expect(lines[0]).toBe('保密审查和审签')
  expect(lines.at(-5)).toMatch(/^单位（盖章）：/u)
  expect(missing()).toHaveLength(8)
  switchOption(workspace, report, '审签页', undefined)
  switchOption(workspace, report, '盖章页', undefined)
})

test('what a report says of an option holds for the next years until one of them says otherwise', () => {
  const before = createReport(workspace, report.key.unit, 'base/2022-决算')
  const lastYear = workspace.store.reports.get(before.id)
  if (!lastYear) throw new Error('no report')
  switchOption(workspace, lastYear, '盖章页', true)
  const state = () =>
    optionsOf(workspace.store, report, packOf(workspace.store, report)).find(({ option }) => option.id === '盖章页')
  expect(state()).toMatchObject({ isOn: true, by: 'last-year' })
  switchOption(workspace, report, '盖章页', false)
  expect(state()).toMatchObject({ isOn: false, by: 'report' })
})

test('an option or a field that there is not is refused', () => {
  expect(() => {
    switchOption(workspace, report, '没有', true)
  }).toThrow(refusalOf('APP_NO_OPTION'))
  expect(() => {
    fillOption(workspace, report, '审签人', '甲')
  }).toThrow(refusalOf('APP_NO_OPTION'))
})
