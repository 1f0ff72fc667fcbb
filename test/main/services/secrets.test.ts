import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import type { SecretDecision, SecretTotals } from '#core/model/secret.ts'
import { checkReport, type CheckedReport } from '#main/services/check-report.ts'
import { exportReport } from '#main/services/export-report.ts'
import { chooseReport, openReport, type OpenReport } from '#main/services/open-report.ts'
import { economicRows, markSecret, readParts, secretsOf, withdrawSecret } from '#main/services/secrets.ts'
import { createReport } from '#main/services/window/units.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { linesOf } from '#test/samples/document-text.ts'
import { filesWith, packageTexts } from './package-text.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

/** A 项 with nothing but project expenditure: 7.58万元 of 692.87. */
const CODE = '2013199'
const TABLES = ['收入决算表', '支出决算表', '一般公共预算财政拨款支出决算表']

let sample: SampleWorkspace
let workspace: Workspace
beforeAll(async () => {
  sample = await openSampleWorkspace()
  workspace = sample.workspace
})
afterAll(() => sample.close())
afterEach(() => {
  unmarkAll()
})

const open = (): OpenReport => openReport(workspace, chooseReport(workspace, { year: 2023 }))
const checked = (): CheckedReport => checkReport(workspace, open())
const projectKey = (name: string): string => open().projects.find((one) => one.name === name)?.key ?? ''
const mark = (
  target: string,
  totals: SecretTotals | undefined,
  kind: '科目' | '项目' = '科目',
  parts: SecretDecision['parts'] = [],
): void => {
  markSecret(workspace, open(), { kind, target, totals, parts, reason: '定密文号甲' })
}
const unmarkAll = (): void => {
  for (const { item } of secretsOf(workspace, open())) withdrawSecret(workspace, open(), item)
}
const rules = (): readonly string[] => checked().checks.findings.map(({ rule }) => rule)
const exportTo = async (name: string) => {
  const written = await exportReport(workspace, open(), join(sample.folder, name), { pdf: false })
  return { written, texts: await packageTexts(written.folder) }
}
const printed = (table: string, row: string, column: string): string | undefined => {
  const ref = cellRef(table, row, column)
  const cells = checked().model.blocks.flatMap((block) => (block.kind === 'grid' ? block.grid.rows : []))
  return cells.flatMap((row) => row.cells).find((cell) => cell.ref === ref)?.text
}

test('without a 涉密 item the amount stands in every output', async () => {
  const { texts } = await exportTo('open')
  expect(filesWith(texts, '7.58').length).toBeGreaterThan(3)
  const { toPublish, checks } = checked()
  expect(toPublish).toBe(checks)
})

test('nothing is exported before somebody says whether totals keep the amount', async () => {
  mark(CODE, undefined)
  expect(rules()).toContain('SM-002')
  await expect(exportTo('unanswered')).rejects.toMatchObject({ info: { code: 'APP_SECRET_UNANSWERED' } })
  unmarkAll()
  expect(rules().filter((rule) => rule.startsWith('SM-'))).toEqual([])
})

test('合计包含: the rows are gone from every table, totals stay, and the difference is said once and plainly', async () => {
  const before = checked().checks
  mark(CODE, '包含')
  for (const table of TABLES) expect(printed(table, CODE, '本年支出合计')).toBeUndefined()
  expect(printed('支出决算表', '合计', '本年支出合计')).toBe('692.87')
  const { checks } = checked()
  const added = checks.findings.filter(
    (one) => !before.findings.some((old) => JSON.stringify(old) === JSON.stringify(one)),
  )
  expect(added.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['SM-004 info', 'SM-005 warning'])
  expect(added[1]?.hint).toContain('支出决算表')
  const { written, texts } = await exportTo('kept')
  expect(written.checks.mayPublish).toBe(true)
  expect(filesWith(texts, '7.58')).toEqual([])
  expect(filesWith(texts, CODE)).toEqual([])
  expect(filesWith(texts, '定密文号甲')).toEqual([])
  expect(filesWith(texts, '各行之和小于合计').length).toBeGreaterThan(2)
})

test('合计不包含: every total of every table and sentence is reduced alike, and the amount is nowhere', async () => {
  mark(CODE, '不包含')
  mark(projectKey('县级党政专用高清涉密电视会议系统'), '不包含', '项目')
  for (const [table, column] of [
    ['支出决算表', '本年支出合计'],
    ['收入决算表', '本年收入合计'],
    ['一般公共预算财政拨款支出决算表', '小计'],
  ] as const)
    expect(printed(table, '合计', column)).toBe('685.29')
  for (const row of ['收入总计', '支出总计', '本年收入合计'])
    expect(printed('收入支出决算总表', row, '金额')).toBe('685.29')
  const text = linesOf(checked().model).join('\n')
  expect(text).toContain('685.29万元')
  const findings = checked().checks.findings.filter(({ rule }) => rule.startsWith('SM-'))
  // The reasons of the sample name the project themselves: nothing is published with them.
  expect([...new Set(findings.map(({ rule }) => rule))]).toEqual(['SM-006'])
  expect(findings.map(({ where }) => where)).toContain('收支总体')
  expect(checked().checks.mayPublish).toBe(false)
  const { store, actor } = workspace
  store.write(actor, 'texts', () => {
    store.texts.save(
      open().report.id,
      new Map(['收支总体增减原因', '类增减原因·201'].map((id) => [id, '我单位项目增加'])),
      'entered',
    )
  })
  expect(checked().checks.findings.filter(({ rule }) => rule.startsWith('SM-'))).toEqual([])
  const { written, texts } = await exportTo('left-out')
  expect(written.checks.mayPublish).toBe(true)
  expect([...texts.keys()].map((name) => name.split('.').at(-1))).toEqual(
    expect.arrayContaining(['docx', 'html', 'xlsx', 'json']),
  )
  for (const needle of ['7.58', '692.87', '7580000', '692870000', CODE, '高清涉密', '定密文号甲', '25.5'])
    expect([needle, ...filesWith(texts, needle)]).toEqual([needle])
  expect(filesWith(texts, '685.29').length).toBeGreaterThan(3)
})

