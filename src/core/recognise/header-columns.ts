import { looseLabel, normaliseLabel } from '#core/workbook/label.ts'
import type { SheetView } from '#core/workbook/sheet-view.ts'

/** What a column of a sheet is by its heading alone; `unit` says whose a row is, where a table has rows of several units. */
export type PrintRole = 'code' | 'name' | 'label' | 'line' | 'unit'

/** One column of a sheet's header; several grid columns where its heading is merged over them without parts. */
export interface SheetColumn {
  readonly columns: readonly number[]
  /** Headings from top to bottom, as `looseLabel`; without column numbers. Empty for a column without a heading. */
  readonly path: readonly string[]
  readonly role: PrintRole | undefined
  /** As printed, for messages. */
  readonly heading: string
}

const CODE = /(?:编码|代码|编号)$/u
const SPLIT_CODES: ReadonlySet<string> = new Set(['类', '款', '项'])
const NAME = /(?:科目|项目|单位|部门|指标|功能分类|经济分类)?名称$/u
const LABEL =
  /^(?:项目|科目|预算科目|支出项目|收入项目|项目\(按.*\)|(?:支出)?功能分类(?:科目)?|(?:支出)?经济分类(?:科目)?|部门|单位|内容)$/u
/** 预算单位, 单位编码, 部门（单位）名称: headings over units. */
const UNIT = /^(?:预算|基层|基层预算)?(?:单位|部门)(?:\((?:单位|部门)\))?(?:编码|代码|编号|名称)?$/u
const LINE: ReadonlySet<string> = new Set(['行次', '序号'])
/** 栏次, 1, (2), 3=1+2: the numbers of columns say nothing of what a column holds. */
export const COLUMN_NUMBER = /^(?:栏次|行次|\(?\d{1,2}\)?(?:栏)?(?:=[\d+\-()]+)?)$/u

/** The columns of the sheet as the header rows `top` to `bottom` name them, from left to right. */
export function sheetColumns(view: SheetView, top: number, bottom: number): readonly SheetColumn[] {
  const columns: SheetColumn[] = []
  let anchor = ''
  for (let column = 0; column <= view.lastColumn; column++) {
    const lowest = lowestHeading(view, top, bottom, column)
    const last = columns.at(-1)
    if (last && lowest?.merged === true && lowest.anchor === anchor) {
      columns[columns.length - 1] = { ...last, columns: [...last.columns, column] }
      continue
    }
    anchor = lowest?.anchor ?? ''
    columns.push(sheetColumn(view, top, bottom, column))
  }
  return columns
}

function sheetColumn(view: SheetView, top: number, bottom: number, column: number): SheetColumn {
  const texts: string[] = []
  for (let row = top; row <= bottom; row++) {
    const text = headingAt(view, row, bottom, column)
    if (text !== '' && text !== texts.at(-1)) texts.push(text)
  }
  const named = texts.filter((text) => !COLUMN_NUMBER.test(normaliseLabel(text)))
  const path = named.map(looseLabel)
  return { columns: [column], path, role: roleOf(texts, path), heading: named.join('/').replace(/\s+/gu, '') }
}

/**
 * The heading over a column in a header row. A group heading that was not merged (csv, lost merges) reaches to the right
 * over empty cells whose columns have a heading of their own below it.
 */
function headingAt(view: SheetView, row: number, bottom: number, column: number): string {
  const own = view.shown(row, column)
  if (own !== '' || view.mergeAt(row, column) || row === bottom || !hasBelow(view, row, bottom, column)) return own
  for (let left = column - 1; left >= 0; left--) {
    const merge = view.mergeAt(row, left)
    const text = view.text(row, left)
    if (merge) return ''
    if (text !== '') return hasBelow(view, row, bottom, left) ? text : ''
    if (!hasBelow(view, row, bottom, left)) return ''
  }
  return ''
}

function hasBelow(view: SheetView, row: number, bottom: number, column: number): boolean {
  for (let below = row + 1; below <= bottom; below++) {
    const text = view.text(below, column)
    if (text !== '' && !COLUMN_NUMBER.test(normaliseLabel(text))) return true
  }
  return false
}

function lowestHeading(
  view: SheetView,
  top: number,
  bottom: number,
  column: number,
): { readonly anchor: string; readonly merged: boolean } | undefined {
  for (let row = bottom; row >= top; row--) {
    const text = view.shown(row, column)
    if (text === '' || COLUMN_NUMBER.test(normaliseLabel(text))) continue
    const merge = view.mergeAt(row, column)
    if (!merge) return { anchor: `${row},${column}`, merged: false }
    return { anchor: `${merge.top},${merge.left}`, merged: merge.right > merge.left }
  }
  return undefined
}

/** True for a heading over units. */
export const isUnitHeading = ({ path }: SheetColumn): boolean =>
  path.length > 0 && (path.every((text) => UNIT.test(text)) || UNIT.test(path.join('')))

/** True when a row below the headings was taken in: what stands below 科目代码 is no heading any more. */
export function reachesIntoRows(column: SheetColumn): boolean {
  const first = column.path.findIndex((text) => roleOfHeading(text) !== undefined)
  return first >= 0 && column.path.slice(first).some((text) => roleOfHeading(text) === undefined)
}

function roleOf(texts: readonly string[], path: readonly string[]): PrintRole | undefined {
  if (texts.some((text) => LINE.has(normaliseLabel(text)))) return 'line'
  const lowest = path.at(-1)
  return lowest === undefined ? undefined : roleOfHeading(lowest)
}

function roleOfHeading(heading: string): PrintRole | undefined {
  if (SPLIT_CODES.has(heading) || CODE.test(heading)) return 'code'
  if (LABEL.test(heading)) return 'label'
  return NAME.test(heading) ? 'name' : undefined
}
