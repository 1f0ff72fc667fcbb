import type { Amount } from '#core/money/amount.ts'
import type {
  Indicator,
  IndicatorActual,
  IndicatorTarget,
  PerformanceSubject,
  Project,
  ProjectFigures,
  ProjectFund,
  TargetOperator,
} from '#core/model/project.ts'

type Column = string | number | null
type AmountColumns<P extends string> = Record<`${P}_fen` | `${P}_quantum`, number | null>
type TargetColumns<P extends string> = AmountColumns<P> & Record<`${P}_unit` | `${P}_words`, string | null>

export const FIGURES = ['declared', 'compiled', 'budget', 'executed'] as const
const amountNames = (prefix: string): readonly string[] => [`${prefix}_fen`, `${prefix}_quantum`]
export const FIGURE_COLUMNS = FIGURES.flatMap(amountNames)
export const INDICATOR_COLUMNS = [
  ...['indicator_key', 'level1', 'level2', 'level3', 'description', 'basis', 'standard'],
  ...['target', 'adjusted'].flatMap((p) => [`${p}_operator`, ...amountNames(p), `${p}_unit`, `${p}_words`]),
  ...[...amountNames('actual'), 'actual_unit', 'actual_words'],
  ...[...amountNames('weight'), ...amountNames('score'), 'deviation_reason'],
]

export type FigureRow = AmountColumns<(typeof FIGURES)[number]>

export interface VersionRow extends FigureRow {
  readonly id: number
  readonly project_key: string
  readonly subject: PerformanceSubject
  readonly name: string
  readonly project_code: string | null
  readonly department: string | null
  readonly department_code: string | null
  readonly unit: string | null
  readonly unit_code: string | null
  readonly goal: string | null
  readonly achieved: string | null
}

export interface FundRow extends FigureRow {
  readonly version_id: number
  readonly name: string
}

export interface IndicatorRow
  extends
    TargetColumns<'target'>,
    TargetColumns<'adjusted'>,
    TargetColumns<'actual'>,
    AmountColumns<'weight'>,
    AmountColumns<'score'> {
  readonly version_id: number
  readonly indicator_key: string
  readonly level1: string
  readonly level2: string
  readonly level3: string
  readonly description: string | null
  readonly basis: string | null
  readonly standard: string | null
  readonly target_operator: TargetOperator | null
  readonly adjusted_operator: TargetOperator | null
  readonly deviation_reason: string | null
}

const amountColumns = (prefix: string, amount: Amount | undefined): Record<string, Column> => ({
  [`${prefix}_fen`]: amount?.fen ?? null,
  [`${prefix}_quantum`]: amount?.quantum ?? null,
})

export const figureColumns = (figures: ProjectFigures): Record<string, Column> =>
  Object.assign({}, ...FIGURES.map((name) => amountColumns(name, figures[name]))) as Record<string, Column>

const actualColumns = (
  prefix: string,
  value: IndicatorTarget | IndicatorActual | undefined,
): Record<string, Column> => ({
  ...amountColumns(prefix, value?.kind === 'number' ? value.value : undefined),
  [`${prefix}_unit`]: value?.kind === 'number' ? value.unit : null,
  [`${prefix}_words`]: value?.kind === 'words' ? value.text : null,
})

const targetColumns = (prefix: string, target: IndicatorTarget | undefined): Record<string, Column> => ({
  ...actualColumns(prefix, target),
  [`${prefix}_operator`]: target?.kind === 'number' ? target.operator : null,
})

export const indicatorColumns = (indicator: Indicator): Record<string, Column> => ({
  indicator_key: indicator.key,
  level1: indicator.levels[0],
  level2: indicator.levels[1],
  level3: indicator.levels[2],
  description: indicator.description ?? null,
  basis: indicator.basis ?? null,
  standard: indicator.standard ?? null,
  ...targetColumns('target', indicator.target),
  ...targetColumns('adjusted', indicator.adjustedTarget),
  ...actualColumns('actual', indicator.actual),
  ...amountColumns('weight', indicator.weight),
  ...amountColumns('score', indicator.score),
  deviation_reason: indicator.deviationReason ?? null,
})

export const versionColumns = (project: Project): Record<string, Column> => ({
  project_key: project.key,
  subject: project.subject,
  name: project.name,
  project_code: project.projectCode ?? null,
  department: project.department ?? null,
  department_code: project.departmentCode ?? null,
  unit: project.implementingUnit ?? null,
  unit_code: project.implementingUnitCode ?? null,
  goal: project.goal ?? null,
  achieved: project.achieved ?? null,
  ...figureColumns(project.total),
})

const amountOf = (fen: number | null, quantum: number | null): Amount | undefined =>
  fen === null || quantum === null ? undefined : { fen, quantum }

const figuresOf = (row: FigureRow): ProjectFigures => ({
  declared: amountOf(row.declared_fen, row.declared_quantum),
  compiled: amountOf(row.compiled_fen, row.compiled_quantum),
  budget: amountOf(row.budget_fen, row.budget_quantum),
  executed: amountOf(row.executed_fen, row.executed_quantum),
})

export const fundOf = (row: FundRow): ProjectFund => ({ name: row.name, ...figuresOf(row) })

function actualOf(amount: Amount | undefined, unit: string | null, words: string | null): IndicatorActual | undefined {
  if (amount !== undefined) return { kind: 'number', value: amount, unit: unit ?? '' }
  return words === null ? undefined : { kind: 'words', text: words }
}

function targetOf(operator: TargetOperator | null, stated: IndicatorActual | undefined): IndicatorTarget | undefined {
  if (stated?.kind !== 'number') return stated
  return operator === null ? undefined : { ...stated, operator }
}

export function indicatorOf(row: IndicatorRow): Indicator {
  const target = actualOf(amountOf(row.target_fen, row.target_quantum), row.target_unit, row.target_words)
  const adjusted = actualOf(amountOf(row.adjusted_fen, row.adjusted_quantum), row.adjusted_unit, row.adjusted_words)
  return {
    key: row.indicator_key,
    levels: [row.level1, row.level2, row.level3],
    description: row.description ?? undefined,
    basis: row.basis ?? undefined,
    standard: row.standard ?? undefined,
    target: targetOf(row.target_operator, target),
    adjustedTarget: targetOf(row.adjusted_operator, adjusted),
    actual: actualOf(amountOf(row.actual_fen, row.actual_quantum), row.actual_unit, row.actual_words),
    weight: amountOf(row.weight_fen, row.weight_quantum),
    score: amountOf(row.score_fen, row.score_quantum),
    deviationReason: row.deviation_reason ?? undefined,
  }
}

export interface ProjectParts {
  readonly funds: readonly ProjectFund[]
  readonly texts: ReadonlyMap<string, string>
  readonly indicators: readonly Indicator[]
}

export const projectOf = (row: VersionRow, parts: ProjectParts): Project => ({
  key: row.project_key,
  subject: row.subject,
  name: row.name,
  projectCode: row.project_code ?? undefined,
  department: row.department ?? undefined,
  departmentCode: row.department_code ?? undefined,
  implementingUnit: row.unit ?? undefined,
  implementingUnitCode: row.unit_code ?? undefined,
  total: figuresOf(row),
  goal: row.goal ?? undefined,
  achieved: row.achieved ?? undefined,
  ...parts,
})
