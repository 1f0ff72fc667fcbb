import type { Connection } from '../connection.ts'
import type { NewLedgerSheet, StoredCombination, StoredDimensions } from './ledger-loading.ts'

export interface LedgerSheet extends Omit<NewLedgerSheet, 'reportId' | 'layout' | 'explained'> {
  readonly id: number
  readonly layout: unknown
  readonly explained: unknown
  readonly file: string
  readonly fileName: string
  /** True when some of its combinations have auxiliary items. */
  readonly hasItems: boolean
}

export interface KnownCombination extends StoredCombination, StoredDimensions {
  readonly id: number
}

export interface EntrySum {
  readonly combination: number
  readonly transfer: 0 | 1
  readonly debit: number
  readonly credit: number
  readonly lines: number
}

export interface BalanceSum {
  readonly combination: number
  readonly opening: number | null
  readonly debit: number | null
  readonly credit: number | null
  readonly closing: number | null
}

/** One line of a voucher where it stands in its file. */
export interface LedgerLine {
  readonly row: number
  readonly voucher: number
  readonly day: string
  readonly number: string
  readonly transfer: 0 | 1
  readonly combination: number
  readonly debit: number
  readonly credit: number
  readonly summary: string
}

/** What one voucher moves on one combination, 借 − 贷, and how its lines are marked. */
export interface VoucherSum {
  readonly voucher: number
  readonly day: string
  readonly combination: number
  readonly debit: number
  readonly least: 0 | 1
  readonly most: 0 | 1
}

/** A line with its place in the store. */
export interface VoucherLine extends LedgerLine {
  readonly id: number
  readonly sheet: number
}

/** Σ of the indicators of one combination in a sheet, 分. */
export interface IndicatorSum {
  readonly combination: number
  /** The first of its rows. */
  readonly row: number
  /** Null: no row states it. */
  readonly initial: number | null
  readonly added: number | null
  readonly adjusted: number | null
  readonly available: number | null
  /** Σ of 可执行 where a row states it, otherwise of its other kinds. */
  readonly full: number
  /** How many rows state 可执行 and nothing of the year's beginning. */
  readonly withoutInitial: number
  /** How many rows state the year's beginning alone. */
  readonly initialAlone: number
}

/** One row of 预算指标 where it stands in its file. */
export interface IndicatorLine {
  readonly row: number
  readonly initial: number | null
  readonly added: number | null
  readonly adjusted: number | null
  readonly available: number | null
}

interface SheetRow {
  readonly id: number
  readonly import_id: number
  readonly name: string
  readonly kind: NewLedgerSheet['kind']
  readonly layout: string
  readonly months: string
  readonly rows_read: number
  readonly rows_stored: number
  readonly explained: string
  readonly sha256: string
  readonly file_name: string
  readonly has_items: 0 | 1
}

interface CombinationRow {
  readonly id: number
  readonly account: string
  readonly name: string
  readonly items: string
  readonly fund: string | null
  readonly nature: string | null
  readonly function_code: string | null
  readonly economic_code: string | null
  readonly project: string | null
}

const COMBINATION = 'id, account, name, items, fund, nature, function_code, economic_code, project'

const LINE = `e.row, e.voucher_id AS voucher, v.day, v.number, e.transfer, e.combination_id AS combination, e.debit_fen AS debit,
  e.credit_fen AS credit, e.summary`
const OF_VOUCHER = 'JOIN ledger_voucher v ON v.id = e.voucher_id'

const ROW_TABLES = ['row_list', 'table_row'] as const

/** The rows of a table as the ledgers told them. */
interface DerivedRows {
  readonly complete: boolean
  readonly rows: readonly { readonly key: string; readonly name: string }[]
}

