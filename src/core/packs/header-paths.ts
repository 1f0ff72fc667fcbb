import { placeHeader } from './header-grid.ts'
import type { PackTable } from './schema-table.ts'

/** One figure column of one block with the header texts above it. */
export interface ColumnPath {
  readonly block: number
  /** 0-based column of the printed grid. */
  readonly column: number
  /** Key of the column in `table.columns`. */
  readonly key: string
  /** Header texts from top to bottom joined by `/`: 预算数/公务用车购置及运行维护费/小计. Column numbers are left out. */
  readonly path: string
}

/** The figure columns of a table from left to right; empty when its header does not fill its grid (refused at load). */
export function columnPaths(table: PackTable): readonly ColumnPath[] {
  const header = placeHeader(table)
  if (!header.ok) return []
  const columns = table.blocks.flatMap((block, index) => block.columns.map((key) => ({ block: index, key })))
  return columns.flatMap(({ block, key }, column) => {
    if (key.startsWith('@')) return []
    const above = header.cells.filter((cell) => cell.column <= column && column < cell.column + cell.cols)
    const texts = above.map((cell) => cell.text).filter((text) => text !== '' && !COLUMN_NUMBER.test(text))
    return [{ block, column, key, path: texts.join('/') }]
  })
}

/** 栏次 1 2 3: printed below the labels, no part of what a column is called. */
const COLUMN_NUMBER = /^\d+$/
