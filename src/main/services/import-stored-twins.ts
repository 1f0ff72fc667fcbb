import { parseCellRef } from '#core/model/cell.ts'
import type { FilePrint, Origin } from '#core/model/origin.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import { parseAmount } from '#core/money/parse.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { ImportFinding } from '#core/recognise/finding.ts'
import type { ReadCell, TableReading } from '#core/recognise/table-reading.ts'
import { compareTwins, twinsOf, type ExactCell, type Stated } from '#core/recognise/twins.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { FileReading } from './read-import-file.ts'
import type { ImportTarget } from './import-target.ts'
import { openReport } from './open-report.ts'
import type { Workspace } from './workspace.ts'

/** Exact figures of an earlier import that stand over a print of this one, which agrees with them. */
export interface KeptFigures {
  readonly table: TableReading
  readonly importId: number
  /** The file that brought them. */
  readonly file: string
  readonly cells: readonly { readonly cell: ExactCell; readonly origin: Origin }[]
}

/**
 * Holds tables against what an earlier import stored of them in the other unit (元 and 万元), as `settleTwins` does within one import. What
 * agrees stands to the 分, whichever came first; every contradiction is a finding, and the user says which import stays. A table in the
 * same unit replaces the earlier one, as ever.
 */
export function settleStoredTwins(
  workspace: Pick<Workspace, 'store'>,
  { report, pack }: ImportTarget,
  readings: readonly FileReading[],
): { readonly readings: readonly FileReading[]; readonly findings: readonly ImportFinding[] } {
  if (!report) return { readings, findings: [] }
  const settledHere = new Set(readings.flatMap(({ exact }) => exact.map(({ table }) => table.tableId)))
  const findings: ImportFinding[] = []
  const settled = readings.map((reading): FileReading => {
    if (workspace.store.imports.find(report.id, reading.sha256)) return reading
    let own = reading
    for (const table of reading.tables) {
      if (settledHere.has(table.tableId) || pack.tables.get(table.tableId)?.role !== 'statutory') continue
      const stored = storedStatement(workspace, report, pack, table.tableId)
      const twins = stored && stored.table.unit !== table.unit ? twinsOf({ file: reading.name, table }, stored) : undefined // prettier-ignore
      if (!stored || !twins) continue
      const compared = compareTwins(twins, pack)
      findings.push(...compared.findings.map((one) => withUndo(one, stored.file)))
      if (compared.findings.length > 0) continue
      own =
        twins.exact.table === table
          ? {
              ...own,
              tables: own.tables.filter((one) => one !== table),
              exact: [...own.exact, { table, cells: compared.cells, printedIn: stored.file, isSame: false }],
            }
          : { ...own, kept: [...own.kept, keptOf(table, stored, compared.cells)] }
    }
    return own
  })
  return { readings: settled, findings }
}

interface StoredStatement extends Stated {
  readonly importId: number
  readonly origins: ReadonlyMap<string, Origin>
}

/** What one earlier file states of a table, as it stands; undefined where nothing was imported of it. */
function storedStatement(
  { store }: Pick<Workspace, 'store'>,
  report: Report,
  pack: Pack,
  tableId: string,
): StoredStatement | undefined {
  const cells: ReadCell[] = []
  const origins = new Map<string, Origin>()
  let source: { readonly file: string; readonly fileName: string; readonly sheet: string } | undefined
  for (const ref of store.cells.standing(report.id).keys()) {
    const parts = parseCellRef(ref)
    if (parts?.table !== tableId || parts.prior) continue
    const stated = store.cells.origins(report.id, ref).find((one) => one.source === 'imported')
    if (stated?.origin.kind !== 'file') continue
    source ??= stated.origin
    if (stated.origin.file !== source.file) continue
    const { address, text, sheet } = stated.origin
    cells.push({ ref, value: stated.value, address, text, sheet })
    origins.set(ref, stated.origin)
  }
  const found = source && store.imports.find(report.id, source.file)
  const unit = unitOf(cells, pack)
  if (!source || !found || !unit) return undefined
  const rows = openReport({ store }, report).accounts.table(tableId)
  const table: TableReading = {
    tableId,
    sheet: source.sheet,
    unit,
    cells,
    words: [],
    rows: (rows?.rows ?? []).map((key) => ({ key, name: '', address: '' })),
    complete: rows?.complete ?? false,
    storedRows: 0,
    skipped: [],
    unitListed: false,
    findings: [],
  }
  return { file: source.fileName, table, importId: found.id, origins }
}

/** The unit in which the file printed the figures, from the first text that is its figure in one of the units. */
function unitOf(cells: readonly ReadCell[], pack: Pack): MoneyUnit | undefined {
  for (const { ref, value, text } of cells) {
    if (value.kind !== 'amount' || value.amount.fen === 0 || measureOf(pack, ref) !== '金额') continue
    const unit = UNITS.find((one) => {
      const parsed = parseAmount(text, one)
      return parsed.kind === 'amount' && parsed.amount.fen === value.amount.fen
    })
    if (unit) return unit
  }
  return undefined
}

const UNITS: readonly MoneyUnit[] = ['元', '万元']

function keptOf(table: TableReading, stored: StoredStatement, cells: readonly ExactCell[]): KeptFigures {
  const withPrint = (cell: ExactCell): KeptFigures['cells'] => {
    const origin = stored.origins.get(cell.ref)
    const printed: FilePrint | undefined = cell.printed
    return origin?.kind === 'file' ? [{ cell, origin: { ...origin, ...(printed && { printed }) } }] : []
  }
  return { table, importId: stored.importId, file: stored.file, cells: cells.flatMap(withPrint) }
}

/** The file that is stored cannot be left out any more: its import can be undone. */
const withUndo = (one: ImportFinding, file: string): ImportFinding => ({
  ...one,
  remedies: [
    {
      text: `核对两处：写错的是这次的文件的，改正后重新导入；写错的是先前的，先撤销《${file}》的导入，再导入改正后的文件。`,
    },
    { text: `只想用这次的文件的，先撤销《${file}》的导入，再导入这份；只想用先前的，不用再导入。` },
  ],
})
