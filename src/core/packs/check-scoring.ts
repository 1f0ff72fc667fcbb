import { checkReference } from './check-relations.ts'
import type { FindTable } from './check-relations.ts'
import type { PackProblem } from './pack.ts'
import { placeOf } from './parse-layer.ts'
import type { Entry } from './parse-layer.ts'
import type { NodePath } from './read-yaml.ts'
import type { PackScoring, PackSheetScoring } from './schema-scoring.ts'
import { readTerm } from './term.ts'

type Report = (path: NodePath, message: string) => void

/** scoring.yaml: weights add up, grades and levels go down without gaps, every cell that is named exists. */
export function checkScoring(entry: Entry<PackScoring>, find: FindTable): readonly PackProblem[] {
  const scoring = entry.value
  const problems: PackProblem[] = []
  const report: Report = (path, message) => {
    problems.push({ ...placeOf(entry, path), message })
  }
  for (const subject of ['项目', '部门整体'] as const) {
    const sheet = scoring.sheets[subject]
    if (sheet) checkWeights(sheet, ['sheets', subject], report)
  }
  checkGrades(scoring, report)
  checkLevels(scoring, report)
  checkFormulas(scoring, find, report)
  for (const [key, text] of Object.entries(scoring.accounts))
    if (text !== undefined) checkTerm(text, ['accounts', key], find, report)
  return problems
}

function checkWeights(sheet: PackSheetScoring, path: NodePath, report: Report): void {
  const names = sheet.blocks.flatMap((block) => block.seconds.map((second) => second.name))
  for (const [b, block] of sheet.blocks.entries()) {
    const at = [...path, 'blocks', b]
    const parts = block.seconds.flatMap((second) => second.weight ?? [])
    if (parts.length === block.seconds.length && total(parts) !== block.weight) {
      report([...at, 'weight'], `“${block.name}”的分值应为各二级指标之和 ${total(parts)}`)
    }
    block.seconds.forEach((second, s) => {
      if (names.indexOf(second.name) !== names.lastIndexOf(second.name))
        report([...at, 'seconds', s], `二级指标“${second.name}”重复`)
    })
  }
  for (const [b, { name, optional, weight }] of sheet.blocks.entries())
    if (optional && weight !== undefined)
      report([...path, 'blocks', b, 'weight'], `“${name}”是可有可无的一级指标（optional），不写分值`)
  const prescribed = sheet.blocks.filter(({ optional }) => !optional)
  const weights = prescribed.flatMap((block) => block.weight ?? [])
  if (weights.length > 0 && weights.length < prescribed.length) {
    report([...path, 'blocks'], '一级指标要么都写分值，要么都不写')
  } else if (weights.length > 0 && total(weights) + sheet.executionWeight !== 100) {
    report([...path, 'blocks'], `执行率和各一级指标的分值合计是 ${total(weights) + sheet.executionWeight}，应为 100`)
  }
}

function checkGrades({ grades }: PackScoring, report: Report): void {
  grades.forEach((grade, index) => {
    const above = grades[index - 1]
    if (above && above.from <= grade.from) report(['grades', index], '等级须从高分到低分排列')
    if (grades.findIndex(({ name }) => name === grade.name) < index)
      report(['grades', index], `等级“${grade.name}”重复`)
  })
  if (grades.at(-1)?.from !== 0) report(['grades', grades.length - 1], '最低一等须从 0 分起')
}

function checkLevels({ levels }: PackScoring, report: Report): void {
  levels.forEach((level, index) => {
    const above = levels[index - 1]
    if (level.from > level.to) report(['levels', index], `“${level.name}”的 from 大于 to`)
    if (above && above.from < level.to) report(['levels', index], '各档须从高到低排列，不得交叉')
  })
}

function checkFormulas({ formulas }: PackScoring, find: FindTable, report: Report): void {
  formulas.forEach((formula, index) => {
    for (const side of ['numerator', 'denominator'] as const)
      formula[side].forEach((text, t) => {
        checkTerm(text, ['formulas', index, side, t], find, report)
      })
    if (formulas.findIndex(({ indicator }) => indicator === formula.indicator) < index)
      report(['formulas', index], `指标“${formula.indicator}”重复`)
  })
}

/** One cell: its row is a key, never a word that stands for several. */
function checkTerm(text: string, path: NodePath, find: FindTable, report: Report): void {
  const reading = readTerm(text)
  if (!reading.ok) {
    report(path, reading.reason)
    return
  }
  if (reading.term.kind !== 'cells' || reading.term.row.kind !== 'key' || reading.term.column.kind !== 'key') {
    report(path, `“${text}”应写成“表/行/列”`)
    return
  }
  checkReference(reading.term, find, (message) => {
    report(path, `“${text}”${message}`)
  })
}

function total(weights: readonly number[]): number {
  return weights.reduce((a, b) => a + b, 0)
}
