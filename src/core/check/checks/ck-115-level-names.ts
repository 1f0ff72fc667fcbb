import { firstOfName, levelName, placeOfSecond } from '#core/performance/blocks.ts'
import type { Check } from './check.ts'
import { scoredIndicators, sheetFinding } from './performance-support.ts'

/** A 二级指标 stands under its own 一级指标. Names that the pack does not know are the unit's own. */
export const levelNames: Check = {
  id: 'CK-115',
  title: '二级指标不属于所在的一级指标',
  *run(context) {
    for (const { project, scoring, indicator } of scoredIndicators(context)) {
      const sheet = scoring.sheets[project.subject]
      const [first, second] = indicator.levels
      const place = placeOfSecond(second, sheet, first)
      if (!place || firstOfName(first, sheet) === place.first) continue
      if (levelName(first) === levelName(place.first.name)) continue
      yield sheetFinding(levelNames, project, indicator, {
        severity: 'warning',
        stated: `${first}／${second}`,
        expected: `${place.first.name}／${second}`,
        hint: '请核对一级、二级指标；合并单元格转换时容易错位',
      })
    }
  },
}
