import type { Indicator } from '#core/model/project.ts'
import type { FormField, PackForm } from '#core/packs/schema-form.ts'
import type { PackLists, PackSheetScoring } from '#core/packs/schema-scoring.ts'
import type { SheetCell } from '#core/workbook/grid.ts'
import { printedText } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import { firstOfName, placeOfSecond } from './blocks.ts'
import type { FormMatch } from './find-form.ts'
import { labelKey } from './form-labels.ts'
import { isBlankRow, isSubtotalRow, type Columns, type IndicatorRows } from './indicator-rows.ts'
import { readActual } from '#core/recognise/fill-in/target.ts'
import { settleLevels, type RawIndicator } from './settle-levels.ts'
import { isNumeric, statedText, type SheetReader } from './sheet-reader.ts'
import { points } from './suggest.ts'
import { readTargetCells } from './target-cells.ts'

/** Reads every indicator row; labels that a scan moved are put right, and told. */
export function readIndicators(
  { form, labels }: FormMatch,
  rows: IndicatorRows,
  sheet: PackSheetScoring | undefined,
  { totals }: Pick<PackLists, 'totals'>,
  reader: SheetReader,
): readonly Indicator[] {
  const { view } = reader
  const { columns } = rows
  const raw: RawIndicator[] = []
  let above: readonly [string, string] = ['', '']
  for (const column of columns.values())
    for (const row of [rows.header, rows.header + 1])
      if (labels.all.has(labelKey(view.text(row, column))) || row === rows.header) reader.mark({ row, column })
  for (let row = rows.header + 1; row < rows.end; row += 1) {
    if (isSubtotalRow(view, row, columns, totals) || isBlankRow(view, row, columns)) {
      if (isBlankRow(view, row, columns)) above = levelsOf(view, row, columns, 0, above)
      for (const { column } of view.cells(row)) reader.mark({ row, column })
      continue
    }
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
    // Only 分值 and 得分 show that a row slid: words stand in any column.
    return shift !== 0 && numeric.length < 2 ? -1 : numeric.length + filled.length
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
  { indicators, others, all: labels }: FormMatch['labels'],
): Name | undefined {
  const fields = ['三级指标', '三级指标及分值'] as const
  const headings = new Set(
    fields.flatMap((field) => [...(indicators.get(field)?.names ?? []), ...(others.get(field) ?? [])]),
  )
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
  const first = levelText(seen('一级指标', '一级指标及分值'))
  const second = levelText(seen('二级指标', '二级指标及分值'))
  if (first !== '' && first !== above[0]) return [first, second]
  return [first === '' ? above[0] : first, second === '' ? above[1] : second]
}

/** The name of a level, without the line breaks of its narrow column. */
function levelText(text: string): string {
  return printedText(withoutWeight(text))
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
  const target = readTarget(context, '年初指标值', text)
  const adjustedTarget = readTarget(context, '调整后指标值', text)
  const actual = readActual(text('实际完成值') ?? '', adjustedTarget ?? target, form.repeatOperator)
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

/** A target in one cell, or with operator and unit in cells of their own; words may stand at the unit. */
function readTarget(
  { reader, row, shift, columns, form }: RowContext,
  field: '年初指标值' | '调整后指标值',
  text: (field: FormField) => string | undefined,
): Indicator['target'] {
  const ofParts = field === '年初指标值'
  const part = (one: '指标值符号' | '指标值单位'): string => (ofParts ? (text(one) ?? '') : '')
  const [operator, unit] = [part('指标值符号'), part('指标值单位')]
  const written = text(field) ?? (ofParts ? text('指标值数值') : undefined)
  if (written === undefined) {
    const isWords = columns.has('指标值数值') && unit !== ''
    return isWords ? { kind: 'words', text: unit } : undefined
  }
  const { value, isScanError } = readTargetCells({
    operator: operator === form.wordsOperator ? '' : operator,
    value: written,
    unit,
  })
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
