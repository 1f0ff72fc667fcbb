import { compare, sum, type Amount } from '#core/money/amount.ts'
import { blockTotals } from '#core/performance/score.ts'
import { blockOf, placeOfSecond } from '#core/performance/blocks.ts'
import { points } from '#core/performance/suggest.ts'
import type { Project } from '#core/model/project.ts'
import type { PackSheetScoring } from '#core/packs/schema-scoring.ts'
import type { Check } from './check.ts'
import { pointsText, scoredSheets, sheetFinding } from './performance-support.ts'

/**
 * Each 一级指标 weighs what the place prescribes, and each 二级指标 where it prescribes that too. A place may allow exceptions; where the
 * pack knows of no place (40 : 40 : 10 and 10 for the 执行率 are as good as 50 : 30 : 10 then), other weights are a hint. A sheet with a 一级 of its own that weighs something (成本指标) follows another split, which the pack does not know.
 */
export const blockWeights: Check = {
  id: 'CK-102',
  title: '各级指标的分值与规定不符',
  *run(context) {
    for (const { project, scoring } of scoredSheets(context)) {
      const sheet = scoring.sheets[project.subject]
      if (project.indicators.length === 0 || hasOwnFirst(project, sheet)) continue
      for (const { block, indicators, weight } of blockTotals(project, scoring)) {
        if (block.weight === undefined || !weight) continue
        const parts: { readonly name: string; readonly total: Amount; readonly wanted: number }[] = [
          { name: block.name, total: weight, wanted: block.weight },
        ]
        for (const second of block.seconds) {
          if (second.weight === undefined) continue
          const own = indicators.filter(({ levels }) => placeOfSecond(levels[1], sheet, levels[0])?.second === second)
          parts.push({ name: second.name, total: sum(own.flatMap((one) => one.weight ?? [])), wanted: second.weight })
        }
        for (const { name, total, wanted } of parts) {
          if (compare(total, points(wanted)) === 0) continue
          yield sheetFinding(blockWeights, project, undefined, {
            severity: sheet?.prescribed === true ? 'warning' : 'info',
            where: `${project.name} ${name}`,
            stated: pointsText(total),
            expected: `${wanted}分`,
            hint:
              sheet?.prescribed === true
                ? '请核对分值，并看指标是否归错了一级、二级指标；本地另有规定的可以不改'
                : '这是财政部自评办法通行的分值，各地可以另定；本地另有规定的不用改，没有的请核对分值，并看指标是否归错了一级、二级指标',
          })
        }
      }
    }
  },
}

function hasOwnFirst({ indicators }: Project, sheet: PackSheetScoring | undefined): boolean {
  return indicators.some((indicator) => {
    const block = blockOf(indicator, sheet)
    return (indicator.weight?.fen ?? 0) > 0 && (block === undefined || block.optional)
  })
}
