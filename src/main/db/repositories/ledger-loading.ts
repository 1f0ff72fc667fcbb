import type { Connection } from '../connection.ts'
import { bulkInsert } from './bulk-insert.ts'

/** A combination as the store keeps it; `items` are [kind, text] pairs. */
export interface StoredCombination {
  readonly account: string
  readonly name: string
  readonly items: readonly (readonly [kind: string, text: string])[]
}

export interface StoredDimensions {
  readonly fund: string | undefined
  readonly nature: string | undefined
  readonly functionCode: string | undefined
  readonly economicCode: string | undefined
  readonly project: string | undefined
}

export interface NewLedgerSheet {
  readonly reportId: number
  readonly importId: number
  readonly name: string
  readonly kind: 'journal' | 'balance' | 'payments' | 'indicators'
  readonly layout: unknown
  readonly months: readonly number[]
  readonly rowsRead: number
  readonly rowsStored: number
  readonly explained: unknown
}

/** One row of 预算指标, 分; undefined where the export says nothing of the kind. */
export interface StoredIndicator {
  readonly initial: number | undefined
  readonly added: number | undefined
  readonly adjusted: number | undefined
  readonly available: number | undefined
}

/** Rows on their way in. The number of a sheet is known before its row, which is written when the file was read. A voucher comes before its entries. */
export interface LedgerLoad {
  readonly firstSheet: number
  readonly firstVoucher: number
  readonly combination: (unit: string, combination: StoredCombination, dimensions: StoredDimensions) => number
  readonly entry: (
    sheet: number,
    row: number,
    voucher: number,
    combination: number,
    transfer: 0 | 1,
    debit: number,
    credit: number,
    summary: string,
  ) => void
  readonly balance: (
    sheet: number,
    row: number,
    combination: number,
    opening: number | undefined,
    debit: number | undefined,
    credit: number | undefined,
    closing: number | undefined,
  ) => void
  readonly indicator: (sheet: number, row: number, combination: number, figures: StoredIndicator) => void
  readonly voucher: (id: number, day: string, number: string, transfer: boolean) => void
  /** Vouchers that turned out to be transfers, or none, after some of their lines were written. */
  readonly markTransfers: (vouchers: readonly number[], transfer: boolean) => void
  /** Call when all rows are in. */
  readonly finish: () => void
}

/** From so many rows on it is faster to build the index of sums after the load than beside it. */
const INDEX_LATER_FROM = 50_000
/** … unless far more rows than are coming would have to be indexed again. */
const INDEX_AGAIN_UP_TO = 3_000_000
const SUMS_INDEX =
  'CREATE INDEX ledger_entry_sums ON ledger_entry (sheet_id, combination_id, transfer, debit_fen, credit_fen)'

/**
 * Writing of ledgers. A file of a million rows is written while it is read, in the transaction that `loadLedger` opens; the write
 * with its row in the audit log is nested in it and comes last. References to sheets and vouchers are checked when all is
 * committed, so rows without their import can never stay.
 */
