import { digitsOf } from '#core/ledger/account-code.ts'
import { isCounted, type AmountFlows, type LedgerFacts } from '#core/derive/ledger-facts.ts'
import { voucherFlows, type FlowLine, type FlowSide, type LineFlow } from '#core/derive/voucher-flows.ts'
import type { LedgerAmount, PackDerive } from '#core/packs/schema-derive.ts'
import type { Store } from '#main/db/open-store.ts'
import type { KnownCombination, LedgerSheet, VoucherLine } from '#main/db/repositories/ledger-reading.ts'

type Known = ReadonlyMap<number, KnownCombination>

/** The lines of an amount with what of them flows between its accounts and those it is held against. */
export type AmountLines =
  | { readonly kind: 'clear'; readonly lines: readonly LineFlow<VoucherLine & FlowLine>[] }
  | Extract<AmountFlows, { kind: 'unclear' }>

/** Ids of the combinations whose accounts begin so. */
function idsOf(known: Known, beginnings: readonly string[]): readonly number[] {
  return [...known.values()].flatMap(({ id, account }) =>
    beginnings.some((beginning) => digitsOf(account).startsWith(beginning)) ? [id] : [],
  )
}

/** Flows of every amount that asks for them. They are few lines of the year's end, so their vouchers are looked up one by one. */
export function amountFlows(
  store: Store,
  journals: readonly LedgerSheet[],
  known: Known,
  derive: PackDerive,
  unit: Pick<LedgerFacts, 'nature' | 'settings'>,
): ReadonlyMap<string, AmountFlows> {
  const all = new Map<string, AmountFlows>()
  // Amounts that differ in their dimensions alone have their vouchers in common.
  const found = new Map<string, AmountFlows>()
  for (const amount of derive.amounts) {
    if (!amount.against || !isCounted(amount, unit, derive)) continue
    const key = [amount.accounts.join(), amount.against.join(), amount.measure].join('|')
    const flows = found.get(key) ?? summed(flowLines(store, journals, known, derive, amount))
    found.set(key, flows)
    all.set(amount.id, flows)
  }
  return all
}

function summed(found: AmountLines): AmountFlows {
  if (found.kind === 'unclear') return found
  const sums = new Map<number, { readonly debit: number; readonly credit: number }>()
  for (const { line, debit, credit } of found.lines) {
    const sum = sums.get(line.combination) ?? { debit: 0, credit: 0 }
    sums.set(line.combination, { debit: sum.debit + debit, credit: sum.credit + credit })
  }
  return { kind: 'clear', sums }
}

/** The lines behind an amount with `against`, each with what it adds on either side. */
export function flowLines(
  store: Store,
  journals: readonly LedgerSheet[],
  known: Known,
  derive: PackDerive,
  { accounts, against = [], measure }: LedgerAmount,
): AmountLines {
  const [own, theirs, budgetary] = [accounts, against, derive.budgetary].map((beginnings) => new Set(idsOf(known, beginnings))) // prettier-ignore
  const asFlowLine = (line: VoucherLine): VoucherLine & FlowLine => ({
    ...line,
    part: own?.has(line.combination) === true ? 'of' : theirs?.has(line.combination) === true ? 'against' : 'other',
  })
  const seeds = journals.flatMap(({ id }) => store.ledgers.seeds(id, [...(own ?? [])]))
  // A voucher may have lines in files that stand no longer.
  const sheets = new Set(journals.map(({ id }) => id))
  const lines = vouchersAround(
    store,
    seeds,
    (line) => sheets.has(line.sheet) && budgetary?.has(line.combination) === true,
  )
  const found: LineFlow<VoucherLine & FlowLine>[] = []
  for (const voucher of Map.groupBy(lines, (line) => line.voucher).values()) {
    const flows = voucherFlows(voucher.map(asFlowLine), SIDES[measure] ?? BOTH)
    if (!flows) return { kind: 'unclear', why: unclear(journals, voucher, accounts) }
    found.push(...flows.filter(({ debit, credit }) => debit !== 0 || credit !== 0))
  }
  return { kind: 'clear', lines: found }
}

const BOTH: readonly FlowSide[] = ['debit', 'credit']
const SIDES: Readonly<Record<string, readonly FlowSide[]>> = { 借方: ['debit'], 贷方: ['credit'] }

/** The budgetary lines of some vouchers. Where the lines around those that are known do not balance, the others are looked for everywhere. */
function vouchersAround(
  store: Store,
  seeds: readonly { readonly id: number; readonly voucher: number }[],
  isBudgetary: (line: VoucherLine) => boolean,
): readonly VoucherLine[] {
  const found = new Map<number, VoucherLine>()
  for (const seed of seeds)
    if (!found.has(seed.id)) for (const line of store.ledgers.linesAround(seed)) found.set(line.id, line)
  const open = [...Map.groupBy(found.values(), ({ voucher }) => voucher)].flatMap(([voucher, lines]) =>
    lines.filter(isBudgetary).reduce((sum, { debit, credit }) => sum + debit - credit, 0) === 0 ? [] : [voucher],
  )
  for (const line of store.ledgers.linesOfVouchers(open)) found.set(line.id, line)
  return [...found.values()].filter(isBudgetary)
}

function unclear(
  journals: readonly LedgerSheet[],
  [first]: readonly VoucherLine[],
  accounts: readonly string[],
): string {
  const sheet = journals.find(({ id }) => id === first?.sheet)
  const place = sheet ? `文件“${sheet.fileName}”工作表“${sheet.name}”第 ${first?.row} 行起 ` : ''
  return `${place}${first?.day} 的凭证“${first?.number}”里，科目 ${accounts.join('、')} 与几类科目记在一起，分不清对应关系，请在财务软件中核对，把它分成几张凭证后重新导出，或手工填写这一项`
}
