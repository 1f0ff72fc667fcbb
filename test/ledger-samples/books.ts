import { cellRef, type CellRef } from '#core/model/cell.ts'

/**
 * A year of a unit's 预算会计 in sums, from which vouchers are made. This file says by itself which cells of the published tables
 * a sum belongs to; it shares nothing with the rules that are tested against it.
 */
export type Fund = '一般公共预算' | '政府性基金预算' | '国有资本经营预算' | '非财政拨款'

export type Leaf =
  | { readonly kind: '收入'; readonly account: string; readonly fund: Fund; readonly func: string }
  | {
      readonly kind: '支出'
      readonly account: string
      readonly fund: Fund
      readonly nature: '基本支出' | '项目支出'
      readonly func: string
      readonly economic: string
      readonly project: string
    }
  | { readonly kind: '年初'; readonly account: string; readonly fund: Fund; readonly func: string }

export interface Book {
  readonly leaf: Leaf
  /** 分 */
  readonly fen: number
}

type Share = readonly [ref: CellRef, sign: 1 | -1]

const FUND_ROW: Readonly<Record<Exclude<Fund, '非财政拨款'>, string>> = {
  一般公共预算: '一般公共预算财政拨款',
  政府性基金预算: '政府性基金预算财政拨款',
  国有资本经营预算: '国有资本经营预算财政拨款',
}

const INCOME_COLUMN: Readonly<Record<string, string>> = {
  '6001': '财政拨款收入',
  '6201': '上级补助收入',
  '6101': '事业收入',
  '6401': '经营收入',
  '6301': '附属单位上缴收入',
  '6601': '其他收入',
  '6602': '其他收入',
  '6609': '其他收入',
}

const EXPENSE_COLUMN: Readonly<Record<string, string>> = {
  '7401': '上缴上级支出',
  '7301': '经营支出',
  '7501': '对附属单位补助支出',
}

const levels = (func: string): readonly string[] => ['合计', func.slice(0, 3), func.slice(0, 5), func]
const plus = (table: string, row: string, column: string): Share => [cellRef(table, row, column), 1]
const rowsOf = (table: string, func: string, column: string): readonly Share[] =>
  levels(func).map((row) => plus(table, row, column))
const signed = (sign: 1 | -1, shares: readonly Share[]): readonly Share[] => shares.map(([ref]) => [ref, sign])

const ALL = '收入支出决算总表'
const FISCAL = '财政拨款收入支出决算总表'
const FUND_TABLE = '政府性基金预算财政拨款收入支出决算表'
const CAPITAL_TABLE = '国有资本经营预算财政拨款支出决算表'
const GENERAL_TABLE = '一般公共预算财政拨款支出决算表'
const BASIC_TABLE = '一般公共预算财政拨款基本支出决算表'
const THREE = '财政拨款三公经费支出决算表'

/** Cells to which a sum is added (or, what is left at the year's end, taken away). */
export function sharesOf(leaf: Leaf): readonly Share[] {
  switch (leaf.kind) {
    case '收入':
      return [...incomeShares(leaf), ...closingShares(leaf, 1)]
    case '支出':
      return [...expenseShares(leaf), ...closingShares(leaf, -1)]
    case '年初':
      return [...openingShares(leaf), ...closingShares(leaf, 1)]
  }
}

function incomeShares({ account, fund, func }: Extract<Leaf, { kind: '收入' }>): readonly Share[] {
  const column = INCOME_COLUMN[account] ?? ''
  const shares = [
    plus(ALL, '本年收入合计', '金额'),
    plus(ALL, '收入总计', '金额'),
    ...rowsOf('收入决算表', func, '本年收入合计'),
    ...rowsOf('收入决算表', func, column),
  ]
  if (fund === '非财政拨款') return [...shares, plus(ALL, column, '金额')]
  shares.push(plus(ALL, `${FUND_ROW[fund]}收入`, '金额'), plus(FISCAL, FUND_ROW[fund], '金额'))
  shares.push(plus(FISCAL, '本年收入合计', '金额'), plus(FISCAL, '收入总计', '金额'))
  return fund === '政府性基金预算' ? [...shares, ...rowsOf(FUND_TABLE, func, '本年收入')] : shares
}

