import type { MoneyUnit } from '#core/money/amount.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import type { SheetView } from '#core/workbook/sheet-view.ts'
import type { Place } from './finding.ts'
import type { TableRecognition } from './recognition.ts'
import type { UnitRows } from './unit-rows.ts'

/** What the parts of reading one table share. */
export interface TableContext {
  readonly view: SheetView
  readonly table: PackTable
  readonly found: TableRecognition
  readonly file: string
  readonly unit: MoneyUnit
  /** Whose the rows are, where the table has a column of units. */
  readonly owners: UnitRows | undefined
}

export function placeIn(context: TableContext, address?: string): Place {
  return { file: context.file, sheet: context.found.sheet, address }
}
