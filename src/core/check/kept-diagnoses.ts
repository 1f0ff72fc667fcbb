import type { CellRef } from '#core/model/cell.ts'
import type { Diagnosis } from './diagnose.ts'
import type { Result } from './results.ts'

/** What was found of the failures last: an edit elsewhere changes nothing about two thousand of them. */
export interface KeptDiagnoses {
  /**
   * @param touched cells of which some relation holds that did not before, or the other way round, since this was asked last
   */
  readonly of: (
    failed: readonly Result[],
    touched: ReadonlySet<CellRef>,
    find: () => readonly Diagnosis[],
  ) => readonly Diagnosis[]
}

interface Kept {
  readonly failed: readonly Result[]
  readonly cells: ReadonlySet<CellRef>
  readonly diagnoses: readonly Diagnosis[]
}

export function openDiagnoses(): KeptDiagnoses {
  let kept: Kept | undefined
  return {
    of: (failed, touched, find) => {
      if (kept && isSameList(kept.failed, failed) && haveNoneOf(kept.cells, touched)) return kept.diagnoses
      const cells = new Set(failed.flatMap(({ outcome }) => (outcome.kind === 'fail' ? outcome.cells : [])))
      kept = { failed, cells, diagnoses: find() }
      return kept.diagnoses
    },
  }
}

function haveNoneOf(cells: ReadonlySet<CellRef>, others: ReadonlySet<CellRef>): boolean {
  for (const cell of others) if (cells.has(cell)) return false
  return true
}

const isSameList = (a: readonly Result[], b: readonly Result[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at])
