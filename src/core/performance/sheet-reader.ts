import { quantumOf, withTrimmedZeros, type Amount, type MoneyUnit } from '#core/money/amount.ts'
import {
  decimalsOfFormat,
  isPercentFormat,
  parseSpreadsheetCount,
  parseSpreadsheetPercent,
} from '#core/money/spreadsheet.ts'
import { formatCount, formatPercent } from '#core/money/format.ts'
import type { Measure } from '#core/packs/schema-table.ts'
import { readFigureValue } from '#core/recognise/figure-value.ts'
import { finding, type ImportFinding } from '#core/recognise/finding.ts'
import { address } from '#core/workbook/grid.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import { labelKey } from './form-labels.ts'

export interface Position {
  readonly row: number
  readonly column: number
}

type Remark = (code: `IMPORT_${string}`, at: Position | undefined, what: string, remedy: string) => void

/** A sheet while it is read: values are asked for by position, and it remembers where each came from and what was odd. */
export interface SheetReader {
  readonly view: SheetView
  readonly origins: Map<string, string>
  readonly findings: ImportFinding[]
  /** Addresses that were read or understood; what is left over at the end is told. */
  readonly seen: Set<string>
  readonly mark: (at: Position) => void
  /** Text of a cell as a person reads it; undefined when blank. `as` is the name under which its address is kept. */
  readonly text: (at: Position, as: string) => string | undefined
  /** A figure; what is none is a finding and undefined. */
  readonly figure: (at: Position, measure: Measure, unit: MoneyUnit, as: string) => Amount | undefined
  readonly warn: Remark
  /** Nothing of the sheet may be imported before this is put right. */
  readonly refuse: Remark
}

export function sheetReader(view: SheetView, file: string): SheetReader {
  const origins = new Map<string, string>()
  const findings: ImportFinding[] = []
  const place = (at: Position | undefined) => ({
    file,
    sheet: view.sheet.name,
    ...(at ? { address: address(at.row, at.column) } : {}),
  })
  const seen = new Set<string>()
  const mark = (at: Position): void => void seen.add(address(at.row, at.column))
  const keep = (at: Position, as: string): void => {
    origins.set(as, address(at.row, at.column))
    mark(at)
  }
  return {
    view,
    origins,
    findings,
    seen,
    mark,
    text: (at, as) => {
      const text = statedText(view, at)
      if (text === '') return undefined
      keep(at, as)
      return text
    },
    figure: (at, measure, unit, as) => {
      if (isStroke(textOf(view.value(at.row, at.column)))) {
        mark(at)
        return undefined
      }
      const reading = readFigureValue(view.value(at.row, at.column), measure, unit, place(at))
      if (!reading.ok) {
        findings.push(reading.finding)
        mark(at)
        return undefined
      }
      if (reading.value.kind !== 'amount') return undefined
      keep(at, as)
      const { amount } = reading.value
      // The forms leave trailing zeros out: 62 is stated as exactly as 37.63.
      return measure === '金额' ? withTrimmedZeros(amount, quantumOf(unit, 2)) : amount
    },
    warn: (code, at, what, remedy) => void findings.push(finding('warn', code, place(at), what, remedy)),
    refuse: (code, at, what, remedy) => void findings.push(finding('refuse', code, place(at), what, remedy)),
  }
}

/** The stroke that many write in a box that stays empty. */
export function isStroke(text: string): boolean {
  return /^[/\\-]$/u.test(labelKey(text))
}

/** What a cell shows: a number formatted as a percentage with its sign. */
export function statedText(view: SheetView, { row, column }: Position): string {
  const value = view.value(row, column)
  if (value?.kind === 'number' && isPercentFormat(value.format)) {
    const parsed = parseSpreadsheetPercent(value.text, value.format)
    if (parsed.kind === 'percent') return formatPercent(parsed.rate, { decimals: 2, trimZeros: true, zero: undefined })
  }
  if (value?.kind === 'number' && decimalsOfFormat(value.format) !== undefined) {
    // 96.6666666666667 that the cell shows as 96.67
    const shown = /\.\d{3}|[eE]/u.test(value.text) ? parseSpreadsheetCount(value.text, value.format) : undefined
    if (shown?.kind === 'amount') return formatCount(shown.amount)
  }
  return textOf(value)
}

/** True for a cell that holds nothing but a number. */
export function isNumeric(view: SheetView, { row, column }: Position): boolean {
  const value = view.value(row, column)
  if (value?.kind === 'number') return true
  return value?.kind === 'text' && /^-?[\d,]+(?:\.\d+)?%?$/u.test(value.text.normalize('NFKC').replace(/\s+/gu, ''))
}

/** The first cell from row `from` to `to` whose text is one of the names. */
export function findLabel(view: SheetView, names: ReadonlySet<string>, from: number, to: number): Position | undefined {
  for (let row = Math.max(0, from); row <= Math.min(to, view.lastRow); row += 1) {
    const cell = view.cells(row).find(({ value }) => names.has(labelKey(textOf(value))))
    if (cell) return { row, column: cell.column }
  }
  return undefined
}

/** The first filled cell right of a label that is no label itself, before `end`. */
export function valueRightOf(
  view: SheetView,
  label: Position,
  labels: ReadonlySet<string>,
  end = Number.POSITIVE_INFINITY,
): Position | undefined {
  for (const { column, value } of view.cells(label.row)) {
    if (column <= label.column || column >= end || textOf(value) === '') continue
    return labels.has(labelKey(textOf(value))) ? undefined : { row: label.row, column }
  }
  return undefined
}
