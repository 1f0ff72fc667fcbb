import { finding, type ImportFinding } from '#core/recognise/finding.ts'
import { knownOtherwise } from '#core/recognise/known-sheet.ts'
import { viewSheet } from '#core/workbook/sheet-view.ts'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError, type AppErrorInfo } from '#core/model/error.ts'
import type { Unit } from '#core/model/report.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import { glimpseSheet, type SheetGlimpse } from '#core/recognise/glimpse.ts'
import type { Recognition } from '#core/recognise/recognition.ts'
import { readFillIn, readFillInUnit } from '#core/recognise/fill-in/read-fill-in.ts'
import type { FillInReading } from '#core/recognise/fill-in/answers.ts'
import {
  readWorkbookTables,
  type ReadWorkbookOptions,
  type WorkbookReading,
} from '#core/recognise/read-workbook-tables.ts'
import type { TableReading } from '#core/recognise/table-reading.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { HEAD_ROWS, isPlainlyLedger, kindTitle, lookAtSheet, type SheetLook } from '#core/ledger/look.ts'
import { listFiles } from '#main/files/list-files.ts'
import type { OpenedWorkbook } from '#main/files/read-workbook.ts'
import { foldFindings } from './fold-findings.ts'
import { crossFileFindings } from './import-conflicts.ts'
import { withoutOwnPackages } from './own-packages.ts'
import { settleGiven } from './import-given.ts'
import { settleStoredTwins, type KeptFigures } from './import-stored-twins.ts'
import { settleTwins, type ExactFigures } from './import-twins.ts'
import { settleTarget, type ImportTarget, type TargetChoice } from './import-target.ts'
import { loadLedgerSetup, type LedgerSetup } from './ledger-setup.ts'
import { answersFor, rememberedSheets, shapesSaid, type SheetAnswer } from './import-answers.ts'
import { projectsTwice, readSheets, type SheetsReading } from './import-sheets.ts'
import { storeReadings } from './import-store.ts'
import { beginStep, type Share, type Steps } from './steps.ts'
import type { Workspace } from './workspace.ts'

/** What the user has decided about an import. */
export interface ImportRequest extends TargetChoice, Steps {
  /** Files and folders. */
  readonly paths: readonly string[]
  readonly answers?: ImportAnswers
  /** Called where everything is stored and can still be rolled back. */
  readonly onStored?: (report: Report) => void
}

/** What the user has said about sheets that do not say it themselves. */
export interface ImportAnswers extends Pick<ReadWorkbookOptions, 'unitFor' | 'tableFor'> {
  /** Unit of amounts for every sheet that states none. */
  readonly money?: MoneyUnit | undefined
  /** Of single sheets of single files; they go before everything else. */
  readonly sheets?: readonly SheetAnswer[] | undefined
}

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

/** What each sheet of a file was recognised as. */
export interface RecognisedFile {
  readonly name: string
  readonly sheets: readonly SheetReport[]
}

export interface ImportedFile {
  readonly name: string
  /** unchanged: the very same content stands already, nothing was written. */
  readonly status: 'imported' | 'unchanged'
  readonly importId: number
  /** What each sheet was recognised as, how surely and why. */
  readonly sheets: readonly SheetReport[]
  readonly cells: {
    readonly added: number
    readonly changed: number
    readonly unchanged: number
    readonly withdrawn: number
  }
  /** About the file as a whole: an .xls that is really an .xlsx. */
  readonly notes: readonly string[]
}

export interface SheetReport {
  readonly sheet: string
  /** Title of the table, 填报表, or empty when it is nothing known. */
  readonly what: string
  readonly confidence: number
  readonly why: string
  /** Rows read = rows stored + rows explained. */
  readonly storedRows: number
  readonly explainedRows: number
  /** The table or form, where it is one. */
  readonly tableId?: string | undefined
  /** Its first rows, and what its columns are taken for; undefined for sheets of the 填报表. */
  readonly glimpse?: SheetGlimpse | undefined
}

