import { absolute, compare, subtract, type Amount } from '#core/money/amount.ts'
import { parseCount } from '#core/money/parse.ts'
import type { Project } from '#core/model/project.ts'
import { executionWeight, gradeOf, totalScore } from '#core/performance/score.ts'
import { statedText } from '#core/performance/stated.ts'
import type { Finding } from '../finding.ts'
import type { Check } from './check.ts'
import {
  isScored,
  pointsText,
  scoredSheets,
  sheetFinding,
  statedHint,
  type ScoredSheet,
} from './performance-support.ts'

/** 总分 and 等级 as the form states them, against the scores of the same form. */
export const totalAsStated: Check = {
  id: 'CK-114',
  title: '总分或等级与各项得分不符',
  *run(context) {
    if (!isScored(context)) return
    for (const sheet of scoredSheets(context)) {
      const { project, scoring } = sheet
      const total = totalScore(project, scoring)
      if (!total) yield missing(sheet)
      else {
        yield* statedTotal(project, total)
        yield* statedGrade(project, gradeOf(total, scoring))
      }
    }
  },
}

function missing({ project, scoring }: ScoredSheet): Finding {
  const lacking = project.indicators.filter(({ score }) => score === undefined)
  const noMoney = executionWeight(project, scoring) > 0 && !(project.total.budget && project.total.executed)
  const cells = [
    ...(noMoney ? [`${project.name} 全年预算数、全年执行数`] : []),
    ...lacking.map(({ levels }) => `${project.name} ${levels[2]}的得分`),
  ]
  return sheetFinding(totalAsStated, project, undefined, {
    outcome: 'cannot-check',
    severity: 'error',
    cells: cells.length > 0 ? cells : [`${project.name} 绩效指标`],
    hint: '填齐金额和每个指标的得分后，才能计算总分和等级',
  })
}

function* statedTotal(project: Project, total: Amount): Iterable<Finding> {
  const text = statedText(project, 'total')
  const stated = text === undefined ? undefined : parseCount(text)
  if (stated?.kind !== 'amount' || compare(stated.amount, total) === 0) return
  yield sheetFinding(totalAsStated, project, undefined, {
    severity: 'error',
    where: `${project.name} 总分`,
    stated: pointsText(stated.amount),
    expected: pointsText(total),
    difference: pointsText(absolute(subtract(stated.amount, total))),
    hint: statedHint('total'),
  })
}

function* statedGrade(project: Project, grade: string | undefined): Iterable<Finding> {
  const text = statedText(project, 'grade')
  if (text === undefined || grade === undefined || text === grade) return
  yield sheetFinding(totalAsStated, project, undefined, {
    severity: 'error',
    where: `${project.name} 等级`,
    stated: text,
    expected: grade,
    hint: statedHint('grade'),
  })
}
