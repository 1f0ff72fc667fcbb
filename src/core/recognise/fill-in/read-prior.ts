import type { MoneyUnit } from '#core/money/amount.ts'
import { cellRef, parseCellRef } from '#core/model/cell.ts'
import { levelOf } from '#core/codes/code-tree.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import { printedText } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { readFigureValue } from '../figure-value.ts'
import { finding, quote, type ImportFinding } from '../finding.ts'
import type { PriorCell, PriorRow } from './answers.ts'
import { PRIOR_COLUMNS } from './known.ts'
import { keyText, readList, type ListRow, type OpenSheet } from './read-list.ts'

export interface PriorReading {
  readonly cells: readonly PriorCell[]
  readonly rows: readonly PriorRow[]
  readonly findings: readonly ImportFinding[]
}

/** Reads 上年数; a row is known by its 数据项, else by its title. */
export function readPrior(sheet: OpenSheet, pack: Pack, unit: MoneyUnit): PriorReading {
  const list = readList(sheet, PRIOR_COLUMNS)
  const cells: PriorCell[] = []
  const rows: PriorRow[] = []
  const findings = [...list.findings]
  const seen = new Map<string, string>()
  for (const row of list.rows) {
    if (textOf(row.value('figure')) === '') continue
    const result = readRow(row, pack, unit)
    if ('severity' in result) {
      findings.push(result)
      continue
    }
    const before = seen.get(result.cell.ref)
    if (before !== undefined) {
      findings.push(
        finding(
          'refuse',
          'IMPORT_ROW_TWICE',
          row.place('figure'),
          `与 ${before} 填的是同一个上年数。`,
          '只保留一行，再重新导入。',
        ),
      )
      continue
    }
    seen.set(result.cell.ref, result.cell.address)
    cells.push(result.cell)
    if (result.row) rows.push(result.row)
  }
  return { cells, rows, findings }
}

function readRow(
  row: ListRow,
  pack: Pack,
  unit: MoneyUnit,
): { readonly cell: PriorCell; readonly row: PriorRow | undefined } | ImportFinding {
  const asked = keyText(row.text('ref'))
  const title = keyText(row.text('title'))
  const known =
    pack.priorCells.find(({ ref }) => keyText(ref) === asked) ??
    pack.priorCells.find((one) => keyText(one.title) === title)
  const parts = known && parseCellRef(known.ref)
  if (!parts) {
    return finding(
      'refuse',
      'IMPORT_ROW_UNKNOWN',
      row.place('title'),
      `${quote(row.text('title') || row.text('ref'))}不是这个模板要的上年数，它的金额${quote(textOf(row.value('figure')))}不能导入。`,
      '恢复这一行原来的项目和数据项，或删除这一行，再重新导入。',
    )
  }
  const level = parts.row.startsWith('@') ? parts.row.slice(1) : undefined
  const code = keyText(row.text('code')).replace(/\.0+$/u, '')
  if (level !== undefined && levelOf(code) !== level) {
    return finding(
      'refuse',
      'IMPORT_CODE_MALFORMED',
      row.place('code'),
      `按“${level}”填的上年数，科目代码${code === '' ? '没有填' : `${quote(code)}不对`}。`,
      `填${level === '类' ? '3' : level === '款' ? '5' : '7'} 位的科目代码后重新导入。`,
    )
  }
  const key = level === undefined ? parts.row : code
  const ref = cellRef(parts.table, key, parts.column, true)
  const place = row.place('figure')
  const reading = readFigureValue(row.value('figure'), measureOf(pack, ref), unit, place)
  if (!reading.ok) return reading.finding
  const name = printedText(row.text('name'))
  return {
    cell: {
      ref,
      value: reading.value,
      sheet: place.sheet,
      address: place.address ?? '',
      text: textOf(row.value('figure')),
    },
    row: level === undefined ? undefined : { table: parts.table, key, name },
  }
}
