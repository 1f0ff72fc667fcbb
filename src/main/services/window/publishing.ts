import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { PublishingMark, PublishingView } from '#core/contract/views.ts'
import { AppError } from '#core/model/error.ts'
import { daysBetween } from '#core/model/publishing.ts'
import { packOf } from '../open-report.ts'
import { approveReport, localDay, publishPackage, requireExport } from '../package-publication.ts'
import type { Workspace } from '../workspace.ts'
import { isDraft } from './packages.ts'
import { requireReport, type WindowSession } from './session.ts'

/** 批复日期, the last day for publishing and how many days are left, as seen today. */
export function publishingView({ store, clock }: Workspace, reportId: number): PublishingView {
  const report = requireReport({ store }, reportId)
  const approval = store.publications.approval(reportId)
  const publishedOn = store.publications.firstDays().get(reportId)
  return {
    withinDays: packOf(store, report).head.settings.publishWithinDays,
    approvedOn: approval?.approvedOn,
    lastDay: approval?.lastDay,
    publishedOn,
    daysLeft: approval && daysBetween(publishedOn ?? localDay(clock()), approval.lastDay),
  }
}

/** The reports with a 批复日期, for the tree of units. */
export function publishingMarks({ store, clock }: Workspace): readonly PublishingMark[] {
  const published = store.publications.firstDays()
  const today = localDay(clock())
  return store.publications.approvals().map(({ reportId, lastDay }) => {
    const publishedOn = published.get(reportId)
    const daysLeft = daysBetween(publishedOn ?? today, lastDay)
    return { report: reportId, isPublished: publishedOn !== undefined, daysLeft, lastDay }
  })
}

/** Sets the 批复日期; an empty text takes it back. Errors: APP_BAD_DAY. */
export function setApproval(workspace: Workspace, reportId: number, on: string): void {
  approveReport(workspace, requireReport(workspace, reportId), on === '' ? undefined : on)
}

export interface PublishRequest {
  readonly report: number
  readonly export: number
  readonly on: string
  readonly url: string
  /** A finished upload: the screenshot. */
  readonly upload?: string | undefined
  /** The user knows that the package did not pass its checks. */
  readonly draft?: boolean | undefined
}

/** Errors: those of `publishPackage`, APP_DRAFT_PACKAGE, APP_PICTURE_TOO_LARGE. */
export function publish(session: WindowSession, request: PublishRequest): void {
  const workspace = session.workspace()
  const found = requireExport(workspace, request.report, request.export)
  const isNew = !workspace.store.publications.ofReport(request.report).has(found.id)
  if (isNew && isDraft(found.checks) && request.draft !== true) throw draftPackage(`第 ${found.version} 版`)
  const path = request.upload === undefined ? undefined : session.uploads.pathOf(request.upload)
  const bytes = path === undefined ? undefined : readFileSync(path)
  if (path !== undefined && bytes !== undefined && bytes.length > MOST_PICTURE_BYTES)
    throw new AppError({
      code: 'APP_PICTURE_TOO_LARGE',
      message: `截图“${basename(path)}”超过 8 MB。`,
      remedies: [{ text: '只截取公开页面的一屏，或另存为 JPEG。' }],
    })
  publishPackage(workspace, found, {
    publishedOn: request.on,
    url: request.url,
    screenshot: path === undefined || bytes === undefined ? undefined : { name: basename(path), bytes },
  })
  if (request.upload !== undefined) session.uploads.drop([request.upload])
}

/** What did not pass its checks is published only by who was told so. */
export function draftPackage(what: string): AppError {
  return new AppError({
    code: 'APP_DRAFT_PACKAGE',
    message: `${what}没有通过审核，是草稿，没有登记。`,
    remedies: [{ text: '改正错误、重新导出后再登记；确实已经按草稿公开的，勾选“没有通过审核，仍然登记”。' }],
  })
}

const MOST_PICTURE_BYTES = 8 * 2 ** 20

/** The screenshot of a published package as a data: URL. Errors: APP_NO_SCREENSHOT, DB_SOURCE_MISSING. */
export function screenshotOf(workspace: Workspace, reportId: number, exportId: number): { readonly picture: string } {
  const { store } = workspace
  const found = requireExport(workspace, reportId, exportId)
  const screenshot = store.publications.ofReport(reportId).get(found.id)?.screenshot
  if (!screenshot)
    throw new AppError({
      code: 'APP_NO_SCREENSHOT',
      message: `第 ${found.version} 版没有保存公开页面的截图。`,
      remedies: [{ text: '在“登记公开”里选择截图。' }],
    })
  const bytes = store.sourceFiles.open(screenshot.sha256)
  const type = bytes[0] === 0x89 ? 'png' : 'jpeg'
  return { picture: `data:image/${type};base64,${bytes.toString('base64')}` }
}
