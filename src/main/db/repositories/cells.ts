import type { CellRef, CellSource, CellValue, SourcedValue } from '#core/model/cell.ts'
import type { Origin } from '#core/model/origin.ts'
import type { Connection } from '../connection.ts'
import { columnsOf, keyOf, originOf, refOf, sameValue, valueOf } from './cell-rows.ts'
import type { CellKey, CellRow, OriginRow } from './cell-rows.ts'
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

export interface CellChoice {
  readonly ref: CellRef
  readonly source: CellSource
  readonly who: string
  readonly at: string
  readonly why: string
}

const KEY =
  'report_id = @report_id AND prior = @prior AND table_id = @table_id AND row_key = @row_key AND column_id = @column_id'
const KEY_OF_V = KEY.replaceAll(/(\w+) =/g, 'v.$1 =')
const VALUE = 'v.prior, v.table_id, v.row_key, v.column_id, v.source, v.kind, v.fen, v.quantum'
const ORIGIN = 'v.sheet, v.address, v.text, v.origin, i.sha256, i.file_name, a.who, a.at'
const JOINED = 'cell_value v JOIN audit_log a ON a.id = v.audit_id LEFT JOIN import i ON i.id = v.import_id'

/** chosen > entered > imported > derived: see docs/adr/0004-provenance.md. */
const RANK = `CASE WHEN v.source = c.source THEN 3 WHEN v.source = 'entered' THEN 2 WHEN v.source = 'imported' THEN 1 ELSE 0 END`

type SourceKey = CellKey & { readonly source: CellSource }

/** Cells with one value per source, every version of each kept. */
export function cellsRepository(connection: Connection) {
  return { ...cellWriting(connection), ...cellReading(connection) }
}

function cellWriting({ db, session }: Connection) {
  const supersede = superseding(db, 'cell_value')
  const insert = db.prepare(`
    INSERT INTO cell_value (report_id, prior, table_id, row_key, column_id, source, kind, fen, quantum,
                            sheet, address, text, origin, import_id, audit_id)
    VALUES (@report_id, @prior, @table_id, @row_key, @column_id, @source, @kind, @fen, @quantum,
            @sheet, @address, @text, @origin, @import_id, @audit_id)`)
  const selectCurrent = db.prepare<[SourceKey], CellRow & { origin: string | null }>(
    `SELECT ${VALUE}, v.origin FROM cell_value v WHERE ${KEY} AND source = @source AND current = 1`,
  )
  const selectScope = db.prepare<
    [{ report_id: number; prior: number; table_id: string; source: CellSource }],
    CellRow
  >(`
    SELECT ${VALUE} FROM cell_value v WHERE report_id = @report_id AND prior = @prior AND table_id = @table_id
      AND source = @source AND current = 1 AND kind <> 'withdrawn'`)
  const supersedeChoice = db.prepare(`UPDATE cell_choice SET current = 0 WHERE ${KEY} AND current = 1`)
  const insertChoice = db.prepare(`
    INSERT INTO cell_choice (report_id, prior, table_id, row_key, column_id, source, why, audit_id)
    VALUES (@report_id, @prior, @table_id, @row_key, @column_id, @source, @why, @audit_id)`)

  const put = (key: SourceKey, value: CellValue | undefined, origin: Origin | undefined, importId?: number): void => {
    supersede.run(key)
    const audit = { import_id: importId ?? null, audit_id: session().auditId }
    insert.run({ ...key, ...columnsOf(value, origin), ...audit })
  }

  /** An import's values are always written, so that they survive the undoing of the one before; others only when they changed. */
  const saveAll = (reportId: number, source: CellSource, cells: readonly CellInput[], importId?: number): Counts => {
    const counts = { added: 0, changed: 0, unchanged: 0, withdrawn: 0 }
    for (const { ref, value, origin } of cells) {
      const key = { ...keyOf(reportId, ref), source }
      const row = selectCurrent.get(key)
      const before = row && valueOf(row)
      const same = before !== undefined && sameValue(before, value)
      counts[before === undefined ? 'added' : same ? 'unchanged' : 'changed'] += 1
      if (importId !== undefined || !same || row?.origin !== columnsOf(value, origin).origin)
        put(key, value, origin, importId)
    }
    return counts
  }

  const withdrawRest = (
    reportId: number,
    source: CellSource,
    scope: readonly TableScope[],
    keep: ReadonlySet<CellRef>,
    importId?: number,
  ): number => {
    let withdrawn = 0
    for (const { table, prior } of scope) {
      const where = { report_id: reportId, prior: prior ? 1 : 0, table_id: table, source }
      const gone = selectScope.all(where).filter((row) => !keep.has(refOf(row)))
      for (const row of gone) put({ ...keyOf(reportId, refOf(row)), source }, undefined, undefined, importId)
      withdrawn += gone.length
    }
    return withdrawn
  }

  const saveWhole = (
    reportId: number,
    source: CellSource,
    cells: readonly CellInput[],
    scope: readonly TableScope[],
    importId?: number,
  ): CellChanges => {
    const counts = saveAll(reportId, source, cells, importId)
    const withdrawn = withdrawRest(reportId, source, scope, new Set(cells.map((cell) => cell.ref)), importId)
    return { ...counts, withdrawn }
  }

  return {
    /** Writes what an import read. Tables in `replaces` are taken whole: imported cells that the file no longer has are withdrawn. */
    saveImported: (
      reportId: number,
      importId: number,
      cells: readonly CellInput[],
      replaces: readonly TableScope[] = [],
    ): CellChanges => saveWhole(reportId, 'imported', cells, replaces, importId),
    /** Writes what was computed; only changes make new versions. Tables in `replaces` are recomputed whole. */
    saveDerived: (reportId: number, cells: readonly CellInput[], replaces: readonly TableScope[] = []): CellChanges =>
      saveWhole(reportId, 'derived', cells, replaces),
    /** Writes what a person typed; who and when are those of the write. */
    saveEntered(reportId: number, cells: readonly { readonly ref: CellRef; readonly value: CellValue }[]): CellChanges {
      const { who, at } = session()
      const origin: Origin = { kind: 'person', who, when: at }
      return saveWhole(
        reportId,
        'entered',
        cells.map((cell) => ({ ...cell, origin })),
        [],
      )
    },
    /** Takes an entry back: the imported or derived value stands again. */
    withdrawEntered(reportId: number, refs: readonly CellRef[]): void {
      for (const ref of refs) {
        const key: SourceKey = { ...keyOf(reportId, ref), source: 'entered' }
        const row = selectCurrent.get(key)
        if (row !== undefined && row.kind !== 'withdrawn') put(key, undefined, undefined)
      }
    },
    /** Says which source stands against the default order, and why; undefined goes back to the default. */
    choose(reportId: number, ref: CellRef, source: CellSource | undefined, why: string): void {
      const { auditId } = session()
      const key = keyOf(reportId, ref)
      supersedeChoice.run(key)
      insertChoice.run({ ...key, source: source ?? null, why, audit_id: auditId })
    },
  }
}

