import type { PackFixedRow } from '#core/packs/schema-table.ts'
import { entryKey, entryNumber, labelColumn } from '#core/packs/words.ts'
import { address } from '#core/workbook/grid.ts'
import { looseLabel, normaliseLabel } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import type { SheetBlock } from './find-header.ts'
import { finding, quote, type ImportFinding } from './finding.ts'
import type { RowMatch } from './fixed-rows.ts'
import type { RowIdentity } from './row-identity.ts'
import type { SkipReason } from './row-kind.ts'
import { placeIn, type TableContext } from './table-context.ts'

/** A row of one block, put where it belongs in the table. */
export type Destination =
  | { readonly kind: 'row'; readonly key: string; readonly name: string; readonly row: PackFixedRow | undefined }
  | { readonly kind: 'skip'; readonly reason: SkipReason }
  | { readonly kind: 'refuse'; readonly finding: ImportFinding }

/** Gives the rows that the unit added their numbers: the one that they state, else the next after the row above. */
export type EntryNumbers = (stated: number | undefined) => number

export function entryNumbers(): EntryNumbers {
  let last = 0
  return (stated) => {
    last = stated ?? last + 1
    return last
  }
}

/** Says which row of the table a row of the sheet is, why it is none, or why it cannot be taken. */
export function placeRow(
  context: TableContext,
  block: SheetBlock,
  row: number,
  identity: RowIdentity,
  match: RowMatch,
  numberOf: EntryNumbers,
): Destination {
  const { table, view } = context
  if (match.kind === 'fixed') {
    return { kind: 'row', key: match.row.key, name: identity.label || match.row.label, row: match.row }
  }
  const takesCodes = table.blocks.some((one) => one.codeRows !== undefined)
  if (identity.code !== undefined && takesCodes) {
    return { kind: 'row', key: identity.code, name: identity.label, row: undefined }
  }
  const figures = filledFigures(context, block, row)
  const [figure] = figures
  const packBlock = table.blocks[block.block]
  const isNamed = identity.label !== '' && labelColumn(table, packBlock) === undefined
  const stated = entryNumber(identity.label)
  if (figure && packBlock?.entryRows && (!isNamed || stated !== undefined)) {
    const key = entryKey(numberOf(stated))
    return { kind: 'row', key, name: key, row: undefined }
  }
  const only = onlyRow(context, block)
  if (only && figure && !isRemark(context, row))
    return { kind: 'row', key: only.key, name: identity.label || only.label, row: only }
  if (!figure) return { kind: 'skip', reason: reasonWithoutFigures(context, identity) }
  if (only) return { kind: 'skip', reason: 'note' }
  if (figures.every(({ column }) => isZeroText(view.text(row, column)))) {
    return { kind: 'skip', reason: 'zero-without-row' }
  }
  // What looks like an amount is named before words that stand in columns of figures.
  const { column } = figures.find((one) => !/\p{L}/u.test(view.text(row, one.column))) ?? figure
  const amount = quote(view.text(row, column))
  return { kind: 'refuse', finding: unplacedFinding(context, identity, match, amount, address(row, column)) }
}

/** The row of a form that has one and prints no label: every row with figures is it. */
function onlyRow({ table }: TableContext, { block }: SheetBlock): PackFixedRow | undefined {
  const packBlock = table.blocks[block]
  if (!packBlock || packBlock.codeRows || packBlock.columns.some((column) => column.startsWith('@'))) return undefined
  const rows = packBlock.rows.filter((row) => 'key' in row)
  return rows.length === 1 ? rows[0] : undefined
}

/** A sentence alone in its row, not marked as a note: 本单位无“三公”经费支出. */
function isRemark({ view }: TableContext, row: number): boolean {
  const texts = view
    .cells(row)
    .map((cell) => textOf(cell.value))
    .filter((text) => text !== '')
  const [text = ''] = texts
  return texts.length === 1 && text.length > LONGEST_FIGURE && !/\d/u.test(normaliseLabel(text).replace(NO_FIGURE, ''))
}

/** Digits of a sentence that count nothing: its own number, a year, a day. */
const NO_FIGURE = /^\d[.、](?!\d)|\d{4}年(?:度)?|\d{1,2}月(?:\d{1,2}日)?/gu

const LONGEST_FIGURE = 8

/** 0, 0.00: a row that the form does not know loses nothing with it. */
const isZeroText = (text: string): boolean => /^[-—–－\s]*$|^0+(?:\.0*)?$/u.test(text)

/** Figure cells of the row that say something other than ——. */
function filledFigures({ view }: TableContext, block: SheetBlock, row: number): readonly { readonly column: number }[] {
  return block.figures
    .flatMap((figure) => figure.column.columns.map((column) => ({ column })))
    .filter(({ column }) => !/^[-—–－\s]*$/u.test(textOf(view.value(row, column))))
}

function reasonWithoutFigures({ table }: TableContext, identity: RowIdentity): SkipReason {
  if (identity.label === '' && identity.code === undefined) return 'print-only'
  const label = looseLabel(identity.label)
  const sections = table.blocks.flatMap((block) => block.rows.flatMap((row) => ('section' in row ? [row.section] : [])))
  return sections.some((section) => looseLabel(section) === label) ? 'section' : 'label-without-figures'
}

function unplacedFinding(
  context: TableContext,
  identity: RowIdentity,
  match: RowMatch,
  amount: string,
  figureAddress: string,
): ImportFinding {
  const { title } = context.table
  const place = placeIn(context, identity.label === '' && !identity.strangeCode ? figureAddress : identity.address)
  if (match.kind === 'ambiguous') {
    return finding(
      'refuse',
      'IMPORT_ROW_AMBIGUOUS',
      place,
      `“${title}”中有 ${match.rows.length} 行都叫${quote(identity.label)}，无法判断金额${amount}（${figureAddress}）属于哪一行。`,
      '按表样补上行前的序号，或补全上下相邻的各行，再重新导入。',
    )
  }
  if (identity.strangeCode !== undefined) {
    return finding(
      'refuse',
      'IMPORT_CODE_MALFORMED',
      place,
      `科目代码${quote(identity.strangeCode)}不是 3、5 或 7 位，无法判断金额${amount}（${figureAddress}）属于哪个科目。`,
      '改成“类”3 位、“款”5 位或“项”7 位的代码后重新导入。',
    )
  }
  if (identity.code !== undefined || identity.label !== '') {
    return finding(
      'refuse',
      'IMPORT_ROW_UNKNOWN',
      place,
      `“${title}”中没有${quote(identity.code ?? identity.label)}这一行，它的金额${amount}（${figureAddress}）不能导入。`,
      context.table.blocks.some((block) => block.codeRows)
        ? '给这一行补上科目代码，或把行名改成与表样一致，再重新导入。'
        : '把行名改成与表样一致后重新导入。',
      '如果这一行不属于本表，请删除或移到别处。',
    )
  }
  return finding(
    'refuse',
    'IMPORT_FIGURE_WITHOUT_LABEL',
    place,
    `有金额${amount}，但这一行没有科目代码，也没有项目名称。`,
    '补上这一行的代码或名称，或删除多余的金额，再重新导入。',
  )
}
