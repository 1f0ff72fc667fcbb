import type { Grid, GridCell } from '#core/document/model.ts'
import { gridSlots, spanWidth, wholeWidths } from '../layout/grid-layout.ts'
import type { Slot } from '../layout/grid-layout.ts'
import { BORDER } from '../layout/grid-setting.ts'
import type { GridSetting } from '../layout/grid-setting.ts'
import { printable } from '../layout/inline.ts'
import { TWIPS_PER_MM } from '../layout/pages.ts'
import { cellStyleId } from './styles.ts'
import { XmlBlock, element, textRun, value } from './xml.ts'
import type { XmlNode } from './xml.ts'

const TWIPS_PER_POINT = 20
/** Sizes of borders are eighths of a point. */
const EDGE = { 'w:val': 'single', 'w:sz': BORDER * 8, 'w:space': 0, 'w:color': '000000' }

/**
 * A grid as a Word table of exactly the given width in twips: fixed layout, every column and cell with its width,
 * header rows that repeat, rows that stay whole. The last row stays with the notes under the table.
 */
export function gridTable(grid: Grid, setting: GridSetting, width: number): XmlBlock {
  const widths = wholeWidths(setting.widths, width)
  const rows = gridSlots(grid).map((slots, index) => {
    const keepNext = index === grid.rows.length - 2 || (grid.notes.length > 0 && index === grid.rows.length - 1)
    const form = { style: cellStyleId(setting.fontSize), keepNext }
    return element('w:tr', {}, rowProperties(grid, index), ...slots.map((slot) => cellXml(slot, widths, form)))
  })
  return new XmlBlock('w:tbl', [tableProperties(width, setting), columnsXml(widths), ...rows])
}

interface ParagraphForm {
  readonly style: string
  readonly keepNext: boolean
}

function tableProperties(width: number, { padding, margin: rise }: GridSetting): XmlNode {
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  const margin = (name: string, points: number): XmlNode =>
    element(`w:${name}`, { 'w:w': points * TWIPS_PER_POINT, 'w:type': 'dxa' })
  return element(
    'w:tblPr',
    {},
    element('w:tblW', { 'w:w': width, 'w:type': 'dxa' }),
    element('w:tblInd', { 'w:w': 0, 'w:type': 'dxa' }),
    element('w:tblBorders', {}, ...sides.map((name) => element(`w:${name}`, EDGE))),
    element('w:tblLayout', { 'w:type': 'fixed' }),
    element(
      'w:tblCellMar',
      {},
      margin('top', rise),
      margin('left', padding / 2),
      margin('bottom', rise),
      margin('right', padding / 2),
    ),
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

function cellXml(slot: Slot, widths: readonly number[], form: ParagraphForm): XmlNode {
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
  return element('w:tc', {}, properties, ...(slot.kind === 'cell' ? linesXml(slot.cell, form) : [paragraphXml(form)]))
}

/** One paragraph for each line of the cell. */
const linesXml = (cell: GridCell, form: ParagraphForm): XmlNode[] =>
  printable(cell.text)
    .split('\n')
    .map((line) => paragraphXml(form, cell.align, ...(line === '' ? [] : [textRun(line, cell)])))

const paragraphXml = (form: ParagraphForm, align: GridCell['align'] = 'left', ...runs: readonly XmlNode[]): XmlNode =>
  element(
    'w:p',
    {},
    element(
      'w:pPr',
      {},
      value('w:pStyle', form.style),
      ...(form.keepNext ? [element('w:keepNext', {})] : []),
      ...(align === 'left' ? [] : [value('w:jc', align)]),
    ),
    ...runs,
  )
