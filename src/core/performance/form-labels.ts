import { normaliseLabel } from '#core/workbook/label.ts'
import { placeForm, type PlacedFormCell, type PlacedFormRow, type PlacedFormSection } from '#core/packs/form-layout.ts'
import type { FormField, PackForm, PackFormCell } from '#core/packs/schema-form.ts'
import type { ListField, PackLists } from '#core/packs/schema-scoring.ts'

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
  /** Other wordings of headings and heads, and columns that other places have beside those of the form: by the lists of the pack. */
  readonly others: ReadonlyMap<FormField, ReadonlySet<string>>
  /** The figure beside the label of the total, where the money has no headings. */
  readonly besideTotal: FormField | undefined
  /** Wordings of the line that holds the total of all funds. */
  readonly fundTotal: ReadonlySet<string>
  /** Every label of the form, so that none is taken for a value. */
  readonly all: ReadonlySet<string>
}

/** A label as it is compared: without colon and bracket at its end. 全年预算数（A）, 指标值（含单位） and 项目资金（元） are labels, too. */
export function labelKey(text: string): string {
  const label = normaliseLabel(text).replace(/:$/u, '')
  const bare = label.replace(/(?<=.)\([^()]*\)$/u, '').replace(/:$/u, '')
  return bare === '' ? label : bare
}

interface OpenLabels {
  readonly heads: Map<FormField, FormLabel>
  readonly boxes: Map<string, FormLabel>
  readonly indicators: Map<FormField, FormLabel>
  readonly funds: Map<FormField, FormLabel>
  readonly fundTotal: Set<string>
  readonly all: Set<string>
  besideTotal: FormField | undefined
}

/** Works out from the layout of a form which label belongs to which field. */
export function labelsOf(form: PackForm, lists: PackLists | undefined): FormLabels {
  const placement = placeForm(form)
  if (!placement.ok) throw new RangeError(`${form.id}: ${placement.reason}`)
  const labels: OpenLabels = {
    heads: new Map(),
    boxes: new Map(),
    indicators: new Map(),
    funds: new Map(),
    fundTotal: new Set(),
    all: new Set(),
    besideTotal: undefined,
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
  return { ...labels, others: othersOf(labels, lists) }
}

/** Heads that lists name, too; what only the form can tell apart (项目名称 from 项目) stays with the form. */
const HEADS = ['项目代码', '主管部门', '主管部门代码', '实施单位', '实施单位代码', '年度目标', '实际完成情况'] as const
/** Columns of indicators that a form may have although the one of the pack does not print them. */
const MORE_COLUMNS = ['指标描述', '指标值确定依据', '评分标准', '年初指标值', '调整后指标值', '实际完成值'] as const
const PARTS_OF_TARGET = ['指标值符号', '指标值数值', '指标值单位'] as const

function othersOf(
  { indicators, heads, all }: Pick<FormLabels, 'indicators' | 'heads' | 'all'>,
  lists: PackLists | undefined,
): FormLabels['others'] {
  const fixed = indicators.has('指标解释') || indicators.has('指标说明')
  const inParts = indicators.has('指标值数值')
  const wanted = new Set<FormField>([
    ...indicators.keys(),
    ...HEADS.filter((field) => heads.has(field)),
    ...MORE_COLUMNS.filter((field) => !(field === '指标描述' && fixed) && !(field === '年初指标值' && inParts)),
    ...PARTS_OF_TARGET.filter((field) => field !== '指标值数值' || !indicators.has('年初指标值')),
  ])
  const names = (lists?.columns ?? []).flatMap(({ field, labels }) =>
    labels.map((label) => ({ field, name: labelKey(label) })),
  )
  // 自评得分 heads the total in a list of projects, and the score of each row everywhere else.
  const isOf = (field: FormField, listed: ListField): boolean =>
    listed === field || (field === '得分' && listed === '总分')
  return new Map(
    [...wanted].map((field) => [
      field,
      new Set(names.filter((one) => isOf(field, one.field) && !all.has(one.name)).map(({ name }) => name)),
    ]),
  )
}

function place(
  cell: Exclude<PackFormCell, string | { text: string }>,
  placed: PlacedFormCell,
  row: PlacedFormRow,
  index: number,
  section: PlacedFormSection,
  labels: OpenLabels,
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
    if (beside && left) {
      addNames(labels.fundTotal, left.cell)
      labels.besideTotal ??= cell.field
    }
    const heading = headingAbove(placed, index, section)
    if (heading) labels.funds.set(cell.field, heading)
  } else {
    const atStart = row.cells[0] === placed && index === 0 && section.label
    const label = beside ?? above ?? (atStart ? labelOf(atStart, 'left') : undefined)
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