function expenseShares(leaf: Extract<Leaf, { kind: '支出' }>): readonly Share[] {
  const { account, fund, nature, func, economic } = leaf
  const shares = [
    plus(ALL, func.slice(0, 3), '金额'),
    plus(ALL, '本年支出合计', '金额'),
    plus(ALL, '支出总计', '金额'),
    ...rowsOf('支出决算表', func, '本年支出合计'),
    ...rowsOf('支出决算表', func, EXPENSE_COLUMN[account] ?? nature),
  ]
  if (fund === '非财政拨款') return shares
  for (const column of ['合计', FUND_ROW[fund]])
    for (const row of [func.slice(0, 3), '本年支出合计', '支出总计']) shares.push(plus(FISCAL, row, column))
  for (const column of threeColumns(economic)) shares.push(plus(THREE, '三公经费', column))
  if (fund === '政府性基金预算')
    return [...shares, ...rowsOf(FUND_TABLE, func, '小计'), ...rowsOf(FUND_TABLE, func, nature)]
  if (fund === '国有资本经营预算')
    return [...shares, ...rowsOf(CAPITAL_TABLE, func, '合计'), ...rowsOf(CAPITAL_TABLE, func, nature)]
  shares.push(...rowsOf(GENERAL_TABLE, func, '小计'), ...rowsOf(GENERAL_TABLE, func, nature))
  if (nature === '项目支出') return shares
  const isPeople = economic.startsWith('301') || economic.startsWith('303')
  for (const row of [economic.slice(0, 3), economic, isPeople ? '人员经费合计' : '公用经费合计'])
    shares.push(plus(BASIC_TABLE, row, '决算数'))
  return isPeople ? shares : [...shares, plus('机关运行经费', '机关运行经费', '决算数')]
}

function threeColumns(economic: string): readonly string[] {
  const car = ['决算数公务用车购置及运行维护费', '决算数合计']
  if (economic === '30212') return ['决算数因公出国（境）费', '决算数合计']
  if (economic === '30217') return ['决算数公务接待费', '决算数合计']
  if (economic === '30231') return ['决算数公务用车运行维护费', ...car]
  return economic === '31013' || economic === '30913' ? ['决算数公务用车购置费', ...car] : []
}

function openingShares({ fund, func }: Extract<Leaf, { kind: '年初' }>): readonly Share[] {
  const shares = [plus(ALL, '年初结转和结余', '金额'), plus(ALL, '收入总计', '金额')]
  if (fund === '非财政拨款') return shares
  shares.push(plus(FISCAL, '年初财政拨款结转和结余', '金额'), plus(FISCAL, `年初${FUND_ROW[fund]}`, '金额'))
  shares.push(plus(FISCAL, '收入总计', '金额'))
  return fund === '政府性基金预算' ? [...shares, ...rowsOf(FUND_TABLE, func, '年初结转和结余')] : shares
}

/** What is left of a fund at the end of the year: opening + income − expenditure. */
function closingShares(leaf: Leaf, sign: 1 | -1): readonly Share[] {
  const shares = [plus(ALL, '年末结转和结余', '金额'), plus(ALL, '支出总计', '金额')]
  if (leaf.fund !== '非财政拨款') {
    for (const column of ['合计', FUND_ROW[leaf.fund]])
      shares.push(plus(FISCAL, '年末财政拨款结转和结余', column), plus(FISCAL, '支出总计', column))
  }
  if (leaf.fund === '政府性基金预算') shares.push(...rowsOf(FUND_TABLE, leaf.func, '年末结转和结余'))
  return signed(sign, shares)
}

/** Every cell of the tables, exact to the 分. Cells to which nothing belongs are not listed. */
export function tablesOf(books: readonly Book[]): ReadonlyMap<CellRef, number> {
  const cells = new Map<CellRef, number>()
  for (const { leaf, fen } of books)
    for (const [ref, sign] of sharesOf(leaf)) cells.set(ref, (cells.get(ref) ?? 0) + sign * fen)
  return cells
}
