import { exact, sum, type Amount } from '#core/money/amount.ts'
import { formatCount } from '#core/money/format.ts'
import type { Indicator, Project, ProjectFigures } from '#core/model/project.ts'
import type { PackForm } from '#core/packs/schema-form.ts'
import type { PackScoring } from '#core/packs/schema-scoring.ts'
import { levelName } from './blocks.ts'
import { points } from './suggest.ts'

/** One row `each: funds`. */
export interface FundLine {
  readonly label: string
  /** Undefined for a source that the form names and the project does not have. */
  readonly figures: ProjectFigures | undefined
}

/** One row `each: indicators`: of a project, of the form, or of both. */
export interface IndicatorLine {
  readonly levels: readonly [string, string, string]
  /** The same with the 分值 in brackets. */
  readonly weighted: readonly [string, string, string]
  readonly weight: Amount | undefined
  readonly indicator: Indicator | undefined
  readonly explanation: string
  readonly instruction: string
}

type BareLine = Omit<IndicatorLine, 'weighted'>

/** The fund sources that the form names, in its order, and then those that only the project has. */
export function fundLines(form: PackForm, project: Project | undefined): readonly FundLine[] {
  const known = form.funds.map(({ name, label }) => ({
    label,
    figures: project?.funds.find((fund) => fund.name === name),
  }))
  const names = form.funds.map(({ name }) => name)
  const more = (project?.funds ?? []).filter((fund) => !names.includes(fund.name))
  return [...known, ...more.map((fund) => ({ label: fund.name, figures: fund }))]
}

/** The indicators that the form fixes and then those that only the project has: none is ever left out. */
export function indicatorLines(
  form: PackForm,
  project: Project | undefined,
  scoring: PackScoring | undefined,
): readonly IndicatorLine[] {
  const open = new Set(project?.indicators ?? [])
  const fixed = form.indicators.map(({ levels, weight, explanation, instruction }): BareLine => {
    const indicator = [...open].find((one) => sameName(one.levels, levels))
    if (indicator) open.delete(indicator)
    return { levels, weight: indicator?.weight ?? points(weight), indicator, explanation, instruction }
  })
  const own = [...open].map((indicator): BareLine => {
    const { levels, weight, description = '', standard = '' } = indicator
    return { levels, weight, indicator, explanation: description, instruction: standard }
  })
  const lines = [...fixed, ...own]
  return withWeights(lines.length > 0 ? lines : emptyLines(form, scoring))
}

function sameName(a: readonly string[], b: readonly string[]): boolean {
  return [1, 2].every((level) => levelName(a[level] ?? '') === levelName(b[level] ?? ''))
}

/** A form to be filled in: one row for each 二级指标 of the pack. */
function emptyLines(form: PackForm, scoring: PackScoring | undefined): readonly BareLine[] {
  const blocks = (scoring?.sheets[form.subject]?.blocks ?? []).filter(({ optional }) => !optional)
  const lines = blocks.flatMap((block) =>
    block.seconds.map((second): BareLine => ({ ...EMPTY, levels: [block.name, second.name, ''] })),
  )
  return lines.length > 0 ? lines : [EMPTY]
}

const EMPTY: BareLine = {
  levels: ['', '', ''],
  weight: undefined,
  indicator: undefined,
  explanation: '',
  instruction: '',
}

function withWeights(lines: readonly BareLine[]): readonly IndicatorLine[] {
  const total = (fits: (line: BareLine) => boolean): Amount | undefined => {
    const weights = lines.filter(fits).map(({ weight }) => weight)
    return weights.includes(undefined) ? undefined : sum(weights.flatMap((weight) => weight ?? []))
  }
  return lines.map((line) => {
    const [first, second, third] = line.levels
    const isFirst = (one: BareLine): boolean => one.levels[0] === first
    return {
      ...line,
      weighted: [
        named(first, total(isFirst)),
        named(
          second,
          total((one) => isFirst(one) && one.levels[1] === second),
        ),
        named(third, line.weight),
      ],
    }
  })
}

function named(name: string, weight: Amount | undefined): string {
  if (name === '' || !weight || weight.fen === exact(0).fen) return name
  return `${name.replace(/[(（]\d+(?:\.\d+)?\s*分[)）]$/u, '').trim()}（${formatCount(weight)}分）`
}
