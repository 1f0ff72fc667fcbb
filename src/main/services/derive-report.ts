import { deriveTotals, type DerivedCell } from '#core/derive/totals.ts'
import { SUMMARY_TABLE, summariseProjects } from '#core/performance/summary.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Store } from '#main/db/open-store.ts'
import type { OpenReport } from './open-report.ts'

/**
 * Recomputes every derived cell of a report: totals that nobody stated, and the summary of its scoring sheets. Call inside
 * `Store.write` after anything changed; only real changes make new versions.
 */
export function deriveReport(store: Store, { report, pack, accounts, projects }: OpenReport): void {
  const derivedNow = store.cells.standingDerived(report.id)
  const stated: YearAccounts = {
    ...accounts,
    get: (ref) => (derivedNow.has(ref) ? undefined : accounts.get(ref)),
  }
  const { scoring } = pack
  const summary = pack.tables.has(SUMMARY_TABLE) && scoring ? summariseProjects(projects, scoring) : []
  const cells: readonly DerivedCell[] = [...deriveTotals(stated, pack), ...summary]
  store.cells.saveDerived(
    report.id,
    cells.map(({ ref, value, rule, inputs }) => ({ ref, value, origin: { kind: 'rule', rule, inputs } })),
    [...pack.tables.keys()].map((table) => ({ table, prior: false })),
  )
}
