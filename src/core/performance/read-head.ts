import type { FormField } from '#core/packs/schema-form.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import type { FormMatch } from './find-form.ts'
import { labelKey } from './form-labels.ts'
import type { IndicatorRows } from './indicator-rows.ts'
import { findLabel, valueRightOf, type Position, type SheetReader } from './sheet-reader.ts'

/** Texts that some places write below their heading and others beside it. */
const LONG: ReadonlySet<FormField> = new Set(['年度目标', '实际完成情况'])

/** Fields of the head and the goals. What stands among the indicators or below is not looked at. */
export function headReader(
  match: FormMatch,
  rows: IndicatorRows,
  reader: SheetReader,
): (field: FormField) => string | undefined {
  const { labels, view } = match
  const known = new Set([...labels.all, ...[...LONG].flatMap((field) => [...(labels.others.get(field) ?? [])])])
  return (field) => {
    const label = labels.heads.get(field)
    const at = headAt(match, field, rows.header - 1)
    if (!label || !at) return undefined
    const right = (): Position | undefined => valueRightOf(view, at, known)
    const own = new Set([...label.names, ...(labels.others.get(field) ?? [])])
    const below = (): Position | undefined => valueBelow(at, own, known, reader)
    const value = label.side === 'above' ? below() : (right() ?? (LONG.has(field) ? below() : undefined))
    reader.mark(at)
    return value && reader.text(value, field)
  }
}

/** Where the goals begin, and the money ends: at their label, else at the heading of the indicators. */
export function goalsRow(match: FormMatch, rows: IndicatorRows): number {
  return headAt(match, '年度目标', rows.header - 1)?.row ?? rows.header
}

/** Where a head stands: in the words of the form, else in other ones. */
function headAt({ labels, view }: FormMatch, field: FormField, last: number): Position | undefined {
  const label = labels.heads.get(field)
  const found = label && findLabel(view, label.names, 0, last)
  return found ?? findLabel(view, labels.others.get(field) ?? new Set(), 0, last)
}

/** The first text in the row below a heading, up to the column where the next heading begins. */
function valueBelow(
  at: Position,
  own: ReadonlySet<string>,
  labels: ReadonlySet<string>,
  { view }: SheetReader,
): Position | undefined {
  const next = view
    .cells(at.row)
    .find(({ column, value }) => column > at.column && textOf(value) !== '' && !own.has(labelKey(textOf(value))))
  const end = next?.column ?? Number.POSITIVE_INFINITY
  const cell = view
    .cells(at.row + 1)
    .find(
      ({ column, value }) =>
        column >= at.column && column < end && textOf(value) !== '' && !labels.has(labelKey(textOf(value))),
    )
  return cell && { row: at.row + 1, column: cell.column }
}
