import { readLedgerAmount } from './amount.ts'
import { isBareCode, kindCodes, type IndicatorKind, type KindCodes } from './indicator-kinds.ts'
import { totalRows } from './indicator-totals.ts'
import type { LedgerRole } from '#core/packs/schema-recognisers.ts'
import type { SheetRow } from '#core/workbook/grid.ts'
import { badAmount, noteUnit, place, yuan, type BodyReader, type SheetContext } from './reading.ts'
import type { BodyRow } from './row-kind.ts'
import { rowSlots, type RowSlots } from './row-slots.ts'
import type { IndicatorFigures } from './sink.ts'

const KINDS: readonly IndicatorKind[] = ['年初', '追加', '调整', '可执行']
const COLUMN: Readonly<Record<IndicatorKind, LedgerRole>> = {
  年初: '年初指标',
  追加: '追加指标',
  调整: '调整指标',
  可执行: '可执行指标',
}
const DISABLED = new Set(['否', '0', '停用', '未启用', 'N', 'n', 'false', 'FALSE'])

type Figures = Partial<Record<IndicatorKind, number>>

/**
 * Reads 预算指标 of the integrated budget system. The kinds stand in columns of their own, or one column 指标金额 has the kind of
 * each row beside it (指标类型). What repeats others (totals, codes above 项) is checked and explained, never stored.
 */
export function indicatorReader(context: SheetContext, kindOf: (row: SheetRow) => BodyRow): BodyReader {
  const slots = rowSlots(context.layout, context.recognisers)
  const totals = totalRows(context, KINDS.map((kind) => COLUMN[kind]).concat('指标金额'))
  const seen = new Set<IndicatorKind>()
  const codes = kindCodes(context.recognisers)
  for (const line of context.head.texts) codes.learnLine(line)
  const waiting: WaitingRow[] = []
  const store = (row: number, combination: number, figures: Figures): void => {
    for (const one of KINDS) if (figures[one] !== undefined) seen.add(one)
    context.sink.indicator(row + 1, combination, toFigures(figures))
  }
  return {
    row(row) {
      slots.load(row)
      const kind = kindOf(row)
      if (kind !== 'data') {
        const isTotal = kind === '合计' || kind === '期初'
        const figures = isTotal ? amountsOf(context, slots, row) : undefined
        if (figures) totals.total(row.index, figures)
        context.explain(isTotal ? '合计' : kind)
        return false
      }
      if (slots.has('是否启用') && DISABLED.has(slots.text('是否启用'))) {
        context.explain('未启用')
        return false
      }
      const amounts = amountsOf(context, slots, row)
      if (!amounts) return false
      if (![...amounts.values()].some((fen) => fen !== 0)) {
        for (const { value } of row.cells) if (value.kind === 'text') codes.learnLine(value.text)
        context.explain('无金额')
        return false
      }
      const above = codeAbove(slots)
      if (above !== undefined) {
        totals.above(row.index, above, amounts)
        context.explain('上级科目')
        return false
      }
      if (!isThisYear(context, slots, row.index + 1)) return false
      const figures = figuresOf(context, slots, codes, row.index, amounts)
      if (figures === undefined) return false
      noteUnit(context, slots, row.index + 1)
      totals.row(functionCode(slots), amounts)
      const combination = context.combinations.idOf('', '', slots.items())
      if (figures === 'later') {
        waiting.push({ row: row.index, combination, code: typeText(slots), fen: amounts.get('指标金额') ?? 0 })
        return false
      }
      checkSum(context, slots, row.index + 1, figures)
      store(row.index, combination, figures)
      return true
    },
    end() {
      totals.end()
      const isOneCode = new Set(waiting.map(({ code }) => code)).size === 1
      const title = isOneCode ? onlyOf(context.head.texts.flatMap((line) => codes.named(line) ?? [])) : undefined
      let late = 0
      for (const { row, combination, code, fen } of waiting) {
        const kind = codes.meaning(code) ?? (codes.isKnown(code) ? undefined : title)
        if (kind === undefined) context.findings.add(unknownKind(context, row, code))
        else {
          store(row, combination, { [kind]: fen })
          late += 1
        }
      }
      if (slots.has('指标金额') && seen.has('可执行') && seen.size > 1) context.findings.add(countedTwice(context))
      return late
    },
  }
}

/** 分 by amount column, blanks left out; undefined after a finding about a cell that is no amount. */
function amountsOf(context: SheetContext, slots: RowSlots, row: SheetRow): ReadonlyMap<LedgerRole, number> | undefined {
  const amounts = new Map<LedgerRole, number>()
  for (const role of [...KINDS.map((kind) => COLUMN[kind]), '指标金额'] as const) {
    const reading = readLedgerAmount(slots.value(role))
    if (typeof reading === 'string') {
      context.findings.add(badAmount(context, row.index, slots.column(role) ?? 0, reading))
      return undefined
    }
    if (reading !== undefined) amounts.set(role, reading)
  }
  return amounts
}

