import { createHash } from 'node:crypto'
import type { ExportItem, PackageChange, PackageChanges } from '#core/contract/views.ts'
import { compareSnapshots, type DocumentChange } from '#core/document/compare.ts'
import type { CorrectedPlace } from '#core/document/correction.ts'
import { snapshotOf } from '#core/document/snapshot.ts'
import { wordDifferences } from '#core/document/word-differences.ts'
import { AppError } from '#core/model/error.ts'
import { parseCellRef } from '#core/model/cell.ts'
import { exportReport } from '../export-report.ts'
import { snapshotOfExport } from '../export-snapshot.ts'
import { requireExport } from '../package-publication.ts'
import { exportItems } from './packages.ts'
import { checkedReport, type CheckedSession, type WindowSession } from './session.ts'
import { runTask } from './tasks.ts'

/** What a person asks to be compared: a package with a later one, or with what stands now. */
export interface Comparison {
  readonly report: number
  readonly from: number
  readonly to?: number | undefined
}

/** What changed since a package was exported, as it is printed. Errors: APP_PACKAGE_UNKNOWN, APP_NO_SNAPSHOT. */
export function packageChanges({ workspace }: Pick<WindowSession, 'workspace'>, asked: Comparison): PackageChanges {
  const { report, from, to } = asked
  const checked = checkedReport(workspace(), report)
  const older = requireExport(workspace(), report, from)
  const newer = to === undefined ? undefined : requireExport(workspace(), report, to)
  const now = newer ? snapshotOfExport(workspace(), newer.id) : snapshotOf(checked.model)
  const changes = compareSnapshots(snapshotOfExport(workspace(), older.id), now)
  return {
    from: older.version,
    to: newer?.version,
    digest: createHash('sha256').update(JSON.stringify(changes)).digest('hex'),
    changes: changes.map((change) => changeView(change, checked)),
  }
}

function changeView({ kind, where, was, is, block, ref }: DocumentChange, checked: CheckedSession): PackageChange {
  const words = wordDifferences(was ?? '', is ?? '')
  return { kind, where, was, is, words, target: targetOf(kind, block, ref, checked) }
}

function targetOf(
  kind: DocumentChange['kind'],
  block: string,
  ref: string | undefined,
  { opened }: CheckedSession,
): PackageChange['target'] {
  const { pack, projects } = opened
  if (kind === 'sentence') return { kind: 'block', block }
  const project = kind === 'sheet' ? projects.find(({ key }) => block.endsWith(`-${key}`)) : undefined
  if (project) return { kind: 'project', project: project.key }
  const table = ref === undefined ? block : parseCellRef(ref)?.table
  return table !== undefined && pack.tables.has(table) ? { kind: 'table', table, cell: ref } : undefined
}

/** What a person says about every change of a correction. */
export interface CorrectionRequest {
  readonly report: number
  readonly export: number
  /** The changes that the reasons are about. */
  readonly digest: string
  /** One for each change, in their order. */
  readonly reasons: readonly string[]
  readonly pdf: boolean
  /** The user knows that the report does not pass its checks. */
  readonly draft?: boolean | undefined
  readonly task: string
}

/**
 * 更正公开: writes a new version whose 更正说明 lists every difference to a published package with its reason. The published one is
 * left as it is. Errors: APP_NOT_PUBLISHED, APP_NOTHING_TO_CORRECT, APP_CHANGES_MOVED, APP_NO_REASON, APP_DRAFT_PACKAGE, and those of an export.
 */
export async function correctPackage(session: WindowSession, request: CorrectionRequest): Promise<ExportItem> {
  const workspace = session.workspace()
  const found = requireExport(workspace, request.report, request.export)
  const publication = workspace.store.publications.ofReport(request.report).get(found.id)
  if (!publication)
    throw refused('APP_NOT_PUBLISHED', `第 ${found.version} 版还没有登记公开，不需要更正。`, '直接重新导出一版。')
  const { changes, digest } = packageChanges(session, { report: request.report, from: found.id })
  if (changes.length === 0)
    throw refused(
      'APP_NOTHING_TO_CORRECT',
      `现在的内容与第 ${found.version} 版完全相同，没有可更正的。`,
      '先改正数据或文字。',
    )
  if (digest !== request.digest)
    throw refused(
      'APP_CHANGES_MOVED',
      '填写原因的时候内容又变了，更正版没有导出。',
      '重新打开更正公开，核对变化后再填。',
    )
  const places = changes.map((change, index) => placeOf(change, request.reasons[index]))
  const { opened, checks } = checkedReport(workspace, request.report)
  if (!checks.mayPublish && request.draft !== true)
    throw refused(
      'APP_DRAFT_PACKAGE',
      `现在的内容没有通过审核（${checks.verdict}），更正版没有导出。`,
      '先改正错误；确实要按现在的内容更正的，勾选“没有通过审核，仍然导出更正版”。',
    )
  const note = { version: found.version, publishedOn: publication.publishedOn, places }
  await runTask(session, request.task, (steps) =>
    exportReport(workspace, opened, session.exportFolder, {
      pdf: request.pdf,
      ...steps,
      correction: { corrects: found.id, note },
    }),
  )
  const [newest] = exportItems(session, request.report)
  if (!newest) throw new Error('an export that was written is not recorded')
  return newest
}

function placeOf({ where, was, is }: PackageChange, reason: string | undefined): CorrectedPlace {
  const why = reason?.trim() ?? ''
  if (why === '') throw refused('APP_NO_REASON', `“${where}”没有写更正原因。`, '每一处变化都写明原因。')
  const text = (value: string | undefined): string => (value === undefined || value === '' ? '（无）' : value)
  return { where, was: text(was), is: text(is), why }
}

function refused(code: `APP_${string}`, message: string, remedy: string): AppError {
  return new AppError({ code, message, remedies: [{ text: remedy }] })
}
