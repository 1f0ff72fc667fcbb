import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { Amount } from '#core/money/amount.ts'
import { samePrint } from '#core/money/interval.ts'
import type { FilePrint } from '#core/model/origin.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import { finding, placeText, quote, type ImportFinding, type Place } from './finding.ts'
import type { ReadCell, TableReading } from './table-reading.ts'

/** A table as one sheet of one file states it. */
export interface Stated {
  readonly file: string
  readonly table: TableReading
}

/** A figure to the 分, with the place where it is also printed; no place where the print has no such column. */
export interface ExactCell extends ReadCell {
  readonly printed: FilePrint | undefined
}

/** One table that is stated exactly (元) and printed (万元): which is which. */
export interface Twins {
  readonly exact: Stated
  readonly printed: Stated
}

/**
 * Two statements of one table, one in 元 and one in 万元, e.g. the form of a 财决 set and the published table, or a form (批复) and the
 * published table in one unit. Undefined otherwise where both are in one unit: then nothing says which of them counts.
 */
export function twinsOf(first: Stated, second: Stated): Twins | undefined {
  const [a, b] = [first.table.unit, second.table.unit]
  if (a === '元' && b === '万元') return { exact: first, printed: second }
  if (a === '万元' && b === '元') return { exact: second, printed: first }
  if (a !== b || (first.table.isGiven ?? false) === (second.table.isGiven ?? false)) return undefined
  return first.table.isGiven ? { exact: first, printed: second } : { exact: second, printed: first }
}

/**
 * The same table a second time in the same unit: the same rows, and no figure of one that the other contradicts. Undefined where anything
 * differs: then nothing says which of them counts.
 */
export function equalsOf(first: Stated, second: Stated, pack: Pack): Twins | undefined {
  if (first.table.unit !== second.table.unit || first.table.isGiven !== second.table.isGiven) return undefined
  const rows = ({ table }: Stated): string => JSON.stringify(table.rows.map(({ key, name }) => [key, name]).toSorted())
  if (rows(first) !== rows(second) || first.table.complete !== second.table.complete) return undefined
  const isFiner = quantumOf(second.table, pack) <= quantumOf(first.table, pack)
  const twins = isFiner ? { exact: second, printed: first } : { exact: first, printed: second }
  return compareTwins(twins, pack).findings.length === 0 ? twins : undefined
}

/**
 * Compares both cell by cell: the exact figure must be able to print as the printed one does. What agrees is given out with both
 * places; what contradicts is a finding with both sides, and then nothing may be stored.
 *
 * Blank   and —— of the print agree with what rounds to nothing, and stay as printed
 * Rows    sums over 类 and 款 that only one of them prints are passed over; a 项 or a row of the form is not
 */
export function compareTwins(
  { exact, printed }: Twins,
  pack: Pack,
): { readonly cells: readonly ExactCell[]; readonly findings: readonly ImportFinding[] } {
  const prints = new Map(printed.table.cells.map((cell) => [cell.ref, cell]))
  const columns = new Set(printed.table.cells.map(({ ref }) => columnOf(ref)))
  const quantum = quantumOf(printed.table, pack)
  const cells: ExactCell[] = []
  const findings: ImportFinding[] = []
  for (const cell of exact.table.cells) {
    if (cell.value.kind !== 'amount') continue
    const print = prints.get(cell.ref)
    if (print?.value.kind === 'amount') {
      if (samePrint(cell.value.amount, print.value.amount)) cells.push({ ...cell, printed: printOf(printed, print) })
      else findings.push(contradiction(printed, exact, cell, print, pack))
    } else if (print === undefined && !columns.has(columnOf(cell.ref))) cells.push({ ...cell, printed: undefined })
    else if (!printsNothing(cell.value.amount, quantum) && (print !== undefined || isOwnFigure(cell.ref)))
      findings.push(contradiction(printed, exact, cell, print, pack))
  }
  return { cells, findings: shortened([...findings, ...onlyPrinted({ exact, printed }, pack)]) }
}