/** A row whose 指标类型 is a bare code: what it means may stand further down. `row` is 0-based. */
interface WaitingRow {
  readonly row: number
  readonly combination: number
  readonly code: string
  readonly fen: number
}

/** The amounts of a row by kind. A blank in a column that the sheet has is zero: the export says that there is none. */
function figuresOf(
  context: SheetContext,
  slots: RowSlots,
  codes: KindCodes,
  row: number,
  amounts: ReadonlyMap<LedgerRole, number>,
): Figures | 'later' | undefined {
  const figures: Figures = {}
  if (!slots.has('指标金额')) {
    for (const kind of KINDS) if (slots.has(COLUMN[kind])) figures[kind] = amounts.get(COLUMN[kind]) ?? 0
    return figures
  }
  const text = typeText(slots)
  codes.learn(text)
  const kind = codes.named(text)
  if (kind) return { [kind]: amounts.get('指标金额') ?? 0 }
  if (isBareCode(text)) return 'later'
  context.findings.add(unknownKind(context, row, text))
  return undefined
}

const typeText = (slots: RowSlots): string => slots.items().find(({ kind }) => kind === '指标类型')?.text ?? ''

function onlyOf<T>(values: readonly T[]): T | undefined {
  const [first, ...others] = new Set(values)
  return others.length === 0 ? first : undefined
}

function unknownKind(context: SheetContext, row: number, text: string): Parameters<SheetContext['findings']['add']>[0] {
  return {
    code: 'LEDGER_INDICATOR_KIND',
    weight: 'refused',
    row: row + 1,
    message: `${place(context, row + 1)}的指标类型“${text}”看不出是年初、追加、调整还是可执行指标。`,
    remedy: isBareCode(text)
      ? `在表的上方或下方加一行写明各代码，如“${text} 年初预算；…”；或把这一列改成写明年初、追加、调整或可执行的名称；或在栏目含义中把“指标金额”指定为其中一种，“指标类型”指定为“不用”。`
      : '把这一列改成写明年初、追加、调整或可执行的名称；或在栏目含义中把“指标金额”指定为其中一种，“指标类型”指定为“不用”。',
  }
}

/** Where all four stand in a row, they must agree; with one missing there may be other parts, and nothing is said. */
function checkSum(context: SheetContext, slots: RowSlots, row: number, figures: Figures): void {
  const { 年初: initial, 追加: added, 调整: adjusted, 可执行: available } = figures
  if (slots.has('指标金额') || [initial, added, adjusted, available].includes(undefined)) return
  const sum = (initial ?? 0) + (added ?? 0) + (adjusted ?? 0)
  if (sum === available) return
  context.findings.add({
    code: 'LEDGER_INDICATOR_SUM',
    weight: 'confirm',
    row,
    message: `${place(context, row)}的年初、追加、调整合计 ${yuan(sum)}，可执行指标是 ${yuan(available ?? 0)}，不一致。`,
    remedy: '核对各栏的含义和这一行的金额；还有上年结转等其他来源、金额无误的，可以选择照样导入。',
  })
}

function isThisYear(context: SheetContext, slots: RowSlots, row: number): boolean {
  const text = slots.text('预算年度')
  const year = /^\D*(\d{4})(?:\.0+)?\D*$/u.exec(text)?.[1]
  if (text === '' || year === String(context.year)) return true
  context.findings.add({
    code: 'LEDGER_YEAR',
    weight: 'refused',
    row,
    message: `${place(context, row)}的预算年度是“${text}”，不是${context.year}年度。`,
    remedy: `只导出${context.year}年度的指标，或选择正确的年度再导入。`,
  })
  return false
}

const functionText = (slots: RowSlots): string => slots.items().find(({ kind }) => kind === '功能分类')?.text ?? ''
const functionCode = (slots: RowSlots): string => /^\D{0,2}(2\d{6})(?!\d)/u.exec(functionText(slots))?.[1] ?? ''

/** A 类 or 款 of the 功能分类: its row repeats the rows of the 项 below it. */
function codeAbove(slots: RowSlots): string | undefined {
  return /^\D{0,2}(2\d{2}(?:\d{2})?)(?![\d.])/u.exec(functionText(slots))?.[1]
}

function countedTwice(context: SheetContext): Parameters<SheetContext['findings']['add']>[0] {
  return {
    code: 'LEDGER_INDICATOR_KIND',
    weight: 'refused',
    row: undefined,
    message: `文件“${context.fileName}”工作表“${context.sheet}”里既有可执行指标的行，又有年初、追加或调整的行，同一笔钱会算两次。`,
    remedy: '只导出年初、追加和调整的指标，或只导出可执行指标。',
  }
}

const toFigures = (figures: Figures): IndicatorFigures => ({
  initial: figures.年初,
  added: figures.追加,
  adjusted: figures.调整,
  available: figures.可执行,
})
