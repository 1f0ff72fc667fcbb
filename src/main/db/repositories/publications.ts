import type { Connection } from '../connection.ts'

/** 批复日期 of a report and the last day on which it may be published; both YYYY-MM-DD. */
export interface Approval {
  readonly reportId: number
  readonly approvedOn: string
  readonly lastDay: string
}

export interface Publication {
  readonly publishedOn: string
  readonly url: string
  /** SHA-256 of the picture among the original files, and the name under which it came. */
  readonly screenshot: { readonly sha256: string; readonly name: string } | undefined
  readonly who: string
  readonly at: string
}

/** What a correction corrects and its list of changes, as the service states it. */
export interface Correction {
  readonly corrects: number
  readonly changes: unknown
}

interface PublicationRow {
  readonly export_id: number
  readonly published_on: string
  readonly url: string
  readonly screenshot: string | null
  readonly screenshot_name: string | null
  readonly who: string
  readonly at: string
}

interface ApprovalRow {
  readonly report_id: number
  readonly approved_on: string
  readonly last_day: string
}

const APPROVALS = `
  SELECT report_id, approved_on, last_day FROM approval
  WHERE approved_on IS NOT NULL AND id IN (SELECT max(id) FROM approval GROUP BY report_id)`

/** What becomes of packages. Nothing here is ever changed or removed; the newest row counts. */
export function publicationsRepository({ db, session }: Connection) {
  const insertApproval = db.prepare(
    'INSERT INTO approval (report_id, approved_on, last_day, audit_id) VALUES (?, ?, ?, ?)',
  )
  const selectApprovals = db.prepare<[], ApprovalRow>(APPROVALS)
  const selectApproval = db.prepare<[number], ApprovalRow>(`${APPROVALS} AND report_id = ?`)
  const insertPublication = db.prepare(`
    INSERT INTO publication (export_id, published_on, url, screenshot, screenshot_name, audit_id)
    VALUES (?, ?, ?, ?, ?, ?)`)
  const selectPublications = db.prepare<[number], PublicationRow>(`
    SELECT p.export_id, p.published_on, p.url, p.screenshot, p.screenshot_name, a.who, a.at
    FROM publication p JOIN audit_log a ON a.id = p.audit_id JOIN export e ON e.id = p.export_id
    WHERE e.report_id = ? AND p.id IN (SELECT max(id) FROM publication GROUP BY export_id)`)
  const selectFirstDays = db.prepare<[], { report_id: number; published_on: string }>(`
    SELECT e.report_id, min(p.published_on) AS published_on FROM publication p JOIN export e ON e.id = p.export_id
    WHERE p.id IN (SELECT max(id) FROM publication GROUP BY export_id) GROUP BY e.report_id`)
  const insertSnapshot = db.prepare('INSERT INTO export_snapshot (export_id, sha256) VALUES (?, ?)')
  const selectSnapshot = db.prepare<[number], string>('SELECT sha256 FROM export_snapshot WHERE export_id = ?').pluck()
  const insertFile = db.prepare('INSERT INTO export_file (export_id, name, sha256) VALUES (?, ?, ?)')
  const selectFiles = db.prepare<[number], { name: string; sha256: string }>(
    'SELECT name, sha256 FROM export_file WHERE export_id = ? ORDER BY name',
  )
  const insertCorrection = db.prepare('INSERT INTO correction (export_id, corrects, changes) VALUES (?, ?, ?)')
  const selectCorrections = db.prepare<[number], { export_id: number; corrects: number; changes: string }>(`
    SELECT c.export_id, c.corrects, c.changes FROM correction c JOIN export e ON e.id = c.export_id
    WHERE e.report_id = ?`)

  return {
    /** Undefined takes the date back. */
    approve(reportId: number, dates: Pick<Approval, 'approvedOn' | 'lastDay'> | undefined): void {
      insertApproval.run(reportId, dates?.approvedOn ?? null, dates?.lastDay ?? null, session().auditId)
    },
    approval: (reportId: number): Approval | undefined => {
      const row = selectApproval.get(reportId)
      return row && toApproval(row)
    },
    approvals: (): readonly Approval[] => selectApprovals.all().map(toApproval),
    /** The first day on which each report was published. */
    firstDays: (): ReadonlyMap<number, string> =>
      new Map(selectFirstDays.all().map(({ report_id, published_on }) => [report_id, published_on])),
    publish(exportId: number, { publishedOn, url, screenshot }: Omit<Publication, 'who' | 'at'>): void {
      const picture = [screenshot?.sha256 ?? null, screenshot?.name ?? null] as const
      insertPublication.run(exportId, publishedOn, url, ...picture, session().auditId)
    },
    /** Publications of a report by package. */
    ofReport: (reportId: number): ReadonlyMap<number, Publication> =>
      new Map(selectPublications.all(reportId).map((row) => [row.export_id, toPublication(row)])),
    /** Keeps what the document of a package said: the hash of its JSON among the original files. */
    keepSnapshot(exportId: number, sha256: string): void {
      session()
      insertSnapshot.run(exportId, sha256)
    },
    snapshot: (exportId: number): string | undefined => selectSnapshot.get(exportId),
    keepFile(exportId: number, name: string, sha256: string): void {
      session()
      insertFile.run(exportId, name, sha256)
    },
    /** The files of a published package, kept whole; none before it was published. */
    files: (exportId: number): readonly { readonly name: string; readonly sha256: string }[] =>
      selectFiles.all(exportId),
    correct(exportId: number, { corrects, changes }: Correction): void {
      session()
      insertCorrection.run(exportId, corrects, JSON.stringify(changes))
    },
    /** Corrections of a report by the package that corrects. */
    corrections: (reportId: number): ReadonlyMap<number, Correction> =>
      new Map(
        selectCorrections
          .all(reportId)
          .map(({ export_id, corrects, changes }) => [
            export_id,
            { corrects, changes: JSON.parse(changes) as unknown },
          ]),
      ),
  }
}

const toApproval = (row: ApprovalRow): Approval => ({
  reportId: row.report_id,
  approvedOn: row.approved_on,
  lastDay: row.last_day,
})

const toPublication = (row: PublicationRow): Publication => ({
  publishedOn: row.published_on,
  url: row.url,
  screenshot:
    row.screenshot === null || row.screenshot_name === null
      ? undefined
      : { sha256: row.screenshot, name: row.screenshot_name },
  who: row.who,
  at: row.at,
})
