import type { LedgerRole } from '#core/packs/schema-recognisers.ts'
import type { SheetRow } from '#core/workbook/grid.ts'
import { cleanCode, digitsOf, isBelow } from './account-code.ts'
import { readLedgerAmount } from './amount.ts'
import { accountsTwice, identityOf, isStill, rowsTwice } from './balance-doubles.ts'
import { parentsOf, type BalanceRow } from './balance-rows.ts'
import { checkTotals, isGrandTotal, type TotalRow } from './balance-totals.ts'
import { readMonths } from './head-lines.ts'
import { badAmount, noAccount, noteUnit, place, yuan, type BodyReader, type SheetContext } from './reading.ts'
import { isNote, totalWord } from './note-row.ts'
import type { BodyRow } from './row-kind.ts'
import { accountOf, namePath, rowSlots, type RowSlots } from './row-slots.ts'
import { withTitle } from './title-items.ts'
import { cellText } from './text-cell.ts'

/**
 * Reads 科目余额表 and 辅助余额表. Movement is that of the year (累计) where the table has it. Parents repeat their children: leaves
 * alone are stored, and what a parent says is compared with them.
 */
export function balanceReader(context: SheetContext, kindOf: (row: SheetRow) => BodyRow): BodyReader {
  const slots = rowSlots(context.layout, context.recognisers)
  const rows: BalanceRow[] = []
  const totals: TotalRow[] = []
  let isRepeated = false
  return {
    row(row) {
      slots.load(row)
      const kind = kindOf(row)
      if (kind !== 'data') {
        if (kind === '合计' && isGrandTotal(row))
          totals.push({ row: row.index + 1, before: rows.length, ...figures(context, slots, row) })
        context.explain(kind === '期初' ? '合计' : kind)
        return false
      }
      const own = accountOf(slots, context.head.account)
      const above = rows.at(-1)
      if (own.code !== '' && above?.code === cleanCode(own.code)) isRepeated = true
      // Rows of auxiliary items below their account leave it out, as merged cells do; in a table that repeats it, it is missing.
      const isFilled =
        own.code === '' && !isRepeated && slots.items().length > 0 && totalWord(row, context.recognisers) === undefined
      const { code, name } = isFilled ? (above ?? own) : own
      if (code === '' || !/\d/u.test(code)) {
        withoutAccount(context, slots, row)
        return false
      }
      noteUnit(context, slots, row.index + 1)
      rows.push({
        row: row.index + 1,
        cells: new Map(row.cells.map(({ column, value }) => [column, cellText(value)])),
        code: cleanCode(code),
        name,
        items: withTitle(slots.items(), context.head.items),
        months: slots.has('期间') ? readMonths(slots.text('期间')) : undefined,
        ...figures(context, slots, row),
      })
      return false
    },
    end() {
      const settled = sinceYearBegan(context, rows)
      for (const one of settled) checkRow(context, one)
      checkTotals(context, totals, settled)
      rowsTwice(context, settled)
      accountsTwice(context, settled)
      return storeLeaves(context, settled)
    },
  }
}

const AMOUNTS = [
  ...(['期初借方', '期初贷方', '期初金额', '本期借方', '本期贷方'] as const),
  ...(['累计借方', '累计贷方', '期末借方', '期末贷方', '期末金额'] as const),
]

/** A row that names no account: words about the sheet, a sum, or figures that nobody could place. */
function withoutAccount(context: SheetContext, slots: RowSlots, row: SheetRow): void {
  if (isNote(slots, AMOUNTS)) context.explain('说明')
  else if (totalWord(row, context.recognisers) !== undefined) context.explain('合计')
  else if (AMOUNTS.every((role) => (readLedgerAmount(slots.value(role)) ?? 0) === 0)) context.explain('无金额')
  else context.findings.add(noAccount(context, row.index))
}

function figures(
  context: SheetContext,
  slots: RowSlots,
  row: SheetRow,
): Pick<BalanceRow, 'opening' | 'debit' | 'credit' | 'closing' | 'period'> {
  const read = (role: LedgerRole): number => {
    const reading = readLedgerAmount(slots.value(role))
    if (typeof reading === 'string') {
      context.findings.add(badAmount(context, row.index, slots.column(role) ?? 0, reading))
      return 0
    }
    return reading ?? 0
  }
  const balance = (at: '期初' | '期末'): number | undefined => {
    if (slots.has(`${at}借方`)) return read(`${at}贷方`) - read(`${at}借方`)
    if (!slots.has(`${at}金额`)) return undefined
    const figure = read(`${at}金额`)
    const side = slots.text(directionOf(slots, at))
    if (context.recognisers.credit.includes(side)) return figure
    return figure === 0 || context.recognisers.level.includes(side) ? 0 : 0 - figure
  }
  const hasBoth = slots.has('累计借方') && slots.has('本期借方')
  const period = slots.has('累计借方') ? '累计' : '本期'
  return {
    opening: balance('期初'),
    debit: read(`${period}借方`),
    credit: read(`${period}贷方`),
    closing: balance('期末'),
    period: hasBoth ? read('本期贷方') - read('本期借方') : undefined,
  }
}

/** One direction may be stated for the account as a whole. */
function directionOf(slots: RowSlots, at: '期初' | '期末'): LedgerRole {
  const own = `${at}方向` as const
  return slots.has(own) ? own : slots.has('余额方向') ? '余额方向' : at === '期末' ? '期初方向' : '期末方向'
}

