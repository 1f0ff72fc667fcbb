import { cellRef } from '#core/model/cell.ts'
import type { PackFixedRow } from '#core/packs/schema-table.ts'
import { columnMeasure } from '#core/packs/words.ts'
import { address } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { readFigureValue } from './figure-value.ts'
import { finding, type ImportFinding } from './finding.ts'
import { placeIn, type TableContext } from './table-context.ts'
import type { ReadCell, ReadRow } from './table-reading.ts'

/** Reads closing lines: each label's figure is the one filled cell between it and the next label. */
export function readFooter(
  context: TableContext,
  rows: readonly number[],
): {
  readonly cells: readonly ReadCell[]
  readonly rows: readonly ReadRow[]
  readonly findings: readonly ImportFinding[]
} {
  const cells: ReadCell[] = []
  const read: ReadRow[] = []
  const findings: ImportFinding[] = []
  for (const row of rows) {
    const labels = footerLabels(context, row)
    for (const [index, label] of labels.entries()) {
      const place = address(row, label.column)
      read.push({ key: label.row.key, name: label.row.label, address: place })
      const result = readFigure(context, row, label, labels[index + 1]?.column ?? context.view.lastColumn + 1)
      if ('ref' in result) cells.push(result)
      else findings.push(result)
    }
  }
  return { cells, rows: read, findings }
}

interface FooterLabel {
  readonly row: PackFixedRow
  readonly column: number
}

function footerLabels({ view, table }: TableContext, row: number): readonly FooterLabel[] {
  return view.cells(row).flatMap((cell) => {
    const text = normaliseLabel(textOf(cell.value))
    const found = table.footerRows.find((one) =>
      [one.label, ...one.aliases].some((label) => normaliseLabel(label) === text),
    )
    return found ? [{ row: found, column: cell.column }] : []
  })
}

function readFigure(context: TableContext, row: number, label: FooterLabel, end: number): ReadCell | ImportFinding {
  const { view, table, unit } = context
  const key = figureColumnOf(context, label.row.key)
  const filled = view
    .cells(row)
    .filter((cell) => cell.column > label.column && cell.column < end && textOf(cell.value) !== '')
  const right = (view.mergeAt(row, label.column)?.right ?? label.column) + 1
  const place = address(row, filled[0]?.column ?? right)
  if (filled.length > 1) {
    return finding(
      'refuse',
      'IMPORT_TWO_FIGURES',
      placeIn(context, place),
      `“${label.row.label}”右边有 ${filled.length} 个数，无法判断哪个是它的金额。`,
      '只保留一个数，再重新导入。',
    )
  }
  const value = filled[0]?.value
  const measure = label.row.measure ?? columnMeasure(table, key) ?? '金额'
  const reading = readFigureValue(value, measure, unit, placeIn(context, place))
  if (!reading.ok) return reading.finding
  return { ref: cellRef(table.id, label.row.key, key), value: reading.value, address: place, text: textOf(value) }
}

/** The column that the footer of the pack prints for this row. */
function figureColumnOf({ table }: TableContext, row: string): string {
  const cell = table.footer.flat().find((one) => 'row' in one && one.row === row)
  return cell && 'column' in cell ? cell.column : (table.columns[0]?.key ?? '')
}
