import { isDeepStrictEqual } from 'node:util'
import type { Project } from '#core/model/project.ts'
import type { CellRef, CellValue } from '#core/model/cell.ts'
import type { SecretDecision, SecretTarget } from '#core/model/secret.ts'
import type { OverlayChange } from '#main/db/repositories/overlays.ts'
import type { CarryMode } from '../standing-sheets.ts'
import type { WordingPlace } from '../wording.ts'

/** What a person's own entries were at a moment; undefined: the person had entered nothing there. */
export interface Snapshot {
  readonly cells: readonly { readonly ref: CellRef; readonly value: CellValue | undefined }[]
  readonly texts: readonly { readonly id: string; readonly value: string | undefined }[]
  readonly projects: readonly { readonly key: string; readonly value: Project | undefined }[]
  /** The unit's own wording by place; undefined: the pack's. */
  readonly wording: readonly { readonly at: WordingPlace; readonly change: OverlayChange | undefined }[]
  readonly secrets: readonly (SecretTarget & { readonly value: SecretDecision | undefined })[]
  /** Options of the pack; undefined: as last year, else as the pack says. */
  readonly options: readonly { readonly id: string; readonly value: boolean | undefined }[]
  /** How far the targets of the 预算 go into the sheets; undefined: not touched. */
  readonly carry: CarryMode | undefined
}

/** Nothing entered anywhere. */
export const NOTHING: Snapshot = {
  cells: [],
  texts: [],
  projects: [],
  wording: [],
  secrets: [],
  options: [],
  carry: undefined,
}

/** One step of Ctrl+Z. */
export interface EditStep {
  /** What was done, in words: 修改 3 个数 */
  readonly label: string
  readonly before: Snapshot
  readonly after: Snapshot
  readonly typing?: Typing | undefined
}

/** A text while it is being typed and stored again and again. */
export interface Typing {
  /** Names the text within its report. */
  readonly field: string
  readonly text: string
  /** Typed on since the step before, without leaving the field. */
  readonly continues: boolean
}

/** The steps of one window, by report. The store keeps every version besides; this is only what Ctrl+Z walks along. */
export interface EditHistory {
  /** A text that is typed on goes into the step that it began with; one that is as it was before needs none. */
  readonly push: (reportId: number, step: EditStep) => void
  readonly peekUndo: (reportId: number) => EditStep | undefined
  readonly peekRedo: (reportId: number) => EditStep | undefined
  /** Moves the pointer; call after the store has followed. */
  readonly stepped: (reportId: number, direction: 'undo' | 'redo') => void
  readonly clear: () => void
}

const MOST_STEPS = 500

export function editHistory(): EditHistory {
  const reports = new Map<number, { done: EditStep[]; undone: EditStep[] }>()
  const of = (reportId: number) => {
    const known = reports.get(reportId) ?? { done: [], undone: [] }
    reports.set(reportId, known)
    return known
  }
  return {
    push: (reportId, step) => {
      const { done, undone } = of(reportId)
      const last = done.at(-1)
      const isOne = last !== undefined && undone.length === 0 && goesOn(last.typing, step.typing)
      const now = isOne ? { ...step, before: last.before } : step
      const steps = isDeepStrictEqual(now.before, now.after) ? [] : [now]
      reports.set(reportId, { done: [...(isOne ? done.slice(0, -1) : done), ...steps].slice(-MOST_STEPS), undone: [] })
    },
    peekUndo: (reportId) => of(reportId).done.at(-1),
    peekRedo: (reportId) => of(reportId).undone.at(-1),
    stepped: (reportId, direction) => {
      const { done, undone } = of(reportId)
      const step = direction === 'undo' ? done.pop() : undone.pop()
      if (step) (direction === 'undo' ? undone : done).push(step)
    },
    clear: () => {
      reports.clear()
    },
  }
}

/** Corrections while typing take away as much; more than that is a change of its own, which Ctrl+Z must be able to take back. */
const MOST_TAKEN_AWAY = 8

function goesOn(before: Typing | undefined, after: Typing | undefined): boolean {
  if (!before || !after?.continues || before.field !== after.field) return false
  return takenAway(before.text, after.text) <= MOST_TAKEN_AWAY
}

/** How many characters of a text are no longer in what it became: those between what both begin and end with. */
function takenAway(before: string, after: string): number {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  return before.length - head - tail
}
