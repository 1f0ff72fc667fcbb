import { normaliseLabel } from '#core/workbook/label.ts'
import { parentsOf, type BalanceRow } from './balance-rows.ts'
import { isBelow } from './account-code.ts'
import type { LedgerFinding } from './model.ts'
import { place, yuan, type FileContext, type SheetContext, type StatedAccount } from './reading.ts'

export const isStill = ({ opening, debit, credit, closing }: BalanceRow): boolean =>
  [opening, debit, credit, closing].every((figure) => (figure ?? 0) === 0)

/** A row that stands twice, word for word, was pasted twice: counted twice it would double the account. */
export function rowsTwice(context: SheetContext, rows: readonly BalanceRow[]): void {
  const first = new Map<string, BalanceRow>()
  for (const one of rows) {
    const text = textOf(one)
    const above = first.get(text)
    if (!above) first.set(text, one)
    else if (!isStill(one))
      context.findings.add({
        code: 'LEDGER_ROW_TWICE',
        weight: 'confirm',
        row: one.row,
        message: `${place(context, one.row)}科目 ${one.code} 的各栏与第 ${above.row} 行完全相同，可能重复导出，会算两次。`,
        remedy: '核对后删去重复的一行再导入；确是两笔不同的余额的，可以选择照样导入。',
      })
  }
}

const textOf = ({ cells }: BalanceRow): string => [...cells].map(([column, text]) => `${column} ${text}`).join('\n')

/** Columns that differ from row to row whatever the row is about: numbers of lines, figures, periods. */
const TELLS_NOTHING =
  /序号|^序$|行号|行次|级次|级别|金额|余额|发生|数量|单价|汇率|借|贷|方向|累计|合计|本期|期初|期末|期间|月|日|年初|年末|预算数|执行|备注/u

/**
 * One account with the same auxiliary items in two rows of different figures, and no column that says what part of it each one is: of
 * one of them nobody knows which it is, and their sum may be the account twice.
 */
export function accountsTwice(context: SheetContext, rows: readonly BalanceRow[]): void {
  const parents = parentsOf(rows)
  const telling = [...context.unread].flatMap(([column, label]) => (TELLS_NOTHING.test(label) ? [] : [column]))
  const first = new Map<string, BalanceRow>()
  const twice: (readonly [BalanceRow, BalanceRow])[] = []
  for (const one of rows) {
    if (isStill(one) || parents.has(one.code)) continue
    const key = identityOf(one)
    const above = first.get(key)
    if (!above) first.set(key, one)
    else if (textOf(above) !== textOf(one) && !isToldApart(above, one, telling)) twice.push([above, one])
  }
  const [pair] = twice
  if (!pair) return
  const [above, one] = pair
  const items = one.items.map(({ text }) => text).join('、')
  const others = twice.length > 1 ? `这样的共 ${twice.length} 行。` : ''
  context.findings.add({
    code: 'LEDGER_ACCOUNT_TWICE',
    weight: 'confirm',
    row: one.row,
    message: `${place(context, one.row)}又是第 ${above.row} 行的科目 ${one.code}${items === '' ? '' : `（${items}）`}，各栏却不同（第 ${above.row} 行${figuresOf(above)}，第 ${one.row} 行${figuresOf(one)}），表里没有哪一栏说明两行有什么分别，看不出应相加还是只算一行。${others}`,
    remedy:
      '在财务软件中核对：多出来的一行删去，或带上能区分两行的栏目（部门、项目、币种等）重新导出；两行确是一个科目的两部分、应相加的，可以选择照样导入。',
  })
}

/**
 * One account in two tables of a file: a copy of the sheet, or one table by 一级科目 beside one by 明细科目. Both would be counted.
 * Tables of auxiliary items beside a plain one say the same money by nature, and are settled when the tables are derived.
 */
export function tablesTwice({ fileName, balances }: FileContext): readonly LedgerFinding[] {
  const first = new Map<string, StatedAccount>()
  const plain = Map.groupBy(
    balances.filter(({ isPlain }) => isPlain),
    ({ code }) => code,
  )
  const told = new Map<string, LedgerFinding>()
  for (const one of balances) {
    const same = first.get(one.identity)
    if (!same) first.set(one.identity, one)
    const above = one.isPlain ? prefixesOf(one.code).flatMap((code) => plain.get(code) ?? []) : []
    for (const other of [...(same ? [same] : []), ...above]) {
      const sheets = [other.sheet, one.sheet].toSorted().join('\n')
      if (other.sheet !== one.sheet && !told.has(sheets)) told.set(sheets, inBoth(fileName, other, one))
    }
  }
  return [...told.values()]
}

/** The codes that an account may be below. */
function prefixesOf(code: string): readonly string[] {
  const prefixes = Array.from(code, (_, at) => code.slice(0, at))
  return prefixes.filter((prefix) => prefix !== '' && isBelow(code, prefix))
}

function inBoth(fileName: string, a: StatedAccount, b: StatedAccount): LedgerFinding {
  const codes = a.code === b.code ? a.code : `${a.code}（${b.code}）`
  return {
    code: 'LEDGER_ACCOUNT_TWICE',
    weight: 'confirm',
    sheet: b.sheet,
    row: b.row,
    message: `文件“${fileName}”里科目 ${codes} 既在工作表“${a.sheet}”第 ${a.row} 行，又在工作表“${b.sheet}”第 ${b.row} 行，两张余额表一起算会重复。`,
    remedy:
      '只保留一张余额表（导出到末级的），删去另一张后再导入；两张表确是同一科目的两部分、应相加的，可以选择照样导入。',
  }
}

export const identityOf = ({ code, name, items }: BalanceRow): string =>
  JSON.stringify([code, normaliseLabel(name), ...items.flatMap(({ kind, text }) => [kind, normaliseLabel(text)])])

/** Both rows say what part they are: a blank beside 甲部门 may be the sum of all. */
function isToldApart(a: BalanceRow, b: BalanceRow, telling: readonly number[]): boolean {
  return telling.some((column) => {
    const [one, other] = [a, b].map(({ cells }) => normaliseLabel(cells.get(column) ?? ''))
    return one !== other && one !== '' && other !== ''
  })
}

const figuresOf = ({ debit, credit, closing }: BalanceRow): string =>
  `借 ${yuan(debit)}、贷 ${yuan(credit)}${closing === undefined ? '' : `、期末 ${yuan(Math.abs(closing))}`}`
