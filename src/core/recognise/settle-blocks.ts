import type { PackTable } from '#core/packs/schema-table.ts'
import type { SheetView } from '#core/workbook/sheet-view.ts'
import { hasCodes } from './collect-rows.ts'
import type { FoundHeader, SheetBlock } from './find-header.ts'
import { countFixedRows } from './fixed-rows.ts'
import { codeReader, type RowIdentity } from './row-identity.ts'

/**
 * Blocks with the same headings are told apart by their rows: 收入 may stand right of 支出. Also counts the fixed rows that
 * the sheet has, as further evidence of what it is.
 */
export function settleBlocks(
  view: SheetView,
  table: PackTable,
  header: FoundHeader,
  to: number,
): { readonly header: FoundHeader; readonly rowsFound: number; readonly rowsWanted: number } {
  const identities = header.blocks.map((block) => identitiesOf(view, table, header, block, to))
  const blocks = header.blocks.map((block, index) => {
    const rows = identities[index] ?? []
    const alike = table.blocks.map((_, other) => other).filter((other) => sameFigures(table, block.block, other))
    const hits = alike.map((other) => ({ block: other, count: countFixedRows(table, other, rows) }))
    const own = hits.find((hit) => hit.block === block.block)?.count ?? 0
    const best = hits.reduce((a, b) => (b.count > a.count ? b : a), { block: block.block, count: own })
    return { ...block, block: best.block }
  })
  const wanted = table.blocks.flatMap((block) => block.rows.filter((row) => 'key' in row))
  const rowsFound = table.blocks.reduce((sum, _, block) => sum + countFixedRows(table, block, identities.flat()), 0)
  return { header: { ...header, blocks }, rowsFound: Math.min(rowsFound, wanted.length), rowsWanted: wanted.length }
}

function identitiesOf(
  view: SheetView,
  table: PackTable,
  header: FoundHeader,
  block: SheetBlock,
  to: number,
): readonly RowIdentity[] {
  const reader = codeReader(hasCodes(table))
  return view.sheet.rows
    .map((row) => row.index)
    .filter((row) => row > header.bottom && row <= to)
    .map((row) => reader.read(view, row, block.identity))
}

function sameFigures(table: PackTable, a: number, b: number): boolean {
  const keys = (block: number): string =>
    (table.blocks[block]?.columns ?? []).filter((key) => !key.startsWith('@')).join('/')
  return keys(a) === keys(b)
}
