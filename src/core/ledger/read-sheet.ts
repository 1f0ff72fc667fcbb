import type { SheetRow } from '#core/workbook/grid.ts'
import { readHeadLines } from './head-lines.ts'
import { labelKey } from './header-paths.ts'
import { HEAD_ROWS } from './look.ts'
import { readLayout, type LayoutDecision, type LayoutQuestion, type SheetLayout } from './layout.ts'
import type { LedgerFinding, LedgerKind, RowFate, SheetAccount } from './model.ts'
import { balanceReader } from './read-balance.ts'
import { indicatorReader } from './read-indicators.ts'
import { journalReader } from './read-journal.ts'
import { paymentReader } from './read-payments.ts'
import { redFigures } from './red-figures.ts'
import { findingList, place, type BodyReader, type FileContext, type SheetContext } from './reading.ts'
import { rowKinds } from './row-kind.ts'
import { auxiliaryKinds } from './row-slots.ts'
import { cellText } from './text-cell.ts'

/** What a sheet turned out to be when its last row was read. */
export interface SheetReading {
  readonly account: SheetAccount
  readonly layout: SheetLayout | undefined
  readonly question: LayoutQuestion | undefined
  /** What to ask when the file is said to be a ledger and nothing in it was known as one. */
  readonly likeliest: LayoutQuestion | undefined
  readonly findings: readonly LedgerFinding[]
  readonly findingCounts: ReadonlyMap<string, number>
}

export interface SheetReader {
  readonly row: (row: SheetRow) => void
  readonly end: () => SheetReading
}

/** Rows that one sheet of the old format holds; an export that ends here was cut. */
const XLS_ROWS = 65_536

/**
 * Reads one sheet row by row: the first rows are kept until the layout is known, then every row goes to the sink or is explained.
 * What is neither a ledger nor in doubt is explained as 不是账表.
 */
export function sheetReader(
  file: FileContext,
  sheet: { readonly name: string; readonly hidden: boolean },
  decisions: ReadonlyMap<string, LayoutDecision>,
): SheetReader {
  const explained: Partial<Record<RowFate, number>> = {}
  const explain = (fate: RowFate, count = 1): void => {
    explained[fate] = (explained[fate] ?? 0) + count
  }
  const findings = findingList(sheet.name)
  let head: SheetRow[] | undefined = []
  let body: BodyReader | undefined
  let layout: SheetLayout | undefined
  let question: LayoutQuestion | undefined
  let likeliest: LayoutQuestion | undefined
  let otherFate: RowFate = '不是账表'
  let read = 0
  let stored = 0
  let lastRow = 0

  const reds = redFigures()

  const take = (row: SheetRow): void => {
    if (body?.row(row) === true) {
      stored += 1
      reds.look(row)
    } else if (!body) explain(otherFate)
  }
  const decide = (rows: readonly SheetRow[]): void => {
    head = undefined
    const reading = readLayout(rows, file.recognisers, decisions)
    if (reading.kind === 'question') question = reading.question
    if (reading.kind === 'other' && !sheet.hidden) likeliest = reading.likeliest
    if (reading.kind === 'layout' && sheet.hidden) {
      otherFate = '隐藏工作表'
      findings.add({
        code: 'LEDGER_HIDDEN',
        weight: 'notice',
        row: undefined,
        message: `文件“${file.fileName}”的工作表“${sheet.name}”是隐藏的，里面有账簿数据，没有导入。`,
        remedy: '需要这些数据的，在 Excel 中取消隐藏后重新导入；不需要的，删去该工作表。',
      })
    } else if (reading.kind === 'layout') {
      layout = reading.layout
      reds.columns(reading.layout)
      body = bodyOf(reading.layout, reading.question, rows)
    }
    for (const row of rows) {
      if (layout && row.index < layout.headerTop) explain('标题')
      else if (layout && row.index <= layout.headerBottom) explain('表头')
      else take(row)
    }
  }
  const bodyOf = (found: SheetLayout, { columns }: LayoutQuestion, rows: readonly SheetRow[]): BodyReader => {
    const above = rows.filter((row) => row.index < found.headerTop)
    const lines = readHeadLines(above, auxiliaryKinds(file.recognisers))
    const unread = new Map(columns.flatMap(({ column, label, use }) => (use ? [] : [[column, label] as const])))
    const context: SheetContext = { ...file, sheet: sheet.name, layout: found, unread, head: lines, findings, explain }
    refuseUnits(context)
    const isHeader = (row: SheetRow): boolean => row.index >= found.headerTop && row.index <= found.headerBottom
    const labels = new Set(
      rows.filter(isHeader).flatMap((row) => row.cells.map(({ value }) => labelKey(cellText(value)))),
    )
    const kinds = rowKinds(
      file.recognisers,
      labels,
      (column) => isWordColumn(found, column),
      (column) => isNameColumn(found, column),
    )
    return READERS[found.kind](context, kinds)
  }

  return {
    row(row) {
      read += 1
      lastRow = row.index + 1
      if (!head) take(row)
      else if (head.push(row) === HEAD_ROWS) decide(head)
    },
    end() {
      if (head) decide(head)
      stored += body?.end() ?? 0
      const isLedger = body !== undefined
      if (isLedger && lastRow === XLS_ROWS) findings.add(cutAt(file.fileName, sheet.name))
      const red = reds.finding(file.fileName, sheet.name)
      if (red) findings.add(red)
      const kind: LedgerKind | undefined = layout?.kind
      return {
        account: { sheet: sheet.name, kind, read, stored, explained },
        layout: isLedger ? layout : undefined,
        question,
        likeliest,
        findings: findings.all(),
        findingCounts: findings.counts(),
      }
    },
  }
}

