import { checkReport } from '#main/services/check-report.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import type { Command } from '../command.ts'
import { withExistingWorkspace } from '../open-workspace.ts'
import { checksJson, printChecks } from '../print-checks.ts'

/** `mingzhang check`: runs all checks on what is stored. */
export const check: Command = (args, terminal) =>
  withExistingWorkspace(args.db, (workspace) => {
    const opened = openReport(workspace, chooseReport(workspace, args))
    const { checks } = checkReport(workspace, opened)
    if (args.json) terminal.out(JSON.stringify(checksJson(checks)))
    else printChecks(terminal, checks)
    return Promise.resolve(checks.mayPublish ? 0 : 1)
  })
