import { AppError } from '#core/model/error.ts'
import { checkTemplates } from '#core/narrative/check-template.ts'
import { headingOf, overlayDocument, type OverlaidDocument, type WordingChange } from '#core/narrative/overlay.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { OverlayChange, OverlayPlace } from '#main/db/repositories/overlays.ts'
import { packInUse } from './open-report.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { Workspace } from './workspace.ts'

/** A unit's own wording over the pack of a report, in the order in which it was written. */
export function wordingOf({ store }: Pick<Workspace, 'store'>, report: Report): readonly WordingChange[] {
  return store.overlays.all(report.key.unit, report.pack.id)
}

export type WordingPlace = Pick<OverlayPlace, 'place' | 'id'>

/**
 * Holds a change against the pack without keeping it, and gives the report as it would read.
 * Errors: APP_WORDING_INVALID with everything that is wrong in it, APP_WORDING_NO_PLACE, APP_WORDING_EXISTS.
 */
export function tryWording(
  workspace: Workspace,
  report: Report,
  at: WordingPlace,
  change: OverlayChange,
): OverlaidDocument {
  const pack = packInUse(workspace.store, report)
  const standing = wordingOf(workspace, report)
  const others = standing.filter((one) => !isAt(one, at))
  if (change.action === 'add' && !isOwnAddition(standing, at) && hasPlace(pack, at)) throw exists(at.id)
  const overlaid = overlayDocument(pack.document.markdown, [...others, { ...at, change }])
  if (overlaid.lost.some((one) => isAt(one, at)))
    throw noPlace(change.action === 'add' ? (change.after ?? at.id) : at.id)
  const changed = { ...pack, document: { ...pack.document, markdown: overlaid.markdown } }
  const problems = checkTemplates(changed, () => ({ file: pack.document.file, line: 0 }))
  if (problems.length > 0) throw invalid(problems.map(({ message }) => message))
  return overlaid
}

/** Keeps one change of a unit over the pack of a report. Errors as `tryWording`. */
export function changeWording(workspace: Workspace, report: Report, at: WordingPlace, change: OverlayChange): void {
  const { store, actor } = workspace
  tryWording(workspace, report, at, change)
  const detail = { unit: report.key.unit, pack: report.pack.id, id: at.id, change: change.action }
  store.write(actor, { action: 'change-wording', detail }, () => {
    store.overlays.save({ unit: report.key.unit, pack: report.pack.id, ...at }, change)
  })
}

/** The level at which a section stands, or one that is added behind `neighbour`. */
export function sectionLevel(
  workspace: Pick<Workspace, 'store'>,
  report: Report,
  neighbour: string | undefined,
): 1 | 2 | 3 | 4 {
  const { markdown, sections } = overlayDocument(
    packInUse(workspace.store, report).document.markdown,
    wordingOf(workspace, report),
  )
  const lines = markdown.split('\n')
  const labelled = lines.findIndex((line) => line.trim().startsWith(`[${neighbour ?? ''}]`))
  // Behind a sentence it stands beside the section of that sentence; at the very end it is a part of its own.
  const at = labelled < 0 ? sections.findIndex((one) => one !== undefined && one === neighbour) : labelled
  const heading = lines.slice(0, at + 1).findLast((line) => headingOf(line) !== undefined)
  return at < 0 ? 1 : (headingOf(heading ?? '')?.level ?? 1)
}

/** Adds a section with its heading, unless its text begins with that heading already. */
export function addSection(
  workspace: Workspace,
  report: Report,
  { title, body, after }: { readonly title: string; readonly body: string; readonly after: string | undefined },
): void {
  const [first = ''] = body.split('\n')
  const marks = '#'.repeat(sectionLevel(workspace, report, after))
  const markdown = headingOf(first)?.text === title ? body : `${marks} ${title}\n\n${body}`
  changeWording(workspace, report, { place: 'section', id: title }, { action: 'add', markdown, after })
}

const isAt = (one: WordingPlace, at: WordingPlace): boolean => one.place === at.place && one.id === at.id

const isOwnAddition = (standing: readonly WordingChange[], at: WordingPlace): boolean =>
  standing.some((one) => isAt(one, at) && one.change.action === 'add')

/** Whether the pack itself has a sentence or section of that name. */
const hasPlace = (pack: Pack, at: WordingPlace): boolean =>
  overlayDocument(pack.document.markdown, [{ ...at, change: { action: 'omit' } }]).lost.length === 0

/** Takes the unit's change of one place back: the pack's own wording again. */
export function withdrawWording({ store, actor }: Workspace, report: Report, at: WordingPlace): void {
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

/** How many changes of last year's report this one does not have yet. */
export function carriableWording({ store }: Pick<Workspace, 'store'>, report: Report): number {
  const lastYear = store.reports.find({ ...report.key, year: report.key.year - 1 })
  if (!lastYear || lastYear.pack.id === report.pack.id) return 0
  const known = wordingOf({ store }, report)
  return wordingOf({ store }, lastYear).filter((one) => !known.some((own) => isAt(own, one))).length
}

function exists(id: string): AppError {
  return new AppError({
    code: 'APP_WORDING_EXISTS',
    message: `文稿里已经有“${id}”这一句（节），不能再加同名的。`,
    remedies: [{ text: '换一个标题（编号），或改写原有的这一句（节）。' }],
  })
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
