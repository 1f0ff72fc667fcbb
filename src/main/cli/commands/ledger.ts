import { basename } from 'node:path'
import type { LedgerFinding } from '#core/ledger/model.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { listFiles } from '#main/files/list-files.ts'
import { runLedgerJob, type JobProgress } from '#main/jobs/import-ledger-job.ts'
import { controlTotals, reconcile } from '#main/services/derive-reconcile.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { argumentsError } from '../arguments.ts'
import type { Command, ExitCode } from '../command.ts'
import { withWorkspace } from '../open-workspace.ts'
import type { Terminal } from '../terminal.ts'
import { yuanText } from '../yuan-text.ts'

/** `mingzhang ledger FILE…`: imports 序时账, 余额表 … of a report, derives the tables and sets them beside the imported ones. */
export const ledger: Command = (args, terminal) =>
  withWorkspace(args.db, async (workspace) => {
    if (args.words.length === 0) throw argumentsError('没有写明账簿文件或文件夹。')
    return importLedgers(workspace, chooseReport(workspace, args), args.words, args.accept, terminal)
  })

/** Imports ledger files one after the other; 2 when one of them was not taken, 1 when tables and ledgers differ. */
export async function importLedgers(
  workspace: Workspace,
  report: Report,
  paths: readonly string[],
  accept: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  let isWhole = true
  for (const path of listFiles(paths).workbooks) {
    const name = basename(path)
    const onProgress = (progress: JobProgress): void => {
      terminal.progress(progressLine(name, progress))
    }
    const outcome = await runLedgerJob(workspace, report.id, path, { accept, onProgress })
    switch (outcome.kind) {
      case 'imported':
        terminal.out(`${name}：第 ${outcome.importId} 次导入`)
        for (const { sheet, kind, read, stored } of outcome.sheets)
          terminal.out(
            `  工作表“${sheet}”：${kind ?? '不是账表'}，读 ${read} 行，存 ${stored} 行，其余 ${read - stored} 行已说明`,
          )
        printFindings(terminal.out, outcome.findings)
        break
      case 'same':
        terminal.out(`${name}：已经导入过（第 ${outcome.importId} 次导入），内容相同，没有改动`)
        break
      case 'question':
        isWhole = false
        for (const { sheet, why } of outcome.questions)
          terminal.error(
            `${name}：工作表“${sheet}”的栏目不能确定：${why}。请在窗口的导入页对应栏目，同样的表以后不再问。`,
          )
        break
      case 'refused':
        isWhole = false
        terminal.error(`${name}：没有导入，数据没有改动。`)
        printFindings(terminal.error, outcome.findings)
    }
  }
  const agrees = printReconciliation(workspace, report, terminal)
  return !isWhole ? 2 : agrees ? 0 : 1
}

function progressLine(name: string, { rows, done, total, millisecondsLeft }: JobProgress): string {
  const percent = total === 0 ? 100 : Math.trunc((done * 100) / total)
  const left = millisecondsLeft === undefined ? '' : `，还要约 ${Math.ceil(millisecondsLeft / 1000)} 秒`
  return `读取 ${name}：${rows} 行，${percent}%${left}`
}

function printFindings(write: Terminal['out'], findings: readonly LedgerFinding[]): void {
  for (const { code, weight, message, remedy } of findings) {
    write(`· ${message}`)
    write(`    ${remedy}${weight === 'confirm' ? `确认无误的，加 --accept ${code} 再导入。` : ''}`)
  }
}

/** Control totals, and every cell where the imported table and the ledgers do not say the same. */
function printReconciliation(workspace: Workspace, report: Report, terminal: Terminal): boolean {
  const opened = openReport(workspace, report)
  for (const { message } of controlTotals(workspace.store, opened)) terminal.out(`· ${message}`)
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
