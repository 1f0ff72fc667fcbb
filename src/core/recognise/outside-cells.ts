import { address } from '#core/workbook/grid.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { finding, quote, type ImportFinding } from './finding.ts'
import { placeIn, type TableContext } from './table-context.ts'

/** Filled cells of stored rows in columns that the table does not know: one finding per column, never silence. */
export function outsideFindings(context: TableContext, rows: Iterable<number>): readonly ImportFinding[] {
  const { view, found } = context
  const known = new Set(
    found.header.blocks.flatMap((block) => [
      ...block.identity.flatMap((column) => column.columns),
      ...block.figures.flatMap((figure) => figure.column.columns),
    ]),
  )
  const unknown = new Map(found.header.others.flatMap((column) => column.columns.map((one) => [one, column.heading])))
  const outside = [...rows].flatMap((row) =>
    view
      .cells(row)
      .filter((cell) => unknown.has(cell.column) && !known.has(cell.column) && textOf(cell.value) !== '')
      .map((cell) => ({ row, column: cell.column, text: textOf(cell.value) })),
  )
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
