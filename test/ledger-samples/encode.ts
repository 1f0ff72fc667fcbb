import type { Fund, Leaf } from './books.ts'
import type { Account } from './vouchers.ts'

/** An account as a program prints it. */
export interface EncodedAccount {
  readonly code: string
  /** Names from the top down. */
  readonly names: readonly string[]
  readonly func: string
  readonly economic: string
  readonly fund: string
  readonly project: string
}

const TOP: Readonly<Record<string, string>> = {
  '1011': '零余额账户用款额度',
  '4001': '财政拨款收入',
  '5001': '业务活动费用',
  '6001': '财政拨款预算收入',
  '6101': '事业预算收入',
  '6201': '上级补助预算收入',
  '6301': '附属单位上缴预算收入',
  '6401': '经营预算收入',
  '6601': '非同级财政拨款预算收入',
  '6609': '其他预算收入',
  '7101': '行政支出',
  '7201': '事业支出',
  '7301': '经营支出',
  '7401': '上缴上级支出',
  '7501': '对附属单位补助支出',
  '8001': '资金结存',
  '8101': '财政拨款结转',
  '8202': '非财政拨款结余',
}

const FUND_TEXT: Readonly<Record<Fund, string>> = {
  一般公共预算: '1 一般公共预算资金',
  政府性基金预算: '2 政府性基金预算资金',
  国有资本经营预算: '3 国有资本经营预算资金',
  非财政拨款: '9 单位资金',
}
const FUNDS: readonly Fund[] = ['一般公共预算', '政府性基金预算', '国有资本经营预算', '非财政拨款']

export type NameOfCode = (code: string) => string | undefined
export type Encode = (account: Account, nameOf: NameOfCode) => EncodedAccount

const plain = (top: string): EncodedAccount => ({
  code: top,
  names: [TOP[top] ?? top],
  func: '',
  economic: '',
  fund: '',
  project: '',
})
const named = (code: string, nameOf: NameOfCode): string => `${code} ${nameOf(code) ?? ''}`.trim()
const isCurrent = ({ account }: Leaf): boolean => account === '7101' || account === '7201'

/** Fixed width 4-2-2; functions, economic classes, funds and projects are auxiliary items. */
export const withItems: Encode = ({ top, leaf }, nameOf) => {
  const base = plain(top)
  if (!leaf) return base
  const items = { func: named(leaf.func, nameOf), fund: FUND_TEXT[leaf.fund] }
  if (leaf.kind !== '支出') return { ...base, ...items }
  if (!isCurrent(leaf)) return { ...base, ...items, economic: named(leaf.economic, nameOf) }
  const isFiscal = leaf.fund !== '非财政拨款'
  const isBasic = leaf.nature === '基本支出'
  return {
    code: `${top}${isFiscal ? '01' : '03'}${isBasic ? '01' : '02'}`,
    names: [...base.names, isFiscal ? '财政拨款支出' : '其他资金支出', leaf.nature],
    ...items,
    economic: named(leaf.economic, nameOf),
    project: leaf.project,
  }
}

/** Everything in the code, levels with points: fund, nature, function, economic class. Projects have no place. */
export const deep: Encode = ({ top, leaf }, nameOf) => {
  const base = plain(top)
  if (!leaf) return base
  const fund = `0${FUNDS.indexOf(leaf.fund) + 1}`
  const fundName = leaf.fund === '非财政拨款' ? '其他资金支出' : `${leaf.fund}财政拨款`
  const func = [leaf.func, nameOf(leaf.func) ?? leaf.func] as const
  if (leaf.kind !== '支出')
    return { ...base, code: [top, fund, func[0]].join('.'), names: [...base.names, fundName, func[1]] }
  return {
    ...base,
    code: [top, fund, leaf.nature === '基本支出' ? '01' : '02', func[0], leaf.economic].join('.'),
    names: [...base.names, fundName, leaf.nature, func[1], nameOf(leaf.economic) ?? leaf.economic],
  }
}

export const topName = (top: string): string => TOP[top] ?? top
