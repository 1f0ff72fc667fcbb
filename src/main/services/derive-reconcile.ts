import { digitsOf } from '#core/ledger/account-code.ts'
import { settingOf } from '#core/derive/ledger-facts.ts'
import { LIFETIME, missingMonths } from '#core/ledger/missing-months.ts'
import { exact, type Amount } from '#core/money/amount.ts'
import { samePrint } from '#core/money/interval.ts'
import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { Store } from '#main/db/open-store.ts'
import { deriveLedgerTables, standingLedgers } from './derive-ledger.ts'
import { deriveReport } from './derive-report.ts'
import { loadLedgerSetup } from './ledger-setup.ts'
import { openReport, type OpenReport } from './open-report.ts'

/** A cell where the approved table and the ledger do not say the same. */
export interface LedgerDifference {
  readonly cell: CellRef
  /** Undefined: the imported table has no such row. */
  readonly imported: Amount | undefined
  readonly derived: Amount
  /** derived − imported, 分. */
  readonly difference: number
}

/**
 * Cell by cell: what was imported against what the ledgers give. A printed amount and the exact one agree when the print is its
 * rounding; blanks and dashes are zero.
 */
export function reconcile(
  store: Store,
  opened: Pick<OpenReport, 'report' | 'accounts' | 'pack'>,
): readonly LedgerDifference[] {
  const { report } = opened
  const tables = deriveLedgerTables(store, opened)
  if (!tables) return []
  const imported = store.ledgers.importedRows(report.id)
  return [...tables.cells.values()].flatMap(({ ref, fen }): readonly LedgerDifference[] => {
    const parts = parseCellRef(ref)
    if (!parts || !imported.has(parts.table)) return []
    const stated = store.cells.origins(report.id, ref).find(({ source }) => source === 'imported')
    const amount = stated?.value.kind === 'amount' ? stated.value.amount : undefined
    const derived = exact(fen)
    const isSame = amount ? samePrint(amount, derived) : fen === 0
    return isSame
      ? []
      : [
          {
            cell: ref,
            imported: stated ? (amount ?? exact(0)) : undefined,
            derived,
            difference: fen - (amount?.fen ?? 0),
          },
        ]
  })
}

/** Says which of the two stands, and why. Call inside `Store.write`. */
export function chooseFigure(
  store: Store,
  { report }: Pick<OpenReport, 'report'>,
  cell: CellRef,
  source: 'imported' | 'derived',
  why: string,
): void {
  store.cells.choose(report.id, cell, source, why)
  deriveReport(store, openReport({ store }, report))
}

/** A control total that does not hold; amounts in 分. */
export interface ControlDifference {
  readonly kind: '借贷' | '余额表与序时账'
  readonly account: string
  readonly left: { readonly debit: number; readonly credit: number }
  readonly right: { readonly debit: number; readonly credit: number }
  /** One sentence for the user. */
  readonly message: string
}

/** Σ借 = Σ贷 of the journals, and the balance table against the journal, account by account. */
export function controlTotals(store: Store, { report }: Pick<OpenReport, 'report'>): readonly ControlDifference[] {
  const { journals, balances } = standingLedgers(store, report.id)
  const known = new Map(store.ledgers.combinations(report.key.unit).map((one) => [one.id, one.account]))
  const moved = new Map<string, { debit: number; credit: number }>()
  const all = { debit: 0, credit: 0 }
  for (const sheet of journals)
    for (const { combination, debit, credit } of store.ledgers.entrySums(sheet.id)) {
      add(moved, digitsOf(known.get(combination) ?? ''), debit, credit)
      all.debit += debit
      all.credit += credit
    }
  const differences: ControlDifference[] = []
  if (all.debit !== all.credit) {
    differences.push({
      kind: '借贷',
      account: '',
      left: { debit: all.debit, credit: 0 },
      right: { debit: 0, credit: all.credit },
      message: '序时账的借方合计与贷方合计不相等，请核对导出的科目是否齐全。',
    })
  }
  if (journals.length === 0) return differences
  const stated = new Map<string, { debit: number; credit: number }>()
  // A table with auxiliary items says again what the plain one says.
  const plain = balances.filter(({ hasItems }) => !hasItems)
  for (const sheet of plain.length > 0 ? plain : balances)
    for (const { combination, debit, credit } of store.ledgers.balanceSums(sheet.id))
      add(stated, digitsOf(known.get(combination) ?? '').slice(0, TOP_DIGITS), debit ?? 0, credit ?? 0)
  for (const [account, left] of stated) {
    const right = { debit: 0, credit: 0 }
    for (const [code, sum] of moved) {
      if (!code.startsWith(account)) continue
      right.debit += sum.debit
      right.credit += sum.credit
    }
    if (left.debit === right.debit && left.credit === right.credit) continue
    const message = `科目 ${account} 在余额表和序时账里的本年发生额不一致，请核对两个文件是否同一时点、同一范围导出。`
    differences.push({ kind: '余额表与序时账', account, left, right, message })
  }
  return differences
}

/** Months for which no journal of the report has a voucher, in one sentence; undefined when there are none, or no journal. */
export function monthsWithoutVouchers(
  store: Store,
  { report, pack }: Pick<OpenReport, 'report' | 'pack'>,
): string | undefined {
  const { settings } = loadLedgerSetup(store, report.key.unit)
  const months = new Set(standingLedgers(store, report.id).journals.flatMap((sheet) => sheet.months))
  const lifetime = pack.derive && settingOf(pack.derive, { settings }, LIFETIME)
  const gone = missingMonths(months, lifetime)
  if (gone.length === 0) return undefined
  return `序时账里没有 ${gone.join('、')} 月的凭证：分月导出的，请把其余月份的文件也导入；单位在年中成立或撤销的，请在设置“${LIFETIME}”中选择。`
}

/** Programs split accounts differently in the two exports; top accounts are the same in both. */
const TOP_DIGITS = 4

function add(sums: Map<string, { debit: number; credit: number }>, key: string, debit: number, credit: number): void {
  const sum = sums.get(key) ?? { debit: 0, credit: 0 }
  sums.set(key, sum)
  sum.debit += debit
  sum.credit += credit
}
