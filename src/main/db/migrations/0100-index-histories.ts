import type { Migration } from '../migrate.ts'

/**
 * Histories by their fact: without these the versions of one text, sheet or row list were looked for among those of all reports of the
 * store. And the computed cells of a report, which every edit compares, beside its thousands of others.
 */
export const indexHistories: Migration = {
  version: 100,
  name: 'index-histories',
  up(db) {
    db.exec(`
      CREATE INDEX text_history ON text (report_id, text_id, source);
      CREATE INDEX row_list_history ON row_list (report_id, prior, table_id, source);
      CREATE INDEX project_version_history ON project_version (report_id, project_key, source);
      CREATE INDEX cell_value_derived ON cell_value (report_id, ref_id) WHERE source = 'derived' AND current = 1;`)
  },
}
