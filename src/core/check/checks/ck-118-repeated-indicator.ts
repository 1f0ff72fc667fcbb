import { levelName } from '#core/performance/blocks.ts'
import type { Check } from './check.ts'
import { sheetFinding } from './performance-support.ts'

/** The same indicator twice under one 二级指标: mostly a row that was copied or scanned twice. */
export const repeatedIndicator: Check = {
  id: 'CK-118',
  title: '同一个指标重复',
  *run({ projects }) {
    for (const project of projects) {
      const seen = new Map<string, number>()
      for (const { levels } of project.indicators) {
        const name = `${levelName(levels[1])}/${levelName(levels[2])}`
        seen.set(name, (seen.get(name) ?? 0) + 1)
      }
      for (const [name, times] of seen) {
        const indicator = project.indicators.find(
          ({ levels }) => `${levelName(levels[1])}/${levelName(levels[2])}` === name,
        )
        if (times < 2) continue
        yield sheetFinding(repeatedIndicator, project, indicator, {
          severity: 'warning',
          stated: `${times}次`,
          hint: '请核对有没有重复的行；确是不同的工作，请写明区别',
        })
      }
    }
  },
}
