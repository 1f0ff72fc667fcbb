import { buildDocument } from '#core/document/build.ts'
import type { WordingPreview } from '#core/contract/views.ts'
import { parseDocument } from '#core/narrative/parse-document.ts'
import { sheetGrids } from '#core/performance/sheet-grids.ts'
import type { OverlayChange } from '#main/db/repositories/overlays.ts'
import { openReport, packInUse } from '../open-report.ts'
import { carryWording, tryWording, wordingOf, type WordingPlace } from '../wording.ts'
import { codeNames } from '../workspace.ts'
import { blockView, ownersOf, ownerOf } from './document-blocks.ts'
import { NOTHING, type EditStep } from './edit-history.ts'
import { apply, type Editing } from './edit-report.ts'
import { requireReport } from './session.ts'

/**
 * Changes one sentence or section of the unit's document, or goes back to the pack's (`change` undefined); Ctrl+Z takes it back.
 * Errors: APP_WORDING_* as `tryWording`.
 */
export function editWording(
  { workspace, history }: Editing,
  reportId: number,
  at: WordingPlace,
  change: OverlayChange | undefined,
): void {
  const report = requireReport(workspace(), reportId)
  const before = wordingOf(workspace(), report).find((one) => one.place === at.place && one.id === at.id)?.change
  if (change === undefined ? before === undefined : sameChange(before, change)) return
  if (change !== undefined) tryWording(workspace(), report, at, change)
  const step: EditStep = {
    label: `${change === undefined ? '恢复' : LABELS[change.action]}“${at.id}”`,
    before: { ...NOTHING, wording: [{ at, change: before }] },
    after: { ...NOTHING, wording: [{ at, change }] },
  }
  apply(workspace(), reportId, step.after, change === undefined ? 'withdraw-wording' : 'change-wording')
  history.push(reportId, step)
}

const LABELS: Readonly<Record<OverlayChange['action'], string>> = { replace: '改写', omit: '省去', add: '增加' }

const sameChange = (a: OverlayChange | undefined, b: OverlayChange): boolean => JSON.stringify(a) === JSON.stringify(b)

/** How a change would read, with its figures; nothing is kept. Errors as `tryWording`. */
export function previewWording(
  { workspace }: Pick<Editing, 'workspace'>,
  reportId: number,
  at: WordingPlace,
  change: OverlayChange,
): WordingPreview {
  const report = requireReport(workspace(), reportId)
  const overlaid = tryWording(workspace(), report, at, change)
  const { accounts, projects } = openReport(workspace(), report)
  const pack = packInUse(workspace().store, report)
  const changed = { ...pack, document: { ...pack.document, markdown: overlaid.markdown } }
  const model = buildDocument({
    accounts,
    pack: changed,
    nameOfCode: codeNames(workspace().codes, accounts.key.year),
    sheets: sheetGrids(projects, changed, accounts),
  })
  const owners = ownersOf(parseDocument(overlaid.markdown), overlaid, pack.document.markdown)
  const blocks = model.blocks.filter((block) => {
    const own = ownerOf(block, owners)?.change
    return own?.place === at.place && own.id === at.id
  })
  return { blocks: blocks.flatMap((block) => blockView(block, undefined)) }
}

/** Carries last year's wording over; the number of changes that came along. */
export function carryIntoReport({ workspace, history }: Editing, reportId: number): number {
  const carried = carryWording(workspace(), requireReport(workspace(), reportId))
  // What Ctrl+Z would put back is not what stood before.
  if (carried > 0) history.clear()
  return carried
}