export type ImportOutcome =
  | {
      readonly kind: 'imported'
      readonly report: Report
      readonly pack: Pack
      /** Whom the report is about, as the files say; in a preview the store does not know a new unit. */
      readonly unit: Unit
      readonly files: readonly ImportedFile[]
      /** Files with 序时账, 余额表 …: not yet imported, `runLedgerJob` takes them one by one. */
      readonly ledgers: readonly LedgerFile[]
      /** Files of a folder that are no workbooks: not read. */
      readonly others: readonly string[]
      /** Folders below that hold a package which this program wrote: not read. */
      readonly packages: readonly string[]
      readonly warnings: readonly AppErrorInfo[]
    }
  /** Nothing was stored. */
  | {
      readonly kind: 'refused'
      readonly errors: readonly AppErrorInfo[]
      readonly warnings: readonly AppErrorInfo[]
      /** What was recognised all the same; empty when a file could not be read. */
      readonly files: readonly RecognisedFile[]
      readonly pack: Pack | undefined
    }

/** A file that holds ledgers, and which of its sheets they are. */
export interface LedgerFile {
  readonly path: string
  readonly name: string
  readonly sheets: readonly SheetLook[]
}

/**
 * Imports the workbooks of one unit's year: published tables and the 填报表, all or nothing. A file that cannot be read, or a
 * place in it that cannot be taken as it stands, refuses the whole import with everything that is wrong.
 */
export async function importFiles(workspace: Workspace, request: ImportRequest): Promise<ImportOutcome> {
  const listed = listFiles(request.paths)
  const { workbooks, packages } = withoutOwnPackages(listed.workbooks, request.paths)
  const opened = await openAll(workspace, workbooks, request)
  if (opened.errors.length > 0)
    return { kind: 'refused', errors: opened.errors, warnings: [], files: [], pack: undefined }
  const target = settleTarget(
    workspace,
    request,
    opened.files.flatMap(({ workbook }) => readFillInUnit(workbook) ?? []),
  )
  const files = await openRest(workspace, opened.files, target, request)
  const decisions = ledgerDecisions(workspace, target)
  const { answers = {} } = request
  const remembered = rememberedSheets(workspace.store)
  const all: ReturnType<typeof readFile>[] = []
  for (const [index, file] of files.entries()) {
    await beginStep(request, `识别 ${file.name}（${index + 1}/${files.length}）`, shareOf(files.length + index, files))
    const sheets = answersFor(file.name, file.workbook.sheets, answers.sheets ?? [], remembered)
    all.push(readFile(file, target, { ...answers, sheets }, decisions))
  }
  const ledgers = all.flatMap(({ reading: { path, name, ledgers: sheets } }) =>
    sheets.length > 0 ? [{ path, name, sheets }] : [],
  )
  // A file of ledgers alone has nothing for the tables.
  const forTables = all.flatMap(({ reading }) => (reading.ledgers.length === 0 || hasTables(reading) ? [reading] : []))
  const given = settleGiven(workspace, target, forTables)
  const twins = settleTwins(given.readings, target.pack)
  const earlier = settleStoredTwins(workspace, target, twins.readings)
  const { readings } = earlier
  const findings = foldFindings([
    ...all.flatMap(({ findings: own }) => own),
    ...given.findings,
    ...twins.findings,
    ...earlier.findings,
    ...crossFileFindings(readings, target.pack),
    ...projectsTwice(readings),
  ])
  const errors = findings.filter((finding) => finding.severity === 'refuse')
  const warnings = findings.filter((finding) => finding.severity === 'warn')
  if (errors.length > 0) {
    const recognised = all.map(({ reading }) => ({ name: reading.name, sheets: sheetReports(reading, target.pack) }))
    return { kind: 'refused', errors, warnings, files: recognised, pack: target.pack }
  }
  await beginStep(request, '存入数据文件', shareOf(2 * files.length, files))
  const shapes = files.flatMap(({ name, workbook }) => shapesSaid(name, workbook.sheets, answers.sheets ?? []))
  const stored = storeReadings(workspace, target, readings, { shapes, onStored: request.onStored })
  const others = withoutOwnPackages(listed.others, request.paths).workbooks.map((path) => basename(path))
  return {
    kind: 'imported',
    ...stored,
    unit: target.unit,
    pack: target.pack,
    ledgers,
    others,
    packages: packages.map((path) => basename(path)),
    warnings,
  }
}

function hasTables({ tables, fillIn, sheets }: FileReading): boolean {
  return tables.length > 0 || fillIn !== undefined || sheets.length > 0
}

