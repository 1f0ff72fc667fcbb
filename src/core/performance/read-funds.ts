import type { Amount, MoneyUnit } from '#core/money/amount.ts'
import { readStatedLines } from '#core/recognise/stated-lines.ts'
import { looseLabel, normaliseLabel, printedText } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import type { ProjectFigures, ProjectFund } from '#core/model/project.ts'
import type { FormField, PackForm } from '#core/packs/schema-form.ts'
import type { FormMatch } from './find-form.ts'
import { labelKey } from './form-labels.ts'
import { findLabel, isNumeric, statedText, type SheetReader } from './sheet-reader.ts'
import { EXECUTION_REASON, STATED } from './stated.ts'

export interface ReadMoney {
  readonly total: ProjectFigures
  readonly funds: readonly ProjectFund[]
  /** Stated results and the reason beside them, by text id. */
  readonly texts: ReadonlyMap<string, string>
}

export const NO_FIGURES: ProjectFigures = {
  declared: undefined,
  compiled: undefined,
  budget: undefined,
  executed: undefined,
}

const FIGURES = {
  目标申报数: 'declared',
  预算编制数: 'compiled',
  全年预算数: 'budget',
  全年执行数: 'executed',
} as const
const RESULTS = { 资金结余: STATED.balance, 执行率: STATED.rate, 执行率得分: STATED.executionScore } as const
type Column = readonly [field: FormField, column: number]

/** Reads the money between the head and the goals: the total and one line for each source. `end` is the row after it. */
export function readFunds({ form, labels }: FormMatch, reader: SheetReader, end: number): ReadMoney {
  const nothing: ReadMoney = { total: NO_FIGURES, funds: [], texts: new Map() }
  const { view } = reader
  const header = labels.funds.get('全年执行数')
  if (!header) return readPairs({ form, labels }, reader, end)
  const anchor = findLabel(view, header.names, 0, end - 1)
  if (!anchor) return nothing
  const columns = headerColumns(labels.funds, reader, anchor.row)
  const unit = unitOf(reader, anchor.row)
  let total = NO_FIGURES
  const funds: ProjectFund[] = []
  const texts = new Map<string, string>()
  for (let row = anchor.row + 1; row < end; row += 1) {
    const name = view
      .cells(row)
      .find(
        ({ column, value }) =>
          textOf(value) !== '' &&
          !isNumeric(view, { row, column }) &&
          !isSectionLabel(textOf(value), labels.all, labels.fundTotal),
      )
    if (!name) continue
    const label = textOf(name.value)
    if (!labels.fundTotal.has(labelKey(label)) && isRemark(row, name.column, columns, reader)) continue
    reader.mark({ row, column: name.column })
    if (labels.fundTotal.has(labelKey(label))) {
      const figures = readLine(row, name.column, columns, reader, unit, '资金总额')
      total = figures.figures
      for (const [id, text] of figures.texts) texts.set(id, text)
    } else {
      const fund = fundName(label, form)
      funds.push({ name: fund, ...readLine(row, name.column, columns, reader, unit, `资金.${fund}`).figures })
    }
  }
  return { total, funds: funds.filter((fund) => !isEmpty(fund)), texts }
}

const isEmpty = ({ declared, compiled, budget, executed }: ProjectFund): boolean =>
  [declared, compiled, budget, executed].every((amount) => amount === undefined)

/** 一般公共预算：1000 | 其中：基本支出：600: figures within words, which no column of the form takes. They are told as not read. */
function isRemark(row: number, nameColumn: number, columns: readonly Column[], { view }: SheetReader): boolean {
  const right = view.cells(row).filter(({ column, value }) => column > nameColumn && textOf(value) !== '')
  if (right.some(({ column }) => isNumeric(view, { row, column }))) return false
  const name = normaliseLabel(view.text(row, nameColumn)).replace(/^其中:/u, '')
  const words = right.filter(({ column }) => columns.some(([field, at]) => field in FIGURES && at === column))
  return /:./u.test(name) || (/:$/u.test(name) && words.length > 0)
}

/** Money without headings: each label has its figure at its right (年度资金总额 36 / 其中：财政拨款 36). */
function readPairs({ form, labels }: Pick<FormMatch, 'form' | 'labels'>, reader: SheetReader, end: number): ReadMoney {
  const { view } = reader
  const field = labels.besideTotal
  const anchor = findLabel(view, labels.fundTotal, 0, end - 1)
  let total = NO_FIGURES
  const funds: ProjectFund[] = []
  if (!anchor || field === undefined || !(field in FIGURES)) return { total, funds, texts: new Map() }
  const key = FIGURES[field as keyof typeof FIGURES]
  const unit = unitOf(reader, anchor.row)
  for (let row = anchor.row; row < end; row += 1) {
    let name: string | undefined
    for (const { column, value } of view.cells(row)) {
      const text = textOf(value)
      if (isNumeric(view, { row, column })) {
        if (name === undefined) continue
        const isTotal = labels.fundTotal.has(labelKey(name))
        const as = isTotal ? '资金总额' : `资金.${fundName(name, form)}`
        const figures = { ...NO_FIGURES, [key]: reader.figure({ row, column }, '金额', unit, `${as}.${field}`) }
        if (isTotal) total = figures
        else funds.push({ name: fundName(name, form), ...figures })
        name = undefined
      } else if (text !== '' && !isSectionLabel(text, labels.all, labels.fundTotal)) {
        name = text
        reader.mark({ row, column })
      }
    }
  }
  return { total, funds: funds.filter((fund) => !isEmpty(fund)), texts: new Map() }
}

