import { address } from '#core/workbook/grid.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { finding, quote, type ImportFinding } from './finding.ts'
import type { SkipReason } from './row-kind.ts'
import { placeIn, type TableContext } from './table-context.ts'
import type { SkippedRow } from './table-reading.ts'

/**
 * Filled cells in columns that the table does not know: one finding per column, never silence. In rows of notes, headings and
 * page totals only numbers count: their texts are the notes.
 */
export function outsideFindings(context: TableContext, skipped: readonly SkippedRow[]): readonly ImportFinding[] {
  const { view, found } = context
  const unknown = new Map(found.header.others.flatMap((column) => column.columns.map((one) => [one, column.heading])))
  const printed = new Set(skipped.filter((row) => PRINTED.has(row.reason)).map((row) => row.row - 1))
  const outside = view.sheet.rows.flatMap(({ index: row, cells }) => {
    if (row <= found.header.bottom || row > found.to) return []
    return cells.flatMap(({ column, value }) => {
      const text = textOf(value)
      if (text === '' || (!unknown.has(column) && column <= lastHeading(context))) return []
      return printed.has(row) && !/^[-(（]?[\d,.]+[)）%]?$/u.test(text) ? [] : [{ row, column, text }]
    })
  })
  return [...Map.groupBy(outside, (cell) => cell.column).values()].flatMap((cells) => {
    const [first] = cells
    if (!first) return []
    const heading = unknown.get(first.column) ?? ''
    const called = heading === '' ? '没有表头' : `的表头“${heading}”不是“${context.table.title}”的栏目`
    const more = cells.length > 1 ? `等 ${cells.length} 格` : ''
    return finding(
      'warn',
      'IMPORT_COLUMN_UNKNOWN',
      placeIn(context, address(first.row, first.column)),
      `这一列${called}，其中${quote(first.text)}${more}没有导入。`,
      '如果是本表的数，请把表头改成与表样一致后重新导入；否则不用处理。',
    )
  })
}

const PRINTED: ReadonlySet<SkipReason> = new Set<SkipReason>([
  'note',
  'repeated-header',
  'page-total',
  'column-numbers',
])

/** The last column that the header names or leaves without a name. */
function lastHeading({ found }: TableContext): number {
  const { blocks, others } = found.header
  const columns = [
    ...others,
    ...blocks.flatMap((block) => [...block.identity, ...block.figures.map((one) => one.column)]),
  ]
  return Math.max(...columns.flatMap((column) => column.columns))
}

/** Hidden rows are read as they stand: the user cannot see them and must know. */
export function hiddenFindings(context: TableContext, rows: Iterable<number>): readonly ImportFinding[] {
  const hidden = [...rows].filter((row) => context.view.row(row)?.hidden === true)
  const [first] = hidden
  const columns = context.found.header.blocks
    .flatMap((block) => block.figures.flatMap((figure) => figure.column.columns))
    .filter((column) => context.view.sheet.hiddenColumns.includes(column))
  const [column] = columns
  return [
    ...(first === undefined
      ? []
      : [
          finding(
            'warn',
            'IMPORT_HIDDEN_ROWS',
            placeIn(context, address(first, 0)),
            `有 ${hidden.length} 行是隐藏的，已照常读入。`,
            '取消隐藏后核对这些行；不该有的请删除后重新导入。',
          ),
        ]),
    ...(column === undefined
      ? []
      : [
          finding(
            'warn',
            'IMPORT_HIDDEN_COLUMNS',
            placeIn(context, address(context.found.header.bottom, column)),
            `有 ${columns.length} 个金额栏是隐藏的，已照常读入。`,
            '取消隐藏后核对这些栏。',
          ),
        ]),
  ]
}
