import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportItem } from '#core/contract/views.ts'
import { AppError } from '#core/model/error.ts'
import { exportReport } from '../export-report.ts'
import { checkedReport, type WindowSession } from './session.ts'
import { runTask } from './tasks.ts'

/** Packages that were written for a report, newest first. */
export function exportItems({ workspace }: Pick<WindowSession, 'workspace'>, reportId: number): readonly ExportItem[] {
  return workspace()
    .store.exports.all(reportId)
    .toReversed()
    .map(({ id, version, path, who, at, checks }) => ({
      id,
      version,
      folder: path,
      verdict: verdictIn(checks),
      who,
      at,
      files: filesIn(path),
    }))
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

/** Shows the folder of a package on the desktop. Errors: APP_PACKAGE_GONE. */
export async function revealPackage(
  session: WindowSession,
  reportId: number,
  exportId: number,
): Promise<{ readonly folder: string }> {
  const found = session
    .workspace()
    .store.exports.all(reportId)
    .find(({ id }) => id === exportId)
  if (!found || !existsSync(found.path))
    throw new AppError({
      code: 'APP_PACKAGE_GONE',
      message: `公开包的文件夹“${found?.path ?? ''}”已被移走或删除。`,
      remedies: [{ text: '重新导出一份。' }],
    })
  await session.desktop.openFolder(found.path)
  return { folder: found.path }
}

function filesIn(folder: string): ExportItem['files'] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, bytes: statSync(join(folder, name)).size }))
}

function verdictIn(checks: unknown): string {
  const verdict = typeof checks === 'object' && checks !== null && 'verdict' in checks ? checks.verdict : undefined
  return typeof verdict === 'string' ? verdict : ''
}
