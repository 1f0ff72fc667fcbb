import type { Pack } from './pack.ts'
import type { PackForm, PackFormCell, PackFormRow, PackFormSection } from './schema-form.ts'
import type { NodePath } from './read-yaml.ts'

/** A cell of a form with the grid column where it begins. */
export interface PlacedFormCell {
  readonly cell: PackFormCell
  readonly column: number
  readonly cols: number
  readonly rows: number
}

export interface PlacedFormRow {
  readonly each: PackFormRow['each']
  readonly cells: readonly PlacedFormCell[]
}

export interface PlacedFormSection {
  readonly label: PackFormSection['label']
  readonly rows: readonly PlacedFormRow[]
}

export type FormPlacement =
  | { readonly ok: true; readonly sections: readonly PlacedFormSection[] }
  | { readonly ok: false; readonly path: NodePath; readonly reason: string }

/** Puts every cell of a form at its column; says in Chinese which row does not fill the width, or is filled twice. */
export function placeForm(form: PackForm): FormPlacement {
  const width = form.widths.length
  const sections: PlacedFormSection[] = []
  for (const [index, section] of form.sections.entries()) {
    const offset = section.label?.cols ?? 0
    /** For each column the first row of the section that is free again. */
    const free = Array<number>(width).fill(0)
    const rows: PlacedFormRow[] = []
    for (const [row, { each, cells }] of section.rows.entries()) {
      const placed = placeRow(cells, row, offset, free)
      const path = ['sections', index, 'rows', row]
      if (placed === undefined) return { ok: false, path, reason: `这一行的格子超出了 ${width} 栏` }
      if (free.slice(offset).some((until) => until <= row)) {
        return { ok: false, path, reason: `这一行的格子没有占满 ${width} 栏` }
      }
      if (each && placed.some((cell) => cell.rows > 1)) {
        return { ok: false, path, reason: '重复的行不能写 rows，相同内容合并请写 merge: true' }
      }
      rows.push({ each, cells: placed })
    }
    if (free.some((until) => until > section.rows.length)) {
      return { ok: false, path: ['sections', index], reason: '有格子的 rows 超出了这一节' }
    }
    sections.push({ label: section.label, rows })
  }
  return { ok: true, sections }
}

function placeRow(
  cells: readonly PackFormCell[],
  row: number,
  offset: number,
  free: number[],
): readonly PlacedFormCell[] | undefined {
  const placed: PlacedFormCell[] = []
  let column = offset
  for (const cell of cells) {
    const { cols, rows } = spansOf(cell)
    while ((free[column] ?? 0) > row) column += 1
    for (let at = column; at < column + cols; at += 1) {
      const until = free[at]
      if (until === undefined || until > row) return undefined
      free[at] = row + rows
    }
    placed.push({ cell, column, cols, rows })
    column += cols
  }
  return placed
}

function spansOf(cell: PackFormCell): { readonly cols: number; readonly rows: number } {
  return typeof cell === 'string' ? { cols: 1, rows: 1 } : cell
}

/** Whether the sheets of a pack have the habit of writing the operator of the target before the actual: ≥98% stands for 98%. */
export function repeatsOperator({ forms }: Pick<Pack, 'forms'>): boolean {
  return [...forms.values()].some((form) => form.repeatOperator)
}
