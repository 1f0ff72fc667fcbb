import type { MoneyUnit } from '#core/money/amount.ts'
import { address } from '#core/workbook/grid.ts'
import { normaliseLabel, printedText } from '#core/workbook/label.ts'
import type { SheetView } from '#core/workbook/sheet-view.ts'

/** Something that the lines around a table say, and the cell that says it. */
export interface Stated<T> {
  readonly value: T
  readonly address: string
}

/** What stands above a table: 部门名称：X 2023年度 金额单位：万元, in one cell or in several. */
export interface StatedLines {
  /** Every different money unit that is stated; one is as it should be. */
  readonly units: readonly Stated<MoneyUnit>[]
  /** A unit line that names another unit: 千元, 美元. */
  readonly foreignUnit: Stated<string> | undefined
  readonly name: Stated<string> | undefined
  readonly year: Stated<number> | undefined
}

const MONEY = /(?:金额|计量|货币)?单位:(?:人民币)?\(?(万元|元|千元|百万元|亿元|[^,;()]{0,2}元)/u
/** 单位 means the money unit in one place and the office in another: what follows decides. */
const OFFICE =
  /(?:部门(?:\(单位\))?名称|单位名称|编制单位|编报单位|填报单位|编制部门|公开部门|预算单位|部门\(单位\)|(?<!主管|财政|上级|审核|管理)部门|(?<!主管|财政|上级|审核|管理)单位):(?!(?:人民币)?\(?(?:万|千|百万|亿)?元)(.*)$/u
/** On a cover the label stands in a cell of its own. */
const OFFICE_LABEL = /^(?:单位|部门|编报单位|填报单位|编制单位)(?:\(部门\)|\(单位\))?名称$/u
const OFFICE_ENDS = /\d{4}年|(?:金额|计量|货币)?单位:|公开\d+表|报表期间|编制日期|日期:|财决/u
/** 2023年度, or a year alone: 2023年12月31日 is the day of something. */
const YEAR = /(\d{4})年(?:度|(?!\d))/u

/** Reads the lines of `rows`, from top to bottom. */
export function readStatedLines(view: SheetView, rows: readonly number[]): StatedLines {
  const cells = rows.flatMap((row) =>
    view.cells(row).map((cell) => ({ row, column: cell.column, text: view.text(row, cell.column) })),
  )
  const units: Stated<MoneyUnit>[] = []
  let foreignUnit: Stated<string> | undefined
  let name: Stated<string> | undefined
  let year: Stated<number> | undefined
  for (const cell of cells) {
    const place = address(cell.row, cell.column)
    const unit = MONEY.exec(normaliseLabel(cell.text))?.[1]
    if (unit === '元' || unit === '万元') {
      if (!units.some((known) => known.value === unit)) units.push({ value: unit, address: place })
    } else if (unit !== undefined) foreignUnit ??= { value: unit, address: place }
    name ??= officeOf(view, cell)
    const stated = YEAR.exec(normaliseLabel(cell.text))?.[1]
    if (stated !== undefined) year ??= { value: Number(stated), address: place }
  }
  return { units, foreignUnit, name, year }
}

/** True when a row only says what `readStatedLines` reads, or the number of the form: it belongs to the table below it. */
export function isStatedRow(view: SheetView, row: number): boolean {
  const texts = view.cells(row).map((cell) => normaliseLabel(view.text(row, cell.column)))
  return texts.some((text) => text !== '') && texts.every((text) => isStatedText(text))
}

/** True when a row is such a line or has a cell that begins with the unit; not a label or note that mentions one. */
export function statesUnit(view: SheetView, row: number): boolean {
  if (isStatedRow(view, row)) return true
  return view.cells(row).some((cell) => MONEY.exec(normaliseLabel(view.text(row, cell.column)))?.index === 0)
}

/** As `isStatedRow`, for one text in normal form. */
function isStatedText(text: string): boolean {
  return text === '' || MONEY.test(text) || OFFICE.test(text) || isFormText(text)
}

/** 公开03表, 2023年度, 续表: a text in normal form that numbers the form, or the year or page of it. */
export const isFormText = (text: string): boolean => FORM.test(text)

const FORM = /^(?:公开\d+表|附表\d*|附件\d*|财决.{1,8}表|\d{4}年度?|\(\d{4}年度?\)|续表|\(续表?\))$/u

function officeOf(
  view: SheetView,
  cell: { readonly row: number; readonly column: number; readonly text: string },
): Stated<string> | undefined {
  const label = normaliseLabel(cell.text)
  const rest = OFFICE_LABEL.test(label) ? '' : OFFICE.exec(label)?.[1]
  if (rest === undefined) return undefined
  const here = untilNextLine(rest)
  if (here !== '') return { value: printedName(cell.text, here), address: address(cell.row, cell.column) }
  // 部门名称： in one cell, the name in the next filled one.
  const next = view.cells(cell.row).find((other) => other.column > cell.column && other.value.kind === 'text')
  if (!next) return undefined
  const text = view.text(cell.row, next.column)
  if (isStatedText(normaliseLabel(text))) return undefined
  const name = untilNextLine(normaliseLabel(text))
  return name === '' ? undefined : { value: printedName(text, name), address: address(cell.row, next.column) }
}

function untilNextLine(text: string): string {
  const end = OFFICE_ENDS.exec(text)
  return end ? text.slice(0, end.index) : text
}

/** The part of the printed text that the normal form `name` was read from; the normal form itself if it differs too much. */
function printedName(text: string, name: string): string {
  const printed = Array.from(printedText(text))
  for (let start = 0; start < printed.length; start++) {
    for (let end = printed.length; end > start; end--) {
      const part = printed.slice(start, end).join('')
      if (part.length <= name.length + PUNCTUATION && normaliseLabel(part) === name) return part
    }
  }
  return name
}

/** Quotes that the normal form leaves out. */
const PUNCTUATION = 8
