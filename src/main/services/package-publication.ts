import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#core/model/error.ts'
import { addDays, isDay, type Day } from '#core/model/publishing.ts'
import type { ExportRecord } from '#main/db/repositories/exports.ts'
import { rewritePackage } from '#main/files/write-package.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { packOf } from './open-report.ts'
import type { Workspace } from './workspace.ts'

/** Sets the 批复日期 of a report, or takes it back. Errors: APP_BAD_DAY. */
export function approveReport(workspace: Workspace, report: Report, approvedOn: Day | undefined): void {
  const { store, actor } = workspace
  if (approvedOn !== undefined) requireDay(approvedOn, '批复日期')
  const { publishWithinDays } = packOf(store, report).head.settings
  store.write(actor, { action: 'approve', detail: { report: report.id, on: approvedOn ?? null } }, () => {
    const dates = approvedOn === undefined ? undefined : { approvedOn, lastDay: addDays(approvedOn, publishWithinDays) }
    store.publications.approve(report.id, dates)
  })
}

/** The package of a report. Errors: APP_PACKAGE_UNKNOWN. */
export function requireExport({ store }: Pick<Workspace, 'store'>, reportId: number, exportId: number): ExportRecord {
  const found = store.exports.all(reportId).find(({ id }) => id === exportId)
  if (found) return found
  throw new AppError({
    code: 'APP_PACKAGE_UNKNOWN',
    message: '数据文件中没有这一版公开包，可能已经恢复到了更早的备份。',
    remedies: [{ text: '回到“预览与导出”查看现有的公开包。' }],
  })
}

/** When, where and how a package was published. */
export interface PublicationEntry {
  readonly publishedOn: Day
  readonly url: string
  /** A picture of the page; undefined keeps the one that is there. */
  readonly screenshot?: { readonly name: string; readonly bytes: Uint8Array } | undefined
}

/**
 * Notes that a package was published. From then on it is frozen: all its files are kept in the store, verified against its manifest,
 * and may be written out again. Entering it anew corrects the note, and leaves the package as it is.
 * Errors: APP_BAD_DAY, APP_BAD_URL, APP_NOT_A_PICTURE, APP_PACKAGE_GONE, APP_PACKAGE_CHANGED.
 */
export function publishPackage(workspace: Workspace, found: ExportRecord, entry: PublicationEntry): void {
  const { store, actor, clock } = workspace
  requireDay(entry.publishedOn, '公开日期')
  if (entry.publishedOn > localDay(clock()))
    throw refused('APP_BAD_DAY', `公开日期“${entry.publishedOn}”还没有到。`, '公开之后再登记。')
  requireUrl(entry.url)
  if (entry.screenshot) requirePicture(entry.screenshot.bytes, entry.screenshot.name)
  const known = store.publications.ofReport(found.reportId).get(found.id)
  const isFrozen = store.publications.files(found.id).length > 0
  const files = isFrozen ? [] : verifiedFiles(found)
  store.write(actor, { action: 'publish', detail: { version: found.version, on: entry.publishedOn } }, () => {
    for (const { name, bytes } of files)
      store.publications.keepFile(found.id, name, store.sourceFiles.keep(name, bytes))
    const screenshot = entry.screenshot
      ? { sha256: store.sourceFiles.keep(entry.screenshot.name, entry.screenshot.bytes), name: entry.screenshot.name }
      : known?.screenshot
    store.publications.publish(found.id, { publishedOn: entry.publishedOn, url: entry.url.trim(), screenshot })
  })
}

/** Writes a published package out again if its folder is gone. Undefined: it was never published, so nobody kept it. */
export function restorePackage({ store }: Workspace, found: ExportRecord): string | undefined {
  if (existsSync(found.path)) return found.path
  const files = store.publications.files(found.id)
  if (files.length === 0) return undefined
  return rewritePackage(
    dirname(found.path),
    basename(found.path),
    files.map(({ name, sha256 }) => ({ name, content: store.sourceFiles.open(sha256) })),
  )
}

interface FileBytes {
  readonly name: string
  readonly bytes: Buffer
}

/** The files of a package as its manifest lists them, the manifest among them. */
function verifiedFiles({ path, manifestHash }: ExportRecord): readonly FileBytes[] {
  if (!existsSync(path))
    throw refused('APP_PACKAGE_GONE', `公开包的文件夹“${path}”已被移走或删除。`, '移回原处，或重新导出一份再登记。')
  const read = (name: string, sha256: string): FileBytes => {
    const file = join(path, name)
    const bytes = existsSync(file) ? readFileSync(file) : undefined
    if (bytes && createHash('sha256').update(bytes).digest('hex') === sha256) return { name, bytes }
    throw refused(
      'APP_PACKAGE_CHANGED',
      bytes ? `公开包里的“${name}”在导出之后被改过。` : `公开包里的“${name}”已被移走或删除。`,
      '公开的应当是程序导出的文件：重新导出一份，公开那一份后再登记。',
    )
  }
  const manifest = read('manifest.json', manifestHash)
  const { files } = JSON.parse(manifest.bytes.toString('utf8')) as {
    readonly files: readonly { readonly name: string; readonly sha256: string }[]
  }
  return [manifest, ...files.map(({ name, sha256 }) => read(name, sha256))]
}

/** The day on the calendar of this machine. */
export function localDay(at: Date): Day {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

function requireDay(text: string, what: string): void {
  if (!isDay(text)) throw refused('APP_BAD_DAY', `${what}“${text}”不是一个日期。`, '写成 2024-08-01 这样。')
}

function requireUrl(text: string): void {
  const trimmed = text.trim()
  if (trimmed !== '' && !/^https?:\/\/[^\s/]+\S*$/.test(trimmed))
    throw refused(
      'APP_BAD_URL',
      `“${trimmed}”不是网址。`,
      '从浏览器的地址栏复制，以 http:// 或 https:// 开头；没有就留空。',
    )
}

const PICTURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
]

function requirePicture(bytes: Uint8Array, name: string): void {
  if (!PICTURES.some((head) => head.every((byte, at) => bytes[at] === byte)))
    throw refused('APP_NOT_A_PICTURE', `“${name}”不是 PNG 或 JPEG 图片。`, '截图后另存为 .png 或 .jpg，再选择它。')
}

function refused(code: `APP_${string}`, message: string, remedy: string): AppError {
  return new AppError({ code, message, remedies: [{ text: remedy }] })
}
