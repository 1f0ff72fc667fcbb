import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isPlainlyLedger, lookAtSheet, type SheetLook } from '#core/ledger/look.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { FillInReading } from '#core/recognise/fill-in/answers.ts'
import { readFillIn, readFillInUnit } from '#core/recognise/fill-in/read-fill-in.ts'
import { finding, type ImportFinding } from '#core/recognise/finding.ts'
import { knownOtherwise } from '#core/recognise/known-sheet.ts'
import { readWorkbookTables, type WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import type { Recognition } from '#core/recognise/recognition.ts'
import type { TableReading } from '#core/recognise/table-reading.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { viewSheet } from '#core/workbook/sheet-view.ts'
import type { OpenedWorkbook } from '#main/files/read-workbook.ts'
import type { SheetAnswer } from './import-answers.ts'
import type { ImportAnswers } from './import-outcome.ts'
import { readSheets, type SheetsReading } from './import-sheets.ts'
import type { KeptFigures } from './import-stored-twins.ts'
import type { ImportTarget } from './import-target.ts'
import type { ExactFigures } from './import-twins.ts'
import type { LedgerSetup } from './ledger-setup.ts'
import type { OpenedFile } from './open-import-files.ts'

/** One file with everything that was read from it. */
export interface FileReading {
  readonly path: string
  readonly name: string
  readonly bytes: Buffer
  readonly sha256: string
  readonly workbook: OpenedWorkbook
  readonly tables: readonly TableReading[]
  /** Tables that another sheet prints in 万元: figures that agree with that print and stand over it. */
  readonly exact: readonly ExactFigures[]
  /** Exact figures of an earlier import that stand over tables of this file. */
  readonly kept: readonly KeptFigures[]
  readonly fillIn: FillInReading | undefined
  /** Sheets that are plainly 序时账, 余额表 …: they go to the import of ledgers. */
  readonly ledgers: readonly SheetLook[]
  /** Filled 自评表, one per sheet. */
  readonly sheets: SheetsReading['sheets']
  /** Lists of projects or indicators, one per sheet. */
  readonly lists: SheetsReading['lists']
  readonly recognitions: readonly Recognition[]
  /** Forms that no document prints: what they give is among `tables`. */
  readonly sources: WorkbookReading['sources']
}

/** What is read from one file, with everything that is to be said of it. */
export function readImportFile(
  file: OpenedFile,
  target: ImportTarget,
  { money, tableFor, unitFor, sheets: said = [] }: ImportAnswers,
  decisions: LedgerSetup['layouts'],
): { readonly reading: FileReading; readonly findings: FillInReading['findings'] } {
  const { pack, unit, year } = target
  const names = [unit.name, unit.shortName].filter((name) => name !== '')
  const forAll = money === undefined ? {} : Object.fromEntries(file.workbook.sheets.map((sheet) => [sheet.name, money]))
  const left = new Set(said.flatMap(({ sheet, leaveOut }) => (leaveOut === true ? [sheet] : [])))
  const wanted = { ...file.workbook, sheets: file.workbook.sheets.filter((sheet) => !left.has(sheet.name)) }
  const own = readWorkbookTables(wanted, pack, {
    unitFor: { ...forAll, ...unitFor, ...pick(said, ({ unit: money }) => money) },
    tableFor: { ...tableFor, ...pick(said, ({ table }) => table) },
    columnsFor: pick(said, ({ columns }) => columns),
    expect: { names, year, code: unit.code },
  })
  const read = { ...own, recognitions: [...own.recognitions, ...[...left].map(leftOutByUser)] }
  const fillIn = readFillInUnit(file.workbook) ? readFillIn(file.workbook, pack) : undefined
  const { sheets, lists, noLists, findings } = readSheets(wanted, read, pack, {
    money,
    isLedger: (sheet) => lookIfLedger(sheet, pack, decisions) !== undefined,
  })
  const filled = new Set([...sheets, ...lists].map(({ sheet }) => sheet))
  const ledgers = ledgersOf(wanted, read.recognitions, filled, pack, decisions)
  const told = new Set([...filled, ...noLists, ...ledgers.map(({ sheet }) => sheet)])
  const recognitions = read.recognitions.map((one) => (told.has(one.sheet) ? one : otherwiseKnown(one, wanted, pack)))
  const known = new Set([...told, ...recognitions.flatMap(({ kind, sheet }) => (kind === 'known' ? [sheet] : []))])
  const ownFindings = read.findings.flatMap((one) => {
    if (one.code !== 'IMPORT_SHEET_UNKNOWN' || !known.has(one.sheet)) return [one]
    const why = recognitions.find(({ sheet }) => sheet === one.sheet)?.why
    return told.has(one.sheet) || why === undefined ? [] : [leftAside(file.name, one.sheet, why)]
  })
  const { path, name, workbook } = file
  // A large ledger is kept by its own import.
  const bytes = file.isWhole ? readFileSync(path) : Buffer.alloc(0)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    reading: {
      path,
      name,
      workbook,
      bytes,
      sha256,
      tables: read.tables,
      exact: [],
      kept: [],
      fillIn,
      sheets,
      lists,
      ledgers,
      recognitions,
      sources: read.sources,
    },
    findings: [...ownFindings, ...(fillIn?.findings ?? []), ...findings],
  }
}

