import type { DocumentModel } from '#core/document/model.ts'
import { lineCount } from './grid-layout.ts'
import { plainText } from './inline.ts'
import { POINTS_PER_MM, TEXT_PAGE, pageGeometry } from './pages.ts'

export interface TocEntry {
  /** The heading's id or the grid's. */
  readonly id: string
  readonly level: 1 | 2 | 3 | 4
  readonly text: string
}

/**
 * Everything that has a place in the 目录, in document order: headings, and tables whose title counts as one.
 * Throws RangeError when two carry the same id: a link could not say which it means (a mistake of the builder).
 */
export function headingsOf(model: DocumentModel): readonly TocEntry[] {
  const entries = model.blocks.flatMap((block): TocEntry[] => {
    if (block.kind === 'heading') return [{ id: block.id, level: block.level, text: plainText(block.content) }]
    if (block.kind !== 'grid' || block.grid.headingLevel === undefined) return []
    const { id, headingLevel, title, tocTitle } = block.grid
    return [{ id, level: headingLevel, text: tocTitle ?? title }]
  })
  const seen = new Set<string>()
  for (const { id } of entries) {
    if (seen.has(id)) throw new RangeError(`two headings carry the id ${id}`)
    seen.add(id)
  }
  return entries
}

/** The entries of a 目录 of this depth. */
export const tocEntries = (model: DocumentModel, depth: number): readonly TocEntry[] =>
  headingsOf(model).filter((entry) => entry.level <= depth)

/** How the 目录 is set: font size and exact line spacing in points. */
export interface TocSetting {
  readonly size: number
  readonly line: number
}

/** Lines closer than this multiple of the font size are hard to read. */
const CLOSEST_LINE = 1.3
const SMALLEST_SIZE = 10.5
/** Dots and page number at the end of an entry, in em. */
const ENTRY_END = 3.5

/** The usual setting, or a closer and then a smaller one where that brings the 目录 onto one page; a longer one takes two. */
export function tocSetting(model: DocumentModel): TocSetting {
  const { sizes, lineSpacing } = model.style
  const usual = { size: sizes.body - 2, line: lineSpacing * 0.85 }
  const depth = Math.max(0, ...model.blocks.map((block) => (block.kind === 'toc' ? block.depth : 0)))
  const entries = tocEntries(model, depth)
  const { typeWidth, typeHeight } = pageGeometry(model.style, TEXT_PAGE)
  const title = Math.max(lineSpacing, sizes.title * 1.3) + lineSpacing / 2
  const room = typeHeight * POINTS_PER_MM - title - 4
  const linesAt = (size: number): number =>
    entries.reduce(
      (sum, { level, text }) => sum + lineCount(text, size, typeWidth * POINTS_PER_MM - (level - 1 + ENTRY_END) * size),
      0,
    )
  for (let size = usual.size; size >= SMALLEST_SIZE; size -= 0.5) {
    const line = Math.min(usual.line, Math.floor((room / Math.max(1, linesAt(size))) * 10) / 10)
    if (line >= size * CLOSEST_LINE) return { size, line }
  }
  return usual
}
