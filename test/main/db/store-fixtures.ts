import type { CellRef, CellValue } from '#core/model/cell.ts'
import type { ReportKey, Unit } from '#core/model/report.ts'
import type { Store } from '#main/db/open-store.ts'
import type { CellInput } from '#main/db/repositories/cells.ts'
import type { ArchivedPack } from '#main/db/repositories/reports.ts'

export const unit: Unit = { code: '001', name: '甲单位', shortName: '甲', nature: '行政单位', parent: undefined }
export const pack: ArchivedPack = { id: 'base/2023-决算', version: '1', hash: 'hash-1', bytes: Buffer.from('pack one') }

/** The unit and one report of it; the id of the report. */
export function newReport(store: Store, key: Partial<ReportKey> = {}): number {
  return store.write('会计甲', '新建报表', () => {
    store.units.save(unit)
    return store.reports.create({ unit: unit.code, year: 2023, stage: '决算', ...key }, pack).id
  })
}

export const yuan = (fen: number, quantum = 1): CellValue => ({ kind: 'amount', amount: { fen, quantum } })

/** An import of cells from a file of the given text; the id of the import. */
export function importCells(
  store: Store,
  reportId: number,
  content: string,
  cells: ReadonlyMap<CellRef, CellValue>,
  replaces: readonly string[] = [],
): number {
  return store.write('会计甲', '导入', () => {
    const file = store.sourceFiles.keep(`${content}.xlsx`, Buffer.from(content))
    const importId = store.imports.add({ reportId, file, fileName: `${content}.xlsx`, summary: { cells: cells.size } })
    store.cells.saveImported(reportId, importId, inputs(cells, file, `${content}.xlsx`), replaces.map(whole))
    return importId
  })
}

const whole = (table: string) => ({ table, prior: false })

const inputs = (cells: ReadonlyMap<CellRef, CellValue>, file: string, fileName: string): readonly CellInput[] =>
  [...cells].map(([ref, value], row) => ({
    ref,
    value,
    origin: { kind: 'file', file, fileName, sheet: '表', address: `C${row + 1}`, text: '原文' },
  }))
