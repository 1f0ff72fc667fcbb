import { digitsOf } from '#core/ledger/account-code.ts'
import type { CombinationTotal } from '#core/ledger/model.ts'
import type { Dimension, LedgerAmount, PackDerive } from '#core/packs/schema-derive.ts'
import type { UnitNature } from '#core/model/report.ts'
import { notClosed } from './closing.ts'
import { measured, unproved } from './proof.ts'

/** What the ledgers of a report say, and the choices that go with it. */
export interface LedgerFacts {
  readonly totals: readonly CombinationTotal[]
  /** journal and balance know every account; payments know expenditure of some funds only; indicators: nothing was imported but them. */
  readonly source: 'journal' | 'balance' | 'payments' | 'indicators'
  /** Undefined where the report has no list of 预算指标. */
  readonly indicators?: readonly IndicatorTotal[] | undefined
  /** True when some source states opening balances. */
  readonly hasOpening: boolean
  readonly nature: UnitNature
  /** What flows between the accounts of an amount and those of its `against`, by the amount's id; undefined where there are no vouchers. */
  readonly flows?: ReadonlyMap<string, AmountFlows>
  /** Chosen options by setting id; absent ones have their defaults. */
  readonly settings: Readonly<Record<string, string>>
}

/** Flows by combination, or why the vouchers do not tell them. */
export type AmountFlows =
  | {
      readonly kind: 'clear'
      readonly sums: ReadonlyMap<number, { readonly debit: number; readonly credit: number }>
    }
  | { readonly kind: 'unclear'; readonly why: string }

/** Σ of the indicators of one combination, 分; undefined where the lists do not tell it. */
export interface IndicatorTotal {
  readonly combination: number
  readonly dimensions: CombinationTotal['dimensions']
  /** Its first row with its amount and its items in words, for messages. */
  readonly text: string
  readonly initial: number | undefined
  /** As adjusted. */
  readonly full: number | undefined
}

/** One combination's part of an amount, in 分. */
export interface AmountPart {
  readonly total: Pick<CombinationTotal, 'combination' | 'dimensions'>
  readonly fen: number
}

/** The entries of an amount, or why they cannot be told. */
export type AmountReading =
  | { readonly kind: 'parts'; readonly parts: readonly AmountPart[] }
  | { readonly kind: 'cannot'; readonly why: string; readonly missing?: Missing }

/** A dimension that some combinations do not state: what the user is to be asked. */
export interface Missing {
  readonly dimension: Dimension
  readonly combinations: readonly number[]
}

/** The option of a setting that is in force. */
export function settingOf(derive: PackDerive, facts: Pick<LedgerFacts, 'settings'>, id: string): string | undefined {
  return facts.settings[id] ?? derive.settings.find((setting) => setting.id === id)?.default
}

/**
 * Selects the parts of an amount. Three-valued: a combination with a figure whose dimension is not known could belong or not, so
 * the amount cannot be told; one that another condition shuts out does not matter.
 */
export function readAmount(amount: LedgerAmount, facts: LedgerFacts, derive: PackDerive): AmountReading {
  if (!isCounted(amount, facts, derive)) return { kind: 'parts', parts: [] }
  if (isBudget(amount)) return readBudget(amount, facts)
  const uncovered =
    notCovered(amount, facts, derive) ??
    notClosed(amount, facts, derive) ??
    unclearFlows(amount, facts, derive) ??
    unproved(amount, facts, derive)
  if (uncovered !== undefined) return { kind: 'cannot', why: uncovered }
  if (countsNothing(amount, facts, derive)) return { kind: 'parts', parts: [] }
  const parts: AmountPart[] = []
  const unknown = new Map<Dimension, number[]>()
  for (const total of totalsOf(amount, facts, derive)) {
    const fen = measured(movedAgainst(total, amount, facts), amount.measure, facts.source)
    if (fen === undefined || fen === 0) continue
    const fit = fitOf(total, amount)
    if (fit === 'fits') parts.push({ total, fen })
    else if (fit !== 'outside') unknown.set(fit, [...(unknown.get(fit) ?? []), total.combination])
  }
  const [first] = unknown
  if (first) return missing(first[0], first[1], facts)
  return { kind: 'parts', parts: isOnSide(amount, parts) ? parts : [] }
}

