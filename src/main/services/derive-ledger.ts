import type { CombinationTotal } from '#core/ledger/model.ts'
import { deriveFromLedger, type LedgerTables } from '#core/derive/ledger-cells.ts'
import type { IndicatorTotal, LedgerFacts } from '#core/derive/ledger-facts.ts'
import { yuan } from '#core/ledger/reading.ts'
import { settleBalances } from '#core/derive/settle-balances.ts'
import type { Store } from '#main/db/open-store.ts'
import type { BalanceSum, IndicatorSum, KnownCombination, LedgerSheet } from '#main/db/repositories/ledger-reading.ts'
import { areApart, coverageOf, relationOf, type Coverage } from './ledger-coverage.ts'
import { amountFlows } from './ledger-flows.ts'
import { loadLedgerSetup, toDimensions } from './ledger-setup.ts'
import type { OpenReport } from './open-report.ts'

/** The sheets that count: a later file takes the place of an earlier one whose months it covers. */
export interface StandingLedgers {
  readonly journals: readonly LedgerSheet[]
  readonly balances: readonly LedgerSheet[]
  readonly payments: readonly LedgerSheet[]
  readonly indicators: readonly LedgerSheet[]
}

export function standingLedgers(store: Store, reportId: number): StandingLedgers {
  const sheets = store.ledgers.sheets(reportId)
  const isReplaced = replacedBy(store, reportId, sheets)
  const standing = sheets.filter((sheet) => !sheets.some((later) => isReplaced(later, sheet)))
  const of = (kind: LedgerSheet['kind']): readonly LedgerSheet[] => standing.filter((sheet) => sheet.kind === kind)
  return { journals: of('journal'), balances: of('balance'), payments: of('payments'), indicators: of('indicators') }
}

/** Tells whether a later sheet takes the place of an earlier one. */
function replacedBy(
  store: Store,
  reportId: number,
  sheets: readonly LedgerSheet[],
): (later: LedgerSheet, earlier: LedgerSheet) => boolean {
  const unit = store.reports.get(reportId)?.key.unit ?? ''
  const known = new Map<string, Coverage>()
  const ofImport = ({ importId, kind, hasItems }: LedgerSheet): Coverage => {
    // Plain and auxiliary balances stand beside each other.
    const key = `${importId}·${kind}·${kind === 'balance' ? hasItems : ''}`
    const isSame = (one: LedgerSheet): boolean =>
      one.importId === importId && one.kind === kind && (kind !== 'balance' || one.hasItems === hasItems)
    const coverage = known.get(key) ?? coverageOf(store, unit, sheets.filter(isSame))
    known.set(key, coverage)
    return coverage
  }
  return (later, earlier) => {
    if (later.importId <= earlier.importId || later.kind !== earlier.kind) return false
    if (later.kind === 'indicators') {
      const told = new Set(indicatorKeysOf(store, later.id))
      return indicatorKeysOf(store, earlier.id).every((key) => told.has(key))
    }
    if (later.kind !== 'balance') return relationOf(ofImport(later), ofImport(earlier)) === 'covers'
    return later.hasItems === earlier.hasItems && !areApart(ofImport(later).accounts, ofImport(earlier).accounts)
  }
}

/** What a list of indicators tells: a kind of a combination. Another list of the same ones takes its place. */
export function indicatorKeys(combination: number, figures: IndicatorKinds): readonly string[] {
  const { initial, added, adjusted, available } = figures
  return Object.entries({ initial, added, adjusted, available }).flatMap(([kind, fen]) =>
    typeof fen === 'number' && fen !== 0 ? [`${combination}·${kind}`] : [],
  )
}

type IndicatorKinds = Readonly<Record<'initial' | 'added' | 'adjusted' | 'available', number | null | undefined>>

export function indicatorKeysOf(store: Store, sheetId: number): readonly string[] {
  return store.ledgers.indicatorSums(sheetId).flatMap((sum) => indicatorKeys(sum.combination, sum))
}

