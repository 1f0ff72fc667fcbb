import type { Pack } from '#core/packs/pack.ts'
import type { ImportFinding } from '#core/recognise/finding.ts'
import type { TableReading } from '#core/recognise/table-reading.ts'
import { compareTwins, equalsOf, twinsOf, type ExactCell } from '#core/recognise/twins.ts'
import type { FileReading } from './read-import-file.ts'

/** Figures of a table that another sheet prints: they stand over the printed ones, and bring no rows of their own. */
export interface ExactFigures {
  readonly table: TableReading
  readonly cells: readonly ExactCell[]
  /** The file that prints the table; it may be the same one. */
  readonly printedIn: string
  /** Both are the same table in the same unit: neither is more exact. */
  readonly isSame: boolean
}

/**
 * Tables that come twice, once exact (元, as the forms of the 财决 set) and once printed (万元), are compared cell by cell. Where they
 * agree the exact reading leaves `tables` and its figures go to `exact`; every contradiction is a finding that names both sides. So does one
 * of two equal statements in one unit; where those differ, both stay and `crossFileFindings` refuses them.
 */
export function settleTwins(
  readings: readonly FileReading[],
  pack: Pack,
): { readonly readings: readonly FileReading[]; readonly findings: readonly ImportFinding[] } {
  const claims = readings.flatMap((reading) =>
    [...reading.tables, ...(reading.fillIn?.tables ?? [])].map((table) => ({ reading, file: reading.name, table })),
  )
  const exact = new Map<TableReading, ExactFigures>()
  const findings: ImportFinding[] = []
  for (const [first, second, ...more] of Map.groupBy(claims, ({ table }) => table.tableId).values()) {
    if (!first || !second || more.length > 0 || pack.tables.get(first.table.tableId)?.role === 'fill-in') continue
    const twins = twinsOf(first, second) ?? equalsOf(first, second, pack)
    if (!twins) continue
    const compared = compareTwins(twins, pack)
    findings.push(...compared.findings)
    const { table } = twins.exact
    const isSame = table.unit === twins.printed.table.unit && table.isGiven === twins.printed.table.isGiven
    exact.set(table, { table, cells: compared.cells, printedIn: twins.printed.file, isSame })
  }
  if (exact.size === 0) return { readings, findings }
  const settled = readings.map((reading): FileReading => {
    const own = [...reading.tables, ...(reading.fillIn?.tables ?? [])].flatMap((table) => exact.get(table) ?? [])
    if (own.length === 0) return reading
    const rest = (tables: readonly TableReading[]): readonly TableReading[] => tables.filter((one) => !exact.has(one))
    const { fillIn } = reading
    return { ...reading, exact: own, tables: rest(reading.tables), fillIn: fillIn && { ...fillIn, tables: rest(fillIn.tables) } } // prettier-ignore
  })
  return { readings: settled, findings }
}
