import { isDeepStrictEqual } from 'node:util'
import type { CellSource } from '#core/model/cell.ts'
import type { Project } from '#core/model/project.ts'
import type { Connection } from '../connection.ts'
import {
  FIGURE_COLUMNS,
  INDICATOR_COLUMNS,
  figureColumns,
  fundOf,
  indicatorColumns,
  indicatorOf,
  projectOf,
  versionColumns,
} from './project-rows.ts'
import type { FundRow, IndicatorRow, ProjectParts, VersionRow } from './project-rows.ts'
import { superseding } from './versions.ts'

/** Who writes: an import by its id, or a person. */
export type ProjectWriter = { readonly importId: number } | 'entered'

/** A sheet as one source knows it; later versions have the higher id. */
export interface SourcedProject {
  readonly project: Project
  readonly source: CellSource
  readonly id: number
}

type State = 'present' | 'withdrawn' | 'removed'

export interface ProjectVersion {
  readonly source: CellSource
  readonly state: State
  readonly project: Project
  readonly importId: number | undefined
  readonly current: boolean
  readonly who: string
  readonly at: string
}

type StoredVersion = VersionRow & { readonly source: CellSource; readonly state: State; readonly ordinal: number }
type AuditedVersion = StoredVersion & {
  readonly import_id: number | null
  readonly current: 0 | 1
  readonly who: string
  readonly at: string
}

