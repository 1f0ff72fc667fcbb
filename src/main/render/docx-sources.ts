import type { CellRef } from '#core/model/cell.ts'
import type { Chart, DocumentModel, Grid, Inline } from '#core/document/model.ts'

/** Where one number of the document comes from. */
export interface SourceEntry {
  readonly kind: 'figure' | 'cell'
  /** Id of the heading, paragraph or table that shows it. */
  readonly block: string
  /** Place inside the block: the n-th figure of a paragraph, or row and column of a table, from 1. */
  readonly at: { readonly figure: number } | { readonly row: number; readonly column: number }
  /** As printed. */
  readonly text: string
  readonly refs: readonly CellRef[]
  readonly formula?: string
}

export interface DocumentSources {
  readonly title: string
  readonly unit: string
  readonly year: number
  readonly entries: readonly SourceEntry[]
}

/**
 * The sidecar of the document: for every figure in a sentence and every table cell of the store, the cells behind it.
 * In document order; whoever writes the file adds the origin of each cell.
 */
export function sourcesJson(model: DocumentModel): DocumentSources {
  const entries = model.blocks.flatMap((block): SourceEntry[] => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return figuresOf(block.id, block.content)
      case 'grid':
        return cellsOf(block.grid)
      case 'chart':
        return drawnFigures(block.chart)
      case 'cover':
      case 'toc':
      case 'page-break':
        return []
    }
  })
  return { title: model.title, unit: model.unitName, year: model.year, entries }
}

const figuresOf = (block: string, content: readonly Inline[]): SourceEntry[] =>
  content
    .filter((inline) => inline.kind === 'figure')
    .map(({ text, refs, formula }, index) => ({
      kind: 'figure',
      block,
      at: { figure: index + 1 },
      text,
      refs,
      formula,
    }))

/** The figures of a chart, counted as its labels are: slice by slice, or year by year within each series. */
const drawnFigures = ({ id, drawing }: Chart): SourceEntry[] => {
  const figures = drawing.kind === '构成' ? drawing.slices : drawing.series.flatMap((one) => one.figures)
  return figures
    .filter((figure) => figure !== undefined)
    .map(({ text, refs }, index) => ({ kind: 'figure', block: id, at: { figure: index + 1 }, text, refs }))
}

const cellsOf = (grid: Grid): SourceEntry[] =>
  grid.rows.flatMap((row, rowIndex) =>
    row.cells.flatMap(({ ref, text, column }): SourceEntry[] =>
      ref === undefined
        ? []
        : [{ kind: 'cell', block: grid.id, at: { row: rowIndex + 1, column: column + 1 }, text, refs: [ref] }],
    ),
  )