/** A form of goals or a list of projects that is not laid out as any that the program reads: nothing of it is stored, which is said. */
const leftAside = (file: string, sheet: string, why: string): ImportFinding =>
  finding(
    'warn',
    'IMPORT_SHEET_ASIDE',
    { file, sheet },
    why,
    '其中的绩效目标、项目金额要公开的，请在填报表里填写，或按模板的表样整理后重新导入；已在别处填过的，不用处理。',
  )

/** A sheet that nothing was read from, and whose title says what it is. */
function otherwiseKnown(one: Recognition, { sheets }: Pick<OpenedWorkbook, 'sheets'>, pack: Pack): Recognition {
  const sheet = one.kind === 'none' ? sheets.find(({ name }) => name === one.sheet) : undefined
  const why = sheet && knownOtherwise(viewSheet(sheet), pack)
  return why === undefined ? one : { kind: 'known', sheet: one.sheet, why }
}

const leftOutByUser = (sheet: string): Recognition => ({ kind: 'none', sheet, why: '选择了不导入。' })

/** One thing that was said of sheets, by their names. */
function pick<T>(
  said: readonly SheetAnswer[],
  of: (answer: SheetAnswer) => T | undefined,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    said.flatMap((answer) => {
      const value = of(answer)
      return value === undefined ? [] : [[answer.sheet, value]]
    }),
  )
}

/** Sheets that are no table, no 填报表 and no 自评表, and plainly a ledger. */
function ledgersOf(
  workbook: OpenedWorkbook,
  recognitions: readonly Recognition[],
  filled: ReadonlySet<string>,
  pack: Pack,
  decisions: LedgerSetup['layouts'],
): readonly SheetLook[] {
  const unknown = new Set(recognitions.flatMap(({ kind, sheet }) => (kind === 'none' ? [sheet] : [])))
  return workbook.sheets
    .filter(({ name }) => unknown.has(name) && !filled.has(name))
    .flatMap((sheet) => lookIfLedger(sheet, pack, decisions) ?? [])
}

/** What a sheet looks like as a ledger; undefined where it plainly is none, or the pack derives nothing from ledgers. */
function lookIfLedger(
  sheet: Sheet,
  { recognisers, derive }: Pack,
  decisions: LedgerSetup['layouts'],
): SheetLook | undefined {
  const look = recognisers && derive ? lookAtSheet(sheet, recognisers, decisions) : undefined
  return look && isPlainlyLedger(look) ? look : undefined
}
