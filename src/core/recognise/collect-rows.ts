import { normaliseLabel } from '#core/workbook/label.ts'
import type { SheetBlock } from './find-header.ts'
import { repeatedHead } from './repeated-head.ts'
import { codeReader, type RowIdentity } from './row-identity.ts'
import { firstText, rowKindOf, type SkipReason } from './row-kind.ts'
import type { TableContext } from './table-context.ts'
import type { SkippedRow } from './table-reading.ts'
import type { RowOwner } from './unit-rows.ts'

/** One row of the sheet that may hold figures, as each block sees it. */
export interface BodyRow {
  readonly row: number
  readonly parts: readonly { readonly block: SheetBlock; readonly identity: RowIdentity }[]
}

export interface CollectedRows {
  readonly body: readonly BodyRow[]
  /** Rows that carry a closing line across the blocks: 人员经费合计 | … | 公用经费合计 | …. */
  readonly footer: readonly number[]
  readonly skipped: readonly SkippedRow[]
}

/** Sorts every filled row of the table's part of the sheet. */
export function collectRows({ view, table, found, owners }: TableContext): CollectedRows {
  const withCodes = hasCodes(table)
  const readers = found.header.blocks.map(() => codeReader(withCodes))
  const footerLabels = new Set(table.footerRows.flatMap((row) => [row.label, ...row.aliases]).map(normaliseLabel))
  const repeatsHead = repeatedHead(view, found)
  const body: BodyRow[] = []
  const footer: number[] = []
  const skipped: SkippedRow[] = []
  for (const { index: row } of view.sheet.rows) {
    if (row < found.from || row > found.to) continue
    const owner = owners?.ownerOf(row)
    const reason = rowKindOf(view, found, repeatsHead, row) ?? notOwn(owner)
    if (reason !== undefined) skipped.push({ row: row + 1, reason, text: firstText(view, row).text })
    else if (view.cells(row).some((cell) => footerLabels.has(normaliseLabel(view.text(row, cell.column))))) {
      footer.push(row)
    } else {
      const parts = found.header.blocks.map((block, index) => ({
        block,
        identity: totalOf(readers[index]?.read(view, row, block.identity) ?? NOBODY, owner),
      }))
      body.push({ row, parts })
    }
  }
  return { body, footer, skipped }
}

/** Why a row is not the unit's; a row of which nobody can say it is refused with a finding of its own. */
function notOwn(owner: RowOwner | undefined): SkipReason | undefined {
  if (owner === 'unclear') return 'refused'
  return owner === 'other-unit' || owner === 'all-units' ? owner : undefined
}

/** A row that states its unit alone, or 小计, is the unit's 合计. */
function totalOf(identity: RowIdentity, owner: RowOwner | undefined): RowIdentity {
  return owner === 'own-total' ? { ...identity, code: undefined, strangeCode: undefined, label: '合计' } : identity
}

const NOBODY: RowIdentity = { code: undefined, strangeCode: undefined, label: '', address: '' }

/** True when rows of the table are known by classification codes. */
export function hasCodes(table: TableContext['table']): boolean {
  return table.blocks.some(
    (block) => block.codeRows !== undefined || block.rows.some((row) => 'key' in row && row.code !== undefined),
  )
}