export function ledgerLoading({ db, session }: Connection) {
  const insertSheet = db.prepare(`
    INSERT INTO ledger_sheet (id, report_id, import_id, name, kind, layout, months, rows_read, rows_stored, explained)
    VALUES (@id, @reportId, @importId, @name, @kind, @layout, @months, @rowsRead, @rowsStored, @explained)`)
  const insertIndicatorSheet = db.prepare(`
    INSERT INTO indicator_sheet (id, report_id, import_id, name, layout, rows_read, rows_stored, explained)
    VALUES (@id, @reportId, @importId, @name, @layout, @rowsRead, @rowsStored, @explained)`)
  const updateTransfers = db.prepare(`
    UPDATE ledger_entry SET transfer = @transfer
    WHERE sheet_id IN (SELECT value FROM json_each(@sheets)) AND voucher_id IN (SELECT value FROM json_each(@vouchers))`)
  const updateDimensions = db.prepare(`
    UPDATE ledger_combination SET fund = @fund, nature = @nature, function_code = @functionCode,
      economic_code = @economicCode, project = @project WHERE id = @id`)
  const next = (table: string): number =>
    Number(db.prepare(`SELECT coalesce(max(id), 0) + 1 FROM ${table}`).pluck().get())

  return {
    /** Runs `work` in one transaction that other writes may nest in; what it throws undoes everything. */
    async loadLedger<T>(work: (load: LedgerLoad) => Promise<T>): Promise<T> {
      db.exec('BEGIN IMMEDIATE')
      try {
        const result = await work(newLoad())
        db.exec('COMMIT')
        return result
      } catch (error) {
        if (db.inTransaction) db.exec('ROLLBACK')
        throw error
      }
    },
    /** Writes a sheet under the number that its rows already refer to. */
    addSheet(id: number, sheet: NewLedgerSheet): void {
      session()
      const { layout, months, explained } = sheet
      const row = { ...sheet, id, layout: JSON.stringify(layout), explained: JSON.stringify(explained) }
      if (sheet.kind === 'indicators') insertIndicatorSheet.run(row)
      else insertSheet.run({ ...row, months: JSON.stringify(months) })
    },
    /** Marks the lines of some vouchers in some sheets as year-end transfers, or as none. */
    setTransfers(vouchers: readonly number[], sheets: readonly number[], transfer: boolean): void {
      session()
      const marks = { transfer: transfer ? 1 : 0, vouchers: JSON.stringify(vouchers), sheets: JSON.stringify(sheets) }
      updateTransfers.run(marks)
    },
    setDimensions(combination: number, dimensions: StoredDimensions): void {
      session()
      updateDimensions.run({ id: combination, ...columnsOf(dimensions) })
    },
  }

  function newLoad(): LedgerLoad {
    const entryRows = bulkInsert(db, 'ledger_entry', [
      'sheet_id', 'row', 'voucher_id', 'combination_id', 'transfer', 'debit_fen', 'credit_fen', 'summary',
    ]) // prettier-ignore
    const voucherRows = bulkInsert(db, 'ledger_voucher', ['id', 'day', 'number', 'transfer'])
    /** Vouchers first: entries refer to them. */
    const writeRows = (): void => {
      voucherRows.write()
      entryRows.write()
    }
    const insertBalance = db.prepare(`
      INSERT INTO ledger_balance (sheet_id, row, combination_id, opening_fen, debit_fen, credit_fen, closing_fen)
      VALUES (?, ?, ?, ?, ?, ?, ?)`)
    const insertIndicator = db.prepare(`
      INSERT INTO indicator_row (sheet_id, row, combination_id, initial_fen, added_fen, adjusted_fen, available_fen)
      VALUES (?, ?, ?, ?, ?, ?, ?)`)
    const mark = db.prepare(`
      UPDATE ledger_entry SET transfer = @transfer
      WHERE id >= @first AND transfer <> @transfer AND voucher_id IN (SELECT value FROM json_each(@vouchers))`)
    const markVoucher = db.prepare(
      'UPDATE ledger_voucher SET transfer = @transfer WHERE id IN (SELECT value FROM json_each(@vouchers))',
    )
    const findCombination = db
      .prepare<[string, string, string, string], number>(
        'SELECT id FROM ledger_combination WHERE unit_code = ? AND account = ? AND name = ? AND items = ?',
      )
      .pluck()
    const insertCombination = db.prepare(`
      INSERT INTO ledger_combination (unit_code, account, name, items, fund, nature, function_code, economic_code, project)
      VALUES (@unit, @account, @name, @items, @fund, @nature, @functionCode, @economicCode, @project)`)
    const firstEntry = next('ledger_entry')
    let entries = 0
    let isIndexed = true
    return {
      firstSheet: Math.max(next('ledger_sheet'), next('indicator_sheet')),
      firstVoucher: next('ledger_voucher'),
      combination(unit, { account, name, items }, dimensions) {
        const text = JSON.stringify(items)
        const known = findCombination.get(unit, account, name, text)
        if (known !== undefined) {
          updateDimensions.run({ id: known, ...columnsOf(dimensions) })
          return known
        }
        const row = { unit, account, name, items: text, ...columnsOf(dimensions) }
        return Number(insertCombination.run(row).lastInsertRowid)
      },
      entry(sheet, row, voucher, combination, transfer, debit, credit, summary) {
        entries += 1
        if (entries === INDEX_LATER_FROM && firstEntry <= INDEX_AGAIN_UP_TO) {
          db.exec('DROP INDEX ledger_entry_sums')
          isIndexed = false
        }
        if (entryRows.isFull()) writeRows()
        entryRows.add(sheet, row, voucher, combination, transfer, debit, credit, summary)
      },
      balance(sheet, row, combination, opening, debit, credit, closing) {
        insertBalance.run(sheet, row, combination, opening ?? null, debit ?? null, credit ?? null, closing ?? null)
      },
      indicator(sheet, row, combination, { initial, added, adjusted, available }) {
        insertIndicator.run(
          sheet,
          row,
          combination,
          initial ?? null,
          added ?? null,
          adjusted ?? null,
          available ?? null,
        )
      },
      voucher(id, day, number, transfer) {
        if (voucherRows.isFull()) voucherRows.write()
        voucherRows.add(id, day, number, transfer ? 1 : 0)
      },
      markTransfers(vouchers, transfer) {
        writeRows()
        if (vouchers.length === 0) return
        const marks = { transfer: transfer ? 1 : 0, vouchers: JSON.stringify(vouchers) }
        mark.run({ ...marks, first: firstEntry })
        markVoucher.run(marks)
      },
      finish() {
        writeRows()
        if (!isIndexed) db.exec(SUMS_INDEX)
        isIndexed = true
      },
    }
  }
}

const columnsOf = ({ fund, nature, functionCode, economicCode, project }: StoredDimensions) => ({
  fund: fund ?? null,
  nature: nature ?? null,
  functionCode: functionCode ?? null,
  economicCode: economicCode ?? null,
  project: project ?? null,
})
