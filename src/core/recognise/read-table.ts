import { isRedPositive } from '#core/workbook/red.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackFixedRow } from '#core/packs/schema-table.ts'
import { address } from '#core/workbook/grid.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { viewSheet } from '#core/workbook/sheet-view.ts'
import { gatherBeyondFen } from './beyond-fen.ts'
import { collectRows } from './collect-rows.ts'
import { finding, quote, type ImportFinding } from './finding.ts'
import { hiddenFindings, outsideFindings } from './outside-cells.ts'
import { missingRows } from './missing-rows.ts'
import { readFooter } from './read-footer.ts'
import { readRows } from './read-rows.ts'
import type { TableRecognition } from './recognition.ts'
import { placeIn, type TableContext } from './table-context.ts'
import type { ReadCell, ReadRow, TableReading } from './table-reading.ts'
import { readUnitRows, type OwnUnit } from './unit-rows.ts'

export interface ReadTableOptions {
  /** Answers a unit line that is missing, contradicts itself or names another unit. */
  readonly unit?: MoneyUnit | undefined
  /** Whose report it is: of a table with a column of units only its rows are read. */
  readonly own?: OwnUnit | undefined
}

/**
 * Reads the figures of a recognised table.
 *
 * Units     as the sheet's unit line states them, or `options.unit`; without either no amount is given out
 * Findings  all of them, never only the first; after one of severity `refuse` the cells must not be stored
 * Errors    RangeError when the table is not in the pack (a bug of the caller)
 */
export function readTable(
  sheet: Sheet,
  found: TableRecognition,
  pack: Pack,
  file: string,
  options: ReadTableOptions = {},
): TableReading {
  const table = pack.tables.get(found.tableId)
  if (!table) throw new RangeError(`${found.tableId} is no table of ${pack.head.id}`)
  const stated = found.unit.kind === 'stated' ? found.unit.unit : undefined
  const unit = stated ?? options.unit
  const view = viewSheet(sheet)
  const owners = readUnitRows(view, found, file, options.own)
  const context: TableContext = { view, table, found, file, unit: unit ?? '万元', owners }
  const collected = collectRows(context)
  const read = readRows(context, collected.body)
  const footer = readFooter(context, collected.footer)
  const cells = [...read.cells, ...footer.cells]
  const rows = [...read.rows, ...footer.rows]
  const hasFigures = cells.some((cell) => cell.value.kind === 'amount')
  const missing = hasFigures ? missingRows(table, pack, rows) : []
  const isMoney = (cell: ReadCell): boolean => cell.value.kind === 'amount' && measureOf(pack, cell.ref) === '金额'
  const asksUnit = unit === undefined && cells.some(isMoney)
  const stored = [...read.stored, ...collected.footer]
  const skipped = [...collected.skipped, ...read.skipped].toSorted((a, b) => a.row - b.row)
  return {
    tableId: table.id,
    sheet: sheet.name,
    unit,
    cells: asksUnit ? cells.filter((cell) => !isMoney(cell)) : cells,
    words: read.words,
    rows,
    complete: missing.length === 0,
    storedRows: stored.length,
    unitListed: owners?.isListed ?? false,
    skipped,
    findings: [
      ...(owners?.findings ?? []),
      ...(asksUnit ? [unitFinding(context)] : []),
      ...gatherBeyondFen(context, [...read.findings, ...footer.findings]),
      ...outsideFindings(context, skipped),
      ...hiddenFindings(context, stored),
      ...redFindings(context, cells),
      ...(owners?.isListed ? ownTotalFindings(context, missing, rows) : missingFindings(context, missing)),
    ],
  }
}

