import type { Block, DocumentModel, Grid } from '#core/document/model.ts'
import { plainText } from '#core/narrative/fill.ts'
import type { PrintedTable } from './facts.ts'

export type Written = Extract<Block, { kind: 'heading' | 'paragraph' }>

export function isWritten(block: Block): block is Written {
  return block.kind === 'heading' || block.kind === 'paragraph'
}

/** Headings and paragraphs, one each. */
export const linesOf = (model: DocumentModel): readonly string[] =>
  model.blocks.filter(isWritten).map((block) => plainText(block.content))

/** Headings, and tables and sheets by the name under which the 目录 lists them. */
export const headingsOf = (model: DocumentModel): readonly string[] =>
  model.blocks.flatMap((block) => {
    if (block.kind === 'heading') return [plainText(block.content)]
    return block.kind === 'grid' ? [block.grid.tocTitle ?? block.grid.title] : []
  })

export const gridsOf = (model: DocumentModel): readonly Grid[] =>
  model.blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid] : []))

/** Rows of texts; what a merged cell covers is ''. Form of brackets and spaces in labels is not content. */
export function matrixOf(grid: Grid): readonly (readonly string[])[] {
  return grid.rows.map((row) => {
    const texts = grid.widths.map(() => '')
    for (const cell of row.cells) texts[cell.column] = cellText(cell.text)
    return texts
  })
}

export const cellText = (text: PrintedTable['body'][number][number]): string =>
  text === '<' || text === '^' ? '' : text.normalize('NFKC').replace(/\s/gu, '')
