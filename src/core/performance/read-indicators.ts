import type { Indicator, IndicatorTarget } from '#core/model/project.ts'
import type { FormField, PackForm } from '#core/packs/schema-form.ts'
import type { PackSheetScoring } from '#core/packs/schema-scoring.ts'
import type { SheetCell } from '#core/workbook/grid.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import { firstOfName, placeOfSecond } from './blocks.ts'
import type { FormMatch } from './find-form.ts'
import { labelKey } from './form-labels.ts'
import { readTarget } from './indicator-value.ts'
import { readActual } from '#core/recognise/fill-in/target.ts'
import { settleLevels, type RawIndicator } from './settle-levels.ts'
import { findLabel, isNumeric, statedText, type SheetReader } from './sheet-reader.ts'
import { points } from './suggest.ts'

/** Where the indicators stand: heading row, first row after them. */
export interface IndicatorRows {
  readonly header: number
  readonly end: number
}

type Columns = ReadonlyMap<FormField, number>

/** Finds the indicators by their heading; they end at the total, at the notes, or with the sheet. */
export function findIndicators({ labels, view }: FormMatch): IndicatorRows | undefined {
  const third = thirdOf(labels.indicators)
  const header = third && findLabel(view, third.names, 0, view.lastRow)
  if (!header) return undefined
  let end = header.row + 1
  while (end <= view.lastRow && !endsTable(view, end)) end += 1
  return { header: header.row, end }
}

function thirdOf(labels: FormMatch['labels']['indicators']) {
  return labels.get('三级指标') ?? labels.get('三级指标及分值')
}

