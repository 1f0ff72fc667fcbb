import { exportReport, type ExportedPackage } from '#main/services/export-report.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { argumentsError, type Arguments } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withExistingWorkspace } from '../open-workspace.ts'
import { checksJson, printChecks } from '../print-checks.ts'
import type { Terminal } from '../terminal.ts'

/** `mingzhang export --out FOLDER`: writes the package of a report. */
export const exportPackage: Command = (args, terminal) =>
  withExistingWorkspace(args.db, async (workspace) => {
    const opened = openReport(workspace, chooseReport(workspace, args))
    const written = await exportReport(workspace, opened, outFolder(args), {
      pdf: !args.noPdf,
      onProgress: terminal.progress,
    })
    printPackage(terminal, written, args.json)
    return written.checks.mayPublish ? 0 : 1
  })

export function outFolder({ out }: Arguments): string {
  if (out === undefined) throw argumentsError('没有写明输出文件夹。')
  return out
}

export function printPackage(terminal: Terminal, { folder, files, checks }: ExportedPackage, json: boolean): void {
  if (json) {
    terminal.out(JSON.stringify({ folder, files, ...checksJson(checks) }))
    return
  }
  printChecks(terminal, checks)
  terminal.out(`已生成：${folder}`)
  for (const { name, bytes } of files) terminal.out(`  ${name}（${Math.ceil(bytes / 1024)} KB）`)
}
