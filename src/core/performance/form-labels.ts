import { normaliseLabel } from '#core/workbook/label.ts'
import { placeForm, type PlacedFormCell, type PlacedFormRow, type PlacedFormSection } from '#core/packs/form-layout.ts'
import type { FormField, PackForm, PackFormCell } from '#core/packs/schema-form.ts'

/** Under which labels a field or box of a form is found again. */
export interface FormLabel {
  /** Beside the value, or in the heading above it. */
  readonly side: 'left' | 'above'
  /** All wordings, normalised. */
  readonly names: ReadonlySet<string>
  /** How it is shown in a message. */
  readonly shown: string
}

export interface FormLabels {
  readonly heads: ReadonlyMap<FormField, FormLabel>
  readonly boxes: ReadonlyMap<string, FormLabel>
  /** Columns of the rows `each: indicators` and of the money, from left to right. */
  readonly indicators: ReadonlyMap<FormField, FormLabel>
  readonly funds: ReadonlyMap<FormField, FormLabel>
  /** Wordings of the line that holds the total of all funds. */
  readonly fundTotal: ReadonlySet<string>
  /** Every label of the form, so that none is taken for a value. */
  readonly all: ReadonlySet<string>
}

/** A label as it is compared: without colon at its end. */
export function labelKey(text: string): string {
  return normaliseLabel(text).replace(/[:：]$/u, '')
}

/** Works out from the layout of a form which label belongs to which field. */
export function labelsOf(form: PackForm): FormLabels {
  const placement = placeForm(form)
  if (!placement.ok) throw new RangeError(`${form.id}: ${placement.reason}`)
  const labels = {
    heads: new Map<FormField, FormLabel>(),
    boxes: new Map<string, FormLabel>(),
    indicators: new Map<FormField, FormLabel>(),
    funds: new Map<FormField, FormLabel>(),
    fundTotal: new Set<string>(),
    all: new Set<string>(),
  }
  for (const section of placement.sections) {
    if (section.label) addNames(labels.all, section.label)
    for (const [index, row] of section.rows.entries())
      for (const placed of row.cells) {
        const { cell } = placed
        if (isLabel(cell)) addNames(labels.all, cell)
        else if (typeof cell === 'object' && !('text' in cell)) place(cell, placed, row, index, section, labels)
      }
  }
  return labels
}

function place(
  cell: Exclude<PackFormCell, string | { text: string }>,
  placed: PlacedFormCell,
  row: PlacedFormRow,
  index: number,
  section: PlacedFormSection,
  labels: {
    readonly heads: Map<FormField, FormLabel>
    readonly boxes: Map<string, FormLabel>
    readonly indicators: Map<FormField, FormLabel>
    readonly funds: Map<FormField, FormLabel>
    readonly fundTotal: Set<string>
  },
): void {
  const left = row.each === undefined ? row.cells[row.cells.indexOf(placed) - 1] : undefined
  const beside = left && isLabel(left.cell) ? labelOf(left.cell, 'left') : undefined
  const above = beside ? undefined : headingAbove(placed, index, section)
  if ('box' in cell) {
    if (beside) labels.boxes.set(cell.box, beside)
    return
  }
  const isMoney = section.rows.some(({ each }) => each === 'funds')
  if (row.each === 'indicators') {
    if (above) labels.indicators.set(cell.field, above)
  } else if (isMoney) {
    if (beside && left) addNames(labels.fundTotal, left.cell)
    const heading = headingAbove(placed, index, section)
    if (heading) labels.funds.set(cell.field, heading)
  } else {
    const label = beside ?? above
    if (label) labels.heads.set(cell.field, label)
  }
}

/** The lowest label in the rows above that stands over the first column of a cell. */
function headingAbove(placed: PlacedFormCell, index: number, section: PlacedFormSection): FormLabel | undefined {
  for (const row of section.rows.slice(0, index).toReversed()) {
    const over = row.cells.find(({ column, cols }) => column <= placed.column && placed.column < column + cols)
    if (over && isLabel(over.cell)) return labelOf(over.cell, 'above')
  }
  return undefined
}

type LabelCell = string | Extract<PackFormCell, { text: string }> | NonNullable<PlacedFormSection['label']>

function isLabel(cell: PackFormCell): cell is string | Extract<PackFormCell, { text: string }> {
  return typeof cell === 'string'
    ? cell !== '' && cell !== '—'
    : 'text' in cell && cell.text.trim() !== '' && cell.text !== '—'
}

function labelOf(cell: LabelCell, side: FormLabel['side']): FormLabel {
  const names = new Set<string>()
  addNames(names, cell)
  return { side, names, shown: typeof cell === 'string' ? cell : cell.text }
}

function addNames(names: Set<string>, cell: LabelCell | PackFormCell): void {
  const texts = typeof cell === 'string' ? [cell] : 'text' in cell ? [cell.text, ...cell.aliases] : []
  for (const text of texts) if (labelKey(text) !== '') names.add(labelKey(text))
}
