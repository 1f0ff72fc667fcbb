import { importFiles as importInto } from '#main/services/import-files.ts'
import type { ImportOutcome } from '#main/services/import-outcome.ts'
import { deriveReport } from '#main/services/derive-report.ts'
import { openReport } from '#main/services/open-report.ts'
import { argumentsError, type Arguments } from '../arguments.ts'
import type { Workspace } from '#main/services/workspace.ts'
import type { Command, ExitCode } from '../command.ts'
import { withExistingWorkspace, withWorkspace } from '../open-workspace.ts'
import { printImport } from '../print-import.ts'
import type { Terminal } from '../terminal.ts'
import { importLedgers } from './ledger.ts'

/** `mingzhang import FILE…`: reads and stores, nothing else. */
export const importFiles: Command = (args, terminal) =>
  withWorkspace(args.db, async (workspace) => {
    const outcome = await importInto(workspace, { ...targetOf(args), onProgress: terminal.progress })
    if (args.json) terminal.out(JSON.stringify(outcome))
    else printImport(terminal, outcome)
    return outcome.kind === 'imported' ? importFoundLedgers(workspace, outcome, args, terminal) : 2
  })

/** The ledgers among imported files, one by one; a difference from the tables is something to look at, no failure. */
export async function importFoundLedgers(
  workspace: Workspace,
  { report, ledgers }: Extract<ImportOutcome, { kind: 'imported' }>,
  args: Arguments,
  terminal: Terminal,
): Promise<ExitCode> {
  if (ledgers.length === 0) return 0
  const files = ledgers.map(({ path }) => path)
  const quiet: Terminal = args.json ? { ...terminal, out: () => undefined } : terminal
  return (await importLedgers(workspace, report, files, args, quiet)) === 2 ? 2 : 0
}

/** `mingzhang undo N`: takes one import back; what stood before it stands again. */
export const undoImport: Command = (args, terminal) =>
  withExistingWorkspace(args.db, (workspace) => {
    const { store, actor } = workspace
    const [number] = args.words
    if (number === undefined || !/^\d+$/.test(number)) throw argumentsError('没有写明要撤销第几次导入。')
    const importId = Number.parseInt(number, 10)
    store.write(actor, { action: 'undo-import', detail: { importId } }, () => {
      store.imports.undo(importId)
      const reportId = store.imports.get(importId)?.reportId
      const report = reportId === undefined ? undefined : store.reports.get(reportId)
      if (report) deriveReport(store, openReport(workspace, report))
    })
    terminal.out(args.json ? JSON.stringify({ undone: importId }) : `已撤销第 ${importId} 次导入。`)
    return Promise.resolve(0)
  })

/** The files that a command names, and the report that they belong to. */
export function targetOf({ words, unit, year, stage, pack, money, as }: Arguments) {
  if (words.length === 0) throw argumentsError('没有写明要导入的文件或文件夹。')
  return { paths: words, unit, year, stage, pack, answers: { money, tableFor: as } }
}
