import { basename } from 'node:path'
import { kindTitle } from '#core/ledger/look.ts'
import type { LedgerImportOutcome } from '#main/services/import-ledger.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { listFiles } from '#main/files/list-files.ts'
import { runLedgerJob, type JobProgress } from '#main/jobs/import-ledger-job.ts'
import { deriveReport } from '#main/services/derive-report.ts'
import { controlTotals, monthsWithoutVouchers, reconcile } from '#main/services/derive-reconcile.ts'
import { lookAtFile, readAnswers, saveSaid } from '#main/services/ledger-look.ts'
import { changeLedgerSettings, ledgerRules, ledgerSettings, loadLedgerSetup } from '#main/services/ledger-setup.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import type { Workspace } from '#main/services/workspace.ts'
import type { Arguments } from '../arguments.ts'
import type { Command, ExitCode } from '../command.ts'
import { withWorkspace } from '../open-workspace.ts'
import { printLedgerFindings, printQuestion } from '../print-ledger.ts'
import type { Terminal } from '../terminal.ts'
import { yuanText } from '../yuan-text.ts'

/**
 * `mingzhang ledger FILE…`: imports 序时账, 余额表 … of a report, derives the tables and sets them beside the imported ones.
 * `--set ID=OPTION` chooses what the sources leave open; without a file the settings are printed.
 */
export const ledger: Command = (args, terminal) =>
  withWorkspace(args.db, async (workspace) => {
    const report = chooseReport(workspace, args)
    const isSet = Object.keys(args.set).length > 0
    if (isSet) choose(workspace, report, args.set)
    if (args.words.length > 0) return importLedgers(workspace, report, listFiles(args.words).workbooks, args, terminal)
    printSettings(workspace, report, args, terminal)
    return isSet && !args.json ? (printReconciliation(workspace, report, terminal) ? 0 : 1) : 0
  })

/** What the user said beforehand: findings that are right all the same, and what columns mean. */
export type LedgerWord = Pick<Arguments, 'accept' | 'map'>

/** Imports ledger files one after the other; 2 when one of them was not taken, 1 when tables and ledgers differ. */
export async function importLedgers(
  workspace: Workspace,
  report: Report,
  files: readonly string[],
  word: LedgerWord,
  terminal: Terminal,
): Promise<ExitCode> {
  let isWhole = true
  for (const path of files) {
    const name = basename(path)
    if (word.map.length > 0) await rememberColumns(workspace, report, path, word.map, terminal)
    const onProgress = (progress: JobProgress): void => {
      terminal.progress(progressLine(name, progress))
    }
    const outcome = await runLedgerJob(workspace, report.id, path, { accept: word.accept, onProgress })
    if (outcome.kind === 'question' || outcome.kind === 'refused') isWhole = false
    printOutcome(terminal, name, outcome, workspace, report)
  }
  const agrees = printReconciliation(workspace, report, terminal)
  return !isWhole ? 2 : agrees ? 0 : 1
}

/** Chooses settings and derives anew. */
function choose(workspace: Workspace, report: Report, chosen: Arguments['set']): void {
  const { store, actor } = workspace
  const { derive } = ledgerRules(openReport(workspace, report).pack)
  store.write(actor, { action: 'ledger-settings', detail: { unit: report.key.unit } }, () => {
    changeLedgerSettings(store, report.key.unit, chosen, derive)
    deriveReport(store, openReport(workspace, report))
  })
}

function printSettings(workspace: Workspace, report: Report, { json }: Arguments, terminal: Terminal): void {
  const { derive } = ledgerRules(openReport(workspace, report).pack)
  const settings = ledgerSettings(workspace.store, report.key.unit, derive)
  if (json) {
    terminal.out(JSON.stringify(settings))
    return
  }
  terminal.out('从账簿算表的设置（用 --set 设置=选项 更改，以后一直有效）：')
  for (const { id, title, options, usual, chosen, why } of settings) {
    terminal.out(`${id} = ${chosen}${chosen === usual ? '（默认）' : `（默认是${usual}）`}  ${title}`)
    terminal.out(`    可选：${options.join('、')}。${why}`)
  }
}

