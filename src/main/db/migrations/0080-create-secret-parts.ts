import type { Migration } from '../migrate.ts'

/** Which rows of the 经济分类 hold the 基本支出 of a 涉密 item: the tables do not say it, a person does. */
export const createSecretParts: Migration = {
  version: 80,
  name: 'create-secret-parts',
  up(db) {
    db.exec(`
      CREATE TABLE secret_part (
        secret_item_id INTEGER NOT NULL REFERENCES secret_item (id),
        code           TEXT NOT NULL CHECK (code <> ''),      -- 款 of the 经济分类
        fen            INTEGER NOT NULL,
        quantum        INTEGER NOT NULL CHECK (quantum >= 1),
        PRIMARY KEY (secret_item_id, code)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER secret_part_never_changes BEFORE UPDATE ON secret_part
      BEGIN SELECT RAISE(ABORT, 'secret_part is append-only'); END;
      CREATE TRIGGER secret_part_never_shrinks BEFORE DELETE ON secret_part
      BEGIN SELECT RAISE(ABORT, 'secret_part is append-only'); END;`)
  },
}
