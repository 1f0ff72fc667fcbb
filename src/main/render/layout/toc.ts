import type { DocumentModel } from '#core/document/model.ts'
import { plainText } from './inline.ts'

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
