import { exact, sum, type Amount } from '#core/money/amount.ts'
import { cellRef } from '#core/model/cell.ts'
import type { Project } from '#core/model/project.ts'
import type { DerivedCell } from '#core/derive/totals.ts'
import type { PackScoring } from '#core/packs/schema-scoring.ts'
import { gradeOf, totalScore } from './score.ts'

/** Id of the computed table that the sentences quote; part of every base pack. */
export const SUMMARY_TABLE = '绩效自评汇总'
const RULE = '绩效自评汇总'

/**
 * The figures of the sheets that the document quotes: how many projects, how much money, how many of each grade. A figure that
 * rests on something missing is left out, so that its sentence shows a placeholder.
 */
export function summariseProjects(projects: readonly Project[], scoring: PackScoring): readonly DerivedCell[] {
  const own = projects.filter((project) => project.subject === '项目')
  const inputs: DerivedCell['inputs'] = []
  const cell = (row: string, column: string, amount: Amount | undefined): readonly DerivedCell[] =>
    amount ? [{ ref: cellRef(SUMMARY_TABLE, row, column), value: { kind: 'amount', amount }, rule: RULE, inputs }] : []
  const total = (pick: (project: Project) => Amount | undefined): Amount | undefined => {
    const amounts = own.flatMap((project) => pick(project) ?? [])
    return amounts.length === own.length ? sum(amounts) : undefined
  }
  const grades = own.map((project) => {
    const score = totalScore(project, scoring)
    return score && gradeOf(score, scoring)
  })
  return [
    ...cell('合计', '项目数', exact(own.length * 100)),
    ...cell(
      '合计',
      '预算编制数',
      total((project) => project.total.compiled),
    ),
    ...cell(
      '合计',
      '全年预算数',
      total((project) => project.total.budget),
    ),
    ...cell(
      '合计',
      '全年执行数',
      total((project) => project.total.executed),
    ),
    ...(grades.includes(undefined)
      ? []
      : scoring.grades.flatMap(({ name }) =>
          cell(name, '项目数', exact(grades.filter((grade) => grade === name).length * 100)),
        )),
  ]
}
