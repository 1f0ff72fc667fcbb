import type { CodeLists } from '#core/codes/code-lists.ts'
import { checkCodes } from './check-codes.ts'
import { checkDerive } from './check-derive.ts'
import { checkForm } from './check-form.ts'
import { checkCharts, checkDirectives, checkGlossary, checkPrior, checkTexts } from './check-references.ts'
import { checkRelation, checkTotals } from './check-relations.ts'
import type { FindTable } from './check-relations.ts'
import { checkScoring } from './check-scoring.ts'
import { checkSources } from './check-sources.ts'
import { checkTable } from './check-table.ts'
import type { Draft } from './merge.ts'
import type { PackProblem } from './pack.ts'
import { shapeOf } from './table-shape.ts'

/** What must hold between the pieces of a pack, once each of them is well formed by itself. */
export function crossCheck(draft: Draft, codes: CodeLists | undefined): readonly PackProblem[] {
  const tables = [...draft.tables.values()]
  const shapes = new Map(tables.map((entry) => [entry.value.id, shapeOf(entry.value)]))
  const find: FindTable = (id) => shapes.get(id) ?? (draft.broken.has(id) ? 'broken' : undefined)
  return [
    ...tables.flatMap((entry) => checkTable(entry, draft.head?.settings.tableAmount.unit)),
    ...(codes ? tables.flatMap((entry) => checkCodes(entry, draft.head?.year, codes)) : []),
    ...[...draft.relations.values()].flatMap((entry) => checkRelation(entry, find)),
    ...[...draft.forms.values()].flatMap((entry) => checkForm(entry)),
    ...(draft.scoring ? checkScoring(draft.scoring, find) : []),
    ...(draft.derive ? checkDerive(draft.derive, find, draft.derive.source.file.startsWith(`${draft.id}/`)) : []),
    ...(draft.sources
      ? checkSources(draft.sources, draft.tables, draft.sources.source.file.startsWith(`${draft.id}/`))
      : []),
    ...checkTotals(draft),
    ...checkTexts(draft, find),
    ...checkPrior(draft, find),
    ...checkCharts(draft, find),
    ...checkDirectives(draft, find),
    ...checkGlossary(draft),
  ]
}
