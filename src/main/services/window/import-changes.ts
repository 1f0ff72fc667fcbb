import type { FigureChange, WordChange } from '#core/contract/views.ts'
import { printAmount } from '#core/check/print-amount.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { projectLines } from '#core/performance/project-lines.ts'
import type { Store } from '#main/db/open-store.ts'

/** What stands in a report: its figures, its texts and its scoring sheets. */
export interface Standing {
  readonly cells: ReadonlyMap<CellRef, CellValue>
  readonly texts: ReadonlyMap<string, string>
  readonly projects: readonly Project[]
}

export function standingOf({ cells, texts, projects }: Store, reportId: number): Standing {
  return { cells: cells.standing(reportId), texts: texts.standing(reportId), projects: projects.standing(reportId) }
}

/** Nothing was ever stored: everything would be new, and is not listed one by one. */
export const isEmpty = ({ cells, texts, projects }: Standing): boolean =>
  cells.size === 0 && texts.size === 0 && projects.length === 0

/** What would stand otherwise than before, in the order of the report; blanks and nothing are the same here. */
export function figureChanges(before: Standing, after: Standing, pack: Pack): readonly FigureChange[] {
  const text = (value: CellValue | undefined, cell: CellRef): string =>
    value?.kind === 'amount' ? printAmount(value.amount, cell, pack) : value?.kind === 'dash' ? '——' : ''
  return [...new Set([...before.cells.keys(), ...after.cells.keys()])].flatMap((cell): readonly FigureChange[] => {
    const change = changeOf(text(before.cells.get(cell), cell), text(after.cells.get(cell), cell))
    return change ? [{ cell, ...change }] : []
  })
}

/** Texts, then the boxes of the scoring sheets, that would read otherwise than before. */
export function wordChanges(before: Standing, after: Standing, pack: Pack): readonly WordChange[] {
  const titleOf = (id: string): string =>
    pack.texts.get(id)?.title ?? (parseCellRef(id) ? id.split('/').join(' › ') : id)
  return [
    ...compare(before.texts, after.texts).map((change) => ({
      ...change,
      kind: 'text' as const,
      where: titleOf(change.where),
    })),
    ...compare(linesOf(before), linesOf(after)).map((change) => ({ ...change, kind: 'sheet' as const })),
  ]
}

const linesOf = ({ projects }: Standing): ReadonlyMap<string, string> =>
  new Map(projects.flatMap((project) => [...projectLines(project)]))

function compare(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly Omit<WordChange, 'kind'>[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((where) => {
    const change = changeOf(before.get(where) ?? '', after.get(where) ?? '')
    return change ? [{ where, how: change.kind, before: change.before, after: change.after }] : []
  })
}

function changeOf(before: string, after: string): Omit<FigureChange, 'cell'> | undefined {
  if (before === after) return undefined
  return { kind: before === '' ? 'new' : after === '' ? 'gone' : 'changed', before, after }
}
