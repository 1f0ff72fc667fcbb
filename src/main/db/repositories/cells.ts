import type { CellRef, CellSource, CellValue, SourcedValue } from '#core/model/cell.ts'
import type { Origin } from '#core/model/origin.ts'
import type { Connection } from '../connection.ts'
import { cellChoices } from './cell-choices.ts'
import { BY_NAME, NAME, cellNames } from './cell-names.ts'
import { columnsOf, originOf, refColumns, refOf, sameValue, valueOf } from './cell-rows.ts'
import type { CellRow, OriginRow, RefColumns } from './cell-rows.ts'
import { standingCells } from './standing-cells.ts'
import { superseding } from './versions.ts'

/** A value on its way into the store. `origin` of an import is a place in the import's own file. */
export interface CellInput {
  readonly ref: CellRef
  readonly value: CellValue
  readonly origin: Origin
}

/** A table that a write replaces whole: what it no longer names is withdrawn. */
export interface TableScope {
  readonly table: string
  readonly prior: boolean
}

/** What a write did, in cells of its own source. */
export interface CellChanges {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly withdrawn: number
}

export interface CellVersion {
  readonly source: CellSource
  /** Undefined: from here on the source no longer had a value. */
  readonly value: CellValue | undefined
  readonly origin: Origin
  readonly importId: number | undefined
  readonly undone: boolean
  readonly current: boolean
  readonly who: string
  readonly at: string
}

const VALUE = `${NAME}, v.source, v.kind, v.fen, v.quantum`
const ORIGIN = 'v.sheet, v.address, v.text, v.origin, i.sha256, i.file_name, a.who, a.at'
const VERSIONS = `
  cell_ref r JOIN cell_value v ON v.ref_id = r.id AND v.report_id = @report_id
  JOIN audit_log a ON a.id = v.audit_id LEFT JOIN import i ON i.id = v.import_id
  WHERE ${BY_NAME}`

/** Cells with one value per source, every version of each kept. */
export function cellsRepository(connection: Connection) {
  return {
    ...cellWriting(connection),
    ...cellChoices(connection),
    ...standingCells(connection),
    ...cellReading(connection),
  }
}

interface Key {
  readonly report_id: number
  readonly ref_id: number
  readonly source: CellSource
}
type StoredCell = CellRow & Key & { readonly origin: string | null }
type Counts = { -readonly [K in keyof CellChanges]: number }