const READERS: Readonly<
  Record<LedgerKind, (context: SheetContext, kindOf: ReturnType<typeof rowKinds>) => BodyReader>
> = {
  journal: journalReader,
  balance: balanceReader,
  payments: paymentReader,
  indicators: indicatorReader,
}

const WORDS = new Set(['日期', '凭证号', '摘要', '科目编码', '科目名称', '科目', '期间', '单位', '月'])

/** Words like 合计 stand in columns of text, not in those of auxiliary items. */
function isWordColumn(layout: SheetLayout, column: number): boolean {
  const use = layout.uses.get(column)
  return use === undefined || use.kind === 'auxiliary' || WORDS.has(use.role)
}

function isNameColumn(layout: SheetLayout, column: number): boolean {
  const use = layout.uses.get(column)
  return use?.kind === 'role' && (use.role === '科目名称' || use.role === '科目')
}

function refuseUnits(context: SheetContext): void {
  const { moneyUnit, unitName, years } = context.head
  const row = context.layout.headerTop
  const key = `表头·${unitName ?? ''}`
  if (unitName !== undefined && !context.units.has(key)) context.units.set(key, { sheet: context.sheet, row })
  if (moneyUnit === '万元') {
    context.findings.add({
      code: 'LEDGER_UNIT',
      weight: 'refused',
      row: undefined,
      message: `文件“${context.fileName}”工作表“${context.sheet}”以万元为单位，账簿须精确到分。`,
      remedy: '在财务软件中以元为单位重新导出。',
    })
  }
  if (years.length > 0 && !years.includes(context.year)) {
    context.findings.add({
      code: 'LEDGER_YEAR',
      weight: 'refused',
      row: undefined,
      message: `${place(context, 1)}起的标题写的是${years.join('、')}年，不是${context.year}年度。`,
      remedy: `选择正确的年度再导入，或导出${context.year}年度的账。`,
    })
  }
}

function cutAt(fileName: string, sheet: string): Omit<LedgerFinding, 'sheet'> {
  return {
    code: 'LEDGER_CUT',
    weight: 'confirm',
    row: XLS_ROWS,
    message: `文件“${fileName}”工作表“${sheet}”恰好有 65,536 行，这是旧格式的上限，后面的凭证可能被截掉了。`,
    remedy: '改用 xlsx 或 csv 格式导出，或按月份分几个文件导出；确认没有截断的，可以选择照样导入。',
  }
}
