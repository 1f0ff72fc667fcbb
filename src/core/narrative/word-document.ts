import { withOptions } from '#core/packs/options.ts'
import type { Pack } from '#core/packs/pack.ts'
import { overlayDocument, type OverlaidDocument, type WordingChange } from './overlay.ts'

export interface WordedDocument extends OverlaidDocument {
  /** Changes of lines that an option adds which is off: nothing is lost, they hold again when it is switched on. */
  readonly waiting: readonly WordingChange[]
}

/** Lays a unit's own wording over the document of a pack in use, whose `options` are those that are off. */
export function wordDocument(pack: Pack, changes: readonly WordingChange[]): WordedDocument {
  const overlaid = overlayDocument(pack.document.markdown, changes)
  if (overlaid.lost.length === 0) return { ...overlaid, waiting: [] }
  const { lost } = overlayDocument(withOptions(pack, () => true).document.markdown, changes)
  const isWaiting = (one: WordingChange): boolean => !lost.includes(one)
  return { ...overlaid, lost: overlaid.lost.filter((one) => !isWaiting(one)), waiting: overlaid.lost.filter(isWaiting) }
}
