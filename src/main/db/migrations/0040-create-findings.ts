import type { Migration } from '../migrate.ts'

/** What people decide about findings, wording and packages: explanations, overlays, exports, settings. */
export const createFindings: Migration = {
  version: 40,
  name: 'create-findings',
  up(db) {
    db.exec(`
      -- 出错说明 of a finding that is right all the same; the newest row per finding is the current one.
      CREATE TABLE explanation (
        id           INTEGER PRIMARY KEY,
        report_id    INTEGER NOT NULL REFERENCES report (id),
        finding_key  TEXT NOT NULL CHECK (finding_key <> ''),
        text         TEXT,                                  -- NULL: withdrawn
        carried_from INTEGER REFERENCES report (id),        -- last year's report; to be confirmed while set
        audit_id     INTEGER NOT NULL REFERENCES audit_log (id)
      ) STRICT;
      CREATE INDEX explanation_by_finding ON explanation (report_id, finding_key, id);

      CREATE TABLE export (
        id            INTEGER PRIMARY KEY,
        report_id     INTEGER NOT NULL REFERENCES report (id),
        version       INTEGER NOT NULL CHECK (version >= 1),
        path          TEXT NOT NULL,
        manifest_hash TEXT NOT NULL CHECK (length(manifest_hash) = 64),
        checks        TEXT NOT NULL CHECK (json_valid(checks)),
        audit_id      INTEGER NOT NULL REFERENCES audit_log (id),
        UNIQUE (report_id, version)
      ) STRICT;

      -- A unit's own wording over the pack; the newest row per place is the current one.
      CREATE TABLE overlay (
        id        INTEGER PRIMARY KEY,
        unit_code TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
        pack_id   TEXT NOT NULL,
        place     TEXT NOT NULL CHECK (place IN ('sentence', 'section')),
        place_id  TEXT NOT NULL CHECK (place_id <> ''),
        action    TEXT NOT NULL CHECK (action IN ('replace', 'omit', 'add', 'withdraw')),
        after_id  TEXT,                                     -- where an added one goes
        markdown  TEXT,
        audit_id  INTEGER NOT NULL REFERENCES audit_log (id),
        CHECK ((action IN ('replace', 'add')) = (markdown IS NOT NULL)),
        CHECK (action = 'add' OR after_id IS NULL)
      ) STRICT;
      CREATE INDEX overlay_by_place ON overlay (unit_code, pack_id, place, place_id, id);

      CREATE TABLE setting (
        key      TEXT PRIMARY KEY CHECK (key <> ''),
        value    TEXT NOT NULL CHECK (json_valid(value)),
        audit_id INTEGER NOT NULL REFERENCES audit_log (id)
      ) STRICT, WITHOUT ROWID;`)
  },
}
