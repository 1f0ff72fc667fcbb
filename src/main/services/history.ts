import type { ChartYear } from '#core/document/chart.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { openReport } from './open-report.ts'
import type { Workspace } from './workspace.ts'

/** The other years of a report's unit and stage, oldest first; each with the pack that made it. */
export function historyOf({ store }: Pick<Workspace, 'store'>, { key }: Report): readonly ChartYear[] {
  return store.reports
    .all()
    .filter(({ key: other }) => other.unit === key.unit && other.stage === key.stage && other.year !== key.year)
    .toSorted((a, b) => a.key.year - b.key.year)
    .map((report) => openReport({ store }, report))
}
