import type { Mark, SheetCell, SheetFigure, SheetView } from '#core/contract/views.ts'
import type { Finding } from '#core/check/finding.ts'
import type { GridCell, GridRow } from '#core/document/model.ts'
import { figureCell } from '#core/document/figure-cell.ts'
import { tableGrid } from '#core/document/table-grid.ts'
import { AppError } from '#core/model/error.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { CellRef, CellSource, CellValue } from '#core/model/cell.ts'
import { decimalsToFen, type Amount, type MoneyUnit } from '#core/money/amount.ts'
import { formatAmount, formatCount } from '#core/money/format.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { entryKey, entryNumber, entryRowKeys, isWordCell, takesEntries } from '#core/packs/words.ts'
import { codeNames } from '../workspace.ts'
import { PRIOR_ID, priorSheet } from './prior-sheet.ts'
import { checkedReport, type WindowSession } from './session.ts'

/** A table in its printed layout with everything that the editor needs. Errors: APP_NO_TABLE. */
export function sheetView(session: WindowSession, reportId: number, tableId: string, unit: MoneyUnit): SheetView {
  const { store, codes } = session.workspace()
  const { opened, checks, memory } = checkedReport(session.workspace(), reportId)
  const sources = store.cells.standingSources(reportId)
  const marks = marksOf(checks.findings, opened.accounts)
  if (tableId === PRIOR_ID) {
    const shown = figures(opened.accounts, opened.pack, unit, sources, marks)
    return priorSheet(opened, codeNames(codes, opened.accounts.key.year), unit, (ref) =>
      shown.cell({ ...BLANK_CELL, ref, ...figureCell(opened.accounts.get(ref), ref, opened.pack) }),
    )
  }
  const table = opened.pack.tables.get(tableId)
  if (!table?.print) throw noTable(tableId, opened.pack)
  const drafts = session.draftRows.get(`${reportId}/${tableId}`) ?? new Set()
  const accounts = withRows(memory.accounts, tableId, new Set([...drafts, ...spareEntries(opened.accounts, table)]))
  const pack = withAllRows(opened.pack, table)
  const nameOfCode = codeNames(codes, accounts.key.year)
  const grid = tableGrid(tableId, undefined, { accounts, pack, nameOfCode, recall: memory.recall })
  const words = store.texts.standingSources(reportId)
  const figure = figures(opened.accounts, pack, unit, sources, marks, words)
  const [left, middle, right] = grid.line
  const state = opened.accounts.table(tableId)
  return {
    id: tableId,
    title: grid.title,
    code: grid.code,
    line: [left, middle, right.replace(/万元|元/u, unit)],
    widths: grid.widths,
    headerRows: grid.headerRows,
    rows: grid.rows.map((row) => rowView(row, unit, figure)),
    notes: grid.notes,
    help: table.help,
    state: state === undefined ? 'nothing' : state.complete ? 'whole' : 'partly',
    isSaidWhole: isSaidWhole(store.rows.listedBy(reportId, tableId)),
    takesCodes: table.blocks.some((block) => block.codeRows !== undefined),
    editable: table.role !== 'computed',
  }
}

/** Whether only the user says so, who may take it back. */
function isSaidWhole(lists: readonly { readonly source: CellSource; readonly complete: boolean }[]): boolean {
  const by = lists.filter(({ complete }) => complete)
  return by.length > 0 && by.every(({ source }) => source === 'entered')
}

/** What was made of a row last: as long as it is the same row, only its marks and sources may be others. */
const shownRows = new WeakMap<GridRow, { readonly unit: MoneyUnit; readonly cells: readonly SheetCell[] }>()

function rowView(row: GridRow, unit: MoneyUnit, figure: Figures): readonly SheetCell[] {
  const known = shownRows.get(row)
  const isSame =
    known?.unit === unit &&
    known.cells.every(({ figure: shown }) => {
      if (!shown) return true
      const { source, mark } = figure.about(shown.ref)
      return shown.source === source && shown.mark === mark
    })
  if (known && isSame) return known.cells
  const cells = row.cells.map(figure.cell)
  shownRows.set(row, { unit, cells })
  return cells
}

const BLANK_CELL = { column: 1, colSpan: 1, rowSpan: 1, align: 'right', bold: false } as const

/** Empty lines below the rows that the unit added, to go on in. */
function spareEntries(accounts: YearAccounts, table: PackTable): readonly string[] {
  if (!takesEntries(table) || table.role === 'computed') return []
  const last = entryNumber(entryRowKeys(accounts, table).at(-1) ?? '') ?? 0
  return Array.from({ length: SPARE_ENTRIES }, (_, index) => entryKey(last + 1 + index))
}

