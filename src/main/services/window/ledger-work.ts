import type { LedgerLook, LedgerOutcome, LedgerRuleView } from '#core/contract/ledger-views.ts'
import { columnMeanings, meaningOf } from '#core/ledger/column-meaning.ts'
import { kindTitle, type SheetLook } from '#core/ledger/look.ts'
import { AppError } from '#core/model/error.ts'
import { cellRef, parseCellRef } from '#core/model/cell.ts'
import { AFTER_READING, runLedgerJob } from '#main/jobs/import-ledger-job.ts'
import { chooseFigure } from '../derive-reconcile.ts'
import { deriveReport } from '../derive-report.ts'
import type { LedgerImportOutcome } from '../import-ledger.ts'
import { letterOf, lookAtFile, readAnswers, saveSaid, type FileLook, type Said } from '../ledger-look.ts'
import { changeLedgerSettings, ledgerRules, loadLedgerSetup, saveMapping } from '../ledger-setup.ts'
import { openReport } from '../open-report.ts'
import { ruleOf } from './ledger-rules.ts'
import { requireReport, type WindowSession } from './session.ts'
import { runTask } from './tasks.ts'

/** Meaning of columns by label, by shape of sheet, as the window says it. */
export type SaidWords = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What chosen files are, with what the user said of their columns so far. Errors: FILE_*, APP_NO_LEDGER_RULES. */
export async function lookAtLedgers(
  session: WindowSession,
  { report, uploads, said }: { readonly report: number; readonly uploads: readonly string[]; readonly said: SaidWords },
): Promise<LedgerLook> {
  const files = []
  for (const upload of uploads) {
    const { look } = await lookAt(session, report, upload, said)
    files.push({ upload, name: look.name, sheets: look.sheets.map(sheetView) })
  }
  const opened = openReport(session.workspace(), requireReport(session.workspace(), report))
  return { files, meanings: columnMeanings(ledgerRules(opened.pack).recognisers) }
}

/** Imports one file, keeps what was said of its columns, and drops the upload when it was taken. Errors: as the job. */
export async function importUpload(
  session: WindowSession,
  request: {
    readonly report: number
    readonly upload: string
    readonly said: SaidWords
    readonly accept: readonly string[]
    readonly task: string
  },
): Promise<LedgerOutcome> {
  const { report: reportId, upload, accept, task } = request
  const workspace = session.workspace()
  const { store, actor } = workspace
  const report = requireReport(workspace, reportId)
  const { look, said } = await lookAt(session, reportId, upload, request.said)
  store.write(actor, { action: 'ledger-layout', detail: { file: look.name } }, () => {
    saveSaid(store, report.key.unit, look.sheets, said)
  })
  const outcome = await runTask(session, task, ({ onProgress, signal }) =>
    runLedgerJob(workspace, reportId, look.path, {
      accept,
      signal,
      onProgress: ({ rows, done, total }) => {
        onProgress(`${look.name}：${rows} 行`, { done, total: total * (1 + AFTER_READING) })
      },
    }),
  )
  if (outcome.kind === 'imported' || outcome.kind === 'same') session.uploads.drop([upload])
  return outcomeView(outcome)
}

/** Replaces the unit's rules from accounts to dimensions and derives anew; no entry is rewritten. Errors: IMPORT_RULE. */
export function mapAccounts(session: WindowSession, reportId: number, rules: readonly LedgerRuleView[]): void {
  change(session, reportId, 'ledger-mapping', ({ store, report, derive }) => {
    saveMapping(store, report.key.unit, rules.map(ruleOf), derive)
  })
}

/** Chooses what the sources leave open. Errors: APP_LEDGER_SETTING. */
export function setLedger(session: WindowSession, reportId: number, chosen: Readonly<Record<string, string>>): void {
  change(session, reportId, 'ledger-settings', ({ store, report, derive }) => {
    changeLedgerSettings(store, report.key.unit, chosen, derive)
  })
}

