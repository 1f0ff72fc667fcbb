import type { Migration } from '../migrate.ts'

/** What a person decides about the publication of one report: 涉密 items, and the options of the pack. */
export const createPublicationChoices: Migration = {
  version: 60,
  name: 'create-publication-choices',
  up(db) {
    db.exec(`
      -- 涉密 items; the newest row per item is the current one.
      CREATE TABLE secret_item (
        id        INTEGER PRIMARY KEY,
        report_id INTEGER NOT NULL REFERENCES report (id),
        kind      TEXT NOT NULL CHECK (kind IN ('科目', '项目')),
        target    TEXT NOT NULL CHECK (target <> ''),         -- code, or key of the project
        state     TEXT NOT NULL CHECK (state IN ('marked', 'withdrawn')),
        totals    TEXT CHECK (totals IN ('包含', '不包含')),  -- NULL: not said yet
        reason    TEXT NOT NULL,
        audit_id  INTEGER NOT NULL REFERENCES audit_log (id),
        CHECK (state = 'marked' OR totals IS NULL)
      ) STRICT;
      CREATE INDEX secret_item_by_target ON secret_item (report_id, kind, target, id);
      CREATE TRIGGER secret_item_never_changes BEFORE UPDATE ON secret_item
      BEGIN SELECT RAISE(ABORT, 'secret_item is append-only'); END;
      CREATE TRIGGER secret_item_never_shrinks BEFORE DELETE ON secret_item
      BEGIN SELECT RAISE(ABORT, 'secret_item is append-only'); END;

      -- Options of the pack (保密审查, 审签, 盖章页) switched on or off; the newest row per option is the current one.
      CREATE TABLE pack_option (
        id        INTEGER PRIMARY KEY,
        report_id INTEGER NOT NULL REFERENCES report (id),
        option_id TEXT NOT NULL CHECK (option_id <> ''),
        is_on     INTEGER CHECK (is_on IN (0, 1)),            -- NULL: as last year, else as the pack says
        audit_id  INTEGER NOT NULL REFERENCES audit_log (id)
      ) STRICT;
      CREATE INDEX pack_option_by_option ON pack_option (report_id, option_id, id);
      CREATE TRIGGER pack_option_never_changes BEFORE UPDATE ON pack_option
      BEGIN SELECT RAISE(ABORT, 'pack_option is append-only'); END;
      CREATE TRIGGER pack_option_never_shrinks BEFORE DELETE ON pack_option
      BEGIN SELECT RAISE(ABORT, 'pack_option is append-only'); END;`)
  },
}
