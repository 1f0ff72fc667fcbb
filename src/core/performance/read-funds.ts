import type { Amount, MoneyUnit } from '#core/money/amount.ts'
import { looseLabel, printedText } from '#core/workbook/label.ts'
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
  const anchor = header && findLabel(view, header.names, 0, end - 1)
  if (!anchor) return nothing
  const columns = headerColumns(labels.funds, reader, anchor.row)
  const unit = unitAbove(reader, anchor.row)
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
  const named = new Set(form.funds.map((fund) => fund.name))
  const isEmpty = (fund: ProjectFund): boolean =>
    Object.keys(NO_FIGURES).every((key) => fund[key as keyof ProjectFigures] === undefined)
  return { total, funds: funds.filter((fund) => !(named.has(fund.name) && isEmpty(fund))), texts }
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

/** 项目资金（元） or （万元）: as the label of the section says; the forms themselves say 万元. */
function unitAbove({ view }: SheetReader, row: number): MoneyUnit {
  const texts = [row - 1, row, row + 1].flatMap((at) => view.cells(at).map(({ value }) => labelKey(textOf(value))))
  return texts.some((text) => text.includes('(元)')) ? '元' : '万元'
}
