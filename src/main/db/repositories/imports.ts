import type { Connection } from '../connection.ts'
import { storeRefusal } from '../store-errors.ts'
import { undoing } from './versions.ts'

export interface ImportRecord {
  readonly id: number
  readonly reportId: number
  /** SHA-256 of the original bytes. */
  readonly file: string
  readonly fileName: string
  /** Hash of what the user decided about the file (mapping, unit line); '' when nothing. */
  readonly mapping: string
  /** What the import found and did, as its service wrote it. */
  readonly summary: unknown
  readonly who: string
  readonly at: string
  readonly undone: { readonly who: string; readonly at: string } | undefined
}

interface ImportRow {
  readonly id: number
  readonly report_id: number
  readonly sha256: string
  readonly file_name: string
  readonly mapping_hash: string
  readonly summary: string
  readonly who: string
  readonly at: string
  readonly undone_who: string | null
  readonly undone_at: string | null
}

const SELECT = `
  SELECT i.id, i.report_id, i.sha256, i.file_name, i.mapping_hash, i.summary, a.who, a.at, u.who AS undone_who, u.at AS undone_at
  FROM import i JOIN audit_log a ON a.id = i.audit_id LEFT JOIN audit_log u ON u.id = i.undone_by`

/** Imports of files into reports. What an import wrote refers to it, and goes when it is undone. */
export function importsRepository({ db, session }: Connection) {
  const insert = db.prepare(`
    INSERT INTO import (report_id, sha256, file_name, mapping_hash, summary, audit_id)
    VALUES (@reportId, @file, @fileName, @mapping, @summary, @auditId)`)
  const selectById = db.prepare<[number], ImportRow>(`${SELECT} WHERE i.id = ?`)
  const selectSame = db.prepare<[number, string, string], ImportRow>(
    `${SELECT} WHERE i.report_id = ? AND i.sha256 = ? AND i.mapping_hash = ? AND i.undone_by IS NULL ORDER BY i.id DESC`,
  )
  const selectAll = db.prepare<[number], ImportRow>(`${SELECT} WHERE i.report_id = ? ORDER BY i.id`)
  const markUndone = db.prepare('UPDATE import SET undone_by = ? WHERE id = ?')
  const undo = undoing(db)

  return {
    /** Opens an import; what it writes follows in the same `Store.write`. The file must be among the source files. */
    add(
      entry: Pick<ImportRecord, 'reportId' | 'file' | 'fileName' | 'summary'> & { readonly mapping?: string },
    ): number {
      const { auditId } = session()
      const row = { ...entry, mapping: entry.mapping ?? '', summary: JSON.stringify(entry.summary), auditId }
      return Number(insert.run(row).lastInsertRowid)
    },
    /** The import that already brought this file with this mapping into the report and stands; ask before writing. */
    find: (reportId: number, file: string, mapping = ''): ImportRecord | undefined => {
      const row = selectSame.get(reportId, file, mapping)
      return row && toRecord(row)
    },
    get: (importId: number): ImportRecord | undefined => {
      const row = selectById.get(importId)
      return row && toRecord(row)
    },
    /** All imports of a report, oldest first, undone ones too. */
    all: (reportId: number): readonly ImportRecord[] => selectAll.all(reportId).map(toRecord),
    /**
     * Takes back everything that the import wrote (cells, rows, texts, projects): the values before it stand again,
     * values of later imports and entries keep standing. Errors: DB_IMPORT_UNKNOWN, DB_IMPORT_UNDONE.
     */
    undo(importId: number): void {
      const { auditId } = session()
      const row = selectById.get(importId)
      if (row === undefined) {
        throw storeRefusal(
          'DB_IMPORT_UNKNOWN',
          `没有编号为 ${importId} 的导入记录。`,
          '在导入记录中重新选择要撤销的一次导入。',
        )
      }
      if (row.undone_at !== null) {
        throw storeRefusal(
          'DB_IMPORT_UNDONE',
          `文件“${row.file_name}”的这次导入已经撤销过。`,
          '需要这些数据时，重新导入该文件。',
        )
      }
      markUndone.run(auditId, importId)
      undo(importId)
    },
  }
}

const toRecord = (row: ImportRow): ImportRecord => ({
  id: row.id,
  reportId: row.report_id,
  file: row.sha256,
  fileName: row.file_name,
  mapping: row.mapping_hash,
  summary: JSON.parse(row.summary) as unknown,
  who: row.who,
  at: row.at,
  undone: row.undone_who === null || row.undone_at === null ? undefined : { who: row.undone_who, at: row.undone_at },
})
