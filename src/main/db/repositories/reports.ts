import type { PackId, ReportKey, Stage } from '#core/model/report.ts'
import type { Connection } from '../connection.ts'
import { storeRefusal } from '../store-errors.ts'

/** A pack with its whole content, so that a report opens with what made it. */
export interface ArchivedPack extends PackId {
  /** Hash of the content; the same hash is stored once. */
  readonly hash: string
  readonly bytes: Uint8Array
}

export interface Report {
  readonly id: number
  readonly key: ReportKey
  readonly pack: PackId & { readonly hash: string }
}

interface ReportRow {
  readonly id: number
  readonly unit_code: string
  readonly year: number
  readonly stage: Stage
  readonly pack_hash: string
  readonly pack_id: string
  readonly version: string
}

const SELECT = `
  SELECT r.id, r.unit_code, r.year, r.stage, r.pack_hash, p.pack_id, p.version
  FROM report r JOIN pack_archive p ON p.hash = r.pack_hash`

/** One unit's accounts of one year and stage, each with the pack that made it. */
export function reportsRepository({ db, session, remember }: Connection) {
  const archive = db.prepare(
    'INSERT INTO pack_archive (hash, pack_id, version, bytes) VALUES (@hash, @id, @version, @bytes) ON CONFLICT DO NOTHING',
  )
  const insert = db.prepare(
    'INSERT INTO report (unit_code, year, stage, pack_hash, audit_id) VALUES (@unit, @year, @stage, @hash, @auditId)',
  )
  const changePack = db.prepare('UPDATE report SET pack_hash = ? WHERE id = ?')
  const selectById = db.prepare<[number], ReportRow>(`${SELECT} WHERE r.id = ?`)
  const selectByKey = db.prepare<[string, number, string], ReportRow>(
    `${SELECT} WHERE r.unit_code = ? AND r.year = ? AND r.stage = ?`,
  )
  const selectAll = db.prepare<[], ReportRow>(`${SELECT} ORDER BY r.unit_code, r.year, r.stage`)
  const selectPack = db.prepare<[number], { id: string; version: string; hash: string; bytes: Buffer }>(`
    SELECT p.pack_id AS id, p.version, p.hash, p.bytes
    FROM report r JOIN pack_archive p ON p.hash = r.pack_hash WHERE r.id = ?`)

  const findByKey = remember(['report'], (unit: string, year: number, stage: Stage): Report | undefined => {
    const row = selectByKey.get(unit, year, stage)
    return row && toReport(row)
  })
  const find = ({ unit, year, stage }: ReportKey): Report | undefined => findByKey(unit, year, stage)
  return {
    /** A new report. Errors: DB_REPORT_EXISTS; a unit that does not exist is a foreign key failure. */
    create(key: ReportKey, pack: ArchivedPack): Report {
      const { auditId } = session()
      if (find(key) !== undefined) {
        throw storeRefusal(
          'DB_REPORT_EXISTS',
          `单位“${key.unit}”${key.year} 年度的${key.stage}已经建立。`,
          '直接打开已有的报表。',
        )
      }
      archive.run(pack)
      const { lastInsertRowid } = insert.run({ ...key, hash: pack.hash, auditId })
      return { id: Number(lastInsertRowid), key, pack: { id: pack.id, version: pack.version, hash: pack.hash } }
    },
    /** Moves a report to another version of a pack; the old one stays archived. */
    usePack(reportId: number, pack: ArchivedPack): void {
      session()
      archive.run(pack)
      changePack.run(pack.hash, reportId)
    },
    find,
    get: remember(['report'], (reportId: number): Report | undefined => {
      const row = selectById.get(reportId)
      return row && toReport(row)
    }),
    all: (): readonly Report[] => selectAll.all().map(toReport),
    /** The pack that made the report, as it was archived. */
    pack: (reportId: number): ArchivedPack | undefined => selectPack.get(reportId),
  }
}

const toReport = (row: ReportRow): Report => ({
  id: row.id,
  key: { unit: row.unit_code, year: row.year, stage: row.stage },
  pack: { id: row.pack_id, version: row.version, hash: row.pack_hash },
})
