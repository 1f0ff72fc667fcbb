import type { LedgerCell } from '#core/derive/ledger-cells.ts'
import type { LedgerAmount, LedgerMeasure } from '#core/packs/schema-derive.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { Project } from '#core/model/project.ts'
import { isNamedProject } from '#core/performance/derive-sheets.ts'
import type { LedgerLine, LedgerSheet } from '#main/db/repositories/ledger-reading.ts'
import type { Store } from '#main/db/open-store.ts'
import { deriveLedgerTables, inTime, standingLedgers } from './derive-ledger.ts'
import { flowLines } from './ledger-flows.ts'
import type { OpenReport } from './open-report.ts'

/** One line of a ledger behind a figure, with the Excel cell that it stands in. */
export interface LedgerSource {
  readonly file: string
  readonly fileName: string
  readonly sheet: string
  readonly address: string
  /** '' for balance tables. */
  readonly day: string
  readonly voucher: string
  readonly summary: string
  /** What the line adds to the figure, 分. */
  readonly fen: number
}

/** What one account with its auxiliary items adds to a cell. */
export interface ExplainedAccount {
  readonly amount: string
  readonly account: string
  readonly name: string
  readonly items: readonly { readonly kind: string; readonly text: string }[]
  /** With the sign in the cell; the lines of the account add up to it. */
  readonly fen: number
  readonly lines: number
  /** The first lines; `lines` says how many there are. */
  readonly sources: readonly LedgerSource[]
}

/** The tree behind a cell: its formula, the accounts, and under each its lines. Σ accounts = fen, to the 分. */
export interface LedgerExplanation {
  readonly cell: CellRef
  readonly formula: string
  readonly fen: number
  readonly accounts: readonly ExplainedAccount[]
}

export interface ExplainOptions {
  /** Lines shown per account; all are counted. */
  readonly limit?: number
}

const DEFAULT_LIMIT = 200

/** Opens a cell down to the vouchers; undefined when no ledger of the report tells it. */
export function explainLedgerCell(
  store: Store,
  opened: Pick<OpenReport, 'report' | 'accounts' | 'pack'>,
  cell: CellRef,
  { limit = DEFAULT_LIMIT }: ExplainOptions = {},
): LedgerExplanation | undefined {
  const derived = deriveLedgerTables(store, opened)?.cells.get(cell)
  return (
    derived && { cell, formula: derived.rule, fen: derived.fen, accounts: accountsOf(store, opened, derived, limit) }
  )
}

/**
 * Opens what the ledgers say was spent on a project, or what the lists of 预算指标 say it may spend; undefined when they do not tell it.
 *
 * @param cell how the answer names it
 */
export function explainLedgerProject(
  store: Store,
  opened: Pick<OpenReport, 'report' | 'accounts' | 'pack'>,
  project: Pick<Project, 'name' | 'projectCode'>,
  field: 'executed' | 'budget',
  cell: CellRef,
): LedgerExplanation | undefined {
  const known = deriveLedgerTables(store, opened)?.projectParts[field] ?? new Map<string, LedgerCell['parts']>()
  const parts = [...known].flatMap(([name, own]) => (isNamedProject(project, name) ? own : []))
  const [first] = parts
  if (!first) return undefined
  const fen = parts.reduce((sum, part) => sum + part.fen, 0)
  return { cell, formula: `账簿：${first.amount}`, fen, accounts: accountsOf(store, opened, { parts }, DEFAULT_LIMIT) }
}

function accountsOf(
  store: Store,
  { report, pack }: Pick<OpenReport, 'report' | 'pack'>,
  { parts }: Pick<LedgerCell, 'parts'>,
  limit: number,
): readonly ExplainedAccount[] {
  const known = new Map(store.ledgers.combinations(report.key.unit).map((one) => [one.id, one]))
  const amounts = new Map(pack.derive?.amounts.map((amount) => [amount.id, amount]))
  const standing = standingLedgers(store, report.id)
  return parts.flatMap((part): readonly ExplainedAccount[] => {
    const combination = known.get(part.combination)
    const amount = amounts.get(part.amount)
    if (!combination || amount === undefined) return []
    const found =
      amount.against && pack.derive && standing.journals.length > 0
        ? flowSources(flowLines(store, standing.journals, known, pack.derive, amount), standing.journals, amount, part)
        : linesOf(store, standing, part.combination, amount.measure, part.sign)
    return [
      {
        amount: part.amount,
        account: combination.account,
        name: combination.name,
        items: combination.items.map(([kind, text]) => ({ kind, text })),
        fen: part.sign * part.fen,
        lines: found.length,
        sources: found.slice(0, limit),
      },
    ]
  })
}

type Measure = LedgerMeasure

const ALL_LINES = 2_000_000

/** The lines that make up one part, each with what it adds. */
function linesOf(
  store: Store,
  { journals, balances, payments, indicators }: ReturnType<typeof standingLedgers>,
  combination: number,
  measure: Measure,
  sign: 1 | -1,
): readonly LedgerSource[] {
  if (measure === '年初预算' || measure === '全年预算')
    return indicatorSources(store, indicators, combination, measure, sign)
  const isMoved = journals.length > 0 || payments.length > 0
  const entries = journals.length > 0 ? journals : balances.length > 0 ? [] : payments
  const stated = balances.length > 0 ? balances : inTime(journals)
  const sources: LedgerSource[] = []
  for (const sheet of entries) {
    for (const line of store.ledgers.lines(sheet.id, combination, ALL_LINES)) {
      const fen = addedBy(measure, line)
      if (fen !== 0) sources.push(sourceOf(sheet, line, sign * fen))
    }
  }
  if (isMoved && measure !== '年初' && measure !== '年末') return sources
  for (const sheet of stated) {
    const lines = store.ledgers.balanceLines(sheet.id, combination, ALL_LINES)
    for (const line of lines) {
      const [fen, column] = balancePart(sheet, measure, line, isMoved)
      if (fen === 0) continue
      sources.push({ ...placeOf(sheet, line.row, column), day: '', voucher: '', summary: '', fen: sign * fen })
    }
    // Of detail ledgers the first that states the balance counts.
    if (balances.length === 0 && lines.length > 0) break
  }
  return sources
}

