import { compare, subtract, type Amount } from '#core/money/amount.ts'
import { formatPercent } from '#core/money/format.ts'
import { intersects, intervalOf, subtractIntervals } from '#core/money/interval.ts'
import { parseAmount, parseCount, parsePercent } from '#core/money/parse.ts'
import { ratioAllows } from '#core/money/ratio.ts'
import { parseSpreadsheetPercent } from '#core/money/spreadsheet.ts'
import { executionRate, executionScore, executionWeight, scoreOfRate } from '#core/performance/score.ts'
import { statedText } from '#core/performance/stated.ts'
import type { Finding } from '../finding.ts'
import type { Check } from './check.ts'
import { pointsText, scoredSheets, sheetFinding, statedHint, wanText, type ScoredSheet } from './performance-support.ts'

/** 资金结余, 执行率 and its score as the form states them, against the amounts of the same form. */
export const executionAsStated: Check = {
  id: 'CK-112',
  title: '执行率、得分或资金结余与金额不符',
  *run(context) {
    for (const sheet of scoredSheets(context)) {
      yield* balance(sheet)
      yield* rate(sheet)
      yield* score(sheet)
    }
  },
}

function* balance({ project }: ScoredSheet): Iterable<Finding> {
  const text = statedText(project, 'balance')
  const { budget, executed } = project.total
  if (text === undefined || !budget || !executed) return
  const stated = parseAmount(text, '万元')
  if (stated.kind !== 'amount') return
  if (intersects(intervalOf(stated.amount), subtractIntervals(intervalOf(budget), intervalOf(executed)))) return
  const expected = wanText(subtract(budget, executed))
  yield sheetFinding(executionAsStated, project, undefined, {
    severity: 'error',
    where: `${project.name} 资金结余`,
    stated: wanText(stated.amount),
    expected,
    hint: `资金结余＝全年预算数－全年执行数；${statedHint('balance')}`,
  })
}

function* rate({ project }: ScoredSheet): Iterable<Finding> {
  const text = statedText(project, 'rate')
  const { budget, executed } = project.total
  const computed = executionRate(project.total)
  if (text === undefined || !budget || !executed || !computed) return
  const stated = ratesOf(text)
  if (stated.length === 0 || stated.some((one) => ratioAllows(one, intervalOf(executed), intervalOf(budget)))) return
  yield sheetFinding(executionAsStated, project, undefined, {
    severity: 'error',
    where: `${project.name} 执行率`,
    stated: text,
    expected: formatPercent(computed, { decimals: 2, trimZeros: false, zero: undefined }),
    hint: `执行率＝全年执行数÷全年预算数；${statedHint('rate')}`,
  })
}

/** 84.56% is one rate; a bare 84.56 or 0.8456 of a workbook may be either. */
function ratesOf(text: string): readonly Amount[] {
  const stated = parsePercent(text)
  const share = /[%％]/u.test(text) ? undefined : parseSpreadsheetPercent(text, '0%')
  return [
    ...(stated.kind === 'percent' ? [stated.rate] : stated.kind === 'amount' ? [stated.amount] : []),
    ...(share?.kind === 'percent' ? [share.rate] : []),
  ]
}

/** From the rate as stated or as computed: amounts in the form are rounded themselves. */
function* score({ project, scoring }: ScoredSheet): Iterable<Finding> {
  const weight = executionWeight(project, scoring)
  const text = statedText(project, 'executionScore')
  const computed = executionScore(project.total, weight, scoring.capExecution)
  if (text === undefined || weight === 0 || !computed) return
  const stated = parseCount(text)
  if (stated.kind !== 'amount') return
  const percent = parsePercent(statedText(project, 'rate') ?? '')
  const fromStated = percent.kind === 'percent' ? scoreOfRate(percent.rate, weight, scoring.capExecution) : computed
  if ([computed, fromStated].some((one) => compare(one, stated.amount) === 0)) return
  yield sheetFinding(executionAsStated, project, undefined, {
    severity: 'error',
    where: `${project.name} 执行率得分`,
    stated: pointsText(stated.amount),
    expected: pointsText(computed),
    hint: `执行率得分＝${weight}分×执行率，最多${weight}分；${statedHint('executionScore')}`,
  })
}
