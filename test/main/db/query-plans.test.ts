import { expect, test } from 'vitest'
import Database from 'better-sqlite3'
import { migrations } from '#main/db/migrations/index.ts'

/** What is asked while a clerk works; in a store of hundreds of reports each must find its rows by an index. */
const QUERIES = [
  'SELECT id FROM text WHERE report_id = 1 AND text_id = 2 ORDER BY id',
  'SELECT id FROM project_version WHERE report_id = 1 AND project_key = 2 ORDER BY id',
  "SELECT min(id) FROM project_version WHERE report_id = 1 AND project_key = 2 AND source = 'derived' AND state = 'present'",
  'SELECT id FROM row_list WHERE report_id = 1 AND prior = 0 AND table_id = 2 AND source = 3',
  "SELECT id FROM cell_value WHERE report_id = 1 AND source = 'derived' AND current = 1",
  'SELECT id FROM cell_value WHERE report_id = 1 AND ref_id = 2 ORDER BY id',
]

test.each(QUERIES)('%s', (sql) => {
  const db = new Database(':memory:')
  for (const { up } of migrations) up(db)
  const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all()
  expect(plan.map(({ detail }) => detail).join()).toMatch(/USING (?:COVERING )?INDEX/u)
  db.close()
})
