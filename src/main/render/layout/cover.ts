import type { CoverLine, DocumentModel } from '#core/document/model.ts'
import { lineCount } from './grid-layout.ts'
import { POINTS_PER_MM, TEXT_PAGE, pageGeometry } from './pages.ts'
import { typography } from './typography.ts'

/** Where the name of the unit begins, and how much of the rest lies between the name and the title. */
const SHARE = { above: 0.24, between: 0.1, date: 0.42 } as const

/** A line of a cover as it is set. */
export interface SetCoverLine extends CoverLine {
  /** Points above it. */
  readonly space: number
}

/**
 * The lines of a cover, set so that it stands balanced on its page: the unit in the upper third, the title under it, the date near
 * the foot; less space where long names take more lines. A line that does not fit is broken at the unit's name, not within it.
 */
export function coverLines(
  lines: readonly CoverLine[],
  { style, unitName }: Pick<DocumentModel, 'style' | 'unitName'>,
): readonly SetCoverLine[] {
  const { typeWidth, typeHeight } = pageGeometry(style, TEXT_PAGE)
  const texts = typography(style)
  const width = typeWidth * POINTS_PER_MM
  const set = lines.map(({ role, text }) => {
    const { size, line } = texts[`cover-${role}`]
    const broken = brokenAt(unitName, text, (part) => lineCount(part, size, width))
    return { role, text: broken, height: lineCount(broken, size, width) * line }
  })
  const free = Math.max(
    0,
    typeHeight * POINTS_PER_MM - set.reduce((sum, { height }) => sum + height, 0) - style.lineSpacing,
  )
  const space = (role: CoverLine['role'], index: number): number => {
    if (index === 0) return round(free * SHARE.above)
    if (role === 'date') return round(free * SHARE.date)
    return role === 'line' ? 0 : round(free * SHARE.between)
  }
  return set.map(({ role, text }, index) => ({ role, text, space: space(role, index) }))
}

/** A text of more than one line gets its breaks before and after the name, if the name fits a line. */
function brokenAt(name: string, text: string, linesOf: (part: string) => number): string {
  const at = name === '' ? -1 : text.indexOf(name)
  if (at < 0 || linesOf(text) === 1 || linesOf(name) > 1) return text
  return [text.slice(0, at), name, text.slice(at + name.length)].filter((part) => part !== '').join('\n')
}

const round = (points: number): number => Math.floor(points * 10) / 10
