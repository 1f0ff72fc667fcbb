import type { Amount, MoneyUnit } from '#core/money/amount.ts'
import type { Measure } from '#core/packs/schema-table.ts'
import type { ListField, PackLists } from '#core/packs/schema-scoring.ts'
import { quote, type ImportFinding } from '#core/recognise/finding.ts'
import { readStatedLines } from '#core/recognise/stated-lines.ts'
import { address, type Sheet } from '#core/workbook/grid.ts'
import { looseLabel, normaliseLabel } from '#core/workbook/label.ts'
import { textOf, viewSheet, type SheetView } from '#core/workbook/sheet-view.ts'
import { labelKey } from './form-labels.ts'
import { sheetReader, statedText, type SheetReader } from './sheet-reader.ts'

/** What the rows of a list are: a project each, an indicator each, or an indicator each with its project beside it. */
export type ListKind = '项目清单' | '指标清单' | '项目和指标清单'

/** One row of a list by the fields of its columns. */
export interface ListRow {
  readonly row: number
  /** As a person reads it; '' for a blank. A project merged over its rows stands in each of them. */
  readonly text: (field: ListField) => string
  readonly figure: (field: ListField, measure: Measure) => Amount | undefined
  readonly at: (field: ListField) => string | undefined
}

export interface ProjectList {
  readonly sheet: string
  readonly kind: ListKind
  /** 0 to 1: how many of the filled headings are known. */
  readonly confidence: number
  /** One Chinese sentence: by which headings the sheet was recognised. */
  readonly why: string
  readonly rows: readonly ListRow[]
  /** Rows that say nothing of their own: totals and notes. */
  readonly explained: number
  readonly findings: readonly ImportFinding[]
}

/** Rows at the top in which the headings stand. */
const HEADER_ROWS = 15
const MONEY: readonly ListField[] = ['目标申报数', '预算编制数', '全年预算数', '全年执行数']
const OF_INDICATOR: readonly ListField[] = ['年初指标值', '指标值数值', '实际完成值', '分值', '得分', '总分']
/** A list of projects of which fewer headings are known is another sheet that happens to name projects and amounts. */
const ENOUGH_KNOWN = 0.5

interface Header {
  readonly first: number
  readonly last: number
  readonly columns: ReadonlyMap<ListField, number>
  readonly kind: ListKind
  readonly strange: readonly number[]
}

/** Reads a list of projects or indicators; undefined when the sheet is none. `money` where the sheet states no unit. */
export function readProjectList(
  sheet: Sheet,
  fileName: string,
  lists: PackLists,
  money: MoneyUnit | undefined,
): ProjectList | undefined {
  const view = viewSheet(sheet)
  const header = findHeader(view, lists)
  if (!header) return undefined
  const reader = sheetReader(view, fileName)
  const unit = unitOf(view, header, reader, money)
  const rows: ListRow[] = []
  let explained = 0
  let above = ''
  for (let row = header.last + 1; row <= view.lastRow; row += 1) {
    const filled = view.cells(row).filter(({ value }) => textOf(value) !== '')
    const first = filled[0] ? normaliseLabel(textOf(filled[0].value)) : ''
    if (first === '') continue
    if (/^(备注|注|说明|填表人|审核人|单位负责人|制表)[:：]?/u.test(first) && filled.length <= 4) {
      explained += 1
      continue
    }
    if (isTotal(view, row, header, lists)) {
      explained += 1
      continue
    }
    const name = shownText(view, row, header.columns.get('项目名称'))
    if (name === '' && above === '') {
      reader.refuse(
        'IMPORT_LIST_NO_PROJECT',
        { row, column: header.columns.get('项目名称') ?? 0 },
        '这一行没有项目名称，上面也没有。',
        '填上项目名称，或删去这一行，再重新导入。',
      )
      continue
    }
    if (name !== '') above = name
    rows.push(rowOf(view, row, header, reader, unit, name === '' ? above : name))
  }
  for (const column of header.strange) warnStrange(view, column, header, reader)
  const known = [...header.columns.keys()]
  const told = known.filter((field) => field !== '序号' && field !== '不读')
  return {
    sheet: sheet.name,
    kind: header.kind,
    confidence: known.length / (known.length + header.strange.length),
    why: `第 ${header.last + 1} 行的表头是${header.kind}的栏目：${told.join('、')}。`,
    rows,
    explained,
    findings: reader.findings,
  }
}

function findHeader(view: SheetView, lists: PackLists): Header | undefined {
  const fieldOf = new Map(
    lists.columns.flatMap(({ field, labels }) => labels.map((label) => [looseLabel(label), field] as const)),
  )
  const found: Header[] = []
  for (let row = 0; row <= Math.min(HEADER_ROWS, view.lastRow); row += 1) {
    const header = headerAt(view, row, fieldOf)
    if (header) found.push(header)
  }
  return found.toSorted((a, b) => b.columns.size - a.columns.size || a.first - b.first)[0]
}