function cellWriting(connection: Connection) {
  const { db, session } = connection
  const idOf = cellNames(connection)
  const supersede = superseding(db, 'cell_value')
  const insert = db.prepare(`
    INSERT INTO cell_value (report_id, ref_id, source, kind, fen, quantum, sheet, address, text, origin, import_id, audit_id)
    VALUES (@report_id, @ref_id, @source, @kind, @fen, @quantum, @sheet, @address, @text, @origin, @import_id, @audit_id)`)
  const selectCurrent = db.prepare<[Key], Pick<CellRow, 'kind' | 'fen' | 'quantum'> & { origin: string | null }>(`
    SELECT kind, fen, quantum, origin FROM cell_value
    WHERE report_id = @report_id AND ref_id = @ref_id AND source = @source AND current = 1`)
  const selectOf = (index: string, source: CellSource) =>
    db.prepare<[number], StoredCell>(`
      SELECT ${VALUE}, v.report_id, v.ref_id, v.origin FROM cell_value v INDEXED BY ${index} JOIN cell_ref r ON r.id = v.ref_id
      WHERE v.report_id = ? AND v.source = '${source}' AND v.current = 1 AND v.kind <> 'withdrawn'`)
  const selectImported = selectOf('cell_value_current', 'imported')
  const selectDerived = selectOf('cell_value_derived', 'derived')

  const put = (key: Key, value: CellValue | undefined, origin: Origin | undefined, importId?: number): void => {
    insert.run({ ...key, ...columnsOf(value, origin), import_id: importId ?? null, audit_id: session().auditId })
  }

  /** An import's values are always written, so that they survive the undoing of the one before; others only when they changed. */
  const saveCell = (
    key: Key,
    { value, origin }: CellInput,
    importId?: number,
  ): keyof Omit<CellChanges, 'withdrawn'> => {
    const row = selectCurrent.get(key)
    const before = row && valueOf(row)
    const same = before !== undefined && sameValue(before, value)
    if (importId !== undefined || !same || row?.origin !== columnsOf(value, origin).origin) {
      if (row !== undefined) supersede.run(key)
      put(key, value, origin, importId)
    }
    return before === undefined ? 'added' : same ? 'unchanged' : 'changed'
  }

  const saveEach = (
    reportId: number,
    source: CellSource,
    cells: readonly CellInput[],
    importId?: number,
  ): Omit<Counts, 'withdrawn'> => {
    const counts = { added: 0, changed: 0, unchanged: 0 }
    for (const cell of cells)
      counts[saveCell({ report_id: reportId, ref_id: idOf(cell.ref), source }, cell, importId)] += 1
    return counts
  }

  /** Withdraws the cells in scope that a write no longer names; answers how many. */
  const withdraw = (
    known: readonly StoredCell[],
    scope: readonly TableScope[],
    cells: readonly CellInput[],
    importId?: number,
  ): number => {
    const keep = new Set(cells.map((cell) => cell.ref))
    const tables = new Set(scope.map(({ table, prior }) => `${prior ? 1 : 0}/${table}`))
    const gone = known.filter((row) => tables.has(`${row.prior}/${row.table_id}`) && !keep.has(refOf(row)))
    for (const row of gone) {
      supersede.run(row)
      put(row, undefined, undefined, importId)
    }
    return gone.length
  }

  /** As `saveEach`, but what is computed is mostly what it was: all of it is read at once, and only what changed is written. */
  const saveComputed = (reportId: number, known: readonly StoredCell[], cells: readonly CellInput[]): Counts => {
    const counts: Counts = { added: 0, changed: 0, unchanged: 0, withdrawn: 0 }
    const byRef = new Map(known.map((row) => [refOf(row), row]))
    for (const { ref, value, origin } of cells) {
      const row = byRef.get(ref)
      const before = row && valueOf(row)
      const same = before !== undefined && sameValue(before, value)
      counts[before === undefined ? 'added' : same ? 'unchanged' : 'changed'] += 1
      if (same && row?.origin === columnsOf(value, origin).origin) continue
      const key: Key = { report_id: reportId, ref_id: row?.ref_id ?? idOf(ref), source: 'derived' }
      supersede.run(key)
      put(key, value, origin)
    }
    return counts
  }

  return {
    /** Writes what an import read. Tables in `replaces` are taken whole: imported cells that the file no longer has are withdrawn. */
    saveImported: (
      reportId: number,
      importId: number,
      cells: readonly CellInput[],
      replaces: readonly TableScope[] = [],
    ): CellChanges => {
      const saved = saveEach(reportId, 'imported', cells, importId)
      const known = replaces.length === 0 ? [] : selectImported.all(reportId)
      return { ...saved, withdrawn: withdraw(known, replaces, cells, importId) }
    },
    /** Writes what was computed; only changes make new versions. Tables in `replaces` are recomputed whole. */
    saveDerived: (reportId: number, cells: readonly CellInput[], replaces: readonly TableScope[] = []): CellChanges => {
      const known = selectDerived.all(reportId)
      const saved = saveComputed(reportId, known, cells)
      return { ...saved, withdrawn: withdraw(known, replaces, cells) }
    },
    /** Writes what a person typed; who and when are those of the write. */
    saveEntered(reportId: number, cells: readonly { readonly ref: CellRef; readonly value: CellValue }[]): CellChanges {
      const { who, at } = session()
      const origin: Origin = { kind: 'person', who, when: at }
      const saved = saveEach(
        reportId,
        'entered',
        cells.map((cell) => ({ ...cell, origin })),
      )
      return { ...saved, withdrawn: 0 }
    },
    /** Takes an entry back: the imported or derived value stands again. */
    withdrawEntered(reportId: number, refs: readonly CellRef[]): void {
      for (const ref of refs) {
        const key: Key = { report_id: reportId, ref_id: idOf(ref), source: 'entered' }
        const row = selectCurrent.get(key)
        if (row === undefined || row.kind === 'withdrawn') continue
        supersede.run(key)
        put(key, undefined, undefined)
      }
    },
  }
}

function cellReading({ db }: Connection) {
  const selectOrigins = db.prepare<[CellOfReport], CellRow & OriginRow>(
    `SELECT ${VALUE}, ${ORIGIN} FROM ${VERSIONS} AND v.current = 1 AND v.kind <> 'withdrawn' ORDER BY v.id`,
  )
  const selectHistory = db.prepare<[CellOfReport], CellRow & OriginRow & HistoryRow>(
    `SELECT ${VALUE}, ${ORIGIN}, v.import_id, v.current, i.undone_by FROM ${VERSIONS} ORDER BY v.id`,
  )
  const cellOf = (reportId: number, ref: CellRef): CellOfReport => ({ report_id: reportId, ...refColumns(ref) })

  return {
    /** The current value of each source, each with its origin. */
    origins: (reportId: number, ref: CellRef): readonly SourcedValue[] =>
      selectOrigins.all(cellOf(reportId, ref)).flatMap((row) => {
        const value = valueOf(row)
        return value === undefined ? [] : [{ source: row.source, value, origin: originOf(row) }]
      }),
    /** Every version that was ever written, oldest first. */
    history: (reportId: number, ref: CellRef): readonly CellVersion[] =>
      selectHistory.all(cellOf(reportId, ref)).map((row) => ({
        source: row.source,
        value: valueOf(row),
        origin: originOf(row),
        importId: row.import_id ?? undefined,
        undone: row.undone_by !== null,
        current: row.current === 1,
        who: row.who,
        at: row.at,
      })),
  }
}

type CellOfReport = RefColumns & { readonly report_id: number }

interface HistoryRow {
  readonly import_id: number | null
  readonly current: 0 | 1
  readonly undone_by: number | null
}
