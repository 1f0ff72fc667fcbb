import type { CoverLine, DocumentStyle } from '#core/document/model.ts'
import { lineCount } from './grid-layout.ts'
import { POINTS_PER_MM, TEXT_PAGE, pageGeometry } from './pages.ts'
import { typography } from './typography.ts'

/** Where the name of the unit begins, and how much of the rest lies between the name and the title. */
const SHARE = { above: 0.24, between: 0.1, date: 0.42 } as const

/**
 * Space over each line of a cover in points, so that it stands balanced on its page: the unit in the upper third, the
 * title under it, the date near the foot. Less where long names take more lines.
 */
export function coverSpaces(lines: readonly CoverLine[], style: DocumentStyle): readonly number[] {
  const { typeWidth, typeHeight } = pageGeometry(style, TEXT_PAGE)
  const texts = typography(style)
  const heights = lines.map(({ role, text }) => {
    const { size, line } = texts[`cover-${role}`]
    return lineCount(text, size, typeWidth * POINTS_PER_MM) * line
  })
  const free = Math.max(0, typeHeight * POINTS_PER_MM - heights.reduce((a, b) => a + b, 0) - style.lineSpacing)
  return lines.map(({ role }, index) => {
    if (index === 0) return round(free * SHARE.above)
    if (role === 'date') return round(free * SHARE.date)
    return role === 'line' ? 0 : round(free * SHARE.between)
  })
}

const round = (points: number): number => Math.floor(points * 10) / 10
