import type { FormField } from '#core/packs/schema-form.ts'
import { looseLabel } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import type { FormMatch } from './find-form.ts'
import { labelKey, type FormLabels } from './form-labels.ts'
import { findLabel, isNumeric, type Position } from './sheet-reader.ts'

export type Columns = ReadonlyMap<FormField, number>

/** Where the indicators stand: heading row, the columns of its headings, first row after them. */
export interface IndicatorRows {
  readonly header: number
  readonly columns: Columns
  readonly end: number
}

/** Finds the indicators by their heading; they end at the total, at the notes and signatures, or with the sheet. */
export function findIndicators({ labels, view }: FormMatch): IndicatorRows | undefined {
  const third = (['三级指标', '三级指标及分值'] as const).find((field) => labels.indicators.has(field))
  const header = third && findColumn(labels, third, view, 0, view.lastRow)
  if (!header) return undefined
  const fields = new Set([...labels.indicators.keys(), ...labels.others.keys()])
  const columns = [...fields].flatMap((field) => {
    const at = findColumn(labels, field, view, header.row, header.row + 1)
    return at ? [[field, at.column] as const] : []
  })
  const known: Columns = new Map(columns)
  let end = header.row + 1
  while (end <= view.lastRow && !endsTable(view, end, known)) end += 1
  return { header: header.row, columns: known, end }
}

/** A heading in the words of the form, else in other ones. */
function findColumn(
  { indicators, others }: FormLabels,
  field: FormField,
  view: SheetView,
  from: number,
  to: number,
): Position | undefined {
  const own = indicators.get(field)
  const found = own && findLabel(view, own.names, from, to)
  return found ?? findLabel(view, others.get(field) ?? new Set(), from, to)
}

/** 总分, 自评得分合计, 总得分：96分 */
const TOTAL =
  /^(?:自评|综合|评价|绩效|指标)*(?:总分|总得分|总评分|得分|(?:合计|总计)(?:得分)?)(?:合计|总计|值|数)?(?:[:\d(].*)?$/u
const BELOW = /^(?:项目绩效分析|备注|注|说明|其他需?要?说明.*)(?:[:\d(].*)?$/u
const SIGNATURE =
  /^(?:填[表报](?:人|单位|日期|时间)|制表人?|经办人|(?:审核|复核|审批|联系)人|联系(?:电话|方式)|(?:单位|部门|主要|项目|财务)?负责人|分管领导)(?:签[字章名])?(?:[:\d(].*)?$/u

/** The first words of the row that holds 总分. */
export function isTotalRow(view: SheetView, row: number): boolean {
  return TOTAL.test(firstKey(view, row))
}

/** Who filled the form in, when, and how to reach them: nothing of the form. */
export function isSignatureRow(view: SheetView, row: number): boolean {
  return SIGNATURE.test(firstKey(view, row))
}

function endsTable(view: SheetView, row: number, columns: Columns): boolean {
  if (isSignatureRow(view, row) || BELOW.test(firstKey(view, row))) return true
  return isTotalRow(view, row) && !isBlockTotal(view, row, columns)
}

/** 合计 below one block: rows with a name and a 分值 follow before the next total. */
function isBlockTotal(view: SheetView, row: number, columns: Columns): boolean {
  const third = THIRD.flatMap((field) => columns.get(field) ?? [])[0]
  const weight = columns.get('分值')
  if (third === undefined || weight === undefined) return false
  for (let next = row + 1; next <= view.lastRow && !isTotalRow(view, next); next += 1)
    if (view.text(next, third) !== '' && isNumeric(view, { row: next, column: weight })) return true
  return false
}

function firstKey(view: SheetView, row: number): string {
  const first = view.cells(row).find(({ value }) => textOf(value) !== '')
  return first ? labelKey(textOf(first.value)) : ''
}

const LEVELS: readonly FormField[] = ['一级指标', '一级指标及分值', '二级指标', '二级指标及分值']
const THIRD: readonly FormField[] = ['三级指标', '三级指标及分值']
/** What forms print where an indicator may be added. */
const PLACEHOLDER = /^(?:指标\d*:?|[.…·]+|[-—/*]+|\(\d+\))?$/u

/** A row of the form that nobody filled in: its levels, at most a placeholder such as 指标2： or ……, and nothing else. */
export function isBlankRow(view: SheetView, row: number, columns: Columns): boolean {
  const levels = new Set(LEVELS.flatMap((field) => columns.get(field) ?? []))
  const third = THIRD.flatMap((field) => columns.get(field) ?? [])[0]
  const before = Math.min(...levels, third ?? 0)
  return view.cells(row).every(({ column, value }) => {
    const text = labelKey(textOf(value))
    return levels.has(column) || column < before || PLACEHOLDER.test(text)
  })
}

/** 小计 of a block: its levels say so, and other rows say what it says. */
export function isSubtotalRow(view: SheetView, row: number, columns: Columns, totals: readonly string[]): boolean {
  const words = new Set(totals.map(looseLabel))
  return (
    words.has(looseLabel(firstKey(view, row))) ||
    [...LEVELS, ...THIRD].some((field) => {
      const column = columns.get(field)
      return column !== undefined && words.has(looseLabel(view.text(row, column)))
    })
  )
}
