import type { PackTable } from '#core/packs/schema-table.ts'
import type { SourceTable } from '#core/packs/source-tables.ts'
import { looseLabel, normaliseLabel } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import type { SaidColumns } from './match-columns.ts'
import type { TableRecognition } from './recognition.ts'

/** A table that a sheet may be; `form` where it is one of the forms that give figures to tables. */
export interface Candidate {
  readonly table: PackTable
  readonly form: SourceTable | undefined
  readonly said: SaidColumns
  readonly year: number
}

/** A form like a published table is only told from it by its mark. */
export function mayBe(view: SheetView, { form }: Candidate, title: number, header: number): boolean {
  return form?.spec.like === undefined || isMarked(view, form.spec.mark, title, header)
}

export function titledAlike(candidates: readonly Candidate[], title: string): readonly Candidate[] {
  return candidates.filter(({ table }) => [table.title, ...table.aliases].some((one) => normaliseLabel(one) === title))
}

export interface Found {
  readonly candidate: Candidate
  readonly recognition: TableRecognition
}

/**
 * Of tables with one title the one whose headings are all there; of those the one that leaves the fewest headings unexplained, and
 * then a form whose mark the sheet carries. The published table otherwise: it stands first.
 */
export function bestOf(view: SheetView, found: readonly Found[], title: number): readonly TableRecognition[] {
  const rank = ({ candidate, recognition }: Found): readonly number[] => [
    recognition.kind === 'match' ? 0 : 1,
    unexplained(candidate, recognition),
    candidate.form !== undefined && isMarked(view, candidate.form.spec.mark, title, recognition.header.top) ? 0 : 1,
  ]
  const [best] = found.toSorted((a, b) => compare(rank(a), rank(b)))
  return best ? [best.recognition] : []
}

function unexplained({ form }: Candidate, { header }: TableRecognition): number {
  return header.others.filter(({ path }) => path.length > 0 && !path.some((text) => isSpare(form, text))).length
}

/** True for a heading over columns that no table needs. */
const isSpare = (form: SourceTable | undefined, heading: string): boolean =>
  form?.spec.spare.some((spare) => looseLabel(spare) === heading) ?? false

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, index) => one !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

function isMarked(view: SheetView, mark: string | undefined, title: number, header: number): boolean {
  if (mark === undefined) return false
  const rows = view.sheet.rows.filter(({ index }) => index >= title - 3 && index < header)
  const texts = rows.flatMap(({ cells }) => cells.map(({ value }) => textOf(value)))
  return [view.sheet.name, ...texts].some((text) => normaliseLabel(text).includes(mark))
}
