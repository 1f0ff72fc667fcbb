import type { ImportPreview } from '#core/contract/views.ts'
import { AppError } from '#core/model/error.ts'
import type { ImportOutcome } from '../import-outcome.ts'
import type { TargetChoice } from '../import-target.ts'
import type { Workspace } from '../workspace.ts'
import { requireReport } from './session.ts'

/** The error that says that a 填报表 is of another unit or year than the report that is open; others are thrown on. */
export function conflictOf(error: unknown): AppError {
  if (error instanceof AppError && error.info.code === 'APP_TARGET_CONFLICT') return error
  throw error
}

/** The report of the unit that the tables name, for the same year, where the store has it. */
export function choiceElsewhere(workspace: Workspace, outcome: ImportOutcome, open: number): TargetChoice | undefined {
  if (outcome.kind !== 'refused') return undefined
  const { store } = workspace
  const named = outcome.errors.flatMap((info) => ('unitName' in info ? [info.unitName] : []))
  const unit = store.units.all().find(({ name, shortName }) => named.includes(name) || named.includes(shortName))
  const { key } = requireReport(workspace, open)
  const found = unit && store.reports.find({ ...key, unit: unit.code })
  return found && { ...found.key }
}

/** Where files go that are not of the open report. */
export function elsewhereOf({ store }: Workspace, outcome: ImportOutcome): ImportPreview['elsewhere'] {
  if (outcome.kind === 'refused') return undefined
  return { unit: outcome.unit.name, report: store.reports.find(outcome.report.key)?.id }
}
