import { preparePack } from '../open-report.ts'
import type { Workspace } from '../workspace.ts'
import { checkedReport } from './session.ts'

/**
 * Parses the pack of the report that was made last and checks it once, while the list of units is looked at: who opens the program
 * mostly goes on with that report, and the first check of a program that has just started takes three times as long as the next,
 * of whichever report. What goes wrong is told to whoever opens the report.
 */
export async function getReady(workspace: Workspace): Promise<void> {
  const latest = workspace.store.reports
    .all()
    .toSorted((a, b) => a.id - b.id)
    .at(-1)
  if (latest === undefined) return
  try {
    await preparePack(workspace, latest)
    checkedReport(workspace, latest.id)
  } catch {
    // The store may have been closed, or replaced by a backup, in the meantime.
  }
}