/** What the ledgers of a report say; undefined when it has none. One query per sheet, each from a covering index. */
export function ledgerFacts(
  store: Store,
  { report, accounts, pack }: Pick<OpenReport, 'report' | 'accounts' | 'pack'>,
): LedgerFacts | undefined {
  const { journals, balances, payments, indicators } = standingLedgers(store, report.id)
  const source =
    journals.length > 0 ? 'journal' : balances.length > 0 ? 'balance' : payments.length > 0 ? 'payments' : 'indicators'
  if (source === 'indicators' && indicators.length === 0) return undefined
  const known = new Map(store.ledgers.combinations(report.key.unit).map((one) => [one.id, one]))
  const stated =
    balances.length > 0 ? statedBalances(store, balances, known) : statedBalances(store, inTime(journals), known, true)
  const hasOpening = stated.some(({ opening }) => opening !== null)
  const totals =
    source === 'balance'
      ? stated.map((sum) => totalOf(known, sum.combination, { ...sum, transferDebit: 0, transferCredit: 0 }))
      : oncePerCombination([
          ...movements(store, source === 'journal' ? journals : payments, known),
          ...stated.map((sum) => openingOnly(known, sum)),
        ])
  const { settings } = loadLedgerSetup(store, report.key.unit)
  const base: LedgerFacts = {
    totals,
    source,
    hasOpening,
    nature: accounts.unit.nature,
    settings,
    indicators: indicatorTotals(store, indicators, known),
  }
  return source === 'journal' && pack.derive
    ? { ...base, flows: amountFlows(store, journals, known, pack.derive, base) }
    : base
}

/** Undefined where the report has no list of indicators. */
function indicatorTotals(
  store: Store,
  sheets: readonly LedgerSheet[],
  known: Known,
): readonly IndicatorTotal[] | undefined {
  if (sheets.length === 0) return undefined
  const sums = sheets.flatMap((sheet) => store.ledgers.indicatorSums(sheet.id).map((sum) => ({ ...sum, sheet })))
  // A list of 年初 alone says nothing of the year's end, unless another list tells what was added.
  const isAdjusted = sums.some(({ added, adjusted }) => added !== null || adjusted !== null)
  const byCombination = Map.groupBy(sums, ({ combination }) => combination)
  return [...byCombination].map(([combination, own]) => {
    const found = known.get(combination)
    const knowsInitial = own.every(({ withoutInitial }) => withoutInitial === 0)
    const knowsFull = isAdjusted || own.every(({ initialAlone }) => initialAlone === 0)
    return {
      combination,
      dimensions: found ? toDimensions(found) : {},
      text: [placeOf(own), ...(found?.items ?? []).map(([kind, text]) => `${kind} ${text}`)].join('，'),
      initial: knowsInitial ? own.reduce((sum, { initial }) => sum + (initial ?? 0), 0) : undefined,
      full: knowsFull ? own.reduce((sum, { full }) => sum + full, 0) : undefined,
    }
  })
}

/** The first row of a combination of indicators, and what it amounts to. */
function placeOf(own: readonly (IndicatorSum & { readonly sheet: LedgerSheet })[]): string {
  const [first] = own
  if (!first) return ''
  const fen = own.reduce((sum, { full }) => sum + full, 0)
  return `文件“${first.sheet.fileName}”工作表“${first.sheet.name}”第 ${first.row} 行，${yuan(fen)}`
}

/** Derives the tables of a report from its ledgers; undefined when it has none, or its pack no rules for them. */
export function deriveLedgerTables(
  store: Store,
  opened: Pick<OpenReport, 'report' | 'accounts' | 'pack'>,
): LedgerTables | undefined {
  const { derive } = opened.pack
  const facts = derive && ledgerFacts(store, opened)
  return facts && deriveFromLedger(facts, derive, opened.pack)
}

