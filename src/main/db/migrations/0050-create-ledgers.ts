import type { Migration } from '../migrate.ts'

/**
 * Ledgers: sheets of imports, a unit's combinations of account and auxiliary items with their dimensions, vouchers, entries and
 * balances. A ledger is exact to the 分, so its amounts have no quantum. What stands follows from the imports that were not
 * undone; there is no mark to move on a million rows.
 */
export const createLedgers: Migration = {
  version: 50,
  name: 'create-ledgers',
  up(db) {
    db.exec(SHEETS)
    db.exec(COMBINATIONS)
    db.exec(ENTRIES)
    db.exec(MAPPINGS)
  },
}

const SAFE = 'BETWEEN -9007199254740991 AND 9007199254740991'

const appendOnly = (table: string, columns?: string): string => `
  CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ${columns === undefined ? '' : `OF ${columns} `}ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_never_shrinks BEFORE DELETE ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`

const SHEETS = `
  CREATE TABLE ledger_sheet (
    id        INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id),
    import_id INTEGER NOT NULL REFERENCES import (id),
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('journal', 'balance', 'payments')),
    layout    TEXT NOT NULL CHECK (json_valid(layout)),     -- column of each role, for addresses
    months    TEXT NOT NULL CHECK (json_valid(months)),     -- months that have entries, rising
    rows_read   INTEGER NOT NULL CHECK (rows_read >= 0),
    rows_stored INTEGER NOT NULL CHECK (rows_stored BETWEEN 0 AND rows_read),
    explained   TEXT NOT NULL CHECK (json_valid(explained)) -- rows not stored, by why
  ) STRICT;
  CREATE INDEX ledger_sheet_by_report ON ledger_sheet (report_id);
  ${appendOnly('ledger_sheet')}`

const COMBINATIONS = `
  -- Distinct (account, auxiliary items) of a unit, over all its years; the dimensions follow from the unit's mapping.
  CREATE TABLE ledger_combination (
    id        INTEGER PRIMARY KEY,
    unit_code TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
    account   TEXT NOT NULL,
    name      TEXT NOT NULL,
    items     TEXT NOT NULL CHECK (json_valid(items)),      -- [[kind, text], …]
    fund TEXT, nature TEXT, function_code TEXT, economic_code TEXT, project TEXT,
    UNIQUE (unit_code, account, name, items)
  ) STRICT;
  ${appendOnly('ledger_combination', 'id, account, name, items')}`

const ENTRIES = `
  -- References to sheets point to rows that are written last, when the file was read to its end.
  CREATE TABLE ledger_voucher (
    id       INTEGER PRIMARY KEY,
    day      TEXT NOT NULL,                                 -- '' where the file has no dates
    number   TEXT NOT NULL,
    transfer INTEGER NOT NULL CHECK (transfer IN (0, 1))    -- 1: year-end transfer
  ) STRICT;
  ${appendOnly('ledger_voucher', 'id, day, number')}

  CREATE TABLE ledger_entry (
    id             INTEGER PRIMARY KEY,
    sheet_id       INTEGER NOT NULL REFERENCES ledger_sheet (id) DEFERRABLE INITIALLY DEFERRED,
    row            INTEGER NOT NULL,                        -- 1-based, as the file counts
    voucher_id     INTEGER NOT NULL REFERENCES ledger_voucher (id),
    combination_id INTEGER NOT NULL REFERENCES ledger_combination (id),
    transfer       INTEGER NOT NULL,
    debit_fen      INTEGER NOT NULL CHECK (debit_fen ${SAFE}),
    credit_fen     INTEGER NOT NULL CHECK (credit_fen ${SAFE}),
    summary        TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ledger_entry_sums ON ledger_entry (sheet_id, combination_id, transfer, debit_fen, credit_fen);
  ${appendOnly('ledger_entry', 'id, sheet_id, row, voucher_id, combination_id, debit_fen, credit_fen, summary')}

  -- Balances are 贷 − 借; NULL where the file says nothing.
  CREATE TABLE ledger_balance (
    id             INTEGER PRIMARY KEY,
    sheet_id       INTEGER NOT NULL REFERENCES ledger_sheet (id) DEFERRABLE INITIALLY DEFERRED,
    row            INTEGER NOT NULL,
    combination_id INTEGER NOT NULL REFERENCES ledger_combination (id),
    opening_fen    INTEGER CHECK (opening_fen ${SAFE}),
    debit_fen      INTEGER CHECK (debit_fen ${SAFE}),
    credit_fen     INTEGER CHECK (credit_fen ${SAFE}),
    closing_fen    INTEGER CHECK (closing_fen ${SAFE})
  ) STRICT;
  CREATE INDEX ledger_balance_by_sheet ON ledger_balance (sheet_id, combination_id);
  ${appendOnly('ledger_balance')}`

const MAPPINGS = `
  -- What a unit decided, newest row per subject in force: rules from accounts to dimensions, layouts of sheets, open choices.
  CREATE TABLE ledger_decision (
    id        INTEGER PRIMARY KEY,
    unit_code TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
    kind      TEXT NOT NULL CHECK (kind IN ('mapping', 'layout', 'settings')),
    subject   TEXT NOT NULL,                                -- of a layout: its fingerprint; otherwise ''
    value     TEXT NOT NULL CHECK (json_valid(value)),
    audit_id  INTEGER NOT NULL REFERENCES audit_log (id)
  ) STRICT;
  CREATE INDEX ledger_decision_by_subject ON ledger_decision (unit_code, kind, subject, id);
  CREATE TRIGGER ledger_decision_never_changes BEFORE UPDATE OF id, kind, subject, value, audit_id ON ledger_decision
  BEGIN SELECT RAISE(ABORT, 'ledger_decision is append-only'); END;
  CREATE TRIGGER ledger_decision_never_shrinks BEFORE DELETE ON ledger_decision
  BEGIN SELECT RAISE(ABORT, 'ledger_decision is append-only'); END;`
