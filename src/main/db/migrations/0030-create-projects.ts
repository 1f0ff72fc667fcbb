import type { Migration } from '../migrate.ts'

/** Performance sheets: a project keeps its identity, every save is a whole new version of it with funds, texts and indicators. */
export const createProjects: Migration = {
  version: 30,
  name: 'create-projects',
  up(db) {
    db.exec(PROJECT)
    db.exec(PARTS)
    db.exec(INDICATOR)
  },
}

const amount = (name: string): string => `
    ${name}_fen INTEGER CHECK (${name}_fen BETWEEN -9007199254740991 AND 9007199254740991),
    ${name}_quantum INTEGER CHECK ((${name}_quantum IS NULL) = (${name}_fen IS NULL) AND ${name}_quantum >= 1)`

const FIGURES = ['declared', 'compiled', 'budget', 'executed'].map(amount).join(',')

const neverChanges = (table: string): string => `
  CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_never_shrinks BEFORE DELETE ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`

const PROJECT = `
  CREATE TABLE project_version (
    id          INTEGER PRIMARY KEY,
    report_id   INTEGER NOT NULL REFERENCES report (id),
    project_key TEXT NOT NULL CHECK (project_key <> ''),
    source      TEXT NOT NULL CHECK (source IN ('imported', 'entered', 'derived')),
    -- withdrawn: this source no longer knows the project; removed: a person says that it does not exist
    state       TEXT NOT NULL CHECK (state IN ('present', 'withdrawn', 'removed')),
    ordinal     INTEGER NOT NULL,
    subject     TEXT NOT NULL CHECK (subject IN ('项目', '部门整体')),
    name        TEXT NOT NULL CHECK (name <> ''),
    project_code TEXT, department TEXT, department_code TEXT, unit TEXT, unit_code TEXT,
    goal        TEXT,
    achieved    TEXT,
    ${FIGURES},
    import_id   INTEGER REFERENCES import (id),
    audit_id    INTEGER NOT NULL REFERENCES audit_log (id),
    current     INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)),
    CHECK ((source = 'imported') = (import_id IS NOT NULL))
  ) STRICT;
  CREATE UNIQUE INDEX project_version_current ON project_version (report_id, project_key, source) WHERE current = 1;
  CREATE INDEX project_version_by_import ON project_version (import_id) WHERE import_id IS NOT NULL;
  CREATE TRIGGER project_version_never_changes BEFORE UPDATE OF
    id, report_id, project_key, source, state, ordinal, subject, name, goal, achieved, import_id, audit_id ON project_version
  BEGIN SELECT RAISE(ABORT, 'project_version is append-only'); END;
  CREATE TRIGGER project_version_never_shrinks BEFORE DELETE ON project_version
  BEGIN SELECT RAISE(ABORT, 'project_version is append-only'); END;`

const PARTS = `
  CREATE TABLE project_fund (
    version_id INTEGER NOT NULL REFERENCES project_version (id),
    ordinal    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    ${FIGURES},
    PRIMARY KEY (version_id, ordinal)
  ) STRICT, WITHOUT ROWID;
  ${neverChanges('project_fund')}
  CREATE TABLE project_text (
    version_id INTEGER NOT NULL REFERENCES project_version (id),
    text_id    TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (version_id, text_id)
  ) STRICT, WITHOUT ROWID;
  ${neverChanges('project_text')}`

/** Operator, number and unit, or words; all null when the box is blank. */
const targetColumns = (name: string): string => `
    ${name}_operator TEXT CHECK (${name}_operator IN ('≥', '≤', '=', '>', '<')),
    ${amount(name)},
    ${name}_unit TEXT,
    ${name}_words TEXT`

const targetChecks = (name: string): string => `
    CHECK ((${name}_fen IS NULL) = (${name}_operator IS NULL) AND (${name}_fen IS NULL) = (${name}_unit IS NULL)),
    CHECK (${name}_fen IS NULL OR ${name}_words IS NULL)`

const INDICATOR = `
  CREATE TABLE indicator (
    version_id    INTEGER NOT NULL REFERENCES project_version (id),
    ordinal       INTEGER NOT NULL,
    indicator_key TEXT NOT NULL CHECK (indicator_key <> ''),
    level1 TEXT NOT NULL, level2 TEXT NOT NULL, level3 TEXT NOT NULL,
    description TEXT, basis TEXT, standard TEXT,
    ${targetColumns('target')},
    ${targetColumns('adjusted')},
    ${amount('actual')},
    actual_unit TEXT, actual_words TEXT,
    ${amount('weight')},
    ${amount('score')},
    deviation_reason TEXT,
    PRIMARY KEY (version_id, ordinal),
    UNIQUE (version_id, indicator_key),
    ${targetChecks('target')},
    ${targetChecks('adjusted')},
    CHECK ((actual_fen IS NULL) = (actual_unit IS NULL) AND (actual_fen IS NULL OR actual_words IS NULL))
  ) STRICT, WITHOUT ROWID;
  ${neverChanges('indicator')}`
