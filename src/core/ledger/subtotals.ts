import { isBelow } from './account-code.ts'
import { place, yuan, type SheetContext } from './reading.ts'
import { minus, NOTHING, plus, runningSums, type Movement, type RunningSums } from './running-sums.ts'

/** What a subtotal row says: both sides, or one figure of whichever side. */
export type StatedTotal = Movement | { readonly either: number }

export interface Subtotals {
  readonly line: (account: string, day: string, moved: Movement) => void
  /** An account begins anew: its title, or its opening balance. */
  readonly begin: () => void
  /** `voucher` is what the voucher above comes to. */
  readonly total: (row: number, word: string, account: string, stated: StatedTotal, voucher: Movement) => void
  readonly end: () => void
}

/** year 本年累计 · month 本月合计 · day 本日合计 · any 小计, 合计, 本期合计 · other 承前页, 本季累计: of what, nothing says */
type Span = 'year' | 'month' | 'day' | 'any' | 'other'

const SPANS: readonly (readonly [RegExp, Span])[] = [
  [/页|旬|周|半年|季度?累/u, 'other'],
  [/[本当]月份?(?:合计|小计|总计|累[计积])(?:发生额)?$|月份?(?:合计|小计|总计)(?:发生额)?$/u, 'month'],
  [/^(?:[本全当]年|年)?度?累[计积](?:发生额)?$|年度?(?:合计|小计|总计|累[计积])(?:发生额)?$/u, 'year'],
  [/日(?:合计|小计|总计|累[计积])(?:发生额)?$/u, 'day'],
]

/** What a subtotal is of, by its word. */
export const spanOf = (word: string): Span => SPANS.find(([pattern]) => pattern.test(word))?.[1] ?? 'any'

interface Mismatch {
  readonly row: number
  readonly word: string
  readonly stated: StatedTotal
  readonly expected: Movement
  /** Nobody knows what was booked before the file begins. */
  readonly isFirstOfYear: boolean
}

/** A few subtotals that do not hold are told one by one; where most of many do not, they are of something else. */
const FEW = 2

/**
 * Holds every subtotal of a journal, a detail ledger or a list of payments against the lines that it may be of: of its month, its day, its
 * account, its voucher, of all lines or of those since the last one. Only a figure that is none of them is told.
 */
export function subtotals(context: SheetContext): Subtotals {
  const { sums } = context
  const sheet = runningSums()
  let run = runningSums()
  let whole = 0
  const broken: Mismatch[] = []
  const ownOf = (account: string): RunningSums => {
    const known = sums.get(account)
    if (known) return known
    const own = runningSums()
    sums.set(account, own)
    return own
  }
  return {
    line(account, day, moved) {
      ownOf(account).add(day, moved)
      run.add(day, moved)
      sheet.add(day, moved)
    },
    begin() {
      run = runningSums()
    },
    total(row, word, account, stated, voucher) {
      const span = spanOf(word)
      const own = ownOf(account)
      const key = word.replace(/[\d一二三四五六七八九十]+/gu, '')
      if (span !== 'other') {
        const candidates = [own, run, sheet].flatMap((one) => readings(one, span, key))
        if (span === 'any') candidates.push(voucher)
        if (candidates.some((one) => says(stated, one)) || says(stated, below(sums, account, span))) {
          whole += 1
          if (span === 'year') own.carry(own.carried() ?? NOTHING)
        } else {
          const carried = own.carried()
          broken.push({ row, word, stated, expected: nearest(stated, candidates), isFirstOfYear: span === 'year' && !carried }) // prettier-ignore
          // What a cumulative total has too much, those below it have as well.
          if (span === 'year' && !('either' in stated)) own.carry(minus(stated, own.all()))
        }
      }
      for (const one of [own, run, sheet]) {
        one.mark(key)
        one.mark('')
      }
    },
    end() {
      const beginsLater = Math.min(context.head.months?.first ?? 12, ...context.months) > 1
      const left = broken.filter(
        ({ stated, word, isFirstOfYear }) =>
          !(isFirstOfYear && beginsLater) && !(spanOf(word) === 'any' && says(stated, sheet.all())),
      )
      if (left.length > FEW && left.length > whole) context.findings.add(unchecked(context, left))
      else for (const one of left) context.findings.add(wrong(context, one))
    },
  }
}

function readings(sums: RunningSums, span: Span, word: string): Movement[] {
  const carried = plus(sums.all(), sums.carried() ?? NOTHING)
  if (span === 'year') return [carried]
  if (span === 'month') return [sums.ofMonth(), sums.since(word)]
  if (span === 'day') return [sums.ofDay(), sums.since(word)]
  return [sums.all(), carried, sums.ofMonth(), sums.ofDay(), sums.since(word), sums.since('')]
}

/** A ledger of a parent account lists the lines of the accounts below it. */
function below(sums: ReadonlyMap<string, RunningSums>, account: string, span: Span): Movement {
  let sum = NOTHING
  for (const [code, one] of sums)
    if (code === account || isBelow(code, account))
      sum = plus(sum, span === 'month' ? one.ofMonth() : span === 'day' ? one.ofDay() : one.all())
  return sum
}

const says = (stated: StatedTotal, { debit, credit }: Movement): boolean =>
  'either' in stated
    ? [debit, credit, debit + credit].includes(stated.either)
    : stated.debit === debit && stated.credit === credit

/** Of the sums that a subtotal may be, the one that it misses least. */
function nearest(stated: StatedTotal, candidates: readonly Movement[]): Movement {
  const missed = ({ debit, credit }: Movement): number =>
    'either' in stated
      ? Math.abs(stated.either - debit)
      : Math.abs(stated.debit - debit) + Math.abs(stated.credit - credit)
  return candidates.reduce((best, one) => (missed(one) < missed(best) ? one : best), candidates[0] ?? NOTHING)
}

function wrong(
  context: SheetContext,
  { row, word, stated, expected }: Mismatch,
): Parameters<SheetContext['findings']['add']>[0] {
  const message =
    'either' in stated
      ? `为 ${yuan(stated.either)}，与各行之和 ${yuan(expected.debit)}不一致，相差 ${yuan(stated.either - expected.debit)}`
      : `为借 ${yuan(stated.debit)}、贷 ${yuan(stated.credit)}，与它上面各行之和（借 ${yuan(expected.debit)}、贷 ${yuan(expected.credit)}）不一致，${difference(minus(stated, expected))}`
  return {
    code: 'LEDGER_TOTAL',
    weight: 'confirm',
    row,
    message: `${place(context, row)}“${word}”${message}。`,
    remedy: '核对文件是否被删改过行；确认各行无误的，可以选择按各行导入。',
  }
}

function difference({ debit, credit }: Movement): string {
  const sides = [debit === 0 ? '' : `借方相差 ${yuan(debit)}`, credit === 0 ? '' : `贷方相差 ${yuan(credit)}`]
  return sides.filter((side) => side !== '').join('，')
}

function unchecked(context: SheetContext, broken: readonly Mismatch[]): Parameters<SheetContext['findings']['add']>[0] {
  const [first] = broken
  return {
    code: 'LEDGER_TOTAL_OTHER',
    weight: 'notice',
    row: first?.row,
    message: `${place(context, first?.row ?? 1)}“${first?.word ?? ''}”等 ${broken.length} 行合计与各行之和大多对不上，像是按别的范围合计的，没有用来核对。`,
    remedy: '各行已照原样导入；可与财务软件里的发生额合计核对一次。',
  }
}
