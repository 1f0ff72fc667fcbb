import { isMisspelt, placeOfSecond } from '#core/performance/blocks.ts'
import type { Check } from './check.ts'
import { sheetFinding } from './performance-support.ts'

/** A 二级指标 with a wrong character that sounds the same (实效 for 时效): understood, and pointed at before it is published. */
export const misspeltLevel: Check = {
  id: 'CK-124',
  title: '二级指标名称有错别字',
  *run({ projects, pack }) {
    for (const project of projects)
      for (const indicator of project.indicators) {
        const [first, second] = indicator.levels
        const place = placeOfSecond(second, pack.scoring?.sheets[project.subject], first)
        if (!place || !isMisspelt(place.second, second)) continue
        yield sheetFinding(misspeltLevel, project, indicator, {
          severity: 'warning',
          stated: second,
          expected: place.second.name,
          hint: '请改正指标名称后再公开',
        })
      }
  },
}
