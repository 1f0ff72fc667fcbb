import type { Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { carryTargets } from '#core/performance/carry-targets.ts'
import { deriveSheets, type SheetSources } from '#core/performance/derive-sheets.ts'
import type { Store } from '#main/db/open-store.ts'
import type { Report } from '#main/db/repositories/reports.ts'

/**
 * How far the targets of the 预算 go into the 决算 of the same year.
 * fill: they fill the gaps of sheets that are there (the default); all: sheets that only the 预算 has come along; off: not at all.
 */
export type CarryMode = 'all' | 'fill' | 'off'

const MODES: readonly CarryMode[] = ['all', 'fill', 'off']
const settingKey = (reportId: number): string => `carry-targets/${reportId}`

export function carryMode(store: Store, reportId: number): CarryMode {
  const stored = store.settings.get(settingKey(reportId))
  return MODES.find((mode) => mode === stored) ?? 'fill'
}

/** Call inside `Store.write`, and derive the report afterwards. */
export function saveCarryMode(store: Store, reportId: number, mode: CarryMode): void {
  store.settings.set(settingKey(reportId), mode)
}

/** The 预算 of the same unit and year; undefined for a 预算 itself. */
export function budgetOf(store: Store, { key }: Report): Report | undefined {
  return key.stage === '决算' ? store.reports.find({ ...key, stage: '预算' }) : undefined
}

/**
 * The sheets of a report: what was filled in, its gaps filled with what the program knows itself. An entry that a person made
 * with the derived values before them stands as it is, blanks included.
 */
export function standingSheets(store: Store, reportId: number, pack: Pack): readonly Project[] {
  const own = store.projects.sourced(reportId)
  const derived = store.projects.derived(reportId)
  if (derived.length === 0) return own.map(({ project }) => project)
  const closed = new Set(store.projects.removed(reportId))
  for (const { project, source, id } of own) {
    const seen = store.projects.firstDerived(reportId, project.key)
    if (source === 'entered' && seen !== undefined && seen < id) closed.add(project.key)
  }
  const plans = derived.filter(({ key }) => !closed.has(key))
  return carryTargets(
    plans,
    own.map(({ project }) => project),
    pack.scoring,
  )
}

/** Saves what the program knows of the sheets of a report; true when that changed. Call inside `Store.write`. */
export function saveDerivedSheets(
  store: Store,
  report: Report,
  { executed, budgets }: Pick<SheetSources, 'executed' | 'budgets'>,
): boolean {
  const budget = budgetOf(store, report)
  const mode = carryMode(store, report.id)
  return store.projects.saveDerived(
    report.id,
    deriveSheets(store.projects.standing(report.id), {
      budget: budget && mode !== 'off' ? store.projects.standing(budget.id) : [],
      adds: mode === 'all',
      executed,
      ...(budgets && { budgets }),
    }),
  )
}

/** The 全年执行数 and 全年预算数 that the ledgers gave when the report was last derived. */
export function knownAmounts(store: Store, reportId: number): Required<Pick<SheetSources, 'executed' | 'budgets'>> {
  const derived = store.projects.derived(reportId)
  const of = (field: 'executed' | 'budget'): ReadonlyMap<string, number> =>
    new Map(
      derived.flatMap(({ name, total }) => {
        const amount = total[field]
        return amount ? [[name, amount.fen] as const] : []
      }),
    )
  return { executed: of('executed'), budgets: of('budget') }
}
