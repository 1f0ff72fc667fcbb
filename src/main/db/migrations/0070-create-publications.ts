import type { Migration } from '../migrate.ts'

/** What becomes of packages: 批复日期 of a report, what a package said, where it was published, what a correction corrects. */
export const createPublications: Migration = {
  version: 70,
  name: 'create-publications',
  up(db) {
    db.exec(`
      -- 批复日期; the newest row per report is the current one.
      CREATE TABLE approval (
        id          INTEGER PRIMARY KEY,
        report_id   INTEGER NOT NULL REFERENCES report (id),
        approved_on TEXT CHECK (approved_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),  -- NULL: withdrawn
        last_day    TEXT CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        audit_id    INTEGER NOT NULL REFERENCES audit_log (id),
        CHECK ((approved_on IS NULL) = (last_day IS NULL))
      ) STRICT;
      CREATE INDEX approval_by_report ON approval (report_id, id);

      -- What the document of a package said, as JSON among the original files.
      CREATE TABLE export_snapshot (
        export_id INTEGER PRIMARY KEY REFERENCES export (id),
        sha256    TEXT NOT NULL REFERENCES source_file (sha256)
      ) STRICT;

      -- A published package is kept whole: its folder may be moved or changed, what was published may not.
      CREATE TABLE export_file (
        export_id INTEGER NOT NULL REFERENCES export (id),
        name      TEXT NOT NULL CHECK (name <> ''),
        sha256    TEXT NOT NULL REFERENCES source_file (sha256),
        PRIMARY KEY (export_id, name)
      ) STRICT, WITHOUT ROWID;

      -- When and where a package was published; the newest row per package is the current one.
      CREATE TABLE publication (
        id              INTEGER PRIMARY KEY,
        export_id       INTEGER NOT NULL REFERENCES export (id),
        published_on    TEXT NOT NULL CHECK (published_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        url             TEXT NOT NULL,
        screenshot      TEXT REFERENCES source_file (sha256),
        screenshot_name TEXT,
        audit_id        INTEGER NOT NULL REFERENCES audit_log (id),
        CHECK ((screenshot IS NULL) = (screenshot_name IS NULL))
      ) STRICT;
      CREATE INDEX publication_by_export ON publication (export_id, id);

      -- 更正公开: the package that corrects another, with its list of changes.
      CREATE TABLE correction (
        export_id INTEGER PRIMARY KEY REFERENCES export (id),
        corrects  INTEGER NOT NULL REFERENCES export (id) CHECK (corrects <> export_id),
        changes   TEXT NOT NULL CHECK (json_valid(changes))
      ) STRICT;`)
    for (const table of ['approval', 'export_snapshot', 'export_file', 'publication', 'correction'])
      db.exec(`
        CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ON ${table}
        BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
        CREATE TRIGGER ${table}_never_shrinks BEFORE DELETE ON ${table}
        BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`)
  },
}
