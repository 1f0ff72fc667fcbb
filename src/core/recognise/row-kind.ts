import { address } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import { COLUMN_NUMBER } from './header-columns.ts'
import type { TableRecognition } from './recognition.ts'
import type { RepeatedHead } from './repeated-head.ts'
import { isStatedRow } from './stated-lines.ts'

/** Why a row of the sheet holds no figures of the table. */
export type SkipReason =
  | 'above-header'
  | 'header'
  | 'repeated-header'
  | 'column-numbers'
  | 'page-total'
  | 'note'
  | 'section'
  | 'print-only'
  /** A label that the table does not know, without any figure. */
  | 'label-without-figures'
  | 'duplicate'
  /** Of another unit than the report's. */
  | 'other-unit'
  /** A total over several units. */
  | 'all-units'
  /** A label or code that the form does not have, with nothing but zeros. */
  | 'zero-without-row'
  /** Refused: a finding names the row. */
  | 'refused'

const NOTE = /^(?:注|备注|附注|说明|填表说明|编制说明|\(?备注|\(?注):|^注\d|^\(备注/u
const SIGNATURE =
  /^(?:制表|填表人|填报人|复核|审核|单位负责人|负责人|经办人|财务负责人|打印日期|制表日期|第\d+页|[\p{sc=Han}()]{1,14}(?:人|员|日期|时间|电话|盖章|公章|签章|签字)(?:\([^()]*\))?:)/u
const PAGE_TOTAL = /^(?:承前页|过次页|本页(?:小计|合计))$/u

/** True for a text in normal form that says of itself that it is a note or a signature. */
const isNote = (text: string): boolean => NOTE.test(text) || SIGNATURE.test(text)

/** What a row below the header is by its texts alone; undefined for a row that may hold figures. */
export function rowKindOf(
  view: SheetView,
  found: TableRecognition,
  repeatsHead: RepeatedHead,
  row: number,
): SkipReason | undefined {
  const { header } = found
  if (row < header.top) return 'above-header'
  if (row <= header.bottom) return 'header'
  const texts = view.cells(row).map((cell) => normaliseLabel(view.text(row, cell.column)))
  const filled = texts.filter((text) => text !== '')
  const [first] = filled
  if (first === undefined) return 'print-only'
  if (isColumnNumbers(view, found, row)) return 'column-numbers'
  if (repeatsHead(row)) return 'repeated-header'
  if (filled.some((text) => PAGE_TOTAL.test(text))) return 'page-total'
  // The first column of a form of one row is one of figures: what stands there as a note is none, dated or not.
  if (figureTexts(view, found, row).some((text) => /\d/u.test(text) && !isNote(normaliseLabel(text)))) return undefined
  if (isNote(first)) return 'note'
  const isTitle = found.title && filled.some((text) => text.includes(normaliseLabel(found.title?.text ?? '')))
  return isTitle === true || isStatedRow(view, row) ? 'repeated-header' : undefined
}

/** Texts in the figure columns of a row. */
function figureTexts(view: SheetView, { header }: TableRecognition, row: number): readonly string[] {
  const columns = header.blocks.flatMap((block) => block.figures.flatMap((figure) => figure.column.columns))
  return columns.map((column) => view.text(row, column)).filter((text) => text !== '')
}

/** 栏次 1 2 3: every figure column holds the next number, and the label is 栏次 or nothing. */
function isColumnNumbers(view: SheetView, { header }: TableRecognition, row: number): boolean {
  const identity = header.blocks.flatMap((block) => block.identity.flatMap((column) => column.columns))
  const labels = identity.map((column) => normaliseLabel(view.text(row, column))).filter((text) => text !== '')
  if (countsEveryCell(view, row)) return true
  if (labels.some((text) => text !== '栏次' && text !== '行次')) return false
  const numbers = header.blocks
    .flatMap((block) => block.figures.map((figure) => figure.column.columns[0] ?? 0))
    .map((column) => normaliseLabel(textOf(view.value(row, column))).replace(/\.0+$/u, ''))
  if (labels.length > 0 && numbers.every((text) => text === '' || COLUMN_NUMBER.test(text))) return true
  const first = Number(/\d+/u.exec(numbers[0] ?? '')?.[0] ?? 0)
  return (
    first > 0 &&
    (numbers.length > 1 || row === header.bottom + 1) &&
    numbers.every((text, index) => COLUMN_NUMBER.test(text) && Number(/\d+/u.exec(text)?.[0]) === first + index)
  )
}

/** 1 2 3 4 across the whole row, the columns of codes and labels counted too. Fewer than four might be figures. */
function countsEveryCell(view: SheetView, row: number): boolean {
  const texts = view
    .cells(row)
    .map((cell) => normaliseLabel(textOf(cell.value)))
    .filter((text) => text !== '')
  return texts.length >= 4 && texts.every((text, index) => text === String(index + 1))
}

/** The row's first filled text with its address, for messages and for the list of skipped rows. */
export function firstText(view: SheetView, row: number): { readonly text: string; readonly address: string } {
  const cell = view.cells(row).find((candidate) => textOf(candidate.value) !== '')
  return { text: textOf(cell?.value), address: address(row, cell?.column ?? 0) }
}