export function totalsOf(
  { accounts }: LedgerAmount,
  facts: LedgerFacts,
  derive: PackDerive,
): readonly CombinationTotal[] {
  return facts.totals.filter(({ account }) => {
    const digits = facts.source === 'payments' ? derive.payments.account : digitsOf(account)
    return accounts.some((beginning) => digits.startsWith(beginning))
  })
}

function isOnSide({ only }: LedgerAmount, parts: readonly AmountPart[]): boolean {
  const whole = parts.reduce((sum, { fen }) => sum + fen, 0)
  return only === undefined || (only === 'negative' ? whole < 0 : whole > 0)
}

/** True for an amount of 预算指标, which the ledgers proper know nothing of. */
export const isBudget = ({ measure }: Pick<LedgerAmount, 'measure'>): boolean =>
  measure === '年初预算' || measure === '全年预算'

function readBudget(amount: LedgerAmount, facts: LedgerFacts): AmountReading {
  if (!facts.indicators) return { kind: 'cannot', why: '没有导入预算指标' }
  const parts: AmountPart[] = []
  const unknown = new Map<Dimension, number[]>()
  for (const total of facts.indicators) {
    const fen = amount.measure === '年初预算' ? total.initial : total.full
    const fit = fitOf(total, amount)
    // A zero that belongs here is stated: nothing was set at the year's beginning.
    if (fit === 'outside' || (fen === 0 && fit !== 'fits')) continue
    if (fit !== 'fits') unknown.set(fit, [...(unknown.get(fit) ?? []), total.combination])
    else if (fen === undefined) {
      const what = amount.measure === '年初预算' ? '没有写年初数' : '只有年初数，没有追加、调整或可执行的数'
      return { kind: 'cannot', why: `导入的预算指标（${total.text}）${what}` }
    } else parts.push({ total, fen })
  }
  const [first] = unknown
  return first ? missing(first[0], first[1], facts) : { kind: 'parts', parts }
}

function movedAgainst(total: CombinationTotal, { id, against }: LedgerAmount, facts: LedgerFacts): CombinationTotal {
  const flows = against && facts.flows?.get(id)
  if (flows?.kind !== 'clear') return total
  const { debit, credit } = flows.sums.get(total.combination) ?? { debit: 0, credit: 0 }
  return { ...total, debit, credit, transferDebit: 0, transferCredit: 0 }
}

/** Why an amount that is held against other accounts is not certain. */
function unclearFlows(amount: LedgerAmount, facts: LedgerFacts, derive: PackDerive): string | undefined {
  if (!amount.against) return undefined
  const flows = facts.flows?.get(amount.id)
  if (flows) return flows.kind === 'unclear' ? flows.why : undefined
  return balanceCase(amount, facts, derive) === undefined
    ? `科目 ${amount.accounts.join('、')} 有发生额，而科目余额表没有凭证，分不清它对应哪些科目，请再导入全年的序时账`
    : undefined
}

const countsNothing = (amount: LedgerAmount, facts: LedgerFacts, derive: PackDerive): boolean =>
  amount.against !== undefined && !facts.flows && balanceCase(amount, facts, derive) === 'nothing'

/** What a balance table is certain of: an account that was not moved has no flows, and the cases of the pack. */
function balanceCase(amount: LedgerAmount, facts: LedgerFacts, derive: PackDerive): 'whole' | 'nothing' | undefined {
  const isStill = totalsOf(amount, facts, derive).every(
    ({ debit, credit, transferDebit, transferCredit }) => debit + transferDebit === 0 && credit + transferCredit === 0,
  )
  if (isStill) return 'nothing'
  return amount.balances?.find(({ zero }) => zero.every((terms) => sumOfTerms(terms, facts, derive) === 0))?.counts
}

