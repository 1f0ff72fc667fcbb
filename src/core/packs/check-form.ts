import { placeForm } from './form-layout.ts'
import type { PackProblem } from './pack.ts'
import { placeOf } from './parse-layer.ts'
import type { Entry } from './parse-layer.ts'
import type { NodePath } from './read-yaml.ts'
import { FUND_FIELDS, INDICATOR_FIELDS } from './schema-form.ts'
import type { PackForm, PackFormCell, PackFormRow } from './schema-form.ts'

/** A form fills its width everywhere, and every field stands where there is something to fill it with. */
export function checkForm(entry: Entry<PackForm>): readonly PackProblem[] {
  const form = entry.value
  const problems: PackProblem[] = []
  const report = (path: NodePath, message: string): void => {
    problems.push({ ...placeOf(entry, path), message })
  }
  const placement = placeForm(form)
  if (!placement.ok) report(placement.path, placement.reason)
  const boxes = new Set<string>()
  const repeated = new Set<string>()
  for (const [s, section] of form.sections.entries())
    for (const [r, row] of section.rows.entries()) {
      const path = ['sections', s, 'rows', r]
      if (row.each !== undefined && repeated.has(row.each)) report(path, `each: ${row.each} 只能有一行`)
      if (row.each !== undefined) repeated.add(row.each)
      row.cells.forEach((cell, c) => {
        const why = misplaced(cell, row, boxes)
        if (why !== undefined) report([...path, 'cells', c], why)
      })
    }
  if (!repeated.has('indicators')) report(['sections'], '没有一行是 each: indicators，绩效指标印不出来')
  if (form.funds.length > 0 && !repeated.has('funds')) report(['funds'], '没有一行是 each: funds，资金来源印不出来')
  return problems
}

function misplaced(cell: PackFormCell, row: PackFormRow, boxes: Set<string>): string | undefined {
  if (typeof cell === 'string') return undefined
  if ('box' in cell) {
    if (boxes.has(cell.box)) return `文字框“${cell.box}”重复`
    boxes.add(cell.box)
    return row.each === undefined ? undefined : '文字框不能放在重复的行里'
  }
  if (!('field' in cell)) return undefined
  const isOf = (fields: readonly string[]): boolean => fields.includes(cell.field)
  if (isOf(INDICATOR_FIELDS) && row.each !== 'indicators') return `“${cell.field}”只能放在 each: indicators 的行里`
  if (row.each === 'indicators' && !isOf(INDICATOR_FIELDS)) return `each: indicators 的行里没有“${cell.field}”`
  if (row.each === 'funds' && !isOf(FUND_FIELDS)) return `each: funds 的行里没有“${cell.field}”`
  if (cell.merge && row.each === undefined) return 'merge 只能用在重复的行里'
  return undefined
}
