import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import { samePrint } from '#core/money/interval.ts'
import { finding, type ImportFinding } from '#core/recognise/finding.ts'
import type { ReadCell, TableReading } from '#core/recognise/table-reading.ts'
import type { FileReading } from './read-import-file.ts'
import type { ImportTarget } from './import-target.ts'
import type { Workspace } from './workspace.ts'

/**
 * Forms also answer questions of the 填报表. What a person filled in there, or another file stated before, stays: the figures of
 * the form are left out, table by table, and said to be. A sheet of the 填报表 without any answer takes nothing away.
 */
export function settleGiven(
  workspace: Workspace,
  target: ImportTarget,
  readings: readonly FileReading[],
): { readonly readings: readonly FileReading[]; readonly findings: readonly ImportFinding[] } {
  const given = new Set(readings.flatMap(({ tables }) => tables.filter((one) => isAnswer(one, target)).map((one) => one.tableId))) // prettier-ignore
  const filled = new Map(
    readings.flatMap(({ fillIn }) => fillIn?.tables ?? []).flatMap((table) => table.cells.length > 0 ? [[table.tableId, table] as const] : []), // prettier-ignore
  )
  const standing = standingTables(workspace, target, given)
  const findings: ImportFinding[] = []
  const settled = readings.map((reading): FileReading => {
    const tables = reading.tables.filter((table) => {
      if (!isAnswer(table, target)) return true
      const other = filled.get(table.tableId)
      // In the form that the document prints, it is a table like the published ones: a later workbook replaces an earlier one.
      const isPublished = target.pack.tables.get(table.tableId)?.published === true
      const before = isPublished ? undefined : standing.get(table.tableId)
      if (!other && (before === undefined || before.file === reading.name)) return true
      findings.push(leftOut(reading.name, table, target, other ? '填报表' : `《${before?.file ?? ''}》`, other?.cells))
      return false
    })
    if (!reading.fillIn) return { ...reading, tables }
    const isEmpty = (table: TableReading): boolean => table.cells.length === 0 && given.has(table.tableId)
    return { ...reading, tables, fillIn: { ...reading.fillIn, tables: reading.fillIn.tables.filter((table) => !isEmpty(table)) } } // prettier-ignore
  })
  return { readings: settled, findings }
}

const isAnswer = ({ tableId }: TableReading, { pack }: ImportTarget): boolean =>
  pack.tables.get(tableId)?.role === 'fill-in'

/** Which file stated these tables in an earlier import. */
function standingTables(
  { store }: Workspace,
  { report }: ImportTarget,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, { readonly file: string }> {
  const found = new Map<string, { readonly file: string }>()
  if (!report || wanted.size === 0) return found
  for (const [ref, source] of store.cells.standingSources(report.id)) {
    const parts = parseCellRef(ref)
    if (source !== 'imported' || !parts || parts.prior || !wanted.has(parts.table) || found.has(parts.table)) continue
    found.set(parts.table, { file: fileOf(store, report.id, ref) })
  }
  return found
}

function fileOf(store: Workspace['store'], reportId: number, ref: CellRef): string {
  const origin = store.cells.origins(reportId, ref).find(({ source }) => source === 'imported')?.origin
  return origin?.kind === 'file' ? origin.fileName : ''
}

function leftOut(
  file: string,
  table: TableReading,
  { pack }: ImportTarget,
  by: string,
  others: readonly ReadCell[] = [],
): ImportFinding {
  const title = pack.tables.get(table.tableId)?.title ?? table.tableId
  const stated = new Map(others.map((cell) => [cell.ref, cell]))
  const differing = table.cells.filter((cell) => {
    const other = stated.get(cell.ref)
    return (
      other?.value.kind === 'amount' &&
      cell.value.kind === 'amount' &&
      !samePrint(other.value.amount, cell.value.amount)
    )
  })
  const [first] = differing
  const told = first ? `，其中 ${differing.length} 个数不同（第一个在 ${first.sheet ?? table.sheet} 的 ${first.address}）` : '' // prettier-ignore
  const place = { file, sheet: table.sheet }
  const what = `也有“${title}”的数，但${by}已经填了这张表，以${by}为准，这里的 ${table.cells.length} 个数没有导入${told}。`
  const remedy = '核对两处的数；要用这里的数，请在填报表中改正，或撤销先前的导入后重新导入。'
  return finding('warn', 'IMPORT_GIVEN_LEFT_OUT', place, what, remedy)
}