/** A source that the form names is stored under its name there; others as they are printed, without 其中：. */
function fundName(label: string, form: PackForm): string {
  const key = looseLabel(label)
  const known = form.funds.find((fund) =>
    [fund.name, fund.label, ...fund.aliases].some((one) => looseLabel(one) === key),
  )
  return known?.name ?? printedText(label).replace(/^其中[:：]/u, '')
}

function isSectionLabel(text: string, all: ReadonlySet<string>, totals: ReadonlySet<string>): boolean {
  return text === '—' || (all.has(labelKey(text)) && !totals.has(labelKey(text)))
}

/** Columns by their headings in the heading row and the one below, left to right. */
function headerColumns(labels: FormMatch['labels']['funds'], { view }: SheetReader, row: number): readonly Column[] {
  const found = [...labels].flatMap(([field, { names }]): readonly Column[] => {
    const at = findLabel(view, names, row, row + 1)
    return at ? [[field, at.column]] : []
  })
  return found.toSorted((a, b) => a[1] - b[1])
}

function readLine(
  row: number,
  nameColumn: number,
  columns: readonly Column[],
  reader: SheetReader,
  unit: MoneyUnit,
  as: string,
): { readonly figures: ProjectFigures; readonly texts: ReadonlyMap<string, string> } {
  const { view } = reader
  const numeric = columns.filter(([field]) => field in FIGURES || field in RESULTS || field === '执行率分值')
  const filled = view.cells(row).filter(({ column }) => column > nameColumn && isNumeric(view, { row, column }))
  const fits = filled.every(({ column }) => numeric.some(([, at]) => at === column))
  const shifted = !fits && filled.length === numeric.length
  const isReadable = fits || shifted
  if (!isReadable)
    reader.refuse(
      'IMPORT_COLUMN_SHIFTED',
      { row, column: nameColumn },
      '这一行的金额与表头的栏对不上。',
      '请核对这一行各栏的金额，按表头填在相应的栏里，再重新导入。',
    )
  const columnOf = (field: FormField): number | undefined => {
    const index = numeric.findIndex(([one]) => one === field)
    if (!isReadable) return undefined // which figure is which cannot be told
    return shifted ? filled[index]?.column : numeric[index]?.[1]
  }
  const amount = (field: keyof typeof FIGURES): Amount | undefined => {
    const column = columnOf(field)
    return column === undefined ? undefined : reader.figure({ row, column }, '金额', unit, `${as}.${field}`)
  }
  const texts = new Map<string, string>()
  for (const [field, id] of Object.entries(RESULTS) as [keyof typeof RESULTS, string][]) {
    const column = columnOf(field)
    const text = column === undefined ? '' : statedText(view, { row, column })
    if (text !== '' && column !== undefined && isNumeric(view, { row, column })) texts.set(id, text)
  }
  for (const { column } of isReadable ? filled : []) reader.mark({ row, column })
  const reason = columns.find(([field]) => field === '执行率偏差原因')
  const why = reason && !shifted ? reader.text({ row, column: reason[1] }, EXECUTION_REASON) : undefined
  if (why !== undefined) texts.set(EXECUTION_REASON, why)
  return {
    figures: {
      declared: amount('目标申报数'),
      compiled: amount('预算编制数'),
      budget: amount('全年预算数'),
      executed: amount('全年执行数'),
    },
    texts,
  }
}

/** 项目资金（元） or （万元）: as the label of the section says, else as a line above says; the forms themselves say 万元. */
function unitOf(reader: SheetReader, row: number): MoneyUnit {
  const { view } = reader
  const texts = [row - 1, row, row + 1].flatMap((at) =>
    view.cells(at).map(({ value }) => normaliseLabel(textOf(value))),
  )
  const labelled = (['元', '万元'] as const).filter((unit) => texts.some((text) => text.includes(`(${unit})`)))
  const above = readStatedLines(
    view,
    Array.from({ length: row + 1 }, (_, index) => index),
  ).units.map(({ value }) => value)
  const stated = [...new Set([...labelled, ...above])]
  if (stated.length > 1)
    reader.refuse(
      'IMPORT_LIST_UNIT',
      { row, column: view.cells(row)[0]?.column ?? 0 },
      '金额单位有“元”也有“万元”，无法判断以哪个为准。',
      '把“元”或“万元”改成一样的，再重新导入。',
    )
  return stated[0] ?? '万元'
}
