import type { YearAccounts } from '#core/model/accounts.ts'
import { cellRef, type CellRef } from '#core/model/cell.ts'
import type { Amount } from '#core/money/amount.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fixedRowsOf, measureOf, readFigure } from '#core/packs/read-figure.ts'

export interface KnownCell {
  readonly ref: CellRef
  readonly amount: Amount
  readonly measure: ReturnType<typeof measureOf>
}

/** Every figure that the report knows, of this year and then of the last, in the order of the tables. */
export function* eachCell(accounts: YearAccounts, pack: Pack): Generator<KnownCell> {
  for (const prior of [false, true])
    for (const table of pack.tables.values()) {
      const rows = new Set([
        ...fixedRowsOf(table).map(({ key }) => key),
        ...(accounts.table(table.id, prior)?.rows ?? []),
      ])
      for (const row of rows)
        for (const column of table.columns) {
          const ref = cellRef(table.id, row, column.key, prior)
          const reading = readFigure(accounts, pack, ref)
          if (reading.kind !== 'unknown') yield { ref, amount: reading.amount, measure: measureOf(pack, ref) }
        }
    }
}
