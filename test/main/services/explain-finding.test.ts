import { afterAll, beforeAll, expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import { AppError } from '#core/model/error.ts'
import type { FindingView } from '#core/contract/views.ts'
import { chooseReport } from '#main/services/open-report.ts'
import { checksView, explainFinding } from '#main/services/window/checks-view.ts'
import { createReport } from '#main/services/window/units.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

let sample: SampleWorkspace
beforeAll(async () => {
  sample = await openSampleWorkspace()
})
afterAll(() => sample.close())

const view = (report: number) => checksView({ workspace: () => sample.workspace }, report)
const find = (report: number, of: (one: FindingView) => boolean): FindingView => {
  const found = view(report).findings.find(of)
  if (!found) throw new Error('there is no such finding')
  return found
}

test('what was explained is offered for the next year, counts there only once it is confirmed, and then belongs to it', () => {
  const { workspace } = sample
  const { unit } = chooseReport(workspace, {}).key
  const { id: before } = createReport(workspace, unit, 'base/2024-决算')
  const { id: now } = createReport(workspace, unit, 'base/2025-决算')
  const shape = ({ rule, where }: FindingView): string => `${rule}|${where.replaceAll(/20\d\d/gu, '')}`
  const later = new Set(view(now).findings.map(shape))
  const hint = find(before, (one) => one.severity !== 'error' && later.has(shape(one)))
  explainFinding(workspace, before, hint.key, '与通知一致')
  const same = (one: FindingView): boolean => shape(one) === shape(hint)
  expect(find(now, same)).toMatchObject({ lastYear: '与通知一致', explanation: undefined })
  explainFinding(workspace, now, find(now, same).key, '与通知一致')
  expect(find(now, same)).toMatchObject({ lastYear: undefined, explanation: { text: '与通知一致', who: '会计' } })
  explainFinding(workspace, before, hint.key, '')
  expect(find(now, same).explanation?.text).toBe('与通知一致')
  explainFinding(workspace, now, find(now, same).key, '  ')
  expect(find(now, same)).toMatchObject({ lastYear: undefined, explanation: undefined })
})

test('one explanation is for one finding, not for others of its rule', () => {
  const { workspace } = sample
  const { id } = chooseReport(workspace, { year: 2023 })
  const hints = view(id).findings.filter(({ severity, outcome }) => severity !== 'error' && outcome === 'fail')
  const [rule, alike] = [...Map.groupBy(hints, (one) => one.rule)].find(([, of]) => of.length > 1) ?? []
  if (!alike?.[0]) throw new Error('no rule has two findings')
  explainFinding(workspace, id, alike[0].key, '已核对')
  const explained = view(id).findings.filter((one) => one.rule === rule && one.explanation !== undefined)
  expect(explained).toHaveLength(1)
})

test('an error cannot be explained away, not even by words that were stored while it was a hint', () => {
  const { workspace } = sample
  const { id } = chooseReport(workspace, { year: 2023 })
  const ref = cellRef('收入支出决算总表', '收入总计', '金额')
  workspace.store.write(workspace.actor, { action: 'edit', detail: {} }, () => {
    workspace.store.cells.saveEntered(id, [{ ref, value: { kind: 'amount', amount: { fen: 100, quantum: 1 } } }])
  })
  const error = find(id, (one) => one.severity === 'error' && one.outcome === 'fail')
  expect(() => {
    explainFinding(workspace, id, error.key, '就是这样')
  }).toThrow(AppError)
  workspace.store.write(workspace.actor, { action: 'explain-finding', detail: {} }, () => {
    workspace.store.explanations.save(id, error.key, '就是这样')
  })
  expect(find(id, ({ key }) => key === error.key)).toMatchObject({ explanation: undefined, severity: 'error' })
  expect(view(id).mayPublish).toBe(false)
})