function endsTable(view: SheetView, row: number): boolean {
  const first = view.cells(row).find(({ value }) => textOf(value) !== '')
  const text = first ? labelKey(textOf(first.value)) : ''
  return /^(总分|合计|总计|项目绩效分析|备注|注)([:：\d(].*)?$/u.test(text)
}

/** Reads every indicator row; labels that a scan moved are put right, and told. */
export function readIndicators(
  { form, labels }: FormMatch,
  rows: IndicatorRows,
  sheet: PackSheetScoring | undefined,
  reader: SheetReader,
): readonly Indicator[] {
  const { view } = reader
  const columns = headerColumns(labels.indicators, view, rows.header)
  const raw: RawIndicator[] = []
  let above: readonly [string, string] = ['', '']
  for (let row = rows.header + 1; row < rows.end; row += 1) {
    const shift = shiftOf(view, row, columns)
    const name = nameOf(view, row, columns, shift, sheet, labels)
    if (!name) continue
    const own = ownLabels(view, row, name.column, labels.all)
    for (const { column } of own) reader.mark({ row, column })
    const levels = levelsOf(view, row, columns, shift, above)
    above = levels
    const context: RowContext = { form, reader, row, shift, columns, as: `指标${raw.length + 1}` }
    if (shift !== 0)
      reader.warn(
        'IMPORT_COLUMN_SHIFTED',
        { row, column: name.column },
        '这一行的内容没有对准表头的栏，已按内容归位。',
        '请核对这个指标的各栏，必要时在原表中改正后重新导入。',
      )
    reader.text({ row, column: name.column }, `${context.as}.三级指标`)
    raw.push({ indicator: readRow(context, levels, name.text, raw.length), own: own.map(({ value }) => textOf(value)) })
  }
  return settle(raw, sheet, rows, reader)
}

function settle(
  raw: readonly RawIndicator[],
  sheet: PackSheetScoring | undefined,
  rows: IndicatorRows,
  reader: SheetReader,
): readonly Indicator[] {
  const settled = settleLevels(raw, sheet)
  const at = { row: rows.header, column: 0 }
  if (settled.byWeight) {
    reader.warn(
      'IMPORT_LEVEL_SHIFTED',
      at,
      '一级、二级指标的标签错位，已按各级分值重新归类。',
      '请逐个核对指标所属的一级、二级指标。',
    )
  } else if (settled.moved.length > 0) {
    reader.warn(
      'IMPORT_LEVEL_SHIFTED',
      at,
      `有 ${settled.moved.length} 个指标的一级指标与二级指标不符，已按二级指标归类。`,
      '请核对这些指标所属的一级指标。',
    )
  }
  return settled.indicators
}

function headerColumns(labels: FormMatch['labels']['indicators'], view: SheetView, header: number): Columns {
  const columns = new Map<FormField, number>()
  for (const [field, { names }] of labels) {
    const at = findLabel(view, names, header, header + 1)
    if (at) columns.set(field, at.column)
  }
  return columns
}

/** By how many columns a row slid: where 分值, 得分, target and actual fit best. Rows of a workbook do not slide. */
function shiftOf(view: SheetView, row: number, columns: Columns): number {
  const fit = (shift: number): number => {
    const at = (field: FormField): number | undefined => {
      const column = columns.get(field)
      return column === undefined ? undefined : column + shift
    }
    const numeric = (['分值', '得分'] as const).filter((field) => {
      const column = at(field)
      return column !== undefined && isNumeric(view, { row, column })
    })
    const filled = (['年初指标值', '实际完成值'] as const).filter((field) => {
      const column = at(field)
      return column !== undefined && statedText(view, { row, column }) !== ''
    })
    return numeric.length + filled.length
  }
  if (!columns.has('分值') || !columns.has('得分')) return 0
  return [0, -1, 1, -2, 2].reduce((best, shift) => (fit(shift) > fit(best) ? shift : best), 0)
}

interface Name {
  readonly text: string
  readonly column: number
}

/** The 三级指标: in its column, else the nearest text at its left that is no label. */
function nameOf(
  view: SheetView,
  row: number,
  columns: Columns,
  shift: number,
  sheet: PackSheetScoring | undefined,
  { indicators, all: labels }: FormMatch['labels'],
): Name | undefined {
  const headings = thirdOf(indicators)?.names ?? new Set<string>()
  const third = columns.get('三级指标') ?? columns.get('三级指标及分值')
  if (third === undefined) return undefined
  const here = { row, column: third + shift }
  const text = statedText(view, here)
  // A heading that is repeated on a new page is no indicator.
  if (headings.has(labelKey(text))) return undefined
  if (text !== '') return { text, column: here.column }
  const left = view.cells(row).filter(({ column }) => column < here.column)
  const isLabel = (one: string): boolean =>
    labels.has(labelKey(one)) || placeOfSecond(one, sheet) !== undefined || firstOfName(one, sheet) !== undefined
  const beside = left.findLast(({ value }) => textOf(value) !== '' && !isLabel(textOf(value)))
  return beside && { text: textOf(beside.value), column: beside.column }
}

/** Labels that stand in the row itself, left of the name. */
function ownLabels(view: SheetView, row: number, name: number, labels: ReadonlySet<string>): readonly SheetCell[] {
  return view
    .cells(row)
    .filter(({ column, value }) => column < name && textOf(value) !== '' && !labels.has(labelKey(textOf(value))))
}

/** 一级 and 二级: what is seen in their columns, merges included; where a scan has no merges, the last ones above. */
function levelsOf(
  view: SheetView,
  row: number,
  columns: Columns,
  shift: number,
  above: readonly [string, string],
): readonly [string, string] {
  const seen = (field: '一级指标' | '二级指标', weighted: FormField): string => {
    const column = columns.get(field) ?? columns.get(weighted)
    if (column === undefined) return ''
    return shift === 0 ? view.shown(row, column) : view.text(row, column + shift)
  }
  const first = seen('一级指标', '一级指标及分值')
  const second = seen('二级指标', '二级指标及分值')
  return [withoutWeight(first === '' ? above[0] : first), withoutWeight(second === '' ? above[1] : second)]
}

const WEIGHT = /\s*[(（]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]\s*$/u

function withoutWeight(text: string): string {
  return text.replace(WEIGHT, '').trim()
}

interface RowContext {
  readonly form: PackForm
  readonly reader: SheetReader
  readonly row: number
  readonly shift: number
  readonly columns: Columns
  readonly as: string
}

function readRow(context: RowContext, levels: readonly [string, string], printed: string, index: number): Indicator {
  const { reader, row, as, columns, form } = context
  const at = (field: FormField) => {
    const column = columns.get(field)
    return column === undefined ? undefined : { row, column: column + context.shift }
  }
  const text = (field: FormField): string | undefined => {
    const place = at(field)
    return place && reader.text(place, `${as}.${field}`)
  }
  const figure = (field: '分值' | '得分') => {
    const place = at(field)
    return place && reader.figure(place, '分值', '万元', `${as}.${field}`)
  }
  const target = readTargetCell(context, '年初指标值', text) ?? splitTargetCells(text, form)
  const adjustedTarget = readTargetCell(context, '调整后指标值', text)
  const actual = readActual(text('实际完成值') ?? '', adjustedTarget ?? target)
  if (actual.isBound)
    reader.warn(
      'IMPORT_ACTUAL_IS_BOUND',
      at('实际完成值'),
      `实际完成值写成了范围“${text('实际完成值') ?? ''}”。`,
      '实际完成值应是一个数；请核对，只是照抄了指标值的符号时可以不改。',
    )
  const inName = WEIGHT.exec(printed)?.[1]
  return {
    key: String(index + 1),
    levels: [...levels, columns.has('三级指标及分值') ? withoutWeight(printed) : printed],
    description: text('指标描述'),
    basis: text('指标值确定依据'),
    standard: text('评分标准'),
    target,
    adjustedTarget,
    actual: actual.value,
    weight:
      figure('分值') ?? (columns.has('三级指标及分值') && inName !== undefined ? points(Number(inName)) : undefined),
    score: figure('得分'),
    deviationReason: text('偏差原因') ?? textAfterScore(context),
  }
}

/** A scan may print the reason a column too far right: it is the only text behind the score. */
function textAfterScore({ reader, row, shift, columns, as }: RowContext): string | undefined {
  const score = columns.get('得分')
  if (score === undefined || !columns.has('偏差原因')) return undefined
  const cell = reader.view
    .cells(row)
    .find(
      ({ column, value }) => column > score + shift && textOf(value) !== '' && !isNumeric(reader.view, { row, column }),
    )
  return cell && reader.text({ row, column: cell.column }, `${as}.偏差原因`)
}

function readTargetCell(
  { reader, row, shift, columns }: RowContext,
  field: '年初指标值' | '调整后指标值',
  text: (field: FormField) => string | undefined,
): IndicatorTarget | undefined {
  const written = text(field)
  if (written === undefined) return undefined
  const { value, isScanError } = readTarget(written)
  if (isScanError) {
    const column = (columns.get(field) ?? 0) + shift
    reader.warn(
      'IMPORT_TARGET_OPERATOR',
      { row, column },
      `“${written}”中的“≠”按“＝”读取。`,
      '请核对原表的符号，“≠”多是扫描识别的错误。',
    )
  }
  return value
}

/** Operator, number and unit in three cells. */
function splitTargetCells(text: (field: FormField) => string | undefined, form: PackForm): IndicatorTarget | undefined {
  const [operator = '', number = '', unit = ''] = (['指标值符号', '指标值数值', '指标值单位'] as const).map((field) =>
    text(field),
  )
  if (number === '') return unit === '' ? undefined : { kind: 'words', text: unit }
  return readTarget(`${operator === form.wordsOperator ? '' : operator}${number}${unit}`).value
}