/** The headings of a row, and those of the row below it where a heading is divided. */
function headerAt(view: SheetView, row: number, fieldOf: ReadonlyMap<string, ListField>): Header | undefined {
  const field = (text: string): ListField | undefined => {
    const bare = text.replace(/[*＊]/gu, '')
    return fieldOf.get(looseLabel(bare)) ?? fieldOf.get(looseLabel(labelKey(bare)))
  }
  const below = view.cells(row + 1)
  const divided =
    below.some(({ value }) => field(textOf(value)) !== undefined) && !below.some(({ value }) => value.kind === 'number')
  const columns = new Map<ListField, number>()
  const strange: number[] = []
  for (let column = 0; column <= view.lastColumn; column += 1) {
    const low = divided ? view.shown(row + 1, column) : ''
    const high = view.shown(row, column)
    const one = field(low) ?? field(high)
    if (one !== undefined && !columns.has(one)) columns.set(one, column)
    else if (one === undefined && (low !== '' || high !== '')) strange.push(column)
  }
  const kind = kindOf(columns)
  const score = columns.get('总分')
  // 自评得分 is the score of the row: of an indicator, or the total of a project.
  if (kind !== '项目清单' && score !== undefined && !columns.has('得分')) {
    columns.delete('总分')
    columns.set('得分', score)
  }
  const header = kind && { first: row, last: divided ? row + 1 : row, columns, kind, strange }
  return header?.kind === '项目清单' && isOtherTable(view, header) ? undefined : header
}

/** Accounts have 项目, too: lines with a 行次, 科目 under one heading. They are no projects, nor is a sheet of mostly other things. */
function isOtherTable(view: SheetView, { first, last, columns, strange }: Header): boolean {
  if (columns.size < (columns.size + strange.length) * ENOUGH_KNOWN) return true
  const heads = [first, last, last + 1].flatMap((row) => view.cells(row).map(({ value }) => looseLabel(textOf(value))))
  if (heads.some((text) => text === '栏次' || text === '行次')) return true
  const column = columns.get('项目名称') ?? 0
  const isBare = [first, last].some((row) => looseLabel(view.shown(row, column)) === '项目')
  return isBare && heads.some((text) => /^(功能分类|支出功能分类|经济分类)?科目(编码|代码|名称)$/u.test(text))
}

function kindOf(columns: ReadonlyMap<ListField, number>): ListKind | undefined {
  if (!columns.has('项目名称')) return undefined
  const count = (fields: readonly ListField[]): number => fields.filter((one) => columns.has(one)).length
  const isIndicators = columns.has('三级指标') && count(OF_INDICATOR) >= 1
  if (isIndicators) return count(MONEY) > 0 ? '项目和指标清单' : '指标清单'
  return count(MONEY) >= 2 ? '项目清单' : undefined
}

function unitOf(view: SheetView, header: Header, reader: SheetReader, money: MoneyUnit | undefined): MoneyUnit {
  const rows = Array.from({ length: header.last + 1 }, (_, row) => row)
  const inHeadings = MONEY.flatMap((field) => {
    const column = header.columns.get(field)
    if (column === undefined) return []
    const text = normaliseLabel(view.shown(header.first, column) + view.shown(header.last, column))
    return text.includes('(万元)') ? (['万元'] as const) : text.includes('(元)') ? (['元'] as const) : []
  })
  const { units } = readStatedLines(view, rows)
  const stated = new Set([...units.map(({ value }) => value), ...inHeadings])
  const [only] = stated
  if (only && stated.size === 1) return only
  if (stated.size === 0 && money) return money
  const needed = MONEY.some((field) => header.columns.has(field))
  if (needed)
    reader.refuse(
      'IMPORT_LIST_UNIT',
      { row: header.first, column: header.columns.get('项目名称') ?? 0 },
      stated.size === 0 ? '没有写明金额单位。' : '金额单位有“元”也有“万元”，无法判断以哪个为准。',
      '在表头上方写“单位：万元”或“单位：元”，再重新导入；命令行可以用 --money 指明。',
    )
  return '万元'
}

/** 合计, 小计: the words of a total in a row that has no indicator of its own. */
function isTotal(view: SheetView, row: number, { columns }: Header, { totals }: PackLists): boolean {
  const words = new Set(totals.map(looseLabel))
  const places = (['序号', '项目名称', '一级指标'] as const).flatMap((field) => columns.get(field) ?? [])
  const first = view.cells(row).find(({ value }) => textOf(value) !== '')
  return [...places, ...(first ? [first.column] : [])].some((column) => words.has(looseLabel(view.text(row, column))))
}

function rowOf(
  view: SheetView,
  row: number,
  { columns }: Header,
  reader: SheetReader,
  unit: MoneyUnit,
  project: string,
): ListRow {
  const top = (column: number): number => view.mergeAt(row, column)?.top ?? row
  // Asked for more than once; what is wrong with a figure is told once.
  const figures = new Map<ListField, Amount | undefined>()
  return {
    row,
    text: (field) => (field === '项目名称' ? project : shownText(view, row, columns.get(field))),
    figure: (field, measure) => {
      const column = columns.get(field)
      if (column === undefined) return undefined
      if (!figures.has(field)) figures.set(field, reader.figure({ row: top(column), column }, measure, unit, field))
      return figures.get(field)
    },
    at: (field) => {
      const column = columns.get(field)
      return column === undefined ? undefined : address(top(column), column)
    },
  }
}

function shownText(view: SheetView, row: number, column: number | undefined): string {
  if (column === undefined) return ''
  const merge = view.mergeAt(row, column)
  return statedText(view, { row: merge?.top ?? row, column: merge?.left ?? column })
}

function warnStrange(view: SheetView, column: number, header: Header, reader: SheetReader): void {
  for (let row = header.last + 1; row <= view.lastRow; row += 1) {
    if (view.text(row, column) === '') continue
    const heading = view.shown(header.last, column)
    reader.warn(
      'IMPORT_COLUMN_NOT_READ',
      { row: header.last, column },
      `不认识“${heading}”这一栏，其中的内容${quote(view.text(row, column))}等没有读入。`,
      '需要这一栏时，请把表头改成填报表用的名称后重新导入。',
    )
    return
  }
}
