import type { MoneyUnit } from '#core/money/amount.ts'
import { address } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import type { FoundHeader } from './find-header.ts'
import type { UnitLine } from './recognition.ts'
import { readStatedLines, statesUnit, type StatedLines } from './stated-lines.ts'

/** The units stated above the header, and those of later pages: a page in 元 under a head in 万元 must not pass in silence. */
export function unitsOf(view: SheetView, { units }: StatedLines, from: number, to: number): StatedLines['units'] {
  if (units.length === 0) return units
  const below = view.sheet.rows.map((row) => row.index).filter((row) => row >= from && row <= to)
  const later = readStatedLines(
    view,
    below.filter((row) => statesUnit(view, row)),
  ).units
  return [...units, ...later.filter((one) => !units.some((known) => known.value === one.value))]
}

/** The unit line above the header, else the unit that every heading with one states: 决算数（万元）. */
export function unitLineOf(view: SheetView, header: FoundHeader, lines: StatedLines): UnitLine {
  const [first, second] = lines.units
  if (second) return { kind: 'conflict', addresses: lines.units.map((unit) => unit.address) }
  if (lines.foreignUnit && !first)
    return { kind: 'foreign', text: lines.foreignUnit.value, address: lines.foreignUnit.address }
  if (lines.foreignUnit && first) return { kind: 'conflict', addresses: [first.address, lines.foreignUnit.address] }
  if (first) return { kind: 'stated', unit: first.value, address: first.address }
  return unitInHeadings(view, header)
}

function unitInHeadings(view: SheetView, header: FoundHeader): UnitLine {
  const stated = new Map<MoneyUnit, string>()
  for (let row = header.top; row <= header.bottom; row++) {
    for (const cell of view.cells(row)) {
      const unit = /\((?:金额)?(?:单位:)?(万元|元)\)/u.exec(normaliseLabel(textOf(cell.value)))?.[1]
      if (unit === '元' || unit === '万元') stated.set(unit, stated.get(unit) ?? address(row, cell.column))
    }
  }
  const [only] = stated
  if (!only) return { kind: 'none' }
  if (stated.size > 1) return { kind: 'conflict', addresses: [...stated.values()] }
  return { kind: 'stated', unit: only[0], address: only[1] }
}