/** Says which of the two figures of a cell stands, and why. */
export function chooseSource(
  session: WindowSession,
  reportId: number,
  cell: string,
  source: 'imported' | 'derived',
  why: string,
): void {
  const { store, actor } = session.workspace()
  const report = requireReport(session.workspace(), reportId)
  const parts = parseCellRef(cell)
  if (!parts) throw noSetting(cell, source)
  store.write(actor, { action: 'ledger-choose', detail: { cell, source } }, () => {
    chooseFigure(store, { report }, cellRef(parts.table, parts.row, parts.column), source, why)
  })
}

function change(
  session: WindowSession,
  reportId: number,
  action: string,
  save: (at: {
    readonly store: ReturnType<WindowSession['workspace']>['store']
    readonly report: ReturnType<typeof requireReport>
    readonly derive: ReturnType<typeof ledgerRules>['derive']
  }) => void,
): void {
  const { store, actor } = session.workspace()
  const report = requireReport(session.workspace(), reportId)
  const { derive } = ledgerRules(openReport({ store }, report).pack)
  store.write(actor, { action, detail: { unit: report.key.unit } }, () => {
    save({ store, report, derive })
    deriveReport(store, openReport({ store }, report))
  })
}

async function lookAt(
  session: WindowSession,
  reportId: number,
  upload: string,
  words: SaidWords,
): Promise<{ readonly look: FileLook; readonly said: Said }> {
  const workspace = session.workspace()
  const report = requireReport(workspace, reportId)
  const { recognisers } = ledgerRules(openReport(workspace, report).pack)
  const { layouts } = loadLedgerSetup(workspace.store, report.key.unit)
  const path = session.uploads.pathOf(upload)
  const first = await lookAtFile(workspace, path, recognisers, layouts)
  const said: Said = new Map(
    first.sheets.flatMap(({ question }) => {
      const own = question && words[question.fingerprint]
      if (!question || !own) return []
      const answers = Object.entries(own).map(([column, meaning]) => ({ column, meaning }))
      return [[question.fingerprint, readAnswers(question, answers, recognisers)] as const]
    }),
  )
  return { look: said.size === 0 ? first : await lookAtFile(workspace, path, recognisers, layouts, said), said }
}

function sheetView({ sheet, hidden, state, kind, sureness, why, question }: SheetLook) {
  return {
    sheet,
    hidden,
    state,
    what: kind === undefined ? '' : kindTitle(kind),
    sureness,
    why,
    shape: question?.fingerprint ?? '',
    columns: (question?.columns ?? []).map(({ label, column, use }) => ({
      label,
      letter: letterOf(column),
      meaning: meaningOf(use),
    })),
    preview: question?.preview ?? [],
  }
}

function outcomeView(outcome: LedgerImportOutcome): LedgerOutcome {
  if (outcome.kind === 'same') return { kind: 'same', findings: [], sheets: [] }
  if (outcome.kind === 'question') {
    const findings = outcome.questions.map(({ sheet, why }) => ({
      code: 'LEDGER_QUESTION',
      weight: 'refused' as const,
      message: `工作表“${sheet}”的栏目不能确定：${why}。`,
      remedy: '在上面为这张工作表选好各列的含义，再导入。',
    }))
    return { kind: 'question', findings, sheets: [] }
  }
  return {
    kind: outcome.kind,
    findings: outcome.findings.map(({ code, weight, message, remedy }) => ({ code, weight, message, remedy })),
    sheets: outcome.sheets.map(({ sheet, kind, read, stored, explained }) => ({
      sheet,
      what: kind === undefined ? '' : kindTitle(kind),
      read,
      stored,
      others: Object.entries(explained)
        .map(([fate, count]) => `${fate} ${count} 行`)
        .join('，'),
    })),
  }
}

function noSetting(id: string, option: string): AppError {
  return new AppError({
    code: 'APP_LEDGER_SETTING',
    message: `账簿没有“${id}”这项设置，或它没有“${option}”这个选项。`,
    remedies: [{ text: '重新打开“账簿”，从列出的选项中选择。' }],
  })
}
