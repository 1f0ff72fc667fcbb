import { levelOf } from '#core/codes/code-tree.ts'
import { cellRef, parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import { listSheet } from './build-list.ts'
import { PRIOR_COLUMNS, PRIOR_SHEET, type KnownAnswers } from './known.ts'
import { figureOf, input, label, type FillInRow, type FillInSheet } from './model.ts'

/** 上年数: the figures of last year that the pack asks for, those by code with a line for each code. */
export function priorSheet(
  pack: Pack,
  known: KnownAnswers,
  codes: ReadonlyMap<string, string>,
): readonly FillInSheet[] {
  if (pack.priorCells.length === 0) return []
  const rows = pack.priorCells.flatMap(({ ref, title }): readonly FillInRow[] => {
    const parts = parseCellRef(ref)
    if (!parts) return []
    const level = parts.row.startsWith('@') ? parts.row.slice(1) : undefined
    const line = (code: string | undefined, name: string, place: CellRef | undefined): FillInRow => ({
      cells: [
        label(title, { indent: level === undefined ? 0 : 1 }),
        level === undefined ? label('') : input('text', code),
        level === undefined ? label('') : input('text', name === '' ? undefined : name),
        input(place === undefined ? '金额' : measureOf(pack, place), place && figureOf(known.accounts, place)),
        label(ref),
      ],
      lines: 1,
    })
    if (level === undefined) return [line(undefined, '', cellRef(parts.table, parts.row, parts.column, true))]
    const listed = [...codes].filter(([code]) => levelOf(code) === level)
    return [
      ...listed.map(([code, name]) => line(code, name, cellRef(parts.table, code, parts.column, true))),
      ...Array.from({ length: listed.length > 0 ? 3 : 8 }, () => line(undefined, '', undefined)),
    ]
  })
  const lines = ['按上年决算填写，没有发生的填 0。程序里已有本单位上年报告的，以上年报告为准，这里可以不填。']
  return [
    listSheet(PRIOR_SHEET, PRIOR_COLUMNS, [54, 12, 28, 18, 60], rows, { lines, statesUnit: true, landscape: true }),
  ]
}
