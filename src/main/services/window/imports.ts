import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type {
  FigureChange,
  ImportedReport,
  ImportItem,
  ImportPreview,
  ReportItem,
  SheetReading,
  TableChoice,
  WordChange,
} from '#core/contract/views.ts'
import { AppError, type AppErrorInfo } from '#core/model/error.ts'
import type { Pack } from '#core/packs/pack.ts'
import { sourceTables } from '#core/packs/source-tables.ts'
import type { SheetAnswer } from '../import-answers.ts'
import { deriveReport } from '../derive-report.ts'
import { importFiles } from '../import-files.ts'
import type { ImportedFile, ImportOutcome, ImportRequest, SheetReport } from '../import-outcome.ts'
import type { TargetChoice } from '../import-target.ts'
import { openReport } from '../open-report.ts'
import type { Workspace } from '../workspace.ts'
import { figureChanges, isEmpty, standingOf, wordChanges, type Standing } from './import-changes.ts'
import { choiceElsewhere, conflictOf, elsewhereOf } from './import-elsewhere.ts'
import { reportItem } from './report-view.ts'
import { requireReport, type WindowSession } from './session.ts'
import { runTask } from './tasks.ts'

/** What the window asks to import: finished uploads, and the report that was open when they were chosen. */
export interface WindowImport {
  readonly uploads: readonly string[]
  readonly report?: number | undefined
  readonly answers?: readonly SheetAnswer[] | undefined
  readonly task: string
}

/**
 * What an import would do: it is done in a transaction that is then rolled back, so nothing is guessed. Files that say that they
 * belong to another report than the one that is open are looked at as that one's.
 */
export function previewImport(session: WindowSession, request: WindowImport): Promise<ImportPreview> {
  const workspace = session.workspace()
  return runTask(session, request.task, async (steps) => {
    const look = (choice: TargetChoice): Promise<Looked> =>
      lookAt(workspace, { ...requestOf(session, request), ...NO_CHOICE, ...choice, ...steps })
    const own = choiceOf(workspace, request.report)
    if (request.report === undefined) return (await look(own)).preview
    const first = await look(own).catch((error: unknown) => conflictOf(error))
    if (first instanceof AppError) {
      const other = await look({}).catch(() => undefined)
      if (!other) throw first
      return otherwise(workspace, other)
    }
    const choice = choiceElsewhere(workspace, first.outcome, request.report)
    const other = choice && (await look(choice))
    return other?.outcome.kind === 'imported' ? otherwise(workspace, other) : first.preview
  })
}

interface Looked {
  readonly outcome: ImportOutcome
  readonly preview: ImportPreview
}

const NO_CHOICE: TargetChoice = { unit: undefined, year: undefined, stage: undefined }

async function lookAt(workspace: Workspace, request: ImportRequest): Promise<Looked> {
  const stored: { after: Standing | undefined } = { after: undefined }
  const onStored = ({ id }: { readonly id: number }): void => {
    stored.after = standingOf(workspace.store, id)
  }
  const outcome = await importFiles(withoutKeeping(workspace), { ...request, onStored })
  // What was stored is rolled back by now: the store says what stood before.
  const before = outcome.kind === 'imported' ? standingOf(workspace.store, outcome.report.id) : undefined
  const { after } = stored
  const states = before && after && outcome.pack && !isEmpty(before) ? { before, after, pack: outcome.pack } : undefined
  const figures = states ? figureChanges(states.before, states.after, states.pack) : []
  const words = states ? wordChanges(states.before, states.after, states.pack) : []
  return { outcome, preview: previewOf(outcome, figures, words) }
}

