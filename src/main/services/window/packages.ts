import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportItem } from '#core/contract/views.ts'
import { AppError } from '#core/model/error.ts'
import { exportReport } from '../export-report.ts'
import { requireExport, restorePackage } from '../package-publication.ts'
import { checkedReport, type WindowSession } from './session.ts'
import { runTask } from './tasks.ts'
import { succeeds } from './written-files.ts'

/** Packages that were written for a report, newest first. */
export function exportItems({ workspace }: Pick<WindowSession, 'workspace'>, reportId: number): readonly ExportItem[] {
  const { store } = workspace()
  const all = store.exports.all(reportId)
  const publications = store.publications.ofReport(reportId)
  const corrections = store.publications.corrections(reportId)
  const versionOf = (id: number | undefined): number | undefined => all.find((one) => one.id === id)?.version
  return all.toReversed().map(({ id, version, path, who, at, checks }) => {
    const publication = publications.get(id)
    const correctedBy = all.findLast((one) => corrections.get(one.id)?.corrects === id)
    return {
      id,
      version,
      folder: path,
      verdict: verdictIn(checks),
      isDraft: isDraft(checks),
      who,
      at,
      files: filesIn(path),
      isComparable: store.publications.snapshot(id) !== undefined,
      publication: publication && {
        on: publication.publishedOn,
        url: publication.url,
        screenshot: publication.screenshot?.name,
        who: publication.who,
        at: publication.at,
      },
      corrects: versionOf(corrections.get(id)?.corrects),
      correctedBy: correctedBy && { version: correctedBy.version, isPublished: publications.has(correctedBy.id) },
    }
  })
}

/** Writes a package into the user's folder, telling its steps. */
export async function exportPackage(
  session: WindowSession,
  reportId: number,
  { pdf, task }: { readonly pdf: boolean; readonly task: string },
): Promise<ExportItem> {
  const { opened } = checkedReport(session.workspace(), reportId)
  await runTask(session, task, (steps) =>
    exportReport(session.workspace(), opened, session.exportFolder, { pdf, ...steps }),
  )
  const [newest] = exportItems(session, reportId)
  if (!newest) throw new Error('an export that was written is not recorded')
  return newest
}

/** Shows the folder of a package on the desktop; a published one is written out again if it is gone. Errors: APP_PACKAGE_GONE. */
export async function revealPackage(
  session: WindowSession,
  reportId: number,
  exportId: number,
): Promise<{ readonly folder: string; readonly isShown: boolean }> {
  const found = requireExport(session.workspace(), reportId, exportId)
  const folder = restorePackage(session.workspace(), found)
  if (folder === undefined)
    throw new AppError({
      code: 'APP_PACKAGE_GONE',
      message: `公开包的文件夹“${found.path}”已被移走或删除。`,
      remedies: [{ text: '重新导出一份。' }],
    })
  return { folder, isShown: await succeeds(() => session.desktop.openFolder(folder)) }
}

function filesIn(folder: string): ExportItem['files'] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, bytes: statSync(join(folder, name)).size }))
}

/** As its verdict says: only what may be published begins so. */
export const isDraft = (checks: unknown): boolean => !verdictIn(checks).startsWith('可以公开')

function verdictIn(checks: unknown): string {
  const verdict = typeof checks === 'object' && checks !== null && 'verdict' in checks ? checks.verdict : undefined
  return typeof verdict === 'string' ? verdict : ''
}
