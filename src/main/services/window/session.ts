import { isDeepStrictEqual } from 'node:util'
import { AppError } from '#core/model/error.ts'
import type { CodeLists } from '#core/codes/code-lists.ts'
import type { Emit } from '#core/contract/contract.ts'
import { openMemory, type Memory } from '#core/model/memory.ts'
import type { Project } from '#core/model/project.ts'
import type { ActivityLog } from '../activity-log.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { checkReport, type CheckedReport } from '../check-report.ts'
import { openReport, type OpenReport } from '../open-report.ts'
import type { Workspace } from '../workspace.ts'
import type { EditHistory } from './edit-history.ts'
import type { KeptDrafts } from './kept-drafts.ts'
import type { KeptPdfs } from './kept-pdfs.ts'
import type { Uploads } from './uploads.ts'

/** What only the host can do on the user's desktop. */
export interface DesktopPort {
  /** Shows a folder in the file manager. */
  readonly openFolder: (path: string) => Promise<void>
  /** Opens a file with the program that the desktop has for it. */
  readonly openFile: (path: string) => Promise<void>
}

/** One open window with everything that its use cases work with. */
export interface WindowSession {
  readonly host: 'electron' | 'loopback'
  readonly version: string
  /** Where packages are written, in the user's own documents. */
  readonly exportFolder: string
  /** Example units that come with the program, a folder each. */
  readonly samplesFolder: string
  /** The open workspace; another one after a restore. */
  readonly workspace: () => Workspace
  /** Closes the store, does its work on the file, and opens it again whatever happens. */
  readonly whileClosed: <T>(work: (storePath: string) => T) => T
  readonly history: EditHistory
  readonly uploads: Uploads
  /** PDFs that were made for the window to show. */
  readonly pdfs: KeptPdfs
  /** What was being typed and is not part of a report yet. */
  readonly drafts: KeptDrafts
  /** Codes that the user wants to fill in and that no figure stands under yet, by `report/table`. */
  readonly draftRows: Map<string, Set<string>>
  /** Long work that is running, by the name that the window gave it. */
  readonly tasks: Map<string, AbortController>
  readonly desktop: DesktopPort
  /** What was done, without a word of the accounts. */
  readonly log: ActivityLog
  readonly emit: Emit
}

/** A report with its checks and document; computed once per state of the store. */
export interface CheckedSession extends CheckedReport {
  readonly opened: OpenReport
  /** Follows the accounts of the report. */
  readonly memory: Memory
}

interface Kept {
  readonly workspace: Workspace
  readonly auditId: number
  readonly codes: CodeLists
  /** With the memory of what the next check need not compute again. */
  readonly checked: CheckedSession
}

/** Every write of any process appends to the audit log, so its last id names the state of the store. */
const kept = new Map<number, Kept>()
const MOST_KEPT = 4

/** The report as it stands now. Errors: APP_REPORT_GONE. */
export function checkedReport(workspace: Workspace, reportId: number): CheckedSession {
  const auditId = workspace.store.audit.latest(1)[0]?.id ?? 0
  const known = kept.get(reportId)
  if (known?.workspace === workspace && known.auditId === auditId) return known.checked
  const before = known?.workspace === workspace ? known : undefined
  const opened = withKnownProjects(openReport(workspace, requireReport(workspace, reportId)), before?.checked.opened)
  const { codes } = workspace
  const isSame = before?.checked.opened.pack === opened.pack && before.codes === codes
  const memory = isSame ? before.checked.memory : openMemory(opened.accounts)
  const checked = { opened, memory, ...checkReport(workspace, opened, memory) }
  kept.delete(reportId)
  kept.set(reportId, { workspace, auditId, codes, checked })
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest)
  return checked
}

/** Sheets that are as they were are the same ones, so that nothing is computed from them again. */
function withKnownProjects(opened: OpenReport, before: OpenReport | undefined): OpenReport {
  if (before === undefined) return opened
  return {
    ...opened,
    projects: withKnown(opened.projects, before.projects),
    derivedSheets: withKnown(opened.derivedSheets, before.derivedSheets),
  }
}

function withKnown(now: readonly Project[], before: readonly Project[]): readonly Project[] {
  const known = new Map(before.map((project) => [project.key, project]))
  const projects = now.map((project) => {
    const same = known.get(project.key)
    return same !== undefined && (same === project || isDeepStrictEqual(project, same)) ? same : project
  })
  const isSame = projects.length === before.length && projects.every((project, at) => project === before[at])
  return isSame ? before : projects
}

/** Errors: APP_REPORT_GONE when the store has no such report (a restore may have taken it away). */
export function requireReport({ store }: Pick<Workspace, 'store'>, reportId: number): Report {
  const report = store.reports.get(reportId)
  if (report) return report
  throw new AppError({
    code: 'APP_REPORT_GONE',
    message: '数据文件中没有这份报表，可能已经恢复到了更早的备份。',
    remedies: [{ text: '回到“单位与年度”重新选择。' }],
  })
}