const SPARE_ENTRIES = 3

/** Codes and rows that the user added and that nothing stands in yet. */
function withRows(accounts: YearAccounts, table: string, codes: ReadonlySet<string>): YearAccounts {
  if (codes.size === 0) return accounts
  return {
    ...accounts,
    table: (id, prior) => {
      const state = accounts.table(id, prior)
      if (id !== table || prior === true) return state
      return {
        rows: [...new Set([...(state?.rows ?? []), ...codes])],
        names: state?.names ?? new Map(),
        complete: state?.complete ?? false,
      }
    },
  }
}

/** A form whose empty rows are left out in print must still offer them for filling in. */
function withAllRows(pack: Pack, table: PackTable): Pack {
  if (!table.print?.dropEmptyRows) return pack
  const whole = { ...table, print: { ...table.print, dropEmptyRows: false } }
  return { ...pack, tables: new Map(pack.tables).set(table.id, whole) }
}

/** How cells of the printed table become cells of the editor. */
interface Figures {
  readonly cell: (cell: GridCell) => SheetCell
  /** What may change beside a cell that itself is as it was. */
  readonly about: (ref: CellRef) => Pick<SheetFigure, 'source' | 'mark'>
}

function figures(
  accounts: YearAccounts,
  pack: Pack,
  unit: MoneyUnit,
  sources: ReadonlyMap<CellRef, CellSource>,
  marks: ReadonlyMap<string, Mark>,
  sourcesOfWords: ReadonlyMap<string, CellSource> = new Map(),
): Figures {
  const { tableAmount } = pack.head.settings
  const about: Figures['about'] = (ref) => ({
    source: (isWordCell(pack, ref) ? sourcesOfWords.get(ref) : sources.get(ref)) ?? 'none',
    mark: marks.get(ref),
  })
  const cell: Figures['cell'] = ({ column, colSpan, rowSpan, text, align, bold, ref }) => {
    const base = { column, colSpan, rowSpan, align, bold }
    if (ref === undefined) return { ...base, text, figure: undefined }
    if (isWordCell(pack, ref)) return { ...base, text, figure: { ref, edit: text, ...about(ref) } }
    const value = accounts.get(ref)
    const isMoney = measureOf(pack, ref) === '金额'
    const figure: SheetFigure = { ref, edit: editText(value, isMoney ? unit : undefined), ...about(ref) }
    const shown =
      isMoney && unit !== tableAmount.unit && value?.kind === 'amount'
        ? formatAmount(value.amount, { ...tableAmount, unit, decimals: 2, zero: tableAmount.zero })
        : text
    return { ...base, text: shown, figure }
  }
  return { cell, about }
}

/** Every digit that was stated. */
function editText(value: CellValue | undefined, unit: MoneyUnit | undefined): string {
  if (value === undefined || value.kind === 'blank') return ''
  if (value.kind === 'dash') return '——'
  if (unit === undefined) return formatCount(value.amount)
  const style = {
    unit,
    decimals: statedDecimals(value.amount, unit),
    trimZeros: false,
    thousands: false,
    zero: undefined,
  }
  return formatAmount(value.amount, style)
}

/** As many as were stated; a total of rounded figures is known less finely than it is written. */
function statedDecimals({ fen, quantum }: Amount, unit: MoneyUnit): number {
  const zeros =
    fen === 0
      ? String(quantum).length - 1
      : Math.min(String(quantum).length - 1, /0*$/.exec(String(fen))?.[0].length ?? 0)
  return Math.max(0, decimalsToFen(unit) - zeros)
}

/** The suspected cell of a group is marked as wrong; the cells that only disagree with it, as involved. */
function marksOf(findings: readonly Finding[], accounts: YearAccounts): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>()
  const order: readonly (Mark | undefined)[] = [undefined, 'info', 'warning', 'error']
  const put = (ref: string, mark: Mark): void => {
    if (order.indexOf(mark) > order.indexOf(marks.get(ref))) marks.set(ref, mark)
  }
  for (const { cells, group, outcome, severity } of findings) {
    if (outcome === 'cannot-check') continue
    const mark: Mark = outcome === 'tail' ? 'info' : severity
    for (const ref of cells) {
      if (group === undefined || group === ref) put(ref, mark)
      // A blank that takes part in a sum is nothing to look at.
      else if (accounts.get(ref as CellRef)?.kind === 'amount') put(ref, 'info')
    }
  }
  return marks
}

function noTable(id: string, pack: Pack): AppError {
  return new AppError({
    code: 'APP_NO_TABLE',
    message: `模板“${pack.head.title}”中没有表“${id}”。`,
    remedies: [{ text: '从左边的列表中选择一张表。' }],
  })
}