test('a 款 whose only 项 is secret vanishes with it, and so does its line of the general table', () => {
  mark('2210201', '包含')
  expect(printed('支出决算表', '22102', '本年支出合计')).toBeUndefined()
  expect(printed('支出决算表', '221', '本年支出合计')).toBeUndefined()
  expect(printed('收入支出决算总表', '221', '金额')).toBe('')
  expect(printed('收入支出决算总表', '本年支出合计', '金额')).toBe('692.87')
  // Nor is there a sentence that says it had a budget and spent nothing.
  expect(linesOf(checked().model).join('\n')).not.toContain('住房保障支出')
})

test('totals that cannot be made to leave the amount out are not printed: it could be worked out from what stays', async () => {
  mark('2013101', '不包含')
  const conflict = checked().checks.findings.filter(({ rule }) => rule === 'SM-003')
  expect(conflict.map(({ severity }) => severity)).toContain('error')
  expect(conflict[0]?.where).toContain('JB-0004')
  await expect(exportTo('recoverable')).rejects.toMatchObject({ info: { code: 'APP_SECRET_RECOVERABLE' } })
})

test('基本支出 goes out of the 经济分类 where a relation ties it to one row, or a person says which rows hold it', () => {
  const total = '一般公共预算财政拨款基本支出决算表'
  mark('2210201', '不包含')
  expect(printed(total, '30113', '决算数')).toBe('')
  expect(rules()).not.toContain('SM-003')
  unmarkAll()
  mark('2080501', '不包含')
  expect(rules()).toContain('SM-003')
  mark('2080501', '不包含', '科目', readParts([{ code: '30302', amount: '11.16' }]))
  expect(rules().filter((rule) => rule.startsWith('SM-'))).toEqual([])
  expect(printed(total, '30302', '决算数')).toBe('')
  expect(printed('支出决算表', '合计', '本年支出合计')).toBe('681.71')
  expect(secretsOf(workspace, open())[0]?.item.parts).toEqual(readParts([{ code: '30302', amount: '11.16' }]))
})

test('a part is a row of the report, no more than it holds, and an amount', () => {
  expect(economicRows(open()).map(({ code }) => code)).toContain('30302')
  for (const [code, amount] of [
    ['30302', '11.18'],
    ['30302', '0'],
    ['39999', '1'],
    ['30302', '甲'],
  ] as const)
    expect(() => {
      mark('2080501', '不包含', '科目', readParts([{ code, amount }]))
    }).toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'APP_SECRET_PARTS' }) as unknown }))
})

test('what last year marked is proposed, holds the export back, and is confirmed or turned down', async () => {
  const { store, actor } = workspace
  const LAST_YEARS = '2013102'
  const before = createReport(workspace, open().report.key.unit, 'base/2022-决算')
  store.write(actor, 'mark', () => {
    store.secrets.save(before.id, {
      kind: '科目',
      target: LAST_YEARS,
      totals: '不包含',
      parts: [],
      reason: '定密文号甲',
    })
    store.secrets.save(before.id, { kind: '科目', target: '2299999', totals: '不包含', parts: [], reason: '' })
  })
  expect(secretsOf(workspace, open()).map(({ item, proposedBy }) => [item.target, proposedBy])).toEqual([
    [LAST_YEARS, '2022年度决算'],
  ])
  const tryExport = () => exportReport(workspace, open(), join(sample.folder, 'proposed'), { pdf: false })
  await expect(tryExport()).rejects.toMatchObject({ info: { code: 'APP_SECRET_UNANSWERED' } })
  markSecret(workspace, open(), { kind: '科目', target: LAST_YEARS, totals: '包含', parts: [], reason: '' })
  expect(secretsOf(workspace, open())[0]).toMatchObject({
    proposedBy: undefined,
    item: { totals: '包含', who: '会计' },
  })
  expect(store.audit.latest(1)[0]).toMatchObject({
    action: 'mark-secret',
    detail: { target: LAST_YEARS, totals: '包含' },
  })
  withdrawSecret(workspace, open(), { kind: '科目', target: LAST_YEARS })
  expect(secretsOf(workspace, open())).toEqual([])
  await expect(tryExport()).resolves.toMatchObject({ version: expect.any(Number) as number })
})

test('a 更正说明 never quotes what became secret after it was published', async () => {
  mark(CODE, '包含')
  const correct = (was: string) =>
    exportReport(workspace, open(), join(sample.folder, 'corrected'), {
      pdf: false,
      correction: {
        corrects: 1,
        note: {
          version: 1,
          publishedOn: '2024-09-01',
          places: [{ where: '支出决算表', was, is: '（无）', why: '更正' }],
        },
      },
    })
  await expect(correct('7.58')).rejects.toMatchObject({ info: { code: 'APP_SECRET_CORRECTION' } })
})

test('only what the report holds can be marked', () => {
  for (const [kind, target] of [
    ['科目', '2299999'],
    ['项目', '没有的项目'],
  ] as const)
    expect(() => {
      markSecret(workspace, open(), { kind, target, totals: '包含', parts: [], reason: '' })
    }).toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'APP_SECRET_NO_ITEM' }) as unknown }))
})
