import type { Database } from 'better-sqlite3'

/** A table whose rows are versions of a fact, with the columns that say which fact (`source` among them). */
export interface VersionedTable {
  readonly name: 'cell_value' | 'row_list' | 'text' | 'project_version'
  readonly key: readonly string[]
}

export const versionedTables: readonly VersionedTable[] = [
  { name: 'cell_value', key: ['report_id', 'ref_id', 'source'] },
  { name: 'row_list', key: ['report_id', 'prior', 'table_id', 'source'] },
  { name: 'text', key: ['report_id', 'text_id', 'source'] },
  { name: 'project_version', key: ['report_id', 'project_key', 'source'] },
]

/** Takes the mark from the current version of a fact, so that a new row can bear it; parameters are the key columns. */
export function superseding(db: Database, name: VersionedTable['name']) {
  const table = versionedTables.find((t) => t.name === name)
  if (table === undefined) throw new RangeError(`${name} is not versioned`)
  const where = table.key.map((column) => `${column} = @${column}`).join(' AND ')
  return db.prepare(`UPDATE ${name} SET current = 0 WHERE ${where} AND current = 1`)
}

/**
 * Takes back what an import wrote: of every fact that it touched, the newest version whose import stands becomes current again.
 * What later imports wrote keeps standing.
 */
export function undoing(db: Database): (importId: number) => void {
  const steps = versionedTables.map(({ name, key }) => {
    const columns = key.join(', ')
    return {
      drop: db.prepare(`UPDATE ${name} SET current = 0 WHERE import_id = ? AND current = 1`),
      raise: db.prepare(`
        UPDATE ${name} SET current = 1 WHERE current = 0 AND id IN (
          SELECT max(v.id) FROM ${name} v LEFT JOIN import i ON i.id = v.import_id
          WHERE (${key.map((column) => `v.${column}`).join(', ')}) IN (SELECT ${columns} FROM ${name} WHERE import_id = ?)
            AND i.undone_by IS NULL
          GROUP BY ${key.map((column) => `v.${column}`).join(', ')})`),
    }
  })
  return (importId) => {
    for (const { drop, raise } of steps) {
      drop.run(importId)
      raise.run(importId)
    }
  }
}