/** Published tables print what is less than nothing with a sign; a red figure without one is pointed at. */
function redFindings(context: TableContext, cells: readonly ReadCell[]): readonly ImportFinding[] {
  const read = new Set(cells.flatMap((cell) => (cell.value.kind === 'amount' ? [cell.address] : [])))
  const red = context.view.sheet.rows.flatMap(({ index, cells: own }) =>
    own.flatMap(({ column, value }) =>
      isRedPositive(value) && read.has(address(index, column)) ? [address(index, column)] : [],
    ),
  )
  const [first] = red
  if (first === undefined) return []
  const others = red.length > 1 ? `等 ${red.length} 个单元格` : ''
  return [
    finding(
      'warn',
      'IMPORT_RED_FIGURE',
      placeIn(context, first),
      `“${context.table.title}”的 ${first}${others}是红字，数值是正数，已按正数读入。`,
      '红字表示负数的，在表中改成负数后重新导入；只是标记的，不用处理。',
    ),
  ]
}

function unitFinding(context: TableContext): ImportFinding {
  const { unit, header } = context.found
  const remedy = '在表头上方写明“单位：万元”或“单位：元”，再重新导入。'
  const answer = '或者在导入时指明这张工作表的金额单位。'
  const title = context.table.title
  switch (unit.kind) {
    case 'conflict':
      return finding(
        'refuse',
        'IMPORT_UNIT_CONFLICT',
        placeIn(context, unit.addresses[0]),
        `“${title}”的金额单位写了两种（${unit.addresses.join('、')}），无法判断是元还是万元。`,
        '只保留一种金额单位，再重新导入。',
        answer,
      )
    case 'foreign':
      return finding(
        'refuse',
        'IMPORT_UNIT_UNSUPPORTED',
        placeIn(context, unit.address),
        `“${title}”的金额单位是${quote(unit.text)}，只能读入元或万元。`,
        '把金额换算成元或万元并改写单位，再重新导入。',
      )
    case 'none':
    case 'stated':
      return finding(
        'refuse',
        'IMPORT_NO_UNIT_LINE',
        placeIn(context, address(header.top, 0)),
        `“${title}”的表头上方没有写明金额单位，不能判断是元还是万元。`,
        remedy,
        answer,
      )
  }
}

/** Of several units the report's own has no total of its own: the table's total over all is not it. Undivided rows give no sum. */
function ownTotalFindings(
  context: TableContext,
  missing: readonly PackFixedRow[],
  rows: readonly ReadRow[],
): readonly ImportFinding[] {
  const total = missing.find(({ key }) => key === '合计')
  if (!total || missing.length > 1) return missingFindings(context, missing)
  const codes = rows.map(({ key }) => key).filter((key) => /^\d+$/u.test(key))
  const roots = new Set(codes.map((code) => code.slice(0, 3)))
  const isSummed = roots.size > 0 && [...roots].every((root) => codes.includes(root))
  const title = `“${context.table.title}”里本单位没有自己的${quote(total.label)}行`
  return [
    isSummed
      ? finding(
          'warn',
          'IMPORT_OWN_TOTAL',
          placeIn(context),
          `${title}，由本单位各类的行相加算出，不取各单位的合计。`,
          '在报表页核对算出的合计；与批复不同的，请核对本单位的行是否完整。',
        )
      : finding(
          'warn',
          'IMPORT_OWN_TOTAL',
          placeIn(context),
          `${title}，也没有类级科目的行，算不出合计；合计按“未知”处理，不当作零，也不取各单位的合计。`,
          '在表中补上本单位的类、款和合计的行后重新导入，或在报表页填写。',
        ),
  ]
}

function missingFindings(context: TableContext, missing: readonly PackFixedRow[]): readonly ImportFinding[] {
  const [first] = missing
  if (!first) return []
  const more = missing.length > 1 ? `等 ${missing.length} 行` : ''
  return [
    finding(
      'warn',
      'IMPORT_ROW_MISSING',
      placeIn(context),
      `“${context.table.title}”中没有${quote(first.label)}${more}，这些行按“未知”处理，不当作零。`,
      '核对导出的表是否完整；补上缺少的行（没有发生的可以留空）后重新导入。',
    ),
  ]
}
