import type { Migration } from '../migrate.ts'

/**
 * Source files, imports, and what they and people write: cells, row lists, texts.
 * Every fact is a chain of versions per source; `current` marks the newest one whose import was not undone.
 */
export const createCells: Migration = {
  version: 20,
  name: 'create-cells',
  up(db) {
    db.exec(IMPORTS)
    db.exec(CELLS)
    db.exec(ROWS)
    db.exec(TEXTS)
  },
}

const IMPORTS = `
  CREATE TABLE source_file (
    sha256   TEXT PRIMARY KEY CHECK (length(sha256) = 64),  -- of the original bytes, kept compressed beside the store
    name     TEXT NOT NULL,
    size     INTEGER NOT NULL CHECK (size >= 0),
    audit_id INTEGER NOT NULL REFERENCES audit_log (id)
  ) STRICT;

  CREATE TABLE import (
    id           INTEGER PRIMARY KEY,
    report_id    INTEGER NOT NULL REFERENCES report (id),
    sha256       TEXT NOT NULL REFERENCES source_file (sha256),
    file_name    TEXT NOT NULL,
    mapping_hash TEXT NOT NULL,                             -- what the user decided about the file; '' when nothing
    summary      TEXT NOT NULL CHECK (json_valid(summary)),
    audit_id     INTEGER NOT NULL REFERENCES audit_log (id),
    undone_by    INTEGER REFERENCES audit_log (id)
  ) STRICT;
  CREATE INDEX import_by_file ON import (report_id, sha256);`

const SOURCE = `source TEXT NOT NULL CHECK (source IN ('imported', 'entered', 'derived'))`
const VERSION = `
    import_id INTEGER REFERENCES import (id),
    audit_id  INTEGER NOT NULL REFERENCES audit_log (id),   -- who and when
    current   INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)),
    CHECK ((source = 'imported') = (import_id IS NOT NULL))`

/** Only the mark moves; what was once written is never rewritten and never deleted. */
const appendOnly = (table: string, columns: string): string => `
  CREATE TRIGGER ${table}_never_changes BEFORE UPDATE OF ${columns} ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_never_shrinks BEFORE DELETE ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`

const CELLS = `
  -- Names of cells, shared by all reports and never changed: a value then costs a third of the space.
  CREATE TABLE cell_ref (
    id        INTEGER PRIMARY KEY,
    prior     INTEGER NOT NULL CHECK (prior IN (0, 1)),     -- 1: last year's figure, from the 填报表
    table_id  TEXT NOT NULL,
    row_key   TEXT NOT NULL,
    column_id TEXT NOT NULL,
    UNIQUE (table_id, row_key, column_id, prior)
  ) STRICT;
  CREATE TRIGGER cell_ref_never_changes BEFORE UPDATE ON cell_ref
  BEGIN SELECT RAISE(ABORT, 'cell_ref is append-only'); END;

  CREATE TABLE cell_value (
    id        INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id),
    ref_id    INTEGER NOT NULL REFERENCES cell_ref (id),
    ${SOURCE},
    kind      TEXT NOT NULL CHECK (kind IN ('amount', 'blank', 'dash', 'withdrawn')),
    fen       INTEGER CHECK (fen BETWEEN -9007199254740991 AND 9007199254740991),
    quantum   INTEGER CHECK (quantum BETWEEN 1 AND 1000000000000000),
    -- A file origin is the import's file at sheet and address; a person is the audit row; anything else is JSON.
    sheet     TEXT,
    address   TEXT,
    text      TEXT,
    origin    TEXT CHECK (json_valid(origin)),
    ${VERSION},
    CHECK ((kind = 'amount') = (fen IS NOT NULL) AND (fen IS NULL) = (quantum IS NULL)),
    CHECK ((sheet IS NULL) = (address IS NULL) AND (sheet IS NULL) = (text IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX cell_value_current ON cell_value (report_id, ref_id, source) WHERE current = 1;
  CREATE INDEX cell_value_history ON cell_value (report_id, ref_id, source);
  CREATE INDEX cell_value_by_import ON cell_value (import_id) WHERE import_id IS NOT NULL;
  ${appendOnly('cell_value', 'id, report_id, ref_id, source, kind, fen, quantum, sheet, address, text, origin, import_id, audit_id')}

  -- Which hand stands where the default order is not wanted; the newest row is the current choice.
  CREATE TABLE cell_choice (
    id        INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id),
    ref_id    INTEGER NOT NULL REFERENCES cell_ref (id),
    source    TEXT CHECK (source IN ('imported', 'entered', 'derived')),  -- NULL: back to the default order
    why       TEXT NOT NULL CHECK (why <> ''),
    audit_id  INTEGER NOT NULL REFERENCES audit_log (id),
    current   INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1))
  ) STRICT;
  CREATE UNIQUE INDEX cell_choice_current ON cell_choice (report_id, ref_id) WHERE current = 1;
  ${appendOnly('cell_choice', 'id, report_id, ref_id, source, why, audit_id')}`

const ROWS = `
  -- The rows of a table in printed order, with their names as imported; a list is replaced whole.
  CREATE TABLE row_list (
    id        INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id),
    prior     INTEGER NOT NULL CHECK (prior IN (0, 1)),
    table_id  TEXT NOT NULL,
    ${SOURCE},
    complete  INTEGER NOT NULL CHECK (complete IN (0, 1)),  -- 1: what it does not list is zero, 0: unknown
    ${VERSION}
  ) STRICT;
  CREATE UNIQUE INDEX row_list_current ON row_list (report_id, prior, table_id, source) WHERE current = 1;
  CREATE INDEX row_list_by_import ON row_list (import_id) WHERE import_id IS NOT NULL;
  ${appendOnly('row_list', 'id, report_id, prior, table_id, source, complete, import_id, audit_id')}

  CREATE TABLE table_row (
    list_id INTEGER NOT NULL REFERENCES row_list (id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    row_key TEXT NOT NULL,
    name    TEXT NOT NULL,
    PRIMARY KEY (list_id, ordinal),
    UNIQUE (list_id, row_key)
  ) STRICT, WITHOUT ROWID;`

const TEXTS = `
  CREATE TABLE text (
    id        INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id),
    text_id   TEXT NOT NULL,
    ${SOURCE},
    value     TEXT,                                         -- NULL: withdrawn
    ${VERSION}
  ) STRICT;
  CREATE UNIQUE INDEX text_current ON text (report_id, text_id, source) WHERE current = 1;
  CREATE INDEX text_by_import ON text (import_id) WHERE import_id IS NOT NULL;
  ${appendOnly('text', 'id, report_id, text_id, source, value, import_id, audit_id')}`