function sumOfTerms(terms: readonly string[], facts: LedgerFacts, derive: PackDerive): number | undefined {
  let sum = 0
  for (const term of terms) {
    const amount = derive.amounts.find(({ id }) => id === term.replace(/^-/u, ''))
    const reading = amount && readAmount(amount, facts, derive)
    if (reading?.kind !== 'parts') return undefined
    for (const { fen } of reading.parts) sum += term.startsWith('-') ? -fen : fen
  }
  return sum
}

/** True where an amount of a unit and its settings is counted at all; otherwise it is zero. */
export function isCounted(
  { natures, when }: LedgerAmount,
  facts: Pick<LedgerFacts, 'nature' | 'settings'>,
  derive: PackDerive,
): boolean {
  if (natures && !natures.includes(facts.nature)) return false
  return Object.entries(when).every(([id, options]) => options.includes(settingOf(derive, facts, id) ?? ''))
}

/** Why the kind of source knows nothing of an amount. */
function notCovered(amount: LedgerAmount, facts: LedgerFacts, derive: PackDerive): string | undefined {
  if (facts.source === 'indicators') return '只导入了预算指标，请导入序时账或科目余额表'
  if ((amount.measure === '年初' || amount.measure === '年末') && !facts.hasOpening) {
    return '导入的账里没有年初余额，请再导入全年的科目余额表'
  }
  if (facts.source !== 'payments') return undefined
  const funds = amount.where.资金
  const isFiscal = amount.measure === '支出' && funds?.every((fund) => derive.payments.funds.includes(fund)) === true
  return isFiscal ? undefined : '支付明细只有财政拨款支出，推不出这一项，请导入序时账或科目余额表'
}

function fitOf(total: Pick<CombinationTotal, 'dimensions'>, { where }: LedgerAmount): 'fits' | 'outside' | Dimension {
  let unknown: Dimension | undefined
  for (const [name, beginnings] of Object.entries(where) as readonly [Dimension, readonly string[]][]) {
    const fit = fitOfValue(total.dimensions[name], beginnings)
    if (fit === 'outside') return 'outside'
    if (fit === 'unknown') unknown ??= name
  }
  return unknown ?? 'fits'
}

/** A value may be what is left of a choice, `301|303`: it fits when each of them does, and is outside when none of them could. */
function fitOfValue(value: string | undefined, beginnings: readonly string[]): 'fits' | 'outside' | 'unknown' {
  if (value === undefined) return 'unknown'
  const choices = value.split('|')
  if (choices.every((choice) => beginnings.some((one) => choice.startsWith(one)))) return 'fits'
  const couldFit = choices.some((choice) => beginnings.some((one) => choice.startsWith(one) || one.startsWith(choice)))
  return couldFit ? 'unknown' : 'outside'
}

export function missing(dimension: Dimension, combinations: readonly number[], facts: LedgerFacts): AmountReading {
  const indicator = facts.indicators?.find(({ combination }) => combination === combinations[0])
  const first = facts.totals.find(({ combination }) => combination === combinations[0])
  const what = indicator
    ? `预算指标（${indicator.text}）`
    : first
      ? `科目 ${first.account}${first.name === '' ? '' : `（${first.name}）`}`
      : '支付明细'
  const others = combinations.length > 1 ? `等 ${combinations.length} 个${indicator ? '' : '科目和'}辅助项组合` : ''
  const remedy = indicator ? `请带上这一栏重新导出，或在对应关系中指定` : '请在对应关系中指定'
  return {
    kind: 'cannot',
    why: `${what}${others}没有${dimension}，${remedy}`,
    missing: { dimension, combinations },
  }
}
