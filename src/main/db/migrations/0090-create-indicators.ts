import type { Migration } from '../migrate.ts'

const SAFE = 'BETWEEN -9007199254740991 AND 9007199254740991'

const appendOnly = (table: string): string => `
  CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_never_shrinks BEFORE DELETE ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`

/**
 * Lists of 预算指标: sheets and rows. A table of sheets of its own, because the kinds of ledger_sheet are held by a CHECK and other
 * tables refer to it; the ids of both are one series. One row of the file is one row here, its kinds side by side.
 */
export const createIndicators: Migration = {
  version: 90,
  name: 'create-indicators',
  up(db) {
    db.exec(`
      CREATE TABLE indicator_sheet (
        id        INTEGER PRIMARY KEY,
        report_id INTEGER NOT NULL REFERENCES report (id),
        import_id INTEGER NOT NULL REFERENCES import (id),
        name      TEXT NOT NULL,
        layout    TEXT NOT NULL CHECK (json_valid(layout)),     -- column of each role, for addresses
        rows_read   INTEGER NOT NULL CHECK (rows_read >= 0),
        rows_stored INTEGER NOT NULL CHECK (rows_stored BETWEEN 0 AND rows_read),
        explained   TEXT NOT NULL CHECK (json_valid(explained)) -- rows not stored, by why
      ) STRICT;
      CREATE INDEX indicator_sheet_by_report ON indicator_sheet (report_id);
      ${appendOnly('indicator_sheet')}

      -- 年初, 追加, 调整 and 可执行 in 分; NULL where the export says nothing of the kind.
      CREATE TABLE indicator_row (
        id             INTEGER PRIMARY KEY,
        sheet_id       INTEGER NOT NULL REFERENCES indicator_sheet (id) DEFERRABLE INITIALLY DEFERRED,
        row            INTEGER NOT NULL CHECK (row >= 1),        -- 1-based, as the file counts
        combination_id INTEGER NOT NULL REFERENCES ledger_combination (id),
        initial_fen    INTEGER CHECK (initial_fen ${SAFE}),
        added_fen      INTEGER CHECK (added_fen ${SAFE}),
        adjusted_fen   INTEGER CHECK (adjusted_fen ${SAFE}),
        available_fen  INTEGER CHECK (available_fen ${SAFE}),
        CHECK (coalesce(initial_fen, added_fen, adjusted_fen, available_fen) IS NOT NULL)
      ) STRICT;
      CREATE INDEX indicator_row_by_sheet ON indicator_row (sheet_id, combination_id);
      ${appendOnly('indicator_row')}`)
  },
}
