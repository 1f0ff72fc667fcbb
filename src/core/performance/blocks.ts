import { normaliseLabel } from '#core/workbook/label.ts'
import type { Indicator, PerformanceSubject } from '#core/model/project.ts'
import type {
  IndicatorRole,
  PackFirstLevel,
  PackScoring,
  PackSecondLevel,
  PackSheetScoring,
} from '#core/packs/schema-scoring.ts'

/** Where an indicator belongs by the scoring of the pack. */
export interface IndicatorPlace {
  readonly first: PackFirstLevel
  readonly second: PackSecondLevel
}

/** The name of a level without a 分值 in brackets behind it: 产出指标（50分） is 产出指标. For comparing only. */
export function levelName(text: string): string {
  const label = normaliseLabel(text)
  return label.endsWith(')') ? label.replace(/\(\d+(?:\.\d+)?分\)$/u, '') : label
}

/**
 * The 二级指标 of this name, with its 一级指标: in forms with shifted labels the 二级 is the one to trust. Where two 一级 have
 * one of this name (成本指标 in 产出, and as a 一级 of its own), the one that the sheet itself names.
 */
export function placeOfSecond(
  name: string,
  sheet: PackSheetScoring | undefined,
  statedFirst = '',
): IndicatorPlace | undefined {
  const wanted = levelName(name)
  const own = firstOfName(statedFirst, sheet)
  const blocks = sheet?.blocks ?? []
  for (const first of own ? [own, ...blocks.filter((block) => block !== own)] : blocks)
    for (const second of first.seconds)
      if (hasName(second, wanted) || isMisspelt(second, wanted)) return { first, second }
  return undefined
}

/** The 一级指标 of this name. */
export function firstOfName(name: string, sheet: PackSheetScoring | undefined): PackFirstLevel | undefined {
  const wanted = levelName(name)
  return sheet?.blocks.find((first) => hasName(first, wanted))
}

/** The 一级指标 that an indicator counts to: by its 二级, else as it says itself. */
export function blockOf(
  { levels: [first, second] }: Indicator,
  sheet: PackSheetScoring | undefined,
): PackFirstLevel | undefined {
  return placeOfSecond(second, sheet, first)?.first ?? firstOfName(first, sheet)
}

/** 产出, 成本, 效益 or 满意度; undefined where the pack does not say. */
export function roleOf(
  indicator: Indicator,
  subject: PerformanceSubject,
  scoring: PackScoring | undefined,
): IndicatorRole | undefined {
  const sheet = scoring?.sheets[subject]
  const [first, second] = indicator.levels
  const place = placeOfSecond(second, sheet, first)
  return place?.second.role ?? place?.first.role ?? firstOfName(first, sheet)?.role
}

/** Whether a 二级指标 is written with the wrong characters that the pack knows of. */
export function isMisspelt({ misspelt }: PackSecondLevel, name: string): boolean {
  const wanted = levelName(name)
  return misspelt.some((one) => levelName(one) === wanted)
}

function hasName(level: { readonly name: string; readonly aliases: readonly string[] }, wanted: string): boolean {
  return [level.name, ...level.aliases].some((name) => levelName(name) === wanted)
}
