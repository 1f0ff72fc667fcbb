import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '#core/model/error.ts'
import { cellRef } from '#core/model/cell.ts'
import { exportReport } from '#main/services/export-report.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { publishPackage, requireExport, restorePackage } from '#main/services/package-publication.ts'
import { correctPackage, packageChanges } from '#main/services/window/package-changes.ts'
import { exportItems } from '#main/services/window/packages.ts'
import {
  publish as publishFromWindow,
  publishingMarks,
  publishingView,
  setApproval,
} from '#main/services/window/publishing.ts'
import type { WindowSession } from '#main/services/window/session.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

const INCOME = cellRef('收入支出决算总表', '收入总计', '金额')
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

let sample: SampleWorkspace
let session: Pick<WindowSession, 'workspace' | 'exportFolder' | 'emit' | 'tasks'>
let report: number

beforeAll(async () => {
  sample = await openSampleWorkspace()
  const { workspace, folder } = sample
  report = chooseReport(workspace, {}).id
  session = {
    workspace: () => workspace,
    exportFolder: join(folder, '公开材料'),
    emit: () => undefined,
    tasks: new Map(),
  }
})
afterAll(async () => {
  await sample.close()
})

test('the last day follows from the 批复日期 and the pack; days are counted down, and on into the overdue', () => {
  const { workspace } = sample
  const on = (day: string) => {
    setApproval(workspace, report, day)
    return publishingView(workspace, report)
  }
  // The clock of the sample stands at 2024-09-10.
  expect(on('2024-08-25')).toEqual({
    withinDays: 20,
    approvedOn: '2024-08-25',
    lastDay: '2024-09-14',
    publishedOn: undefined,
    daysLeft: 4,
  })
  expect(on('2024-08-01').daysLeft).toBe(-20)
  expect(publishingMarks(workspace)).toEqual([{ report, isPublished: false, daysLeft: -20, lastDay: '2024-08-21' }])
  expect(on('').daysLeft).toBeUndefined()
  expect(publishingMarks(workspace)).toEqual([])
  expect(() => on('2024-02-30')).toThrow(AppError)
})

test('a package is compared with what stands now: figure and sentence, old and new', async () => {
  const first = await exported()
  expect(packageChanges(session, { report, from: first }).changes).toEqual([])
  enter(69_278_00)
  const { changes, from, to } = packageChanges(session, { report, from: first })
  expect({ from, to }).toEqual({ from: 1, to: undefined })
  const figure = changes.find(({ target }) => target?.kind === 'table' && target.cell === INCOME)
  expect(figure).toMatchObject({ kind: 'figure', was: '692.87', is: '6.93' })
  const sentence = changes.find(({ kind }) => kind === 'sentence')
  expect(sentence?.was).toContain('692.87')
  expect(sentence?.is).toContain('6.93')
  // Marked word by word, an amount whole.
  expect(sentence?.words.was.filter(({ isAlike }) => !isAlike).map(({ text }) => text)).toContain('692.87')
  expect(sentence?.words.is.map(({ text }) => text).join('')).toBe(sentence?.is)
  const second = await exported()
  expect(packageChanges(session, { report, from: first, to: second }).changes).toEqual(changes)
  enter(undefined)
  expect(packageChanges(session, { report, from: first }).changes).toEqual([])
})

test('a published package is kept whole: its folder may go, its files come back as they were', async () => {
  const { workspace } = sample
  const found = requireExport(workspace, report, await exported())
  const before = contentOf(found.path)
  publish(found.id, { screenshot: { name: '截图.png', bytes: PNG } })
  rmSync(found.path, { recursive: true })
  expect(restorePackage(workspace, found)).toBe(found.path)
  expect(contentOf(found.path)).toEqual(before)
  const item = exportItems(session, report).find(({ id }) => id === found.id)
  expect(item?.publication).toMatchObject({ on: '2024-09-09', url: 'https://a.gov.cn/1.html', screenshot: '截图.png' })
  expect(publishingView(workspace, report).publishedOn).toBe('2024-09-09')
  publish(found.id, {})
  const again = exportItems(session, report).find(({ id }) => id === found.id)
  expect(again?.publication?.screenshot).toBe('截图.png')
})

