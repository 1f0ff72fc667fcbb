import type { Recall } from '#core/model/memory.ts'
import type { Finding } from '../finding.ts'
import type { Check, CheckContext } from './check.ts'
import { unknownCode } from './ck-001-unknown-code.ts'
import { negativeFigure } from './ck-002-negative-figure.ts'
import { codeName } from './ck-003-code-name.ts'
import { requiredTable } from './ck-004-required-table.ts'
import { incompleteRows } from './ck-007-incomplete-rows.ts'
import { ACROSS_SHEETS, SHEET_CHECKS } from './sheet-checks.ts'

export const CHECKS: readonly Check[] = [
  unknownCode,
  negativeFigure,
  codeName,
  requiredTable,
  incompleteRows,
  ...SHEET_CHECKS,
]

const SHEET_BY_SHEET = SHEET_CHECKS.filter((check) => !ACROSS_SHEETS.has(check))

/** What all checks say, in their order; a sheet that is as it was is not checked again. */
export function runAll(context: CheckContext, recall: Recall): readonly Finding[] {
  const { projects, derivedSheets } = context
  const derived = Map.groupBy(derivedSheets, ({ key }) => key)
  const ofSheets = projects.map((project) => {
    const own = derived.get(project.key) ?? []
    return recall(`检查自评表 ${project.key}`, [project, ...own], () => {
      const alone = { ...context, projects: [project], derivedSheets: own }
      return new Map(SHEET_BY_SHEET.map((check) => [check, [...check.run(alone)]]))
    })
  })
  return CHECKS.flatMap((check) =>
    SHEET_BY_SHEET.includes(check)
      ? ofSheets.flatMap((found) => found.get(check) ?? [])
      : recall(`检查 ${check.id}`, ACROSS_SHEETS.has(check) ? [projects] : [], () => [
          ...check.run({ ...context, recall }),
        ]),
  )
}