function sourceOf(sheet: LedgerSheet, line: LedgerLine, fen: number): LedgerSource {
  const column = columnOf(sheet, line.debit !== 0 ? '借方' : '贷方') ?? columnOf(sheet, '金额')
  const { day, number: voucher, summary } = line
  return { ...placeOf(sheet, line.row, column), day, voucher, summary, fen }
}

/** The lines behind a part that is held against other accounts: of each only what flows between the two. */
function flowSources(
  found: ReturnType<typeof flowLines>,
  journals: readonly LedgerSheet[],
  { measure }: LedgerAmount,
  { combination, sign }: LedgerCell['parts'][number],
): readonly LedgerSource[] {
  if (found.kind === 'unclear') return []
  return found.lines.flatMap(({ line, debit, credit }): readonly LedgerSource[] => {
    const sheet = journals.find(({ id }) => id === line.sheet)
    const fen = addedBy(measure, { debit, credit, transfer: 0 })
    return sheet && line.combination === combination && fen !== 0 ? [sourceOf(sheet, line, sign * fen)] : []
  })
}

/** The rows of 预算指标 behind a part: a line for each of their amounts, in its own cell. */
function indicatorSources(
  store: Store,
  sheets: readonly LedgerSheet[],
  combination: number,
  measure: '年初预算' | '全年预算',
  sign: 1 | -1,
): readonly LedgerSource[] {
  return sheets.flatMap((sheet) =>
    store.ledgers
      .indicatorLines(sheet.id, combination, ALL_LINES)
      .flatMap(({ row, initial, added, adjusted, available }): readonly LedgerSource[] => {
        const moved = [['年初', initial], ['追加', added], ['调整', adjusted]] as const // prettier-ignore
        const full = available === null ? moved : ([['可执行', available]] as const)
        const shown = measure === '年初预算' ? ([['年初', initial]] as const) : full
        return shown.flatMap(([kind, fen]): readonly LedgerSource[] => {
          const column = columnOf(sheet, `${kind}指标`) ?? columnOf(sheet, '指标金额')
          const place = placeOf(sheet, row, column)
          return fen === null || fen === 0 ? [] : [{ ...place, day: '', voucher: '', summary: kind, fen: sign * fen }]
        })
      }),
  )
}

function addedBy(
  measure: Measure,
  { debit, credit, transfer }: { readonly debit: number; readonly credit: number; readonly transfer: 0 | 1 },
): number {
  switch (measure) {
    case '收入':
      return transfer === 1 ? 0 : credit - debit
    case '支出':
      return transfer === 1 ? 0 : debit - credit
    case '借方':
      return debit
    case '贷方':
      return credit
    case '净借方':
      return debit - credit
    case '净贷方':
      return credit - debit
    case '年初':
      return 0
    case '年末':
      return credit - debit
    case '年初预算':
    case '全年预算':
      return 0
  }
}

interface BalanceFigures {
  readonly opening: number | null
  readonly debit: number | null
  readonly credit: number | null
  readonly closing: number | null
}

/** What a row of a balance table adds, and the column in which it stands. */
function balancePart(
  sheet: LedgerSheet,
  measure: Measure,
  { opening, debit, credit, closing }: BalanceFigures,
  isMoved: boolean,
): readonly [fen: number, column: string | undefined] {
  const at = (role: string): string | undefined =>
    columnOf(sheet, `累计${role}`) ?? columnOf(sheet, `本期${role}`) ?? columnOf(sheet, role)
  const balanceColumn = (time: '期初' | '期末', balance: number): string | undefined =>
    columnOf(sheet, `${time}金额`) ??
    columnOf(sheet, `${time}${balance < 0 ? '借方' : '贷方'}`) ??
    columnOf(sheet, '余额')
  const isCarried = closing === 0 && (opening ?? 0) === 0 && debit === credit
  switch (measure) {
    case '收入':
      return [isCarried ? (credit ?? 0) : (credit ?? 0) - (debit ?? 0), at('贷方')]
    case '支出':
      return [isCarried ? (debit ?? 0) : (debit ?? 0) - (credit ?? 0), at('借方')]
    case '借方':
      return [debit ?? 0, at('借方')]
    case '贷方':
      return [credit ?? 0, at('贷方')]
    case '净借方':
      return [(debit ?? 0) - (credit ?? 0), at('借方')]
    case '净贷方':
      return [(credit ?? 0) - (debit ?? 0), at('贷方')]
    case '年初':
      return [opening ?? 0, balanceColumn('期初', opening ?? 0)]
    case '年末':
      return isMoved
        ? [opening ?? 0, balanceColumn('期初', opening ?? 0)]
        : [closing ?? 0, balanceColumn('期末', closing ?? 0)]
    case '年初预算':
    case '全年预算':
      return [0, undefined]
  }
}

function columnOf({ layout }: LedgerSheet, role: string): string | undefined {
  const column: unknown = typeof layout === 'object' && layout !== null ? Reflect.get(layout, role) : undefined
  return typeof column === 'string' ? column : undefined
}

function placeOf(
  { file, fileName, name }: LedgerSheet,
  row: number,
  column: string | undefined,
): Pick<LedgerSource, 'file' | 'fileName' | 'sheet' | 'address'> {
  return { file, fileName, sheet: name, address: `${column ?? 'A'}${row}` }
}
