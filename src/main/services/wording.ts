import { AppError } from '#core/model/error.ts'
import { checkTemplates } from '#core/narrative/check-template.ts'
import { overlayDocument, type WordingChange } from '#core/narrative/overlay.ts'
import type { OverlayChange, OverlayPlace } from '#main/db/repositories/overlays.ts'
import { packOf } from './open-report.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { Workspace } from './workspace.ts'

/** A unit's own wording over the pack of a report, in the order in which it was written. */
export function wordingOf({ store }: Pick<Workspace, 'store'>, report: Report): readonly WordingChange[] {
  return store.overlays.all(report.key.unit, report.pack.id)
}

/**
 * Keeps one change of a unit over the pack of a report. The changed document is held against the pack first.
 * Errors: APP_WORDING_INVALID with everything that is wrong in it, APP_WORDING_NO_PLACE.
 */
export function changeWording(
  workspace: Workspace,
  report: Report,
  at: Pick<OverlayPlace, 'place' | 'id'>,
  change: OverlayChange,
): void {
  const { store, actor } = workspace
  const pack = packOf(store, report)
  const others = wordingOf(workspace, report).filter((one) => one.place !== at.place || one.id !== at.id)
  const overlaid = overlayDocument(pack.document.markdown, [...others, { ...at, change }])
  if (overlaid.lost.some((one) => one.id === at.id && one.place === at.place)) throw noPlace(at.id)
  const changed = { ...pack, document: { ...pack.document, markdown: overlaid.markdown } }
  const problems = checkTemplates(changed, () => ({ file: pack.document.file, line: 0 }))
  if (problems.length > 0) throw invalid(problems.map(({ message }) => message))
  const detail = { unit: report.key.unit, pack: report.pack.id, id: at.id, change: change.action }
  store.write(actor, { action: 'change-wording', detail }, () => {
    store.overlays.save({ unit: report.key.unit, pack: report.pack.id, ...at }, change)
  })
}

/** Takes the unit's change of one place back: the pack's own wording again. */
export function withdrawWording(
  { store, actor }: Workspace,
  report: Report,
  at: Pick<OverlayPlace, 'place' | 'id'>,
): void {
  const place = { unit: report.key.unit, pack: report.pack.id, ...at }
  store.write(actor, { action: 'withdraw-wording', detail: { ...place } }, () => {
    store.overlays.withdraw(place)
  })
}

/** Carries last year's wording of the unit over to the pack of this report; the number of changes that came along. */
export function carryWording({ store, actor }: Workspace, report: Report): number {
  const lastYear = store.reports.find({ ...report.key, year: report.key.year - 1 })
  if (!lastYear) return 0
  const detail = { unit: report.key.unit, from: lastYear.pack.id, to: report.pack.id }
  return store.write(actor, { action: 'carry-wording', detail }, () =>
    store.overlays.carryOver(report.key.unit, lastYear.pack.id, report.pack.id),
  )
}

function noPlace(id: string): AppError {
  return new AppError({
    code: 'APP_WORDING_NO_PLACE',
    message: `文稿里没有“${id}”这一句（节）。`,
    remedies: [{ text: '句子写方括号里的编号，节写标题原文；用 wording 命令可以看到全部编号和标题。' }],
  })
}

function invalid(problems: readonly string[]): AppError {
  return new AppError({
    code: 'APP_WORDING_INVALID',
    message: `改动后的文稿有 ${problems.length} 处不对：${problems.join('；')}。`,
    remedies: [{ text: '花括号里的数据要用模板已有的表、行、列和用语；只写文字时不要用花括号。' }],
  })
}
