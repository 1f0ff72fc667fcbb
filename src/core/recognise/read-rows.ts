import { cellRef } from '#core/model/cell.ts'
import type { PackFixedRow } from '#core/packs/schema-table.ts'
import { address } from '#core/workbook/grid.ts'
import { looseLabel } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import type { BodyRow } from './collect-rows.ts'
import { readFigureValue } from './figure-value.ts'
import type { SheetBlock } from './find-header.ts'
import { finding, quote, type ImportFinding } from './finding.ts'
import { matchFixedRows, type RowMatch } from './fixed-rows.ts'
import type { FoundColumn } from './match-columns.ts'
import type { RowIdentity } from './row-identity.ts'
import { firstText, type SkipReason } from './row-kind.ts'
import { placeIn, type TableContext } from './table-context.ts'
import type { ReadCell, ReadRow, SkippedRow } from './table-reading.ts'

export interface RowsReading {
  readonly cells: readonly ReadCell[]
  readonly rows: readonly ReadRow[]
  readonly skipped: readonly SkippedRow[]
  readonly findings: readonly ImportFinding[]
  /** 0-based rows that were stored. */
  readonly stored: ReadonlySet<number>
}

/** A row of one block, put where it belongs in the table. */
type Destination =
  | { readonly kind: 'row'; readonly key: string; readonly name: string; readonly row: PackFixedRow | undefined }
  | { readonly kind: 'skip'; readonly reason: SkipReason }
  | { readonly kind: 'refuse'; readonly finding: ImportFinding }

/** Reads the rows between header and notes, block by block, each from top to bottom. */
export function readRows(context: TableContext, body: readonly BodyRow[]): RowsReading {
  const cells: ReadCell[] = []
  const rows: ReadRow[] = []
  const findings: ImportFinding[] = []
  const stored = new Set<number>()
  const reasons = new Map<number, SkipReason>()
  const seen = new Map<string, { readonly place: string; readonly cells: readonly ReadCell[] }>()
  for (const [index, block] of context.found.header.blocks.entries()) {
    const identities = body.map(({ parts }) => parts[index]?.identity ?? EMPTY)
    const matches = matchFixedRows(context.table, block.block, identities)
    for (const [at, { row }] of body.entries()) {
      const identity = identities[at] ?? EMPTY
      const destination = placeRow(context, block, row, identity, matches[at] ?? { kind: 'unknown' })
      if (destination.kind === 'skip') {
        if (reasons.get(row) === undefined) reasons.set(row, destination.reason)
        continue
      }
      if (destination.kind === 'refuse') {
        findings.push(destination.finding)
        reasons.set(row, 'refused')
        continue
      }
      const read = readFigures(context, block, row, destination)
      const before = seen.get(destination.key)
      if (before) {
        findings.push(...read.findings, duplicateFinding(context, destination, identity, before, read.cells))
        if (!stored.has(row)) reasons.set(row, 'duplicate')
        continue
      }
      seen.set(destination.key, { place: identity.address, cells: read.cells })
      cells.push(...read.cells)
      findings.push(...read.findings, ...strangeCode(context, identity))
      rows.push({ key: destination.key, name: destination.name, address: identity.address })
      stored.add(row)
    }
  }
  const skipped = [...reasons].flatMap(([row, reason]) =>
    stored.has(row) ? [] : [{ row: row + 1, reason, text: firstText(context.view, row).text }],
  )
  return { cells, rows, skipped, findings, stored }
}

/** A row known by its label, with something in the column of codes that is no code. */
function strangeCode(context: TableContext, identity: RowIdentity): readonly ImportFinding[] {
  if (identity.strangeCode === undefined) return []
  const what = `${quote(identity.strangeCode)}不是科目代码，这一行按名称${quote(identity.label)}读入。`
  const remedy = '核对这一行的代码；多余的请删除。'
  return [finding('warn', 'IMPORT_CODE_MALFORMED', placeIn(context, identity.address), what, remedy)]
}

const EMPTY: RowIdentity = { code: undefined, strangeCode: undefined, label: '', address: '' }

