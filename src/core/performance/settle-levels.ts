import type { Indicator } from '#core/model/project.ts'
import type { PackSecondLevel, PackSheetScoring } from '#core/packs/schema-scoring.ts'
import { firstOfName, placeOfSecond, type IndicatorPlace } from './blocks.ts'
import { points } from './suggest.ts'

/** An indicator as its row gives it: the labels that stand in the row itself, and what the columns say with merges and rows above. */
export interface RawIndicator {
  readonly indicator: Indicator
  readonly own: readonly string[]
}

export interface SettledLevels {
  readonly indicators: readonly Indicator[]
  /** True when labels were taken from the 分值, which a person should look at. */
  readonly byWeight: boolean
  /** Indexes whose 一级指标 was not the one that the sheet prints. */
  readonly moved: readonly number[]
}

/**
 * Gives every indicator its 一级 and 二级. Scans lose the vertical merges, and the labels slide into other columns: the 二级 is
 * trusted and names its 一级; where even a 二级 was lost, the prescribed 分值 of each block say where one ends and the next begins.
 */
export function settleLevels(raw: readonly RawIndicator[], sheet: PackSheetScoring | undefined): SettledLevels {
  const byWeight = sheet && hasLostLabels(raw, sheet) ? settleByWeight(raw, sheet) : undefined
  if (byWeight) return { indicators: byWeight, byWeight: true, moved: [] }
  const moved: number[] = []
  const indicators = raw.map(({ indicator }, index) => {
    const [first, second, third] = indicator.levels
    const place = placeOfSecond(second, sheet, first)
    if (!place || firstOfName(first, sheet) === place.first) return indicator
    if (first !== '') moved.push(index)
    return { ...indicator, levels: [place.first.name, second, third] as const }
  })
  return { indicators, byWeight: false, moved }
}

/** A row that names two different 二级指标: one of them belongs to a row that prints none. */
function hasLostLabels(raw: readonly RawIndicator[], sheet: PackSheetScoring): boolean {
  return raw.some(({ own }) => new Set(own.flatMap((label) => placeOfSecond(label, sheet)?.second.name ?? [])).size > 1)
}

function settleByWeight(raw: readonly RawIndicator[], sheet: PackSheetScoring): readonly Indicator[] | undefined {
  const order = [
    ...new Map(
      raw
        .flatMap(({ own }) => own.flatMap((label) => placeOfSecond(label, sheet) ?? []))
        .map((place) => [place.second, place]),
    ).values(),
  ]
  const result: Indicator[] = []
  let next = 0
  for (const place of order) {
    const wanted = weightOf(place, order)
    if (wanted === undefined) return undefined
    let open = points(wanted).fen
    while (open > 0) {
      const indicator = raw[next]?.indicator
      if (!indicator?.weight || indicator.weight.fen <= 0) return undefined
      open -= indicator.weight.fen
      result.push({ ...indicator, levels: [place.first.name, place.second.name, indicator.levels[2]] })
      next += 1
    }
    if (open < 0) return undefined
  }
  return next === raw.length ? result : undefined
}

/** What a 二级 weighs: as prescribed, or all of its 一级 where it is the only one there. */
function weightOf({ first, second }: IndicatorPlace, order: readonly IndicatorPlace[]): number | undefined {
  if (second.weight !== undefined) return second.weight
  const siblings: readonly PackSecondLevel[] = order
    .filter((place) => place.first === first)
    .map((place) => place.second)
  return siblings.length === 1 ? first.weight : undefined
}
