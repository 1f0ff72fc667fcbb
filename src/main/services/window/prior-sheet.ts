import type { SheetCell, SheetView, TableItem } from '#core/contract/views.ts'
import { levelOf } from '#core/codes/code-tree.ts'
import { cellRef, parseCellRef, type CellRef } from '#core/model/cell.ts'
import { codeRowKeys } from '#core/packs/read-figure.ts'
import type { OpenReport } from '../open-report.ts'

/** Last year's figures that this report compares with: one more sheet to fill in, where the store has no report of that year. */
export const PRIOR_ID = '上年数'

/** One figure of last year with what it is. */
export interface PriorLine {
  readonly ref: CellRef
  readonly title: string
}

/** The figures that the pack asks for; one for each code in use where it asks by 类, 款 or 项. */
export function priorLines(
  { accounts, pack }: OpenReport,
  nameOfCode: (code: string) => string | undefined,
): readonly PriorLine[] {
  return pack.priorCells.flatMap(({ ref, title }): readonly PriorLine[] => {
    const parts = parseCellRef(ref)
    if (!parts) return []
    const { table, row, column } = parts
    if (!row.startsWith('@')) return [{ ref: cellRef(table, row, column, true), title }]
    const codes = new Set([...codeRowKeys(accounts, pack, table), ...codeRowKeys(accounts, pack, table, true)])
    return [...codes]
      .filter((code) => levelOf(code) === row.slice(1))
      .toSorted()
      .map((code) => ({
        ref: cellRef(table, code, column, true),
        title: `${title}：${code} ${nameOfCode(code) ?? ''}`,
      }))
  })
}

/** The entry of the sheet in the list of tables; undefined when the pack asks for nothing. */
export function priorItem(opened: OpenReport): TableItem | undefined {
  const lines = priorLines(opened, () => undefined)
  if (lines.length === 0) return undefined
  const filled = lines.filter(({ ref }) => opened.accounts.get(ref) !== undefined).length
  const state = filled === 0 ? 'nothing' : filled < lines.length ? 'partly' : 'whole'
  const rest = { code: undefined, required: false, errors: 0, warnings: 0 } as const
  return { id: PRIOR_ID, title: '上年决算数', role: 'fill-in', state, ...rest }
}

/** Titles at the left, figures at the right. */
export function priorSheet(
  opened: OpenReport,
  nameOfCode: (code: string) => string | undefined,
  unit: string,
  figure: (ref: CellRef) => Pick<SheetCell, 'text' | 'figure'>,
): SheetView {
  const { accounts } = opened
  const plain = { colSpan: 1, rowSpan: 1, bold: false, figure: undefined } as const
  const head = ['项目', `${accounts.key.year - 1} 年度`].map((text, column): SheetCell => ({
    ...plain,
    column,
    text,
    align: 'center',
  }))
  const rows = priorLines(opened, nameOfCode).map(({ ref, title }): readonly SheetCell[] => [
    { ...plain, column: 0, text: title, align: 'left' },
    { ...plain, column: 1, align: 'right', ...figure(ref) },
  ])
  return {
    id: PRIOR_ID,
    title: '上年决算数',
    code: undefined,
    line: [accounts.unit.name, '', `金额单位：${unit}`],
    widths: [120, 40],
    headerRows: 1,
    rows: [head, ...rows],
    notes: ['程序里已有本单位上年决算的，以上年决算为准，这里不用填。'],
    help: undefined,
    state: 'whole',
    isSaidWhole: false,
    takesCodes: false,
    editable: true,
  }
}
