import { absolute, subtract, type Amount } from '#core/money/amount.ts'
import { formatAmount, formatCount } from '#core/money/format.ts'
import { intersects, intervalOf } from '#core/money/interval.ts'
import type { Indicator, Project } from '#core/model/project.ts'
import type { PackScoring } from '#core/packs/schema-scoring.ts'
import { formOf } from '#core/performance/sheet-grids.ts'
import { STATED } from '#core/performance/stated.ts'
import type { Finding } from '../finding.ts'
import type { Check, CheckContext } from './check.ts'
import { finding } from './support.ts'

type Particulars = Pick<Finding, 'severity' | 'hint'> & Partial<Finding>

/** The rules that the checks of sheets follow; each pack cites its regulation beside its thresholds. */
const SOURCE = '绩效自评表填报说明'

/** A finding about a sheet, or about one of its indicators. */
export function sheetFinding(
  check: Check,
  project: Project,
  indicator: Indicator | undefined,
  particulars: Particulars,
): Finding {
  const where = indicator ? `${project.name} ${indicator.levels[2]}` : project.name
  return finding(check, { where, cells: [where], source: SOURCE, ...particulars })
}

export interface ScoredSheet {
  readonly project: Project
  readonly scoring: PackScoring
}

/** The sheets of a report whose pack says how they are scored. */
export function* scoredSheets({ projects, pack }: CheckContext): Iterable<ScoredSheet> {
  if (pack.scoring) for (const project of projects) yield { project, scoring: pack.scoring }
}

export interface ScoredIndicator extends ScoredSheet {
  readonly indicator: Indicator
}

export function* scoredIndicators(context: CheckContext): Iterable<ScoredIndicator> {
  for (const sheet of scoredSheets(context))
    for (const indicator of sheet.project.indicators) yield { ...sheet, indicator }
}

/** True when the report owes scores: sheets of the 预算 only set targets. */
export function isScored({ accounts }: CheckContext): boolean {
  return accounts.key.stage === '决算'
}

export function hasReason(indicator: Indicator): boolean {
  return (indicator.deviationReason ?? '').trim() !== ''
}

/** True when the form of the sheet has a column for reasons: one without asks for none. */
export function asksForReasons({ pack }: CheckContext, project: Project): boolean {
  const form = formOf(pack, project.subject)
  if (!form) return true
  const cells = form.sections.flatMap(({ rows }) => rows).flatMap((row) => row.cells)
  return cells.some((cell) => typeof cell === 'object' && 'field' in cell && cell.field === '偏差原因')
}

/** Points as printed: 6.07分. */
export function pointsText(points: Amount): string {
  return `${formatCount(points)}分`
}

/** An amount of a sheet as printed: 37.633万元. */
export function wanText(amount: Amount): string {
  return `${formatAmount(amount, { unit: '万元', decimals: 6, trimZeros: true, thousands: false, zero: undefined })}万元`
}

/** What to do about a result that the form states and the program computes. */
export function statedHint(what: keyof typeof STATED): string {
  return `打印和公开时以程序计算的结果为准；请核对原表，改正原表或删去“${STATED[what]}”`
}

/** An amount of the sheets against what the program knows of it itself; one that is not stated is not held against anything. */
export function* sheetsAgainstDerived(
  check: Check,
  { projects, derivedSheets }: CheckContext,
  words: {
    readonly field: 'executed' | 'budget'
    readonly name: string
    readonly hint: string
    readonly source: string
  },
): Iterable<Finding> {
  for (const project of projects) {
    const known = derivedSheets.find(({ key }) => key === project.key)?.total[words.field]
    const stated = project.total[words.field]
    if (!known || !stated || intersects(intervalOf(stated), intervalOf(known))) continue
    yield sheetFinding(check, project, undefined, {
      severity: 'warning',
      where: `${project.name} ${words.name}`,
      stated: wanText(stated),
      expected: wanText(known),
      difference: wanText(absolute(subtract(stated, known))),
      hint: words.hint,
      source: words.source,
    })
  }
}
