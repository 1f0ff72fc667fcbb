import type { Book, Fund, Leaf } from './books.ts'

/** What a line is booked on: a top account, and for 预算会计 what it is for. */
export interface Account {
  readonly top: string
  readonly leaf?: Leaf
}

export interface Line {
  readonly account: Account
  readonly debit: number
  readonly credit: number
}

export interface Voucher {
  readonly day: string
  /** Within its month. */
  readonly number: number
  readonly summary: string
  readonly lines: readonly Line[]
}

export interface YearOfVouchers {
  readonly year: number
  readonly vouchers: readonly Voucher[]
  /** Balances at the beginning, 贷 − 借. */
  readonly openings: readonly { readonly account: Account; readonly fen: number }[]
}

/** A small generator of our own: the same seed gives the same year on every machine. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const MATTERS = [
  '付办公用品款',
  '报销差旅费',
  '发放工资',
  '缴纳社会保险费',
  '付印刷费',
  '付劳务费',
  '付维修费',
  '付水电费',
]
const PEOPLE = ['张三', '李四', '王五', '赵六', '钱七']

/**
 * A year of vouchers whose sums are the given books: payments and receipts in both accountings, some of them reversed in red,
 * and the transfers of the year's end.
 *
 * @param lines about how many lines there are to be
 */
export function makeYear(books: readonly Book[], year: number, lines: number, seed = 1): YearOfVouchers {
  const pick = dice(seed)
  const drafts: { month: number; day: number; summary: string; lines: readonly Line[] }[] = []
  const weight = books.reduce((sum, { fen }) => sum + Math.sqrt(Math.abs(fen)), 0)
  for (const book of books) {
    if (book.leaf.kind === '年初') continue
    // Four lines to a voucher.
    const pieces = Math.max(1, Math.round(((lines / 4) * Math.sqrt(Math.abs(book.fen))) / weight))
    for (const fen of split(book.fen, pieces, pick)) {
      const summary = `${MATTERS[pick(MATTERS.length)] ?? ''}（${PEOPLE[pick(PEOPLE.length)] ?? ''}${pick(10_000)}）`
      drafts.push({ month: 1 + pick(12), day: 1 + pick(28), summary, lines: booked(book.leaf, fen) })
    }
  }
  const [first] = drafts
  if (first) {
    drafts.push({ ...first, month: 11, day: 3, summary: '冲销重复入账', lines: first.lines.map(reversed) })
    drafts.push({ ...first, month: 11, day: 4, summary: '更正入账' })
  }
  drafts.sort((a, b) => a.month - b.month || a.day - b.day)
  const numbers = new Array<number>(13).fill(0)
  const dated = (month: number, day: number): string =>
    `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const numbered = (month: number): number => (numbers[month] = (numbers[month] ?? 0) + 1)
  const vouchers = drafts.map(({ month, day, summary, lines: own }) => ({
    day: dated(month, day),
    number: numbered(month),
    summary,
    lines: own,
  }))
  const closing = transfers(books).map((own) => ({
    day: dated(12, 31),
    number: numbered(12),
    summary: '年末结转',
    lines: own,
  }))
  return { year, vouchers: [...vouchers, ...closing], openings: openingsOf(books) }
}

function split(fen: number, pieces: number, pick: (below: number) => number): readonly number[] {
  const parts: number[] = []
  let rest = fen
  for (let left = pieces; left > 1; left--) {
    const part = Math.trunc((rest / left) * (0.5 + pick(1000) / 1000))
    if (part === 0) break
    parts.push(part)
    rest -= part
  }
  return rest === 0 ? parts : [...parts, rest]
}

const line = (account: Account, debit: number, credit: number): Line => ({ account, debit, credit })
const reversed = ({ account, debit, credit }: Line): Line => ({ account, debit: 0 - debit, credit: 0 - credit })

/** One event in both accountings: 预算会计 and, beside it, 财务会计. */
function booked(leaf: Leaf, fen: number): readonly Line[] {
  if (leaf.kind === '支出') {
    return [
      line({ top: '5001' }, fen, 0),
      line({ top: '1011' }, 0, fen),
      line({ top: leaf.account, leaf }, fen, 0),
      line({ top: '8001' }, 0, fen),
    ]
  }
  return [
    line({ top: '1011' }, fen, 0),
    line({ top: '4001' }, 0, fen),
    line({ top: '8001' }, fen, 0),
    line({ top: leaf.account, leaf }, 0, fen),
  ]
}

/** Income and expenditure go to the balances of their fund, item by item. */
function transfers(books: readonly Book[]): readonly (readonly Line[])[] {
  const target = (leaf: Leaf): Account => ({
    top: leaf.fund === '非财政拨款' ? '8202' : '8101',
    leaf: { kind: '年初', account: leaf.fund === '非财政拨款' ? '8202' : '8101', fund: leaf.fund, func: leaf.func },
  })
  return (['一般公共预算', '政府性基金预算', '国有资本经营预算', '非财政拨款'] as const).flatMap((fund: Fund) =>
    (['收入', '支出'] as const).flatMap((kind) => {
      const own = books.filter(({ leaf }) => leaf.fund === fund && leaf.kind === kind)
      if (own.length === 0) return []
      return [
        own.flatMap(({ leaf, fen }) => {
          const account: Account = { top: leaf.account, leaf }
          return kind === '收入'
            ? [line(account, fen, 0), line(target(leaf), 0, fen)]
            : [line(target(leaf), fen, 0), line(account, 0, fen)]
        }),
      ]
    }),
  )
}

function openingsOf(books: readonly Book[]): YearOfVouchers['openings'] {
  const openings = books.flatMap(({ leaf, fen }) =>
    leaf.kind === '年初' ? [{ account: { top: leaf.account, leaf }, fen }] : [],
  )
  const sum = openings.reduce((total, { fen }) => total + fen, 0)
  return sum === 0 ? openings : [...openings, { account: { top: '8001' }, fen: 0 - sum }]
}
