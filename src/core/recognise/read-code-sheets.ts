import type { AppErrorInfo } from '#core/model/error.ts'
import { address, type Sheet, type SheetRow, type SheetValue, type Workbook } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { LIST_NAMES, type ListName, type OwnCode } from '#core/codes/own-codes.ts'

export interface CodeSheetsReading {
  readonly codes: readonly OwnCode[]
  /** What is wrong, each with file, sheet and cell; nothing may be stored while there is any. */
  readonly problems: readonly AppErrorInfo[]
}

const CODE =
  /^(?:科目|分类|会计科目|支出功能分类|支出经济分类|部门支出经济分类|政府支出经济分类|功能分类|经济分类)?(?:科目)?(?:编码|代码)$/u
const NAME =
  /^(?:科目|分类|会计科目|支出功能分类|支出经济分类|部门支出经济分类|政府支出经济分类|功能分类|经济分类)?(?:科目)?名称$/u
const HEAD_ROWS = 15

/**
 * Reads code lists of one year: sheets with a column of codes and one of names below a header. Which list a sheet is says its name, or
 * the codes do: classifications have 3, 5 or 7 digits, accounts an even number.
 */
export function readCodeSheets(workbook: Workbook, year: number, wanted?: ListName): CodeSheetsReading {
  const filled = workbook.sheets.filter(({ rows }) => rows.length > 0)
  const read = filled.flatMap((sheet) => readSheet(workbook.fileName, sheet, year, wanted) ?? [])
  if (read.length === 0) return { codes: [], problems: [noHeader(workbook.fileName, filled[0]?.name ?? '')] }
  const codes = read.flatMap((one) => one.codes)
  return { codes, problems: [...read.flatMap((one) => one.problems), ...twice(codes)] }
}

/** Undefined for a sheet without the header of a code list. */
function readSheet(
  file: string,
  sheet: Sheet,
  year: number,
  wanted: ListName | undefined,
): CodeSheetsReading | undefined {
  const head = sheet.rows.slice(0, HEAD_ROWS).flatMap((row) => {
    const code = columnOf(row, CODE)
    const name = columnOf(row, NAME)
    return code === undefined || name === undefined ? [] : [{ index: row.index, code, name }]
  })[0]
  if (!head) return undefined
  const named = wanted ?? listNamed(sheet)
  const codes: OwnCode[] = []
  const problems: AppErrorInfo[] = []
  for (const row of sheet.rows) {
    if (row.index <= head.index) continue
    const code = textAt(row, head.code).replace(/\.0$|^'/gu, '')
    const name = textAt(row, head.name)
    if (code === '' && name === '') continue
    const at = (column: number) => ({ file, sheet: sheet.name, address: address(row.index, column) })
    const list = named ?? listOfShape(code)
    if (code === '' || !SHAPE.test(code)) problems.push(problem(at(head.code), `的编码“${code}”不是科目编码`))
    else if (name === '') problems.push(problem(at(head.name), `没有编码 ${code} 的名称`))
    else if (!list || !fits(list, code)) problems.push(problem(at(head.code), `的编码 ${code} ${list ? `不是${list}的编码` : '看不出属于哪个科目表'}`))
    else codes.push({ list, year, code, name, ...at(head.code) })
  } // prettier-ignore
  return { codes, problems }
}

const SHAPE = /^\d{3,16}(?:[.-]\d+)*$/u

function fits(list: ListName, code: string): boolean {
  if (list === '会计科目') return code.length >= 4
  return /^(?:\d{3}|\d{5}|\d{7})$/u.test(code) && listOfShape(code) === list
}

function listOfShape(code: string): ListName | undefined {
  if (code.length % 2 === 0 || /\D/u.test(code)) return '会计科目'
  if (code.startsWith('2')) return '功能分类'
  if (code.startsWith('3')) return '经济分类'
  return code.startsWith('5') ? '政府经济分类' : undefined
}

/** 政府经济分类 before 经济分类: the longer name holds the shorter one. */
function listNamed({ name }: Sheet): ListName | undefined {
  const said = normaliseLabel(name).replace('预算支出', '').replace('支出', '')
  return LIST_NAMES.toSorted((a, b) => b.length - a.length).find((list) => said.includes(list))
}

const columnOf = (row: SheetRow, heading: RegExp): number | undefined =>
  row.cells.find(({ value }) => heading.test(normaliseLabel(textOf(value))))?.column

const textAt = (row: SheetRow, column: number): string =>
  textOf(row.cells.find((cell) => cell.column === column)?.value).trim()

const textOf = (value: SheetValue | undefined): string =>
  value?.kind === 'text' || value?.kind === 'number' ? value.text.normalize('NFKC') : ''

/** One code with two names in one import: which one holds is not for the program to say. */
function twice(codes: readonly OwnCode[]): readonly AppErrorInfo[] {
  const groups = Map.groupBy(codes, ({ list, code }) => `${list}/${code}`)
  return [...groups.values()].flatMap(([first, ...others]) => {
    const other = others.find(({ name }) => name !== first?.name)
    return first && other
      ? [problem(other, `的编码 ${other.code} 又叫“${other.name}”，在 ${first.address} 叫“${first.name}”`)]
      : []
  })
}

function problem(at: Pick<OwnCode, 'file' | 'sheet' | 'address'>, what: string): AppErrorInfo {
  return {
    code: 'IMPORT_CODES',
    message: `文件“${at.file}”工作表“${at.sheet}”单元格 ${at.address}${what}。`,
    remedies: [{ text: '改正这个单元格后重新导入；没有导入任何科目。' }],
  }
}

function noHeader(file: string, sheet: string): AppErrorInfo {
  return {
    code: 'IMPORT_CODES',
    message: `文件“${file}”工作表“${sheet}”里没有“科目编码”和“科目名称”两栏，不像科目表。`,
    remedies: [{ text: '在第一行写上“科目编码”“科目名称”，下面一行一个科目。' }],
  }
}
