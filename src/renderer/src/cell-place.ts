/** The sheet in which a cell is filled in: last year's figures have one of their own. */
export function tableOf(cell: string): string | undefined {
  const [table] = cell.split('/')
  if (table === undefined || table === '') return undefined
  return table.startsWith('上年·') ? '上年数' : table
}
