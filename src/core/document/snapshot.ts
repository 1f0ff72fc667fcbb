import { plainText } from '#core/narrative/fill.ts'
import type { Block, DocumentModel, Grid } from './model.ts'

/**
 * What a document said when it was exported: every sentence and every cell as printed. It is kept with the package and never
 * changes; what a later document says is compared with it.
 */
export interface DocumentSnapshot {
  readonly title: string
  readonly unit: string
  readonly year: number
  readonly blocks: readonly SnapshotBlock[]
}

export type SnapshotBlock =
  | { readonly kind: 'text'; readonly id: string; readonly text: string }
  | {
      readonly kind: 'grid'
      readonly id: string
      readonly title: string
      /** A scoring sheet, not a table. */
      readonly isSheet: boolean
      readonly rows: readonly (readonly SnapshotCell[])[]
    }

export interface SnapshotCell {
  readonly column: number
  readonly text: string
  /** The cell of the accounts that it shows. */
  readonly ref?: string
}

export function snapshotOf({ title, unitName, year, blocks }: DocumentModel): DocumentSnapshot {
  return { title, unit: unitName, year, blocks: blocks.flatMap(snapshotBlock) }
}

function snapshotBlock(block: Block): readonly SnapshotBlock[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [{ kind: 'text', id: block.id, text: plainText(block.content) }]
    case 'cover':
      return block.lines.map(({ role, text }, index) => ({ kind: 'text', id: `封面-${role}-${index + 1}`, text }))
    case 'grid':
      return [gridSnapshot(block.grid)]
    case 'chart':
      return [{ kind: 'text', id: block.chart.id, text: block.chart.title }]
    case 'toc':
    case 'page-break':
      return []
  }
}

/** Title, line and notes are rows of words, so that a changed one is found like any other. */
function gridSnapshot(grid: Grid): SnapshotBlock {
  const words = (texts: readonly string[]): readonly SnapshotCell[] =>
    texts.map((text, column) => ({ column, text })).filter(({ text }) => text !== '')
  const rows = [
    words([grid.title]),
    words([grid.code ?? '', ...grid.line]),
    ...grid.rows.map(({ cells }) =>
      cells.map(({ column, text, ref }) => ({ column, text, ...(ref === undefined ? {} : { ref }) })),
    ),
    ...grid.notes.map((note) => words([note])),
  ]
  const isSheet = grid.subject !== undefined
  return { kind: 'grid', id: grid.id, title: grid.title, isSheet, rows }
}