type Counts = { -readonly [K in keyof CellChanges]: number }

function cellReading({ db }: Connection) {
  const selectStanding = db.prepare<[number], CellRow>(`
    SELECT ${VALUE} FROM cell_value v
    LEFT JOIN cell_choice c ON c.report_id = v.report_id AND c.prior = v.prior AND c.table_id = v.table_id
      AND c.row_key = v.row_key AND c.column_id = v.column_id AND c.current = 1
    WHERE v.report_id = ? AND v.current = 1 AND v.kind <> 'withdrawn'
    ORDER BY ${RANK}, v.id`)
  const selectOrigins = db.prepare<[CellKey], CellRow & OriginRow>(`
    SELECT ${VALUE}, ${ORIGIN} FROM ${JOINED} WHERE ${KEY_OF_V} AND v.current = 1 AND v.kind <> 'withdrawn' ORDER BY v.id`)
  const selectHistory = db.prepare<[CellKey], CellRow & OriginRow & HistoryRow>(`
    SELECT ${VALUE}, ${ORIGIN}, v.import_id, v.current, i.undone_by FROM ${JOINED} WHERE ${KEY_OF_V} ORDER BY v.id`)
  const selectChoices = db.prepare<[number], CellRow & { who: string; at: string; why: string }>(`
    SELECT v.prior, v.table_id, v.row_key, v.column_id, v.source, v.why, a.who, a.at
    FROM cell_choice v JOIN audit_log a ON a.id = v.audit_id
    WHERE v.report_id = ? AND v.current = 1 AND v.source IS NOT NULL ORDER BY v.id`)

  return {
    /** What stands in every cell of the report, last year's under their `上年·` refs. One query. */
    standing(reportId: number): Map<CellRef, CellValue> {
      const standing = new Map<CellRef, CellValue>()
      for (const row of selectStanding.iterate(reportId)) {
        const value = valueOf(row)
        if (value !== undefined) standing.set(refOf(row), value)
      }
      return standing
    },
    /** The current value of each source, each with its origin. */
    origins: (reportId: number, ref: CellRef): readonly SourcedValue[] =>
      selectOrigins.all(keyOf(reportId, ref)).flatMap((row) => {
        const value = valueOf(row)
        return value === undefined ? [] : [{ source: row.source, value, origin: originOf(row) }]
      }),
    /** Every version that was ever written, oldest first. */
    history: (reportId: number, ref: CellRef): readonly CellVersion[] =>
      selectHistory.all(keyOf(reportId, ref)).map((row) => ({
        source: row.source,
        value: valueOf(row),
        origin: originOf(row),
        importId: row.import_id ?? undefined,
        undone: row.undone_by !== null,
        current: row.current === 1,
        who: row.who,
        at: row.at,
      })),
    /** The choices that are in force. */
    choices: (reportId: number): readonly CellChoice[] =>
      selectChoices.all(reportId).map((row) => ({
        ref: refOf(row),
        source: row.source,
        who: row.who,
        at: row.at,
        why: row.why,
      })),
  }
}

interface HistoryRow {
  readonly import_id: number | null
  readonly current: 0 | 1
  readonly undone_by: number | null
}
