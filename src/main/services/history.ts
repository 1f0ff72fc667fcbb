import type { YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef } from '#core/model/cell.ts'
import type { ChartYear } from '#core/document/chart.ts'
import type { Mask } from '#core/secret/mask.ts'
import { openReport, type OpenReport } from './open-report.ts'
import { publishReport } from './publish-report.ts'
import type { Workspace } from './workspace.ts'

/**
 * The other years of a report's unit and stage, oldest first; each with the pack that made it and without what was secret then.
 *
 * @param mask of this report: a row that it leaves out is left out of its other years as well
 */
export function publishedHistory(
  workspace: Pick<Workspace, 'store' | 'codes'>,
  { report: { key } }: OpenReport,
  mask: Mask,
): readonly ChartYear[] {
  return workspace.store.reports
    .all()
    .filter(({ key: other }) => other.unit === key.unit && other.stage === key.stage && other.year !== key.year)
    .toSorted((a, b) => a.key.year - b.key.year)
    .map((report) => {
      const opened = openReport(workspace, report)
      return { pack: opened.pack, accounts: withoutRows(publishReport(workspace, opened).accounts, mask) }
    })
}

function withoutRows(accounts: YearAccounts, { rows }: Mask): YearAccounts {
  if (rows.size === 0) return accounts
  return {
    ...accounts,
    get(ref) {
      const parts = parseCellRef(ref)
      return parts && rows.has(`${parts.table}/${parts.row}`) ? undefined : accounts.get(ref)
    },
  }
}