/** What the unit said of the columns of ledgers so far. */
function ledgerDecisions({ store }: Workspace, { unit }: ImportTarget): LedgerSetup['layouts'] {
  return store.units.find(unit.code) ? loadLedgerSetup(store, unit.code).layouts : new Map()
}

/** Every file is read and then recognised; storing takes about as long as one more. */
function shareOf(done: number, { length }: readonly unknown[]): Share {
  return { done, total: 2 * length + 1 }
}

function stopOf({ signal }: Steps): Pick<Steps, 'signal'> {
  return signal === undefined ? {} : { signal }
}

interface OpenedFile {
  readonly path: string
  /** False: the workbook holds the first rows of its sheets only. */
  readonly isWhole: boolean
  readonly name: string
  readonly workbook: OpenedWorkbook
}

/** A journal of a year may have a million rows: of larger files the first rows are read first, which say what they are. */
const LARGE_BYTES = 2 ** 21

async function openAll(
  { reader }: Workspace,
  paths: readonly string[],
  steps: Steps,
): Promise<{ readonly files: readonly OpenedFile[]; readonly errors: readonly AppErrorInfo[] }> {
  if (paths.length === 0) return { files: [], errors: [nothingToRead()] }
  const files: OpenedFile[] = []
  const errors: AppErrorInfo[] = []
  const stop = stopOf(steps)
  for (const [index, path] of paths.entries()) {
    const name = basename(path)
    await beginStep(steps, `读取 ${name}（${index + 1}/${paths.length}）`, shareOf(index, paths))
    try {
      const head =
        (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGE_BYTES
          ? await reader.read(path, { headRows: HEAD_ROWS, ...stop })
          : undefined
      const isWhole = head === undefined || readFillInUnit(head) !== undefined
      files.push({ path, name, isWhole, workbook: isWhole ? await reader.read(path, stop) : head })
    } catch (error) {
      if (!(error instanceof AppError) || steps.signal?.aborted) throw error
      errors.push(error.info)
    }
  }
  return { files, errors }
}

/** Reads large files to their end after all, unless their first rows say that they are ledgers and nothing else. */
async function openRest(
  workspace: Workspace,
  files: readonly OpenedFile[],
  target: ImportTarget,
  steps: Steps,
): Promise<readonly OpenedFile[]> {
  const { recognisers } = target.pack
  const decisions = ledgerDecisions(workspace, target)
  const opened: OpenedFile[] = []
  for (const file of files) {
    const filled = file.workbook.sheets.filter(({ rows }) => rows.length > 0)
    const isLedger =
      recognisers !== undefined &&
      filled.some((sheet) => isPlainlyLedger(lookAtSheet(sheet, recognisers, decisions))) &&
      filled.every((sheet) => lookAtSheet(sheet, recognisers, decisions).state === 'ledger')
    if (file.isWhole || isLedger) opened.push(file)
    else {
      await beginStep(steps, `读取 ${file.name}`, shareOf(files.length, files))
      opened.push({ ...file, isWhole: true, workbook: await workspace.reader.read(file.path, stopOf(steps)) })
    }
  }
  return opened
}

function readFile(
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

/** What a sheet was recognised as, in words. */
export function sheetReports(
  { recognitions, tables, exact, kept, fillIn, sheets, lists, ledgers, sources, workbook }: FileReading,
  pack: Pack,
): readonly SheetReport[] {
  const readingOf = (sheet: string, tableId: string): TableReading | undefined =>
    [...tables, ...(fillIn?.tables ?? []), ...exact.map(({ table }) => table)].find(
      (table) => table.sheet === sheet && table.tableId === tableId,
    )
  const titleOf = ({ tableId }: Pick<TableReading, 'tableId'>): string => pack.tables.get(tableId)?.title ?? tableId
  const compared = (sheet: string): string =>
    [
      ...exact
        .filter(({ table, cells }) => table.sheet === sheet || cells.some((cell) => cell.sheet === sheet))
        .map(({ table, cells, printedIn, isSame }) =>
          comparedWords(
            titleOf(table),
            printedIn,
            isSame ? `${cells.length} 个数只取一次` : `${cells.length} 个数以这里的元、分为准`,
          ),
        ),
      ...kept
        .filter(({ table }) => table.sheet === sheet)
        .map(({ table, cells, file }) =>
          comparedWords(titleOf(table), file, `${cells.length} 个数仍以那里的元、分为准`),
        ),
    ].join('')
  const glimpseOf = (recognition: Recognition): SheetReport['glimpse'] => {
    const found = workbook.sheets.find(({ name }) => name === recognition.sheet)
    return found && recognition.kind !== 'fill-in' ? glimpseSheet(found, recognition) : undefined
  }
  const reported = recognitions.map((recognition): SheetReport => {
    const { sheet, why } = recognition
    const ledger = ledgers.find((one) => one.sheet === sheet)
    if (ledger?.kind)
      return { sheet, what: kindTitle(ledger.kind), confidence: 1, why: ledger.why, storedRows: 0, explainedRows: 0 }
    const list = lists.find((one) => one.sheet === sheet)
    if (list) return listSheet(list)
    const filled = sheets.filter((one) => one.sheet === sheet)
    if (filled.length > 0) return filledSheet(sheet, filled, pack)
    if (recognition.kind === 'none' || recognition.kind === 'fill-in') {
      const what = recognition.kind === 'fill-in' ? '填报表' : ''
      return { sheet, what, confidence: what === '' ? 0 : 1, why, storedRows: 0, explainedRows: 0 }
    }
    if (recognition.kind === 'known') {
      const rows = workbook.sheets.find((one) => one.name === sheet)?.rows ?? []
      const explainedRows = rows.filter(({ cells }) => cells.length > 0).length
      return { sheet, what: '已知、不需要', confidence: 1, why, storedRows: 0, explainedRows }
    }
    const source = sources.find((one) => one.sheet === sheet && one.tableId === recognition.tableId)
    if (source) return sourceSheet(sheet, source, recognition.confidence, `${why}${compared(sheet)}`, pack)
    const reading = readingOf(sheet, recognition.tableId)
    return {
      sheet,
      what: pack.tables.get(recognition.tableId)?.title ?? recognition.tableId,
      confidence: recognition.confidence,
      why: `${why}${compared(sheet)}`,
      storedRows: reading?.storedRows ?? 0,
      explainedRows: reading?.skipped.length ?? 0,
    }
  })
  return reported.map((one, index) => {
    const recognition = recognitions[index]
    if (recognition === undefined) return one
    const tableId = 'tableId' in recognition ? recognition.tableId : undefined
    return { ...one, tableId, glimpse: glimpseOf(recognition) }
  })
}

const comparedWords = (title: string, other: string, what: string): string =>
  `“${title}”与《${other}》逐格核对一致，${what}。`

/** A form and the tables that its figures went to. */
function sourceSheet(
  sheet: string,
  { title, given, storedRows, skipped }: FileReading['sources'][number],
  confidence: number,
  why: string,
  pack: Pack,
): SheetReport {
  const titles = [...new Set(given.map(({ tableId }) => pack.tables.get(tableId)?.title ?? tableId))]
  const told = titles.length === 0 ? '没有可取的数。' : `数取到：${titles.join('、')}。`
  return { sheet, what: title, confidence, why: `${why}${told}`, storedRows, explainedRows: skipped.length }
}

/** One 自评表, or several below each other. */
function filledSheet(sheet: string, filled: SheetsReading['sheets'], pack: Pack): SheetReport {
  const forms = new Set(filled.flatMap(({ form }) => form ?? []))
  const what = [...forms].map((form) => pack.forms.get(form)?.titles[0] ?? form).join('、')
  const count = filled.reduce((total, { project }) => total + project.indicators.length, 0)
  const names = filled.map(({ project }) => `“${project.name}”`).join('、')
  const several = filled.length > 1 ? `上下排列的 ${filled.length} 张表：` : ''
  const why = `是${several}${names}的自评表，读到 ${count} 项指标。`
  return { sheet, what, confidence: 1, why, storedRows: count, explainedRows: 0 }
}

function listSheet({ sheet, kind, confidence, why, rows, explained }: SheetsReading['lists'][number]): SheetReport {
  return { sheet, what: kind, confidence, why, storedRows: rows.length, explainedRows: explained }
}

function nothingToRead(): AppErrorInfo {
  return {
    code: 'IMPORT_NOTHING',
    message: '没有找到可以导入的工作簿。',
    remedies: [{ text: '把公开报表和填报表（.xlsx、.xls、.et 或 .csv）放进文件夹，再指定这个文件夹。' }],
  }
}
