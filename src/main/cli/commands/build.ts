import type { Report } from '#main/db/repositories/reports.ts'
import { exportReport, type ExportedPackage } from '#main/services/export-report.ts'
import { importFiles } from '#main/services/import-files.ts'
import { openReport } from '#main/services/open-report.ts'
import type { Workspace } from '#main/services/workspace.ts'
import type { Arguments } from '../arguments.ts'
import type { Command, ExitCode } from '../command.ts'
import { withWorkspace } from '../open-workspace.ts'
import { printImport } from '../print-import.ts'
import type { Terminal } from '../terminal.ts'
import { outFolder, printPackage } from './export.ts'
import { importFoundLedgers, targetOf } from './import.ts'

/** `mingzhang build FOLDER --out DIR`: import, check and export in one go. */
export const build: Command = (args, terminal) => {
  const out = outFolder(args)
  return withWorkspace(args.db, async (workspace) => {
    const built = await buildPackage(workspace, { ...args, out }, terminal)
    if (built.package) printPackage(terminal, built.package, args.json)
    return built.exitCode
  })
}

export interface BuiltPackage {
  readonly exitCode: ExitCode
  readonly report: Report | undefined
  readonly package: ExportedPackage | undefined
}

/** Imports and exports one unit's year; the package is undefined when the import was refused. */
export async function buildPackage(
  workspace: Workspace,
  args: Arguments & { readonly out: string },
  terminal: Terminal,
): Promise<BuiltPackage> {
  const outcome = await importFiles(workspace, { ...targetOf(args), onProgress: terminal.progress })
  if (outcome.kind === 'refused') {
    if (args.json) terminal.out(JSON.stringify(outcome))
    else printImport(terminal, outcome)
    return { exitCode: 2, report: undefined, package: undefined }
  }
  if (!args.json) printImport(terminal, outcome)
  // A ledger that cannot be taken stops here: the package would lack what it was to bring.
  if ((await importFoundLedgers(workspace, outcome, args, terminal)) !== 0)
    return { exitCode: 2, report: outcome.report, package: undefined }
  const written = await exportReport(workspace, openReport(workspace, outcome.report), args.out, {
    pdf: !args.noPdf,
    onProgress: terminal.progress,
  })
  return { exitCode: written.checks.mayPublish ? 0 : 1, report: outcome.report, package: written }
}
