import { parseCellRef } from '#core/model/cell.ts'
import type { TableReading } from '#core/recognise/table-reading.ts'
import type { Project } from '#core/model/project.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { CellInput, TableScope } from '#main/db/repositories/cells.ts'
import type { Store } from '#main/db/open-store.ts'
import { archivePack } from '#main/files/packs/archive.ts'
import { deriveReport } from './derive-report.ts'
import { rememberSheets, type RememberedSheet } from './import-answers.ts'
import type { ImportedFile } from './import-outcome.ts'
import type { FileReading } from './read-import-file.ts'
import { sheetReports } from './sheet-reports.ts'
import type { ImportTarget } from './import-target.ts'
import { openReport } from './open-report.ts'
import type { Workspace } from './workspace.ts'

/** What goes with the storing of readings. */
interface StoreOptions {
  /** What the user said of sheets, by their shapes. */
  readonly shapes: readonly (readonly [shape: string, said: RememberedSheet])[]
  readonly onStored: ((report: Report) => void) | undefined
}

/** Stores everything that was read, in one transaction, and recomputes what follows from it. */
export function storeReadings(
  workspace: Workspace,
  target: ImportTarget,
  readings: readonly FileReading[],
  { shapes, onStored }: StoreOptions = { shapes: [], onStored: undefined },
): { readonly report: Report; readonly files: readonly ImportedFile[] } {
  const { store, actor } = workspace
  const known = target.report
  const duplicates = withTwins(new Map(readings.map((reading) => [reading, known && standingImport(store, known, reading)]))) // prettier-ignore
  if (known && readings.every((reading) => duplicates.get(reading) !== undefined))
    return { report: known, files: readings.map((reading) => unchanged(reading, target, duplicates.get(reading) ?? 0)) }
  const detail = { unit: target.unit.code, year: target.year, stage: target.stage, files: readings.length }
  return store.write(actor, { action: 'import', detail }, () => {
    const report = known ?? createReport(workspace, target)
    // The 填报表 first: it says which projects there are. Exact figures last: they stand over the printed ones.
    const order = ({ fillIn, exact }: FileReading): number => (fillIn ? 0 : exact.length === 0 ? 1 : 2)
    const ordered = readings.toSorted((a, b) => order(a) - order(b))
    const files = ordered.map((reading) => {
      const before = duplicates.get(reading)
      return before === undefined ? storeFile(store, report, reading, target) : unchanged(reading, target, before)
    })
    deriveReport(store, openReport(workspace, report))
    rememberSheets(store, shapes)
    onStored?.(report)
    return { report, files }
  })
}

/** A file with exact figures and the one that prints them are stored anew together, so that the exact ones stand again. */
function withTwins(duplicates: ReadonlyMap<FileReading, number | undefined>): typeof duplicates {
  const isNew = new Set([...duplicates].flatMap(([reading, before]) => (before === undefined ? [reading.name] : [])))
  const isPaired = (reading: FileReading): boolean =>
    reading.exact.some(({ printedIn }) => isNew.has(printedIn)) ||
    (isNew.size > 0 && [...duplicates.keys()].some((other) => isNew.has(other.name) && other.exact.some(({ printedIn }) => printedIn === reading.name))) // prettier-ignore
  return new Map([...duplicates].map(([reading, before]) => [reading, isPaired(reading) ? undefined : before]))
}

/** What an import remembers of itself, to tell whether a later one replaced it. */
interface ImportSummary {
  readonly tables: readonly string[]
}

/** The import of the very same content, if nothing of it was replaced by a later import. */
function standingImport(store: Store, report: Report, { sha256 }: FileReading): number | undefined {
  const found = store.imports.find(report.id, sha256)
  if (!found) return undefined
  const tables = tablesOfSummary(found.summary)
  const isReplaced = store.imports
    .all(report.id)
    .some(
      (later) =>
        later.id > found.id && !later.undone && tablesOfSummary(later.summary).some((table) => tables.includes(table)),
    )
  return isReplaced ? undefined : found.id
}

function tablesOfSummary(summary: unknown): readonly string[] {
  const tables = typeof summary === 'object' && summary !== null && 'tables' in summary ? summary.tables : []
  return Array.isArray(tables) ? tables.filter((table) => typeof table === 'string') : []
}

function createReport(workspace: Workspace, { parent, unit, year, stage, packId, pack }: ImportTarget): Report {
  const { store, packs } = workspace
  if (parent && !store.units.find(parent.code)) store.units.save(parent)
  store.units.save(unit)
  const bytes = archivePack(packId, packs.files(packId))
  const archived = { id: packId, version: pack.head.version, hash: pack.digest, bytes }
  return store.reports.create({ unit: unit.code, year, stage }, archived)
}

const FILL_IN = '填报表'

