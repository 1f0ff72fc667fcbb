import { formatCount } from '#core/money/format.ts'
import type { Indicator } from '#core/model/project.ts'
import type { PackLists, PackSheetScoring } from '#core/packs/schema-scoring.ts'
import { looseLabel } from '#core/workbook/label.ts'
import { firstOfName, levelName } from './blocks.ts'
import { PLAIN, printActual } from './indicator-value.ts'
import { points } from './suggest.ts'
import { EXECUTION_REASON, STATED } from './stated.ts'

export interface SplitIndicators {
  readonly indicators: readonly Indicator[]
  /** What the row of the 执行率 states, by text id. */
  readonly texts: ReadonlyMap<string, string>
}

/**
 * Takes out the row by which many forms state the 执行率 among the indicators: it is the score that follows from the amounts, and
 * would count twice. It stands under no 一级 of the pack and weighs what the 执行率 weighs; any other row of that name is an indicator.
 */
export function splitExecution(
  indicators: readonly Indicator[],
  sheet: PackSheetScoring | undefined,
  { columns }: Pick<PackLists, 'columns'>,
): SplitIndicators {
  const names = new Set(columns.flatMap(({ field, labels }) => (field === '执行率' ? labels.map(looseLabel) : [])))
  const row = indicators.find(
    ({ levels: [first, , third], weight }) =>
      sheet !== undefined &&
      sheet.executionWeight > 0 &&
      names.has(looseLabel(levelName(third))) &&
      firstOfName(first, sheet) === undefined &&
      (weight === undefined || weight.fen === points(sheet.executionWeight).fen),
  )
  if (!row) return { indicators, texts: new Map() }
  const texts = new Map<string, string>()
  if (row.actual?.kind === 'number' && row.actual.unit === '%')
    texts.set(STATED.rate, printActual(row.actual, undefined, PLAIN))
  if (row.score) texts.set(STATED.executionScore, formatCount(row.score))
  if (row.deviationReason !== undefined) texts.set(EXECUTION_REASON, row.deviationReason)
  return { indicators: indicators.filter((one) => one !== row), texts }
}
