/**
 * Vouchers as short texts. A line is `科目 [资金 性质 功能 经济 项目] 借|贷 元`; a voucher that does not balance by itself is balanced by 8001.
 */
export type VoucherText = readonly string[]

const FUNDS: Readonly<Record<string, string>> = {
  一般: '1 一般公共预算资金',
  基金: '2 政府性基金预算资金',
  国资: '3 国有资本经营预算资金',
  非财: '4 单位资金',
}
const HEADER =
  '日期,凭证号,摘要,科目编码,科目名称,资金性质,支出性质,支出功能分类,部门支出经济分类,项目名称,借方金额,贷方金额'

function cellsOfLine(text: string): {
  readonly account: string
  readonly items: readonly string[]
  readonly side: string
  readonly yuan: number
} {
  const parts = text.split(' ')
  const yuan = Number(parts.at(-1))
  const side = parts.at(-2) ?? ''
  const [account = '', fund = '', nature = '', func = '', economic = '', project = ''] = parts.slice(0, -2)
  const items = [
    FUNDS[fund] ?? '',
    nature === '基本' ? '基本支出' : nature === '项目' ? '项目支出' : '',
    func,
    economic,
    project,
  ]
  return { account, items: items.map((item) => (item === '-' ? '' : item)), side, yuan }
}

function balanced(voucher: VoucherText): readonly ReturnType<typeof cellsOfLine>[] {
  const lines = voucher.map(cellsOfLine)
  const open = lines.reduce((sum, { side, yuan }) => sum + (side === '借' ? yuan : -yuan), 0)
  return open === 0 ? lines : [...lines, cellsOfLine(`8001 ${open > 0 ? '贷' : '借'} ${Math.abs(open)}`)]
}

/** A 序时账 of these vouchers, all of the last day. */
export function journalCsv(vouchers: readonly VoucherText[]): string {
  const rows = vouchers.flatMap((voucher, at) => {
    return balanced(voucher).map(({ account, items, side, yuan }) =>
      [
        '2023-12-31',
        `记-${at + 1}`,
        '事由',
        account,
        '',
        ...items,
        side === '借' ? yuan : '',
        side === '贷' ? yuan : '',
      ].join(','),
    )
  })
  return [HEADER, ...rows].join('\n')
}

/** A 科目余额表 that states openings alone. */
export function openingCsv(openings: readonly string[]): string {
  const rows = openings.map(cellsOfLine).map(({ account, items, side, yuan }) => {
    const balance = [side === '借' ? yuan : '', side === '贷' ? yuan : '']
    return [account, '', items[0], items[2], ...balance, '', '', ...balance].join(',')
  })
  const header =
    '科目编码,科目名称,资金性质,支出功能分类,期初借方余额,期初贷方余额,本期借方发生额,本期贷方发生额,期末借方余额,期末贷方余额'
  return [header, ...rows].join('\n')
}

/** A 科目余额表 of the whole year, as it stands after these vouchers. */
export function balanceCsv(vouchers: readonly VoucherText[], openings: readonly string[] = []): string {
  const accounts = new Map<string, { opening: number; debit: number; credit: number }>()
  const of = (account: string): { opening: number; debit: number; credit: number } => {
    const known = accounts.get(account) ?? { opening: 0, debit: 0, credit: 0 }
    accounts.set(account, known)
    return known
  }
  for (const { account, side, yuan } of openings.map(cellsOfLine)) of(account).opening += side === '借' ? -yuan : yuan
  for (const { account, side, yuan } of vouchers.flatMap(balanced)) {
    if (side === '借') of(account).debit += yuan
    else of(account).credit += yuan
  }
  const rows = [...accounts].map(([account, { opening, debit, credit }]) => {
    const sides = (balance: number): readonly (number | string)[] => [
      balance < 0 ? -balance : '',
      balance > 0 ? balance : '',
    ]
    return [account, '', ...sides(opening), debit, credit, ...sides(opening + credit - debit)].join(',')
  })
  const header = '科目编码,科目名称,期初借方余额,期初贷方余额,本期借方发生额,本期贷方发生额,期末借方余额,期末贷方余额'
  return [header, ...rows].join('\n')
}