const VERSION_COLUMNS = [
  ...[
    'project_key',
    'subject',
    'name',
    'project_code',
    'department',
    'department_code',
    'unit',
    'unit_code',
    'goal',
    'achieved',
  ],
  ...FIGURE_COLUMNS,
]
const COLUMNS = ['id', 'source', 'state', 'ordinal', ...VERSION_COLUMNS].map((column) => `v.${column}`).join(', ')
const insertInto = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`

/** Performance sheets (项目 and 部门整体). Every save is a whole version; entered stands over imported, as with cells. */
export function projectsRepository(connection: Connection) {
  const { session, db, remember } = connection
  const parts = partsOf(connection)
  const supersede = superseding(db, 'project_version')
  const insert = db.prepare(
    insertInto('project_version', [
      ...['report_id', 'source', 'state', 'ordinal', 'import_id', 'audit_id'],
      ...VERSION_COLUMNS,
    ]),
  )
  const selectCurrent = db.prepare<[number], StoredVersion>(`
    SELECT ${COLUMNS} FROM project_version v WHERE v.report_id = ? AND v.current = 1 AND v.state <> 'withdrawn'
    ORDER BY CASE v.source WHEN 'entered' THEN 2 WHEN 'imported' THEN 1 ELSE 0 END`)
  const selectHistory = db.prepare<[number, string], AuditedVersion>(`
    SELECT ${COLUMNS}, v.import_id, v.current, a.who, a.at
    FROM project_version v JOIN audit_log a ON a.id = v.audit_id WHERE v.report_id = ? AND v.project_key = ? ORDER BY v.id`)

  const selectEntered = db.prepare<[number, string], StoredVersion>(`
    SELECT ${COLUMNS} FROM project_version v
    WHERE v.report_id = ? AND v.project_key = ? AND v.source = 'entered' AND v.current = 1 AND v.state = 'present'`)
  const selectFirstDerived = db
    .prepare<[number, string], number | null>(
      "SELECT min(id) FROM project_version WHERE report_id = ? AND project_key = ? AND source = 'derived' AND state = 'present'",
    )
    .pluck()

  const put = (
    reportId: number,
    project: Project,
    by: ProjectWriter | 'derived',
    state: State,
    ordinal: number,
  ): void => {
    const imported = typeof by === 'object'
    const key = { report_id: reportId, project_key: project.key, source: imported ? 'imported' : by }
    supersede.run(key)
    const meta = { state, ordinal, import_id: imported ? by.importId : null, audit_id: session().auditId }
    const { lastInsertRowid } = insert.run({ ...versionColumns(project), ...key, ...meta })
    parts.insert(Number(lastInsertRowid), project)
  }
  const standingRows = (reportId: number): readonly StoredVersion[] => {
    const filled = selectCurrent.all(reportId).filter((row) => row.source !== 'derived')
    const rows = new Map(filled.map((row) => [row.project_key, row]))
    return [...rows.values()]
      .filter((row) => row.state === 'present')
      .sort((a, b) => a.ordinal - b.ordinal || a.id - b.id)
  }
  const read = readingVersions(connection, (row) => projectOf(row, parts.of(row.id)))
  const derivedRows = (reportId: number): readonly StoredVersion[] =>
    selectCurrent
      .all(reportId)
      .filter((row) => row.source === 'derived')
      .sort((a, b) => a.ordinal - b.ordinal || a.id - b.id)

  const tables = ['project_version', 'project_fund', 'project_text', 'indicator'] as const

  return {
    /** Saves one project; a new one goes to the end. */
    save(reportId: number, project: Project, by: ProjectWriter): void {
      const rows = standingRows(reportId)
      const known = rows.find((row) => row.project_key === project.key)
      put(reportId, project, by, 'present', known?.ordinal ?? (rows.at(-1)?.ordinal ?? 0) + 1)
    },
    /** Saves all projects of an import in their order; imported ones that it no longer has are withdrawn. */
    replaceImported(reportId: number, importId: number, projects: readonly Project[]): void {
      const keys = new Set(projects.map((project) => project.key))
      const gone = selectCurrent.all(reportId).filter((row) => row.source === 'imported' && !keys.has(row.project_key))
      for (const row of gone) put(reportId, read(row), { importId }, 'withdrawn', row.ordinal)
      projects.forEach((project, at) => {
        put(reportId, project, { importId }, 'present', at + 1)
      })
    },
    /** A person says that the project does not exist; an imported one then no longer stands. */
    remove(reportId: number, key: string): void {
      const row = standingRows(reportId).find((standing) => standing.project_key === key)
      if (row !== undefined) put(reportId, read(row), 'entered', 'removed', row.ordinal)
    },
    /** Takes back what a person entered about a project: the imported one stands again. */
    withdrawEntered(reportId: number, key: string): void {
      const row = selectCurrent.all(reportId).find((known) => known.project_key === key && known.source === 'entered')
      if (row !== undefined) put(reportId, read(row), 'entered', 'withdrawn', row.ordinal)
    },
    /** Saves what the program knows of the sheets itself; only real changes make new versions, and true says that there were some. */
    saveDerived(reportId: number, projects: readonly Project[]): boolean {
      const before = new Map(derivedRows(reportId).map((row) => [row.project_key, row]))
      const keys = new Set(projects.map((project) => project.key))
      const gone = [...before.values()].filter((row) => !keys.has(row.project_key))
      for (const row of gone) put(reportId, read(row), 'derived', 'withdrawn', row.ordinal)
      const changed = projects.filter((project) => {
        const known = before.get(project.key)
        return known === undefined || !isDeepStrictEqual(read(known), project)
      })
      for (const project of changed)
        put(reportId, project, 'derived', 'present', before.get(project.key)?.ordinal ?? projects.indexOf(project) + 1)
      return gone.length + changed.length > 0
    },
    /** What the program knows of the sheets itself, in order. */
    derived: remember(tables, (reportId: number): readonly Project[] => derivedRows(reportId).map(read)),
    /** Id of the first version of a project that the program derived; undefined when it never did. */
    firstDerived: remember(
      tables,
      (reportId: number, key: string): number | undefined => selectFirstDerived.get(reportId, key) ?? undefined,
    ),
    /** The filled-in projects that stand, in order; without what the program derives. */
    standing: remember(tables, (reportId: number): readonly Project[] => standingRows(reportId).map(read)),
    /** As `standing`, with the source of each. */
    sourced: remember(tables, (reportId: number): readonly SourcedProject[] =>
      standingRows(reportId).map((row) => ({ project: read(row), source: row.source, id: row.id })),
    ),
    /** Keys of projects that a person says do not exist. */
    removed: remember(tables, (reportId: number): readonly string[] =>
      selectCurrent.all(reportId).flatMap((row) => (row.state === 'removed' ? [row.project_key] : [])),
    ),
    /** What a person entered of a project and that stands before all else; undefined when there is no such entry. */
    entered(reportId: number, key: string): Project | undefined {
      const row = selectEntered.get(reportId, key)
      return row && read(row)
    },
    /** Every version of one project, oldest first. */
    history: (reportId: number, key: string): readonly ProjectVersion[] =>
      selectHistory.all(reportId, key).map((row) => ({
        source: row.source,
        state: row.state,
        project: read(row),
        importId: row.import_id ?? undefined,
        current: row.current === 1,
        who: row.who,
        at: row.at,
      })),
  }
}

/** Versions that are kept; a large department has a few hundred sheets. */
const MOST_VERSIONS = 1000

/**
 * Reads each version once: a version never changes, and after an edit the hundreds of other sheets are as they were. Ids of a write
 * that failed are given again, so that nothing is kept beyond one.
 */
function readingVersions({ changes }: Connection, read: (row: VersionRow) => Project): (row: VersionRow) => Project {
  const known = new Map<number, Project>()
  let since = changes.stateOf([])
  return (row) => {
    const now = changes.stateOf([])
    if (now !== since || known.size >= MOST_VERSIONS) known.clear()
    since = now
    const project = known.get(row.id) ?? read(row)
    known.set(row.id, project)
    return project
  }
}

/** Funds, texts and indicators of one version. */
function partsOf({ db }: Connection) {
  const insertFund = db.prepare(insertInto('project_fund', ['version_id', 'ordinal', 'name', ...FIGURE_COLUMNS]))
  const insertText = db.prepare(insertInto('project_text', ['version_id', 'text_id', 'value']))
  const insertIndicator = db.prepare(insertInto('indicator', ['version_id', 'ordinal', ...INDICATOR_COLUMNS]))
  const selectFunds = db.prepare<[number], FundRow>('SELECT * FROM project_fund WHERE version_id = ? ORDER BY ordinal')
  const selectTexts = db.prepare<[number], { text_id: string; value: string }>(
    'SELECT text_id, value FROM project_text WHERE version_id = ?',
  )
  const selectIndicators = db.prepare<[number], IndicatorRow>(
    'SELECT * FROM indicator WHERE version_id = ? ORDER BY ordinal',
  )

  return {
    insert(versionId: number, { funds, texts, indicators }: ProjectParts): void {
      const version = { version_id: versionId }
      funds.forEach((fund, ordinal) => insertFund.run({ ...version, ordinal, name: fund.name, ...figureColumns(fund) }))
      for (const [textId, value] of texts) insertText.run({ ...version, text_id: textId, value })
      indicators.forEach((indicator, ordinal) =>
        insertIndicator.run({ ...version, ordinal, ...indicatorColumns(indicator) }),
      )
    },
    of: (versionId: number): ProjectParts => ({
      funds: selectFunds.all(versionId).map(fundOf),
      texts: new Map(selectTexts.all(versionId).map((row) => [row.text_id, row.value])),
      indicators: selectIndicators.all(versionId).map(indicatorOf),
    }),
  }
}