export function ledgerReading({ db, remember }: Connection) {
  const selectSheets = db.prepare<[{ reportId: number }], SheetRow>(`
    SELECT s.id, s.import_id, s.name, s.kind, s.layout, s.months, s.rows_read, s.rows_stored, s.explained, i.sha256, i.file_name,
      EXISTS (SELECT 1 FROM ledger_balance b JOIN ledger_combination c ON c.id = b.combination_id
        WHERE b.sheet_id = s.id AND c.items <> '[]') AS has_items
    FROM ledger_sheet s JOIN import i ON i.id = s.import_id
    WHERE s.report_id = @reportId AND i.undone_by IS NULL
    UNION ALL
    SELECT s.id, s.import_id, s.name, 'indicators', s.layout, '[]', s.rows_read, s.rows_stored, s.explained, i.sha256, i.file_name, 1
    FROM indicator_sheet s JOIN import i ON i.id = s.import_id
    WHERE s.report_id = @reportId AND i.undone_by IS NULL
    ORDER BY 1`)
  const selectIndicators = db.prepare<[number], IndicatorSum>(`
    SELECT combination_id AS combination, min(row) AS row, sum(initial_fen) AS initial, sum(added_fen) AS added, sum(adjusted_fen) AS adjusted,
      sum(available_fen) AS available,
      sum(coalesce(available_fen, coalesce(initial_fen, 0) + coalesce(added_fen, 0) + coalesce(adjusted_fen, 0))) AS full,
      total(iif(available_fen IS NOT NULL AND initial_fen IS NULL, available_fen <> 0, 0)) AS withoutInitial,
      total(iif(coalesce(available_fen, added_fen, adjusted_fen) IS NULL, initial_fen <> 0, 0)) AS initialAlone
    FROM indicator_row WHERE sheet_id = ? GROUP BY combination_id`)
  const selectIndicatorLines = db.prepare<[number, number, number], IndicatorLine>(`
    SELECT row, initial_fen AS initial, added_fen AS added, adjusted_fen AS adjusted, available_fen AS available
    FROM indicator_row WHERE sheet_id = ? AND combination_id = ? ORDER BY row LIMIT ?`)
  const selectSums = db.prepare<[number], EntrySum>(`
    SELECT combination_id AS combination, transfer, sum(debit_fen) AS debit, sum(credit_fen) AS credit, count(*) AS lines
    FROM ledger_entry INDEXED BY ledger_entry_sums WHERE sheet_id = ? GROUP BY combination_id, transfer`)
  // Steps from one combination to the next in the index: a million entries have a few hundred.
  const selectCombinationsIn = db
    .prepare<[{ sheetId: number }], number>(
      `WITH RECURSIVE step (id) AS (
        SELECT min(combination_id) FROM ledger_entry WHERE sheet_id = @sheetId
        UNION ALL
        SELECT (SELECT min(combination_id) FROM ledger_entry WHERE sheet_id = @sheetId AND combination_id > step.id)
        FROM step WHERE step.id IS NOT NULL)
      SELECT id FROM step WHERE id IS NOT NULL
      UNION SELECT combination_id FROM ledger_balance WHERE sheet_id = @sheetId`,
    )
    .pluck()
  const selectVouchersIn = db.prepare<[string], { readonly id: number; readonly day: string; readonly number: string }>(
    `SELECT DISTINCT v.id, v.day, v.number FROM ledger_entry e ${OF_VOUCHER} WHERE e.sheet_id IN (SELECT value FROM json_each(?))`,
  )
  const selectVoucherSums = db.prepare<[string], VoucherSum>(
    `SELECT e.voucher_id AS voucher, v.day, e.combination_id AS combination, sum(e.debit_fen) - sum(e.credit_fen) AS debit,
      min(e.transfer) AS least, max(e.transfer) AS most
    FROM ledger_entry e ${OF_VOUCHER} WHERE e.sheet_id IN (SELECT value FROM json_each(?)) AND v.number <> ''
    GROUP BY e.voucher_id, e.combination_id`,
  )
  const selectSeeds = db.prepare<[number, string], { readonly id: number; readonly voucher: number }>(`
    SELECT id, voucher_id AS voucher FROM ledger_entry INDEXED BY ledger_entry_sums
    WHERE sheet_id = ? AND combination_id IN (SELECT value FROM json_each(?))`)
  const VOUCHER_LINE = `SELECT e.id, e.sheet_id AS sheet, ${LINE} FROM ledger_entry e`
  const selectBefore = db.prepare<[number], VoucherLine>(
    `${VOUCHER_LINE} ${OF_VOUCHER} WHERE e.id <= ? ORDER BY e.id DESC`,
  )
  const selectAfter = db.prepare<[number], VoucherLine>(`${VOUCHER_LINE} ${OF_VOUCHER} WHERE e.id > ? ORDER BY e.id`)
  const selectScattered = db.prepare<[string], VoucherLine>(
    `${VOUCHER_LINE} NOT INDEXED ${OF_VOUCHER} WHERE e.voucher_id IN (SELECT value FROM json_each(?)) ORDER BY e.id`,
  )
  const selectBalances = db.prepare<[number], BalanceSum>(`
    SELECT combination_id AS combination, sum(opening_fen) AS opening, sum(debit_fen) AS debit, sum(credit_fen) AS credit,
      sum(closing_fen) AS closing
    FROM ledger_balance WHERE sheet_id = ? GROUP BY combination_id`)
  const selectUnit = db.prepare<[string], CombinationRow>(
    `SELECT ${COMBINATION} FROM ledger_combination WHERE unit_code = ? ORDER BY id`,
  )
  const selectLines = db.prepare<[number, number, number], LedgerLine>(`
    SELECT ${LINE} FROM ledger_entry e INDEXED BY ledger_entry_sums ${OF_VOUCHER}
    WHERE e.sheet_id = ? AND e.combination_id = ? ORDER BY e.row LIMIT ?`)
  const selectBalanceLines = db.prepare<[number, number, number], BalanceSum & { readonly row: number }>(`
    SELECT row, combination_id AS combination, opening_fen AS opening, debit_fen AS debit, credit_fen AS credit,
      closing_fen AS closing
    FROM ledger_balance WHERE sheet_id = ? AND combination_id = ? ORDER BY row LIMIT ?`)
  const selectDerivedRows = db.prepare<
    [number],
    { table_id: string; complete: 0 | 1; row_key: string | null; name: string | null }
  >(`
    SELECT l.table_id, l.complete, r.row_key, r.name FROM row_list l LEFT JOIN table_row r ON r.list_id = l.id
    WHERE l.report_id = ? AND l.source = 'derived' AND l.prior = 0 AND l.current = 1 ORDER BY l.id, r.ordinal`)
  const selectImportedTables = db.prepare<[number], { table_id: string; row_key: string | null }>(`
    SELECT l.table_id, r.row_key FROM row_list l LEFT JOIN table_row r ON r.list_id = l.id
    WHERE l.report_id = ? AND l.source = 'imported' AND l.prior = 0 AND l.current = 1 AND l.complete = 1`)

  return {
    /** Sheets of imports that were not undone, in the order in which they came. */
    sheets: (reportId: number): readonly LedgerSheet[] => selectSheets.all({ reportId }).map(toSheet),
    /** Σ of a sheet's entries by combination, year-end transfers apart; from the covering index alone. */
    entrySums: (sheetId: number): readonly EntrySum[] => selectSums.all(sheetId),
    /** The combinations that a sheet has entries or balances of. */
    combinationsIn: (sheetId: number): readonly number[] => selectCombinationsIn.all({ sheetId }),
    /** The vouchers that some sheets have lines of. */
    vouchersIn: (sheets: readonly number[]) => selectVouchersIn.all(JSON.stringify(sheets)),
    /** What the numbered vouchers of some sheets move on each combination. */
    voucherSums: (sheets: readonly number[]): readonly VoucherSum[] => selectVoucherSums.all(JSON.stringify(sheets)),
    /** Lines of some combinations in a sheet: their numbers and those of their vouchers. */
    seeds: (sheetId: number, combinations: readonly number[]) => selectSeeds.all(sheetId, JSON.stringify(combinations)),
    /** The lines of one voucher that stand around one of them without a line of another in between, in the order of the file. */
    linesAround({ id, voucher }: { readonly id: number; readonly voucher: number }): readonly VoucherLine[] {
      const run = (lines: IterableIterator<VoucherLine>): readonly VoucherLine[] => {
        const own: VoucherLine[] = []
        for (const line of lines) {
          if (line.voucher !== voucher) break
          own.push(line)
        }
        return own
      }
      return [...run(selectBefore.iterate(id)).toReversed(), ...run(selectAfter.iterate(id))]
    },
    /** All lines of some vouchers, wherever they stand: reads every entry of the store once. */
    linesOfVouchers: (vouchers: readonly number[]): readonly VoucherLine[] =>
      vouchers.length === 0 ? [] : selectScattered.all(JSON.stringify(vouchers)),
    balanceSums: (sheetId: number): readonly BalanceSum[] => selectBalances.all(sheetId),
    combinations: (unit: string): readonly KnownCombination[] => selectUnit.all(unit).map(toCombination),
    lines: (sheetId: number, combination: number, limit: number): readonly LedgerLine[] =>
      selectLines.all(sheetId, combination, limit),
    balanceLines: (sheetId: number, combination: number, limit: number) =>
      selectBalanceLines.all(sheetId, combination, limit),
    indicatorSums: (sheetId: number): readonly IndicatorSum[] => selectIndicators.all(sheetId),
    indicatorLines: (sheetId: number, combination: number, limit: number): readonly IndicatorLine[] =>
      selectIndicatorLines.all(sheetId, combination, limit),
    /** The derived row lists as they were last saved, by table: `key name` lines and whether the list is complete. */
    derivedRows: remember(ROW_TABLES, (reportId: number): ReadonlyMap<string, DerivedRows> => {
      const lists = new Map<string, { complete: boolean; rows: { key: string; name: string }[] }>()
      for (const { table_id, complete, row_key, name } of selectDerivedRows.all(reportId)) {
        const list = lists.get(table_id) ?? { complete: complete === 1, rows: [] }
        lists.set(table_id, list)
        if (row_key !== null) list.rows.push({ key: row_key, name: name ?? '' })
      }
      return lists
    }),
    /** Rows of the tables that were imported whole. */
    importedRows: remember(ROW_TABLES, (reportId: number): ReadonlyMap<string, ReadonlySet<string>> => {
      const tables = new Map<string, Set<string>>()
      for (const { table_id, row_key } of selectImportedTables.all(reportId)) {
        const rows = tables.get(table_id) ?? new Set<string>()
        tables.set(table_id, rows)
        if (row_key !== null) rows.add(row_key)
      }
      return tables
    }),
  }
}

const toSheet = (row: SheetRow): LedgerSheet => ({
  id: row.id,
  importId: row.import_id,
  name: row.name,
  kind: row.kind,
  layout: JSON.parse(row.layout) as unknown,
  months: JSON.parse(row.months) as readonly number[],
  rowsRead: row.rows_read,
  rowsStored: row.rows_stored,
  explained: JSON.parse(row.explained) as unknown,
  file: row.sha256,
  fileName: row.file_name,
  hasItems: row.has_items === 1,
})

const toCombination = (row: CombinationRow): KnownCombination => ({
  id: row.id,
  account: row.account,
  name: row.name,
  items: JSON.parse(row.items) as StoredCombination['items'],
  fund: row.fund ?? undefined,
  nature: row.nature ?? undefined,
  functionCode: row.function_code ?? undefined,
  economicCode: row.economic_code ?? undefined,
  project: row.project ?? undefined,
})