/** Imports for good. Errors: the first thing that refuses, with the others in its detail. */
export async function applyImport(session: WindowSession, request: WindowImport): Promise<ImportedReport> {
  const { report, ledgers: files } = await runTask(session, request.task, (steps) =>
    importInto(session, { ...requestOf(session, request), ...steps }),
  )
  const paths = new Set(files.map(({ path }) => path))
  const ledgers = request.uploads.filter((upload) => paths.has(session.uploads.pathOf(upload)))
  session.uploads.drop(request.uploads.filter((upload) => !ledgers.includes(upload)))
  return { ...reportItem(report), ledgers }
}

/** Imports the sample unit that comes with the program. Errors: APP_NO_SAMPLE. */
export async function importSample(session: WindowSession, task: string): Promise<ReportItem> {
  const folders = readdirSync(session.samplesFolder).map((name) => join(session.samplesFolder, name))
  const sample = folders.find((folder) => existsSync(join(folder, '填报表.xlsx')))
  if (sample === undefined)
    throw new AppError({
      code: 'APP_NO_SAMPLE',
      message: '程序里没有带样例单位的完整文件。',
      remedies: [{ text: '重新安装程序，或直接导入自己单位的文件。' }],
    })
  const { report } = await runTask(session, task, (steps) => importInto(session, { paths: [sample], ...steps }))
  return reportItem(report)
}

/** All imports of a report, newest first. */
export function importItems({ store }: Workspace, reportId: number): readonly ImportItem[] {
  return store.imports
    .all(reportId)
    .toReversed()
    .map(({ id, fileName, who, at, undone }) => ({ id, fileName, who, at, undone }))
}

/** Takes one import back; what stood before it stands again. Errors: DB_IMPORT_UNKNOWN, DB_IMPORT_UNDONE. */
export function undoImport(workspace: Workspace, reportId: number, importId: number): void {
  const { store, actor } = workspace
  store.write(actor, { action: 'undo-import', detail: { importId } }, () => {
    store.imports.undo(importId)
    deriveReport(store, openReport(workspace, requireReport(workspace, reportId)))
  })
}

async function importInto(
  session: WindowSession,
  request: ImportRequest,
): Promise<Extract<ImportOutcome, { kind: 'imported' }>> {
  const outcome = await importFiles(session.workspace(), request)
  if (outcome.kind === 'imported') return outcome
  const [first, ...others] = outcome.errors
  if (!first) throw new Error('an import was refused without a reason')
  throw new AppError({ ...first, detail: others.map(({ message }) => message).join('\n') })
}

function requestOf(session: WindowSession, { uploads, report, answers: sheets }: WindowImport): ImportRequest {
  const paths = uploads.map((upload) => session.uploads.pathOf(upload))
  const answers = sheets === undefined ? {} : { answers: { sheets } }
  return { ...choiceOf(session.workspace(), report), ...answers, paths }
}

function choiceOf(workspace: Workspace, report: number | undefined): TargetChoice {
  return report === undefined ? {} : { ...requireReport(workspace, report).key }
}

const NOTHING_LISTED = { figures: [], changedFigures: 0, words: [], changedWords: 0, elsewhere: undefined } as const
const NOWHERE = { file: undefined, sheet: undefined, asks: undefined }

const otherwise = (workspace: Workspace, { outcome, preview }: Looked): ImportPreview => ({
  ...preview,
  elsewhere: elsewhereOf(workspace, outcome),
})

class Rollback extends Error {}

/** The same workspace, whose writes are done and then rolled back: the result is what would have been stored. */
function withoutKeeping(workspace: Workspace): Workspace {
  const { store } = workspace
  const write: typeof store.write = (actor, action, fn) => {
    const results: ReturnType<typeof fn>[] = []
    try {
      store.write(actor, action, () => {
        results.push(fn())
        throw new Rollback()
      })
    } catch (error) {
      if (!(error instanceof Rollback)) throw error
    }
    const [result] = results
    if (results.length === 0) throw new Error('a write neither failed nor came to its end')
    return result as ReturnType<typeof fn>
  }
  return { ...workspace, store: { ...store, write } }
}

