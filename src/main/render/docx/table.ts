import type { Grid, GridCell } from '#core/document/model.ts'
import { cellPadding, columnWidths, gridFontSize, gridSlots, spanWidth } from '../layout/grid-layout.ts'
import type { Slot } from '../layout/grid-layout.ts'
import { printable } from '../layout/inline.ts'
import { cellStyleId } from './styles.ts'
import { XmlBlock, element, textRun, value } from './xml.ts'
import type { XmlNode } from './xml.ts'

const TWIPS_PER_POINT = 20
const TWIPS_PER_MM = 1440 / 25.4
/** Half a point, in eighths. */
const BORDER = { 'w:val': 'single', 'w:sz': 4, 'w:space': 0, 'w:color': '000000' }

/**
 * A grid as a Word table of exactly the given width in twips: fixed layout, every column and cell with its width,
 * header rows that repeat, rows that stay whole.
 */
export function gridTable(grid: Grid, width: number): XmlBlock {
  const widths = columnWidths(grid, width)
  const style = cellStyleId(gridFontSize(grid, width / TWIPS_PER_POINT, cellPadding(grid)))
  const rows = gridSlots(grid).map((slots, index) =>
    element('w:tr', {}, rowProperties(grid, index), ...slots.map((slot) => cellXml(slot, widths, style))),
  )
  return new XmlBlock('w:tbl', [tableProperties(grid, width), columnsXml(widths), ...rows])
}

function tableProperties(grid: Grid, width: number): XmlNode {
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  const side = (cellPadding(grid) / 2) * TWIPS_PER_POINT
  const margin = (name: string, size: number): XmlNode => element(`w:${name}`, { 'w:w': size, 'w:type': 'dxa' })
  return element(
    'w:tblPr',
    {},
    element('w:tblW', { 'w:w': width, 'w:type': 'dxa' }),
    element('w:tblInd', { 'w:w': 0, 'w:type': 'dxa' }),
    element('w:tblBorders', {}, ...sides.map((name) => element(`w:${name}`, BORDER))),
    element('w:tblLayout', { 'w:type': 'fixed' }),
    element('w:tblCellMar', {}, margin('top', 15), margin('left', side), margin('bottom', 15), margin('right', side)),
  )
}

const columnsXml = (widths: readonly number[]): XmlNode =>
  element('w:tblGrid', {}, ...widths.map((width) => element('w:gridCol', { 'w:w': width })))

function rowProperties(grid: Grid, index: number): XmlNode {
  const height = grid.rows[index]?.height
  return element(
    'w:trPr',
    {},
    element('w:cantSplit', {}),
    ...(height === undefined
      ? []
      : [element('w:trHeight', { 'w:val': Math.round(height * TWIPS_PER_MM), 'w:hRule': 'atLeast' })]),
    ...(index < grid.headerRows ? [element('w:tblHeader', {})] : []),
  )
}

function cellXml(slot: Slot, widths: readonly number[], style: string): XmlNode {
  const merge =
    slot.kind === 'covered' ? 'continue' : slot.kind === 'cell' && slot.cell.rowSpan > 1 ? 'restart' : undefined
  const properties = element(
    'w:tcPr',
    {},
    element('w:tcW', { 'w:w': spanWidth(widths, slot.column, slot.colSpan), 'w:type': 'dxa' }),
    ...(slot.colSpan > 1 ? [value('w:gridSpan', slot.colSpan)] : []),
    ...(merge === undefined ? [] : [value('w:vMerge', merge)]),
    value('w:vAlign', 'center'),
  )
  return element('w:tc', {}, properties, ...(slot.kind === 'cell' ? linesXml(slot.cell, style) : [paragraphXml(style)]))
}

/** One paragraph for each line of the cell. */
const linesXml = (cell: GridCell, style: string): XmlNode[] =>
  printable(cell.text)
    .split('\n')
    .map((line) => paragraphXml(style, cell.align, ...(line === '' ? [] : [textRun(line, cell)])))

const paragraphXml = (style: string, align: GridCell['align'] = 'left', ...runs: readonly XmlNode[]): XmlNode =>
  element(
    'w:p',
    {},
    element('w:pPr', {}, value('w:pStyle', style), ...(align === 'left' ? [] : [value('w:jc', align)])),
    ...runs,
  )
