import { APPLICATION_ID } from '../file-header.ts'
import type { Migration } from '../migrate.ts'

/** The audit log, the tree of units, and the reports with the packs that made them. */
export const createReports: Migration = {
  version: 10,
  name: 'create-reports',
  up(db) {
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.exec(AUDIT)
    db.exec(UNITS)
    db.exec(REPORTS)
  },
}

const AUDIT = `
  CREATE TABLE audit_log (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT NOT NULL,                                   -- ISO 8601, UTC
    who    TEXT NOT NULL CHECK (who <> ''),
    action TEXT NOT NULL CHECK (action <> ''),
    detail TEXT NOT NULL CHECK (json_valid(detail))
  ) STRICT;
  CREATE TRIGGER audit_log_never_changes BEFORE UPDATE ON audit_log
  BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
  CREATE TRIGGER audit_log_never_shrinks BEFORE DELETE ON audit_log
  BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;`

const UNITS = `
  CREATE TABLE unit (
    code       TEXT PRIMARY KEY CHECK (code <> ''),
    name       TEXT NOT NULL CHECK (name <> ''),
    short_name TEXT NOT NULL,
    nature     TEXT NOT NULL CHECK (nature IN ('行政单位', '参照公务员法管理事业单位', '事业单位')),
    parent     TEXT REFERENCES unit (code) ON UPDATE CASCADE CHECK (parent IS NULL OR parent <> code)
  ) STRICT;
  CREATE INDEX unit_by_parent ON unit (parent);
  CREATE TRIGGER unit_tree_has_no_cycle BEFORE UPDATE OF parent ON unit WHEN NEW.parent IS NOT NULL AND NEW.code IN (
    WITH RECURSIVE above (code) AS (
      SELECT NEW.parent
      UNION
      SELECT u.parent FROM unit u JOIN above a ON u.code = a.code WHERE u.parent IS NOT NULL)
    SELECT code FROM above)
  BEGIN SELECT RAISE(ABORT, 'unit tree has a cycle'); END;`

const REPORTS = `
  -- The packs that made the reports, whole, so that a report opens with them whatever is installed later.
  CREATE TABLE pack_archive (
    hash    TEXT PRIMARY KEY CHECK (hash <> ''),
    pack_id TEXT NOT NULL,
    version TEXT NOT NULL,
    bytes   BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER pack_archive_never_changes BEFORE UPDATE ON pack_archive
  BEGIN SELECT RAISE(ABORT, 'pack_archive is append-only'); END;

  CREATE TABLE report (
    id        INTEGER PRIMARY KEY,
    unit_code TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
    year      INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 9999),
    stage     TEXT NOT NULL CHECK (stage IN ('预算', '决算')),
    pack_hash TEXT NOT NULL REFERENCES pack_archive (hash),
    audit_id  INTEGER NOT NULL REFERENCES audit_log (id),
    UNIQUE (unit_code, year, stage)
  ) STRICT;`