function placeRow(
  context: TableContext,
  block: SheetBlock,
  row: number,
  identity: RowIdentity,
  match: RowMatch,
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
  const only = onlyRow(context, block)
  if (only && figure && !isRemark(context, row))
    return { kind: 'row', key: only.key, name: identity.label || only.label, row: only }
  if (!figure) return { kind: 'skip', reason: reasonWithoutFigures(context, identity) }
  if (only) return { kind: 'skip', reason: 'note' }
  const amount = quote(view.text(row, figure.column))
  if (figures.every(({ column }) => isZeroText(view.text(row, column)))) {
    return { kind: 'skip', reason: 'zero-without-row' }
  }
  return { kind: 'refuse', finding: unplacedFinding(context, identity, match, amount, address(row, figure.column)) }
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
  return texts.length === 1 && text.length > LONGEST_FIGURE && !/\d/u.test(text)
}

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

/** The figures of a row; a heading merged over several columns may hold one figure. */
function readFigures(
  context: TableContext,
  block: SheetBlock,
  row: number,
  destination: Destination & { readonly kind: 'row' },
): { readonly cells: readonly ReadCell[]; readonly findings: readonly ImportFinding[] } {
  const cells: ReadCell[] = []
  const findings: ImportFinding[] = []
  for (const figure of block.figures) {
    const reading = readFigure(context, figure, row, destination)
    if ('ref' in reading) cells.push(reading)
    else findings.push(reading)
  }
  return { cells, findings }
}

function readFigure(
  context: TableContext,
  figure: FoundColumn,
  row: number,
  destination: Destination & { readonly kind: 'row' },
): ReadCell | ImportFinding {
  const { view, table, unit } = context
  const [first = 0] = figure.column.columns
  const filled = figure.column.columns.filter((column) => textOf(view.value(row, column)) !== '')
  const column = filled[0] ?? first
  const place = address(row, column)
  if (filled.length > 1) {
    return finding(
      'refuse',
      'IMPORT_TWO_FIGURES',
      placeIn(context, place),
      `“${figure.column.heading}”一栏在这一行有 ${filled.length} 个数。`,
      '一栏只保留一个数，再重新导入。',
    )
  }
  const own = destination.row?.measure
  const measure = own ?? table.columns.find((one) => one.key === figure.key)?.measure ?? '金额'
  const value = view.value(row, column)
  const reading = readFigureValue(value, measure, unit, placeIn(context, place))
  if (!reading.ok) return reading.finding
  return {
    ref: cellRef(table.id, destination.key, figure.key),
    value: reading.value,
    address: place,
    text: textOf(value),
  }
}

function duplicateFinding(
  context: TableContext,
  destination: Destination & { readonly kind: 'row' },
  identity: RowIdentity,
  before: { readonly place: string; readonly cells: readonly ReadCell[] },
  cells: readonly ReadCell[],
): ImportFinding {
  const differing = cells.find((cell) => {
    const other = before.cells.find((one) => one.ref === cell.ref)
    return other === undefined || !sameValue(cell, other)
  })
  const row = quote(`${destination.key}${destination.name === destination.key ? '' : ` ${destination.name}`}`)
  if (!differing && cells.length === before.cells.length) {
    return finding(
      'warn',
      'IMPORT_ROW_REPEATED',
      placeIn(context, identity.address),
      `${row}与 ${before.place} 重复，各栏金额相同，只导入一次。`,
      '核对是否多出一行；如果是，请删除后重新导入。',
    )
  }
  const first = before.cells.find((cell) => cell.ref === differing?.ref)
  const both = differing
    ? `：${first?.address ?? ''} 是${quote(first?.text ?? '')}，${differing.address} 是${quote(differing.text)}`
    : ''
  return finding(
    'refuse',
    'IMPORT_ROW_TWICE',
    placeIn(context, identity.address),
    `${row}与 ${before.place} 是同一行，金额却不同${both}。`,
    '改正代码或名称，或删除多余的一行，再重新导入。',
  )
}

function sameValue(a: ReadCell, b: ReadCell): boolean {
  if (a.value.kind !== 'amount' || b.value.kind !== 'amount') return a.value.kind === b.value.kind
  return a.value.amount.fen === b.value.amount.fen
}