function storeFile(store: Store, report: Report, reading: FileReading, target: ImportTarget): ImportedFile {
  const { name, bytes, tables, fillIn, workbook } = reading
  store.units.save(target.unit)
  const file = store.sourceFiles.keep(name, bytes)
  const own = [...tables, ...(fillIn?.tables ?? [])]
  const summary: ImportSummary = { tables: [...own.map((table) => table.tableId), ...(fillIn ? [FILL_IN] : [])] }
  const importId = store.imports.add({ reportId: report.id, file, fileName: name, summary })
  const cells = store.cells.saveImported(report.id, importId, cellsOf(reading, file), scopesOf(reading))
  for (const table of own)
    store.rows.save(
      report.id,
      {
        table: table.tableId,
        prior: false,
        complete: table.complete || isAnsweredByCode(table.tableId, table.rows, target),
        rows: table.rows.map(({ key, name: rowName }) => ({ key, name: rowName })),
      },
      { importId },
    )
  // Newer than the print, and of the earlier import: whichever of the two is undone, the other stands.
  for (const { importId: earlier, cells: exact } of reading.kept)
    store.cells.saveImported(report.id, earlier, exact.map(({ cell, origin }) => ({ ref: cell.ref, value: cell.value, origin }))) // prettier-ignore
  saveWords(store, report, importId, own)
  if (fillIn) storeFillIn(store, report, importId, fillIn)
  for (const { project } of reading.sheets) store.projects.save(report.id, project, { importId })
  return {
    name,
    status: 'imported',
    importId,
    sheets: sheetReports(reading, target.pack),
    cells,
    notes: workbook.notes,
  }
}

/** The words of the cells of the tables; those of an earlier import that a table no longer has are withdrawn. */
function saveWords(store: Store, report: Report, importId: number, tables: readonly TableReading[]): void {
  const read = new Map(tables.flatMap(({ words }) => words.map(({ ref, text }): [string, string] => [ref, text])))
  const replaced = new Set(tables.map(({ tableId }) => tableId))
  const gone = [...store.texts.standing(report.id).keys()].filter(
    (id) => !read.has(id) && replaced.has(parseCellRef(id)?.table ?? ''),
  )
  const words = new Map<string, string | undefined>([...gone.map((id) => [id, undefined] as const), ...read])
  if (words.size > 0) store.texts.save(report.id, words, { importId })
}

/** A fill-in table of codes is a list of what there is: once a code is stated, a code that it does not list has nothing. */
function isAnsweredByCode(tableId: string, rows: readonly { readonly key: string }[], { pack }: ImportTarget): boolean {
  const hasCodes = pack.tables.get(tableId)?.blocks.some((block) => block.codeRows) ?? false
  return hasCodes && rows.some((row) => /^\d+$/.test(row.key))
}

function cellsOf({ name, tables, exact, fillIn }: FileReading, file: string): readonly CellInput[] {
  const better = new Set(exact.flatMap(({ cells }) => cells.map(({ ref }) => ref)))
  const origin = (sheet: string, address: string, text: string): CellInput['origin'] => ({
    kind: 'file',
    file,
    fileName: name,
    sheet,
    address,
    text,
  })
  return [
    ...[...tables, ...(fillIn?.tables ?? [])].flatMap((table) =>
      table.cells.flatMap(({ ref, value, sheet, address, text }) =>
        better.has(ref) ? [] : [{ ref, value, origin: origin(sheet ?? table.sheet, address, text) }],
      ),
    ),
    ...exact.flatMap(({ table, cells }) =>
      cells.map(({ ref, value, sheet, address, text, printed }) => ({
        ref,
        value,
        origin: {
          ...origin(sheet ?? table.sheet, address, text),
          ...(printed && { printed }),
        },
      })),
    ),
    ...(fillIn?.prior ?? []).map(({ ref, value, sheet, address, text }) => ({
      ref,
      value,
      origin: origin(sheet, address, text),
    })),
  ]
}

/** The tables that this file states whole: cells of an earlier import that it no longer has are withdrawn. */
function scopesOf({ tables, fillIn }: FileReading): readonly TableScope[] {
  const prior = new Set(fillIn?.prior.map(({ ref }) => ref.split('/')[0]?.replace('上年·', '') ?? ''))
  return [
    ...[...tables, ...(fillIn?.tables ?? [])].map(({ tableId }) => ({ table: tableId, prior: false })),
    ...[...prior].map((table) => ({ table, prior: true })),
  ]
}

function storeFillIn(
  store: Store,
  report: Report,
  importId: number,
  { priorRows, texts, projects, unit }: NonNullable<FileReading['fillIn']>,
): void {
  for (const [table, rows] of Map.groupBy(priorRows, (row) => row.table))
    store.rows.save(
      report.id,
      { table, prior: true, complete: false, rows: rows.map(({ key, name }) => ({ key, name })) },
      { importId },
    )
  const answered = new Map(texts.map(({ id, answer }): [string, string] => [id, answer.value]))
  if (unit.approved) answered.set(APPROVED_ON, unit.approved.value)
  store.texts.save(report.id, answered, { importId })
  // A 填报表 without projects says nothing about them: they may come as filled 自评表.
  if (projects.length === 0) return
  const own = projects.map(({ value }) => value)
  const others = projectsOfSheets(store, report).filter((project) => own.every(({ key }) => key !== project.key))
  store.projects.replaceImported(report.id, importId, [...own, ...others])
}

/** Projects that came as filled 自评表: a new 填报表 does not take them away. */
function projectsOfSheets(store: Store, report: Report): readonly Project[] {
  return store.projects.standing(report.id).filter(({ key }) => {
    const version = store.projects.history(report.id, key).findLast((one) => one.current && one.importId !== undefined)
    const record = version?.importId === undefined ? undefined : store.imports.get(version.importId)
    return record !== undefined && !tablesOfSummary(record.summary).includes(FILL_IN)
  })
}

/** Id of the text that holds the 批复日期 (ISO). */
export const APPROVED_ON = '批复日期'

function unchanged(reading: FileReading, target: ImportTarget, importId: number): ImportedFile {
  return {
    name: reading.name,
    status: 'unchanged',
    importId,
    sheets: sheetReports(reading, target.pack),
    cells: { added: 0, changed: 0, unchanged: 0, withdrawn: 0 },
    notes: reading.workbook.notes,
  }
}
