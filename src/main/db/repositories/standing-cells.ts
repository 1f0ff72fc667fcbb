import type { CellRef, CellSource, CellValue } from '#core/model/cell.ts'
import type { Connection } from '../connection.ts'
import { NAME } from './cell-names.ts'
import { refOf, valueOf } from './cell-rows.ts'
import type { CellRow, RefColumns } from './cell-rows.ts'

/** chosen > entered > imported > derived: see docs/adr/0004-provenance.md. */
const RANK = `CASE WHEN v.source = c.source THEN 3 WHEN v.source = 'entered' THEN 2 WHEN v.source = 'imported' THEN 1 ELSE 0 END`
const select = (where: string): string => `
  SELECT ${NAME}, v.source, v.kind, v.fen, v.quantum FROM cell_value v INDEXED BY cell_value_current
  JOIN cell_ref r ON r.id = v.ref_id
  LEFT JOIN cell_choice c ON c.report_id = v.report_id AND c.ref_id = v.ref_id AND c.current = 1
  WHERE v.report_id = ? ${where} AND v.current = 1 AND v.kind <> 'withdrawn'
  ORDER BY ${RANK}, v.id`

/** What stands in the cells of a report. Never changes: a write makes another one. */
interface Standing {
  readonly state: number
  readonly values: ReadonlyMap<CellRef, CellValue>
  readonly sources: ReadonlyMap<CellRef, CellSource>
  readonly derived: ReadonlySet<CellRef>
}

const TABLES = ['cell_value', 'cell_choice'] as const
const MOST_REPORTS = 8
/** Beyond this share of the cells it is quicker to read all of them. */
const MOST_TOUCHED = 0.25

/** The standing cells of reports, read once; after a write only the cells that it touched are read again. */
export function standingCells({ db, changes }: Connection) {
  const selectAll = db.prepare<[number], CellRow>(select(''))
  const selectCell = db.prepare<[number, number], CellRow>(select('AND v.ref_id = ?'))
  const selectName = db.prepare<[number], RefColumns>(`SELECT ${NAME} FROM cell_ref r WHERE r.id = ?`)
  const kept = new Map<number, Standing>()

  const load = (reportId: number, state: number): Standing => {
    const values = new Map<CellRef, CellValue>()
    const sources = new Map<CellRef, CellSource>()
    for (const row of selectAll.iterate(reportId)) {
      const value = valueOf(row)
      if (value === undefined) continue
      const ref = refOf(row)
      values.set(ref, value)
      sources.set(ref, row.source)
    }
    return { state, values, sources, derived: derivedOf(sources) }
  }

  const patch = (reportId: number, state: number, before: Standing, touched: ReadonlySet<number>): Standing => {
    if (touched.size === 0) return { ...before, state }
    const values = new Map(before.values)
    const sources = new Map(before.sources)
    for (const id of touched) {
      const name = selectName.get(id)
      if (name === undefined) continue
      const ref = refOf(name)
      values.delete(ref)
      sources.delete(ref)
      for (const row of selectCell.iterate(reportId, id)) {
        const value = valueOf(row)
        if (value === undefined) continue
        values.set(ref, value)
        sources.set(ref, row.source)
      }
    }
    return { state, values, sources, derived: derivedOf(sources) }
  }

  const standingOf = (reportId: number): Standing => {
    const state = changes.stateOf(TABLES)
    const before = kept.get(reportId)
    if (before?.state === state) return before
    const touched = before && changes.cellsSince(before.state, reportId)
    const isFew = before !== undefined && touched !== undefined && touched.size <= before.values.size * MOST_TOUCHED
    const standing = isFew ? patch(reportId, state, before, touched) : load(reportId, state)
    kept.delete(reportId)
    kept.set(reportId, standing)
    for (const oldest of [...kept.keys()].slice(0, -MOST_REPORTS)) kept.delete(oldest)
    return standing
  }

  return {
    /** What stands in every cell of the report, last year's under their `上年·` refs; in no order that means anything. */
    standing: (reportId: number): ReadonlyMap<CellRef, CellValue> => standingOf(reportId).values,
    /** Which source stands in every cell. */
    standingSources: (reportId: number): ReadonlyMap<CellRef, CellSource> => standingOf(reportId).sources,
    /** The cells where a computed value stands: nobody imported or entered one, or somebody chose it. */
    standingDerived: (reportId: number): ReadonlySet<CellRef> => standingOf(reportId).derived,
  }
}

function derivedOf(sources: ReadonlyMap<CellRef, CellSource>): ReadonlySet<CellRef> {
  return new Set([...sources].flatMap(([ref, source]) => (source === 'derived' ? [ref] : [])))
}