/** Settings that are not the usual ones: whoever reads the result must know. */
function printChosen(workspace: Workspace, report: Report, terminal: Terminal): void {
  const { derive } = openReport(workspace, report).pack
  const chosen = derive ? ledgerSettings(workspace.store, report.key.unit, derive) : []
  for (const { title, chosen: now, usual } of chosen)
    if (now !== usual) terminal.out(`· 设置“${title}”选的是“${now}”（默认是“${usual}”）。`)
}

/** Keeps what `--map` says of the sheets of a file. */
async function rememberColumns(
  workspace: Workspace,
  report: Report,
  path: string,
  answers: Arguments['map'],
  terminal: Terminal,
): Promise<void> {
  const { store, actor } = workspace
  const { recognisers } = ledgerRules(openReport(workspace, report).pack)
  const { unit } = report.key
  const { sheets, name } = await lookAtFile(workspace, path, recognisers, loadLedgerSetup(store, unit).layouts)
  const said = new Map(
    sheets.flatMap(({ question }) =>
      question ? [[question.fingerprint, readAnswers(question, answers, recognisers)] as const] : [],
    ),
  )
  const count = store.write(actor, { action: 'ledger-layout', detail: { file: name } }, () =>
    saveSaid(store, unit, sheets, said),
  )
  if (count > 0) terminal.out(`${name}：已记住 ${count} 种表的栏目，同样的表以后不再问`)
}

function printOutcome(
  terminal: Terminal,
  name: string,
  outcome: LedgerImportOutcome,
  workspace: Workspace,
  report: Report,
): void {
  switch (outcome.kind) {
    case 'imported':
      terminal.out(`${name}：第 ${outcome.importId} 次导入`)
      for (const { sheet, kind, read, stored } of outcome.sheets)
        terminal.out(
          `  工作表“${sheet}”：${kind === undefined ? '不是账表' : kindTitle(kind)}，读 ${read} 行，存 ${stored} 行，其余 ${read - stored} 行已说明`,
        )
      printLedgerFindings(terminal.out, outcome.findings)
      return
    case 'same':
      terminal.out(`${name}：已经导入过（第 ${outcome.importId} 次导入），内容相同，没有改动`)
      return
    case 'question': {
      const { recognisers } = ledgerRules(openReport(workspace, report).pack)
      for (const question of outcome.questions) printQuestion(terminal.error, name, question, recognisers)
      return
    }
    case 'refused':
      terminal.error(`${name}：没有导入，数据没有改动。`)
      printLedgerFindings(terminal.error, outcome.findings)
  }
}

function progressLine(name: string, { rows, done, total, millisecondsLeft }: JobProgress): string {
  const percent = total === 0 ? 100 : Math.trunc((done * 100) / total)
  const left = millisecondsLeft === undefined ? '' : `，还要约 ${Math.ceil(millisecondsLeft / 1000)} 秒`
  return `读取 ${name}：${rows} 行，${percent}%${left}`
}

/** Control totals, and every cell where the imported table and the ledgers do not say the same. */
function printReconciliation(workspace: Workspace, report: Report, terminal: Terminal): boolean {
  const opened = openReport(workspace, report)
  printChosen(workspace, report, terminal)
  for (const { message } of controlTotals(workspace.store, opened)) terminal.out(`· ${message}`)
  const gone = monthsWithoutVouchers(workspace.store, opened)
  if (gone !== undefined) terminal.out(`· ${gone}`)
  const differences = reconcile(workspace.store, opened)
  if (differences.length === 0) {
    terminal.out('账簿算出的报表与导入的报表一致。')
    return true
  }
  terminal.out(`账簿算出的报表与导入的报表有 ${differences.length} 处不同：`)
  for (const { cell, imported, derived } of differences)
    terminal.out(`  ${cell}：报表 ${imported ? yuanText(imported.fen) : '没有'}，账簿 ${yuanText(derived.fen)}`)
  return false
}