function previewOf(
  outcome: ImportOutcome,
  figures: readonly FigureChange[],
  words: readonly WordChange[],
): ImportPreview {
  const choices = outcome.pack ? choicesOf(outcome.pack) : []
  const sheets = outcome.files.flatMap(({ name, sheets: own }) => own.map((sheet) => sheetReading(name, sheet)))
  const warnings = outcome.warnings.map((info) => findingView(info, 'warn'))
  if (outcome.kind === 'refused')
    return {
      target: undefined,
      sheets,
      findings: [...outcome.errors.map((info) => findingView(info, 'refuse')), ...warnings],
      changes: [],
      ...NOTHING_LISTED,
      choices,
      mayImport: false,
    }
  const { key } = outcome.report
  const notes = outcome.files.flatMap(({ name, notes: own }) =>
    own.map((note) => ({
      severity: 'warn' as const,
      code: 'IMPORT_NOTE',
      message: `《${name}》：${note}`,
      remedies: [],
      ...NOWHERE,
    })),
  )
  const others = outcome.others.map((name) => ({
    severity: 'warn' as const,
    code: 'IMPORT_OTHER_FILE',
    message: `《${name}》不是工作簿，没有读取。`,
    remedies: [],
    ...NOWHERE,
  }))
  return {
    target: `${outcome.unit.name} ${key.year}年度${key.stage}`,
    sheets,
    findings: [...warnings, ...notes, ...others],
    changes: outcome.files.map(changeOf),
    figures: figures.slice(0, MOST_LISTED),
    changedFigures: figures.length,
    words: words.slice(0, MOST_LISTED),
    changedWords: words.length,
    elsewhere: undefined,
    choices,
    mayImport: outcome.files.some(({ status }) => status === 'imported') || outcome.ledgers.length > 0,
  }
}

function changeOf({ name, status, cells }: ImportedFile): ImportPreview['changes'][number] {
  return { file: name, isKnown: status === 'unchanged', ...cells }
}

function findingView(info: AppErrorInfo, severity: 'refuse' | 'warn'): ImportPreview['findings'][number] {
  const { code, message, remedies } = info
  const asksUnit = code === 'IMPORT_NO_UNIT_LINE' || code === 'IMPORT_UNIT_CONFLICT'
  const table = code === 'IMPORT_TABLE_UNSURE' ? textIn(info, 'tableId') : undefined
  return {
    severity,
    code,
    message,
    remedies: remedies.map(({ text }) => text),
    file: textIn(info, 'file'),
    sheet: textIn(info, 'sheet'),
    asks: asksUnit ? { kind: 'unit' } : table === undefined ? undefined : { kind: 'table', table },
  }
}

/** What a finding says of its place; errors of other kinds have none. */
function textIn(info: AppErrorInfo, key: 'file' | 'sheet' | 'tableId'): string | undefined {
  const found: unknown = Object.entries(info).find(([name]) => name === key)?.[1]
  return typeof found === 'string' ? found : undefined
}

const MOST_LISTED = 300

/** What a sheet may be said to be: published tables first, then the forms that give figures to them. */
function choicesOf(pack: Pack): readonly TableChoice[] {
  const tables = [...pack.tables.values()].filter(({ role, published }) => role === 'statutory' || published)
  const forms = [...sourceTables(pack).values()].map(({ table }) => table)
  return [...tables, ...forms].map(({ id, title, columns }) => ({ id, title, columns: columns.map(({ key }) => key) }))
}

function sheetReading(
  file: string,
  { sheet, what, confidence, why, storedRows, explainedRows, tableId, glimpse }: SheetReport,
): SheetReading {
  const kind = what === '' ? 'none' : what === '填报表' ? 'fill-in' : 'table'
  return {
    file,
    sheet,
    what,
    kind,
    sureness: kind === 'table' ? Math.round(confidence * 100) : undefined,
    why,
    rows: storedRows,
    leftOut: explainedRows,
    table: tableId,
    glimpse,
  }
}
