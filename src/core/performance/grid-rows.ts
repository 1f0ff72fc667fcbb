import type { GridCell, GridRow } from '#core/document/model.ts'
import type { PlacedFormCell, PlacedFormRow, PlacedFormSection } from '#core/packs/form-layout.ts'
import type { FormField } from '#core/packs/schema-form.ts'
import { fieldText, type FormLine, type FormSources } from './form-fill.ts'
import { fundLines, indicatorLines } from './form-lines.ts'

/** Long texts read from the left; everything else of a form stands in the middle of its box. */
const LEFT: ReadonlySet<FormField> = new Set([
  '年度目标',
  '实际完成情况',
  '三级指标',
  '三级指标及分值',
  '指标描述',
  '指标解释',
  '指标说明',
  '评分标准',
  '偏差原因',
  '执行率偏差原因',
])

/** The printed rows of a section: repeated rows as often as there is something to print, merges worked out. */
export function sectionRows(section: PlacedFormSection, sources: FormSources): readonly GridRow[] {
  const rows = section.rows.flatMap((row) => printedRows(row, sources))
  const { label } = section
  const [first, ...rest] = rows
  if (!label || !first) return rows
  const cell: GridCell = {
    column: 0,
    colSpan: label.cols,
    rowSpan: rows.length,
    text: label.text,
    align: label.align ?? 'center',
    bold: label.bold,
  }
  return [{ ...first, cells: [cell, ...first.cells] }, ...rest]
}

function printedRows(row: PlacedFormRow, sources: FormSources): readonly GridRow[] {
  const lines = linesOf(row, sources)
  const drafts = lines.map((line) => row.cells.map((cell) => gridCell(cell, line, sources)))
  return drafts.map((cells, index) => ({
    cells: cells.flatMap((cell, at): readonly GridCell[] => {
      if (!isMerged(row.cells[at])) return [cell]
      const continues = (other: number): boolean => other > 0 && sameAsAbove(drafts, row, other, at)
      if (continues(index)) return []
      let end = index + 1
      while (end < drafts.length && continues(end)) end += 1
      return [{ ...cell, rowSpan: end - index }]
    }),
  }))
}

function linesOf({ each }: PlacedFormRow, { form, project, scoring }: FormSources): readonly (FormLine | undefined)[] {
  switch (each) {
    case undefined:
      return [undefined]
    case 'funds':
      return fundLines(form, project).map((fund) => ({ kind: 'fund', fund }))
    case 'indicators':
      return indicatorLines(form, project, scoring).map((line) => ({ kind: 'indicator', line }))
  }
}

/** A merged cell goes on while its text and that of every merged cell at its left stays the same. */
function sameAsAbove(drafts: readonly (readonly GridCell[])[], row: PlacedFormRow, index: number, at: number): boolean {
  return row.cells.every(
    (cell, column) =>
      column > at || !isMerged(cell) || drafts[index]?.[column]?.text === drafts[index - 1]?.[column]?.text,
  )
}

function isMerged(placed: PlacedFormCell | undefined): boolean {
  const cell = placed?.cell
  return typeof cell === 'object' && 'field' in cell && cell.merge
}

function gridCell(
  { cell, column, cols, rows }: PlacedFormCell,
  line: FormLine | undefined,
  sources: FormSources,
): GridCell {
  const place = { column, colSpan: cols, rowSpan: rows }
  if (typeof cell === 'string') return { ...place, text: cell, align: 'center', bold: false }
  if ('text' in cell) return { ...place, text: cell.text, align: cell.align ?? 'center', bold: cell.bold }
  if ('box' in cell) {
    return { ...place, text: sources.project?.texts.get(cell.box) ?? '', align: cell.align ?? 'left', bold: false }
  }
  const align = cell.align ?? (LEFT.has(cell.field) ? 'left' : 'center')
  return { ...place, align, bold: false, ...fieldText(cell, line, sources) }
}
