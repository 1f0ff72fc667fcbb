import type { Database } from 'better-sqlite3'

/** The tables whose writes are noticed: what reports are loaded from. */
const WATCHED = [
  'cell_value',
  'cell_choice',
  'row_list',
  'table_row',
  'text',
  'project_version',
  'project_fund',
  'project_text',
  'indicator',
  'overlay',
  'pack_option',
  'report',
  'unit',
  'secret_item',
  'secret_part',
  'setting',
] as const

export type Watched = (typeof WATCHED)[number]

/** Tells whether what was read once still stands. SQLite itself says so: no write can be forgotten here. */
export interface Changes {
  /** A number for the state of some tables: while it is the same, they are the same. */
  readonly stateOf: (tables: readonly Watched[]) => number
  /** Ids of the cell names of a report that were written after a state of the cells; undefined when that is no longer known. */
  readonly cellsSince: (state: number, reportId: number) => ReadonlySet<number> | undefined
  /** What was written is taken back: nothing that was read before counts any more. */
  readonly forget: () => void
}

/** Cells that are remembered one by one; after more of them everything is read anew, which is then quicker as well. */
const MOST_CELLS = 20_000

/**
 * Watches one connection. Its own writes are told by temporary triggers, which live in this connection alone; those of other
 * connections by SQLite's data_version.
 */
export function watchChanges(db: Database): Changes {
  let now = 0
  /** Nothing older counts. */
  let floor = 0
  const written = new Map<string, number>()
  let cells: { readonly at: number; readonly report: number; readonly ref: number }[] = []
  /** The newest state that the list of cells no longer reaches back to. */
  let cellsFrom = 0
  const version = db.prepare<[], number>('PRAGMA data_version').pluck()
  let versionSeen = version.get()

  const forget = (): void => {
    now += 1
    floor = now
    cells = []
    cellsFrom = now
  }
  const touch = (table: string): void => {
    now += 1
    written.set(table, now)
  }
  const touchCell = (table: string, report: number, ref: number): void => {
    touch(table)
    if (cells.length >= MOST_CELLS) {
      cells = []
      cellsFrom = now
    }
    cells.push({ at: now, report, ref })
  }
  if (!db.readonly) listen(db, touch, touchCell)

  return {
    stateOf: (tables) => {
      const seen = version.get()
      if (seen !== versionSeen) forget()
      versionSeen = seen
      return tables.reduce((newest, table) => Math.max(newest, written.get(table) ?? 0), floor)
    },
    cellsSince: (state, reportId) => {
      if (state < cellsFrom) return undefined
      const since = cells.filter(({ at, report }) => at > state && report === reportId)
      return new Set(since.map(({ ref }) => ref))
    },
    forget,
  }
}

type TouchCell = (table: string, report: number, ref: number) => void

function listen(db: Database, touch: (table: string) => void, touchCell: TouchCell): void {
  db.function('noted', (table: unknown) => {
    touch(String(table))
    return null
  })
  db.function('noted_cell', (table: unknown, report: unknown, ref: unknown) => {
    touchCell(String(table), Number(report), Number(ref))
    return null
  })
  for (const table of WATCHED)
    for (const [event, row] of EVENTS) {
      const isCell = table === 'cell_value' || table === 'cell_choice'
      const note = isCell ? `noted_cell('${table}', ${row}.report_id, ${row}.ref_id)` : `noted('${table}')`
      db.exec(`CREATE TEMP TRIGGER noted_${table}_${event} AFTER ${event} ON main.${table} BEGIN SELECT ${note}; END`)
    }
}

/** A row of a cell never moves to another one: triggers of the schema forbid it. */
const EVENTS = [
  ['INSERT', 'NEW'],
  ['UPDATE', 'NEW'],
  ['DELETE', 'OLD'],
] as const