type Known = ReadonlyMap<number, KnownCombination>

interface Figures extends Omit<BalanceSum, 'combination'> {
  readonly transferDebit: number
  readonly transferCredit: number
}

function totalOf(known: Known, combination: number, figures: Figures): CombinationTotal {
  const found = known.get(combination)
  return {
    combination,
    account: found?.account ?? '',
    name: found?.name ?? '',
    dimensions: found ? toDimensions(found) : {},
    debit: figures.debit ?? 0,
    credit: figures.credit ?? 0,
    transferDebit: figures.transferDebit,
    transferCredit: figures.transferCredit,
    opening: figures.opening ?? undefined,
    closing: figures.closing ?? undefined,
  }
}

/** Beside a journal a balance table states openings alone; the journal's movements are added to them. */
function openingOnly(known: Known, { combination, opening }: BalanceSum): CombinationTotal {
  return totalOf(known, combination, {
    debit: 0,
    credit: 0,
    transferDebit: 0,
    transferCredit: 0,
    opening,
    closing: opening,
  })
}

/** The movement and the opening of one combination in one total, so that every rule meets it once. */
function oncePerCombination(totals: readonly CombinationTotal[]): readonly CombinationTotal[] {
  const sum = (a: number | undefined, b: number | undefined): number | undefined =>
    a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0)
  const merged = new Map<number, CombinationTotal>()
  for (const total of totals) {
    const known = merged.get(total.combination)
    merged.set(
      total.combination,
      known
        ? {
            ...known,
            debit: known.debit + total.debit,
            credit: known.credit + total.credit,
            transferDebit: known.transferDebit + total.transferDebit,
            transferCredit: known.transferCredit + total.transferCredit,
            opening: sum(known.opening, total.opening),
            closing: sum(known.closing, total.closing),
          }
        : total,
    )
  }
  return [...merged.values()]
}

function movements(store: Store, sheets: readonly LedgerSheet[], known: Known): readonly CombinationTotal[] {
  const sums = new Map<number, { debit: number; credit: number; transferDebit: number; transferCredit: number }>()
  for (const sheet of sheets)
    for (const { combination, transfer, debit, credit } of store.ledgers.entrySums(sheet.id)) {
      const sum = sums.get(combination) ?? { debit: 0, credit: 0, transferDebit: 0, transferCredit: 0 }
      sums.set(combination, sum)
      if (transfer === 1) {
        sum.transferDebit += debit
        sum.transferCredit += credit
      } else {
        sum.debit += debit
        sum.credit += credit
      }
    }
  return [...sums].map(([combination, sum]) => {
    const closing = sum.credit + sum.transferCredit - sum.debit - sum.transferDebit
    return totalOf(known, combination, { ...sum, opening: null, closing })
  })
}

/** Detail ledgers by the months they begin with: each file states its opening balances, and those of the first one are the year's. */
export const inTime = (journals: readonly LedgerSheet[]): readonly LedgerSheet[] =>
  journals.toSorted((a, b) => Math.min(...a.months, 12) - Math.min(...b.months, 12))

/** Balances by combination, each figure once: see `settleBalances`. `isFirstOnly`: only the first sheet that states one counts. */
function statedBalances(
  store: Store,
  sheets: readonly LedgerSheet[],
  known: Known,
  isFirstOnly = false,
): readonly BalanceSum[] {
  const seen = new Set<number>()
  const rows = sheets.flatMap((sheet) => {
    const sums = store.ledgers.balanceSums(sheet.id).filter(({ combination }) => !isFirstOnly || !seen.has(combination))
    for (const { combination } of sums) seen.add(combination)
    return sums.map((sum) => {
      const found = known.get(sum.combination)
      return { ...sum, account: found?.account ?? '', kinds: (found?.items ?? []).map(([kind]) => kind) }
    })
  })
  return settleBalances(rows)
}