test('a package whose files were changed, a day to come, no address and no picture are refused', async () => {
  const { workspace } = sample
  const id = await exported()
  const { path } = requireExport(workspace, report, id)
  expect(code(() => { publish(id, { publishedOn: '2024-09-11' }) })).toBe('APP_BAD_DAY') // prettier-ignore
  expect(code(() => { publish(id, { url: 'javascript:alert(1)' }) })).toBe('APP_BAD_URL') // prettier-ignore
  const text = { name: '截图.png', bytes: Buffer.from('text') }
  expect(code(() => { publish(id, { screenshot: text }) })).toBe('APP_NOT_A_PICTURE') // prettier-ignore
  appendFileSync(join(path, '审核结果.json'), ' ')
  expect(code(() => { publish(id, {}) })).toBe('APP_PACKAGE_CHANGED') // prettier-ignore
  rmSync(path, { recursive: true })
  expect(code(() => { publish(id, {}) })).toBe('APP_PACKAGE_GONE') // prettier-ignore
  expect(restorePackage(workspace, requireExport(workspace, report, id))).toBeUndefined()
})

test('a correction is a new version that says what was, what is and why; the old one stays and is marked', async () => {
  const { workspace } = sample
  const id = await exported()
  const ask = (digest: string, reasons: readonly string[], draft = false) =>
    correctPackage(session as WindowSession, {
      report,
      export: id,
      digest,
      reasons: [...reasons],
      pdf: false,
      draft,
      task: 't',
    })
  await expect(ask('', [])).rejects.toMatchObject({ info: { code: 'APP_NOT_PUBLISHED' } })
  publish(id, {})
  await expect(ask('', [])).rejects.toMatchObject({ info: { code: 'APP_NOTHING_TO_CORRECT' } })
  const before = contentOf(requireExport(workspace, report, id).path)
  enter(69_278_00)
  const { digest, changes } = packageChanges(session, { report, from: id })
  await expect(ask('0'.repeat(64), [])).rejects.toMatchObject({ info: { code: 'APP_CHANGES_MOVED' } })
  await expect(ask(digest, ['录入差错'])).rejects.toMatchObject({ info: { code: 'APP_NO_REASON' } })
  const reasons = changes.map(() => '录入差错')
  // What does not pass its checks is exported, and then entered as published, only by who says that he knows.
  await expect(ask(digest, reasons)).rejects.toMatchObject({ info: { code: 'APP_DRAFT_PACKAGE' } })
  const corrected = await ask(digest, reasons, true)
  expect(corrected.isDraft).toBe(true)
  expect(
    code(() => {
      publishFromWindow(session as WindowSession, { report, export: corrected.id, on: '2024-09-10', url: '' })
    }),
  ).toBe('APP_DRAFT_PACKAGE')
  expect(corrected.corrects).toBe(requireExport(workspace, report, id).version)
  const html = corrected.files.find(({ name }) => name.endsWith('.html'))?.name ?? ''
  const page = readFileSync(join(corrected.folder, html), 'utf8')
  for (const words of ['更正说明', '2024年9月9日公开', '692.87', '6.93', '录入差错']) expect(page).toContain(words)
  const manifest: unknown = JSON.parse(readFileSync(join(corrected.folder, 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({ correction: { publishedOn: '2024-09-09' } })
  expect(JSON.stringify(manifest)).toContain('"was":"692.87","is":"6.93","why":"录入差错"')
  const old = exportItems(session, report).find((item) => item.id === id)
  expect(old?.correctedBy).toEqual({ version: corrected.version, isPublished: false })
  expect(contentOf(old?.folder ?? '')).toEqual(before)
  // The 更正说明 is about the one before: it is no change of the document.
  expect(packageChanges(session, { report, from: corrected.id }).changes).toEqual([])
  enter(undefined)
})

async function exported(): Promise<number> {
  const { workspace } = sample
  const opened = openReport(workspace, chooseReport(workspace, {}))
  return (await exportReport(workspace, opened, session.exportFolder, { pdf: false })).id
}

/** Another income than the imported one, in 分; undefined: the imported one stands again. */
function enter(fen: number | undefined): void {
  const { store } = sample.workspace
  store.write('会计', '录入', () => {
    if (fen === undefined) store.cells.withdrawEntered(report, [INCOME])
    else store.cells.saveEntered(report, [{ ref: INCOME, value: { kind: 'amount', amount: { fen, quantum: 100 } } }])
  })
}

function publish(id: number, entry: Partial<Parameters<typeof publishPackage>[2]>): void {
  publishPackage(sample.workspace, requireExport(sample.workspace, report, id), {
    publishedOn: '2024-09-09',
    url: 'https://a.gov.cn/1.html',
    ...entry,
  })
}

function contentOf(folder: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder).toSorted().map((name) => [name, readFileSync(join(folder, name)).toString('base64')])) // prettier-ignore
}

function code(work: () => void): string | undefined {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error.info.code
    throw error
  }
  return undefined
}
