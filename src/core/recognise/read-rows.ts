import { cellRef } from '#core/model/cell.ts'
import { columnMeasure, isWordColumn, labelColumn } from '#core/packs/words.ts'
import { address } from '#core/workbook/grid.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import type { BodyRow } from './collect-rows.ts'
import { readFigureValue } from './figure-value.ts'
import type { SheetBlock } from './find-header.ts'
import { finding, quote, type ImportFinding } from './finding.ts'
import { matchFixedRows } from './fixed-rows.ts'
import type { FoundColumn } from './match-columns.ts'
import { entryNumbers, placeRow, type Destination } from './place-row.ts'
import type { RowIdentity } from './row-identity.ts'
import { firstText, type SkipReason } from './row-kind.ts'
import { placeIn, type TableContext } from './table-context.ts'
import type { ReadCell, ReadRow, ReadWords, SkippedRow } from './table-reading.ts'

export interface RowsReading {
  readonly cells: readonly ReadCell[]
  readonly words: readonly ReadWords[]
  readonly rows: readonly ReadRow[]
  readonly skipped: readonly SkippedRow[]
  readonly findings: readonly ImportFinding[]
  /** 0-based rows that were stored. */
  readonly stored: ReadonlySet<number>
}

/** Reads the rows between header and notes, block by block, each from top to bottom. */
export function readRows(context: TableContext, body: readonly BodyRow[]): RowsReading {
  const cells: ReadCell[] = []
  const words: ReadWords[] = []
  const rows: ReadRow[] = []
  const findings: ImportFinding[] = []
  const stored = new Set<number>()
  const reasons = new Map<number, SkipReason>()
  const numbers = entryNumbers()
  const seen = new Map<string, { readonly place: string; readonly cells: readonly ReadCell[] }>()
  for (const [index, block] of context.found.header.blocks.entries()) {
    const identities = body.map(({ parts }) => parts[index]?.identity ?? EMPTY)
    const matches = matchFixedRows(context.table, block.block, identities)
    for (const [at, { row }] of body.entries()) {
      const identity = identities[at] ?? EMPTY
      const destination = placeRow(context, block, row, identity, matches[at] ?? { kind: 'unknown' }, numbers)
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
      words.push(...read.words)
      findings.push(...read.findings, ...strangeCode(context, identity))
      rows.push({ key: destination.key, name: destination.name, address: identity.address })
      stored.add(row)
    }
  }
  const skipped = [...reasons].flatMap(([row, reason]) =>
    stored.has(row) ? [] : [{ row: row + 1, reason, text: firstText(context.view, row).text }],
  )
  return { cells, words, rows, skipped, findings, stored }
}

/** A row known by its label, with something in the column of codes that is no code. */
function strangeCode(context: TableContext, identity: RowIdentity): readonly ImportFinding[] {
  if (identity.strangeCode === undefined) return []
  const what = `${quote(identity.strangeCode)}不是科目代码，这一行按名称${quote(identity.label)}读入。`
  const remedy = '核对这一行的代码；多余的请删除。'
  return [finding('warn', 'IMPORT_CODE_MALFORMED', placeIn(context, identity.address), what, remedy)]
}

const EMPTY: RowIdentity = { code: undefined, strangeCode: undefined, label: '', address: '' }

/** The figures of a row; a heading merged over several columns may hold one figure. */
function readFigures(
  context: TableContext,
  block: SheetBlock,
  row: number,
  destination: Destination & { readonly kind: 'row' },
): {
  readonly cells: readonly ReadCell[]
  readonly words: readonly ReadWords[]
  readonly findings: readonly ImportFinding[]
} {
  const cells: ReadCell[] = []
  const words: ReadWords[] = []
  const findings: ImportFinding[] = []
  for (const figure of block.figures) {
    if (isWordColumn(context.table, figure.key)) {
      const isLabel = labelColumn(context.table, context.table.blocks[block.block]) === figure.key
      if (!isLabel || destination.row === undefined) words.push(...readWords(context, figure, row, destination.key))
      continue
    }
    const reading = readFigure(context, figure, row, destination)
    if ('ref' in reading) cells.push(reading)
    else findings.push(reading)
  }
  return { cells, words, findings }
}

/** The words of a cell; a heading merged over several columns may hold them in any of these. */
function readWords({ view, table }: TableContext, figure: FoundColumn, row: number, key: string): readonly ReadWords[] {
  const filled = figure.column.columns.filter((column) => textOf(view.value(row, column)) !== '')
  const [first] = filled
  if (first === undefined) return []
  const text = filled.map((column) => textOf(view.value(row, column)).trim()).join(' ')
  return [{ ref: cellRef(table.id, key, figure.key), address: address(row, first), text }]
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
  const measure = own ?? columnMeasure(table, figure.key) ?? '金额'
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