/**
 * Income and expenditure begin the year with nothing. Where they have an opening balance, the table is of a part of the year:
 * with 本年累计 the balances at the year's beginning follow from the closing ones; without it, nobody can tell the year.
 */
function sinceYearBegan(context: SheetContext, rows: readonly BalanceRow[]): readonly BalanceRow[] {
  saysAnotherPeriod(context, rows)
  if (!rows.some((one) => isCarried(context, one) && (impliedOpening(one) ?? 0) !== 0)) return rows
  const moved = rows.map((one) =>
    one.closing !== undefined && one.period !== undefined && one.opening === one.closing - one.period
      ? { ...one, opening: one.closing - (one.credit - one.debit) }
      : one,
  )
  const left = moved.find((one) => isCarried(context, one) && (impliedOpening(one) ?? 0) !== 0)
  if (left) {
    context.findings.add({
      code: 'LEDGER_PERIOD',
      weight: 'refused',
      row: left.row,
      message: `${place(context, left.row)}科目 ${left.code} 有期初余额 ${side(impliedOpening(left) ?? 0)}：收入、支出科目年初没有余额，这张表只是一年中的一段。`,
      remedy: '在财务软件中按1月至12月重新导出余额表，或导出带“本年累计”栏的余额表。',
    })
  }
  return moved
}

const isCarried = ({ derive }: SheetContext, { code }: BalanceRow): boolean => belongsTo(code, derive.transfers.from)

const impliedOpening = ({ opening, closing, debit, credit }: BalanceRow): number | undefined =>
  opening ?? (closing === undefined ? undefined : closing - (credit - debit))

/** The lines above the header or a column name the months; a table that does not reach the year's end is not the year. */
function saysAnotherPeriod(context: SheetContext, rows: readonly BalanceRow[]): void {
  const stated = rows.find(({ months }) => months !== undefined)
  const months = stated?.months ?? context.head.months
  const row = stated?.row ?? 1
  if (!months || months.year !== context.year || months.last === 12) return
  context.findings.add({
    code: 'LEDGER_PERIOD',
    weight: 'confirm',
    row,
    message: `${place(context, row)}起写的期间到${months.last}月，不是全年。`,
    remedy: '在财务软件中按1月至12月重新导出余额表；单位年中撤销、以后没有账的，可以选择照样导入。',
  })
}

/** opening + movement = closing, on every row. */
function checkRow(context: SheetContext, { row, code, opening, debit, credit, closing }: BalanceRow): void {
  if (opening === undefined || closing === undefined || opening + credit - debit === closing) return
  context.findings.add({
    code: 'LEDGER_BALANCE',
    weight: 'confirm',
    row,
    message: `${place(context, row)}科目 ${code}：期初 ${side(opening)} 加本年发生（借 ${yuan(debit)}、贷 ${yuan(credit)}）不等于期末 ${side(closing)}。`,
    remedy: '余额表须从年初（1月）导出到12月，期初为年初数；按这个期间重新导出。',
  })
}

const side = (balance: number): string => `${balance < 0 ? '借' : '贷'} ${yuan(Math.abs(balance))}`

/** How many rows were stored. */
function storeLeaves(context: SheetContext, rows: readonly BalanceRow[]): number {
  const parents = parentsOf(rows)
  const names = new Map(rows.map(({ code, name }) => [code, name]))
  const sums = new Map<string, { debit: number; credit: number }>()
  let stored = 0
  for (const one of rows) {
    if (parents.has(one.code)) {
      context.explain('上级科目')
      continue
    }
    stored += 1
    for (const parent of parents.keys()) {
      if (!isBelow(one.code, parent)) continue
      const sum = sums.get(parent) ?? { debit: 0, credit: 0 }
      sums.set(parent, { debit: sum.debit + one.debit, credit: sum.credit + one.credit })
    }
    const above = [...parents.keys()]
      .filter((parent) => isBelow(one.code, parent))
      .toSorted((a, b) => a.length - b.length)
    const own = namePath(one.name)
    const upper = above.map((parent) => names.get(parent) ?? '').filter((part) => part !== '')
    const [top = ''] = upper
    // A name that is a path already says what stands above it; 水费/电费 is none.
    const isPath = own.includes('/') && (top === '' || own.startsWith(namePath(top)))
    const path = isPath ? own : [...upper, own].filter((part) => part !== '').join('/')
    const id = context.combinations.idOf(one.code, path, one.items)
    context.sink.balance(one.row, id, one)
    if (!isStill(one)) context.balances.push({ sheet: context.sheet, row: one.row, code: one.code, identity: identityOf(one), isPlain: one.items.length === 0 }) // prettier-ignore
  }
  for (const one of rows) {
    const sum = parents.has(one.code) ? sums.get(one.code) : undefined
    if (!sum || one.items.length > 0 || (sum.debit === one.debit && sum.credit === one.credit)) continue
    context.findings.add({
      code: 'LEDGER_TOTAL',
      weight: 'confirm',
      row: one.row,
      message: `${place(context, one.row)}科目 ${one.code} 本年借 ${yuan(one.debit)}、贷 ${yuan(one.credit)}，与下级科目之和（借 ${yuan(sum.debit)}、贷 ${yuan(sum.credit)}）不一致。`,
      remedy: '核对导出时是否漏了下级科目（应导出到末级）；确认无误的，可以选择按末级科目导入。',
    })
  }
  return stored
}

/** True for codes that belong to the given beginnings. */
export function belongsTo(code: string, beginnings: readonly string[]): boolean {
  const digits = digitsOf(code)
  return beginnings.some((beginning) => digits.startsWith(beginning))
}