const SHOWN = 10

/** Tables of two different states of the books differ nearly everywhere. */
function shortened(findings: readonly ImportFinding[]): readonly ImportFinding[] {
  const more = findings.length - SHOWN
  return findings
    .slice(0, SHOWN)
    .map((one, at) =>
      more > 0 && at === SHOWN - 1 ? { ...one, message: `${one.message}这张表另有 ${more} 处不同。` } : one,
    )
}

/** Figures of the print for which the exact table has a column, but no row or nothing in it. */
function onlyPrinted({ exact, printed }: Twins, pack: Pack): readonly ImportFinding[] {
  const known = new Map(exact.table.cells.map((cell) => [cell.ref, cell]))
  const columns = new Set(exact.table.cells.map(({ ref }) => columnOf(ref)))
  const rows = new Set(exact.table.rows.map(({ key }) => key))
  return printed.table.cells.flatMap((print): readonly ImportFinding[] => {
    const { value, ref } = print
    const row = parseCellRef(ref)?.row ?? ''
    if (value.kind !== 'amount' || value.amount.fen === 0 || !columns.has(columnOf(ref))) return []
    if (known.get(ref)?.value.kind === 'amount') return []
    const isStated = rows.has(row) || (exact.table.complete && LEAF.test(row))
    return isStated ? [contradiction(printed, exact, known.get(ref), print, pack)] : []
  })
}

/** To what the print rounds; unknown where it has no figure, and then nothing but a zero prints as nothing. */
function quantumOf({ cells }: TableReading, pack: Pack): number {
  const quanta = cells.flatMap(({ ref, value }) =>
    value.kind === 'amount' && value.amount.fen !== 0 && measureOf(pack, ref) === '金额' ? [value.amount.quantum] : [],
  )
  return Math.max(1, ...quanta)
}

const columnOf = (ref: CellRef): string => parseCellRef(ref)?.column ?? ''

/** 项 of functions and 款 of economic classes: what sums are made of. */
const LEAF = /^(\d{7}|[35]\d{4})$/u

function isOwnFigure(ref: CellRef): boolean {
  const row = parseCellRef(ref)?.row ?? ''
  return LEAF.test(row) || !/^\d+$/u.test(row)
}

const printsNothing = (amount: Amount, quantum: number): boolean => samePrint(amount, { fen: 0, quantum })

const printOf = ({ file, table }: Stated, { sheet, address, text }: ReadCell): FilePrint => ({
  fileName: file,
  sheet: sheet ?? table.sheet,
  address,
  text,
})

const placeOf = ({ file, table }: Stated, cell: ReadCell): Place => ({
  file,
  sheet: cell.sheet ?? table.sheet,
  address: cell.address,
})

function contradiction(
  printed: Stated,
  exact: Stated,
  figure: ReadCell | undefined,
  print: ReadCell | undefined,
  pack: Pack,
): ImportFinding {
  const parts = parseCellRef((print ?? figure)?.ref ?? '')
  const title = pack.tables.get(printed.table.tableId)?.title ?? printed.table.tableId
  const cell = `“${title}”${parts?.row ?? ''}行${parts?.column ?? ''}列`
  const place = print ? placeOf(printed, print) : { file: printed.file, sheet: printed.table.sheet }
  const own = print === undefined ? '没有这一行' : print.text === '' ? '是空的' : `是${quote(print.text)}`
  const other = figure
    ? `${placeText(placeOf(exact, figure))}是${quote(figure.text)}`
    : `${placeText({ file: exact.file, sheet: exact.table.sheet })}没有这个数`
  return finding(
    'refuse',
    'IMPORT_TABLES_DIFFER',
    place,
    `${cell}${own}，而${other}，${exact.table.unit === printed.table.unit ? '' : '四舍五入后'}对不上。`,
    '核对两处，改正写错的一处后重新导入。',
    '只想用其中一份的，只导入那一份。',
  )
}
