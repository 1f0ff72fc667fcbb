import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import type { CodeLists } from '#core/codes/code-lists.ts'
import { unknownCodes, type UsedCombination } from '#core/ledger/code-findings.ts'
import { digitsOf } from '#core/ledger/account-code.ts'
import { combinationBook, voucherBook } from '#core/ledger/dictionary.ts'
import { dimensionMapper } from '#core/ledger/dimensions.ts'
import { fileFindings } from '#core/ledger/file-findings.ts'
import type { LayoutQuestion, SheetLayout } from '#core/ledger/layout.ts'
import type { LedgerFinding, SheetAccount } from '#core/ledger/model.ts'
import { sheetReader, type SheetReader, type SheetReading } from '#core/ledger/read-sheet.ts'
import type { FileContext } from '#core/ledger/reading.ts'
import { address } from '#core/workbook/grid.ts'
import type { Store } from '#main/db/open-store.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { LedgerSheet } from '#main/db/repositories/ledger-reading.ts'
import type { LedgerLoad } from '#main/db/repositories/ledger-loading.ts'
import { fileBusy } from '#main/files/file-errors.ts'
import { streamWorkbook } from '#main/files/read-workbook.ts'
import { indicatorKeys, indicatorKeysOf, standingLedgers } from './derive-ledger.ts'
import { coverageOf, isDetailLayout, relationOf, type Coverage } from './ledger-coverage.ts'
import { ledgerRules, loadLedgerSetup, toStored } from './ledger-setup.ts'
import { knownVouchers, settleTransfers, voucherKey } from './ledger-vouchers.ts'
import type { OpenReport } from './open-report.ts'

export interface LedgerProgress {
  readonly rows: number
  /** Bytes of the file that were taken in, and all of them. */
  readonly done: number
  readonly total: number
}

export interface LedgerImportOptions {
  /** Codes of findings that the user looked at and takes as right (weight confirm). */
  readonly accept?: readonly string[]
  readonly onProgress?: (progress: LedgerProgress) => void
  readonly signal?: AbortSignal
  /** Asked when all rows are in the transaction and nothing is left but to store them for good; what it throws undoes everything. */
  readonly beforeStoring?: () => Promise<unknown>
}

/** What an import did; nothing was stored unless it says `imported`. */
export type LedgerImportOutcome =
  | { readonly kind: 'imported'; readonly importId: number; readonly sheets: readonly SheetAccount[]; readonly findings: readonly LedgerFinding[] } // prettier-ignore
  /** The same file with the same decisions was imported before and stands. */
  | { readonly kind: 'same'; readonly importId: number }
  | { readonly kind: 'question'; readonly questions: readonly (LayoutQuestion & { readonly sheet: string })[] }
  | { readonly kind: 'refused'; readonly findings: readonly LedgerFinding[]; readonly sheets: readonly SheetAccount[] }

/** What an import works with; the code lists are those that hold for the store. */
export interface LedgerWorkspace {
  readonly store: Store
  readonly actor: string
  readonly codes: CodeLists
}

/** Leaves the transaction without an error: nothing of the file stays. */
class Abandoned extends Error {
  override readonly name = 'Abandoned'
  readonly outcome: LedgerImportOutcome
  constructor(outcome: LedgerImportOutcome) {
    super('abandoned')
    this.outcome = outcome
  }
}

/**
 * Imports a ledger file into a report, IN THIS PROCESS: it reads an untrusted file and writes the store while it reads, so the
 * window and the command line call it through `runLedgerJob`, which gives it a process of its own.
 *
 * Atomic   one transaction; an error, a refusal or a question leaves the store as it was
 * Errors   AppError FILE_*, DB_*, APP_NO_LEDGER_RULES
 */
export async function importLedger(
  workspace: LedgerWorkspace,
  opened: Pick<OpenReport, 'report' | 'pack' | 'accounts'>,
  path: string,
  options: LedgerImportOptions = {},
): Promise<LedgerImportOutcome> {
  const { store } = workspace
  const { report } = opened
  const hash = await hashOf(path)
  const setup = loadLedgerSetup(store, report.key.unit)
  const accept = new Set(options.accept ?? [])
  const mapping = mappingHash(
    accept,
    [...setup.layouts].map((entry) => JSON.stringify(entry)),
  )
  const same = store.imports.find(report.id, hash, mapping)
  if (same) return { kind: 'same', importId: same.id }
  try {
    return await store.ledgers.loadLedger((load) =>
      readAndStore(workspace, opened, { path, hash }, mapping, accept, options, load),
    )
  } catch (error) {
    if (error instanceof Abandoned) return error.outcome
    throw error
  }
}

async function readAndStore(
  { store, actor, codes }: LedgerWorkspace,
  { report, pack, accounts }: Pick<OpenReport, 'report' | 'pack' | 'accounts'>,
  { path, hash }: { readonly path: string; readonly hash: string },
  mapping: string,
  accept: ReadonlySet<string>,
  options: LedgerImportOptions,
  load: LedgerLoad,
): Promise<LedgerImportOutcome> {
  const rules = ledgerRules(pack)
  const setup = loadLedgerSetup(store, report.key.unit)
  const intake = openIntake(
    load,
    report.key.unit,
    dimensionMapper(setup.mapping, rules.derive.mapping),
    {
      fileName: basename(path),
      year: report.key.year,
      ...rules,
    },
    knownVouchers(store, report),
  )
  await readFile(path, intake, setup.layouts, options)
  const { readings, file } = intake
  const questions = readings.flatMap(({ reading }) =>
    reading.question ? [{ ...reading.question, sheet: reading.account.sheet }] : [],
  )
  const ledgers = readings.filter(({ reading }) => reading.layout !== undefined)
  if (ledgers.length === 0 && questions.length === 0)
    questions.push(
      ...readings.flatMap(({ reading }) =>
        reading.likeliest ? [{ ...reading.likeliest, sheet: reading.account.sheet }] : [],
      ),
    )
  if (ledgers.length === 0 && questions.length > 0) throw new Abandoned({ kind: 'question', questions })
  const findings = [
    ...readings.flatMap(({ reading }) => reading.findings),
    ...wholeFile(file, accounts.unit.name, readings),
    ...unknownCodes(file.fileName, intake.used(), codes, report.key.year),
  ]
  findings.push(...questions.map((question) => unread(file.fileName, question)))
  findings.push(...overlaps(store, report, file, ledgers), ...indicatorOverlaps(store, report.id, intake))
  const sheets = readings.map(({ reading }) => reading.account)
  const stopping = findings.filter(
    ({ weight, code }) => weight === 'refused' || (weight === 'confirm' && !accept.has(code)),
  )
  if (stopping.length > 0) throw new Abandoned({ kind: 'refused', findings: [...stopping, ...findings.filter((one) => !stopping.includes(one))], sheets }) // prettier-ignore
  if (ledgers.length === 0) throw new Abandoned({ kind: 'refused', findings: [noLedger(file.fileName)], sheets })
  requireAllRows(sheets)
  intake.finish()
  // The last moment to cancel: a request that has arrived is heard before the store is written for good.
  await (options.beforeStoring ?? setImmediate)()
  options.signal?.throwIfAborted()
  const importId = store.write(actor, { action: 'import-ledger', detail: { file: file.fileName } }, () => {
    const sha256 = store.sourceFiles.keepFile(file.fileName, path, hash)
    if (sha256 === undefined) throw fileBusy(file.fileName)
    const summary = { kind: 'ledger', sheets, findings }
    const id = store.imports.add({ reportId: report.id, file: sha256, fileName: file.fileName, summary, mapping })
    for (const { reading, sheetId } of ledgers) {
      const { account, layout } = reading
      if (!layout || account.kind === undefined) continue
      store.ledgers.addSheet(sheetId, {
        reportId: report.id,
        importId: id,
        name: account.sheet,
        kind: account.kind,
        layout: columnsOf(layout),
        months: [...file.months].toSorted((a, b) => a - b),
        rowsRead: account.read,
        rowsStored: account.stored,
        explained: account.explained,
      })
    }
    settleTransfers(store, report, rules.derive)
    return id
  })
  return { kind: 'imported', importId, sheets, findings }
}

/** Everything between the rows of a file and the store. */
interface Intake {
  readonly file: FileContext
  readonly readings: { readonly reading: SheetReading; readonly sheetId: number }[]
  readonly begin: (index: number, name: string) => void
  /** The combinations of the file with the first row of each. */
  readonly used: () => readonly UsedCombination[]
  readonly endSheet: (reading: SheetReading) => void
  /** What its lists of 预算指标 tell: combinations and kinds. */
  readonly told: ReadonlySet<string>
  readonly finish: () => void
}

const WRITTEN = 1
const AS_ORDINARY = 2
const AS_TRANSFER = 4

/**
 * Lines wait until their voucher is complete, because only then it is known whether it is a year-end transfer. A voucher whose
 * lines do not stand together (detail ledgers) is marked in the end. `known` are vouchers that other files have lines of.
 */
function openIntake(
  load: LedgerLoad,
  unit: string,
  map: ReturnType<typeof dimensionMapper>,
  base: Pick<FileContext, 'fileName' | 'year' | 'recognisers' | 'derive'>,
  known: ReadonlyMap<string, number>,
): Intake {
  const combinations = combinationBook(base.derive.transfers)
  const vouchers = voucherBook()
  const ids: number[] = []
  const pending: { row: number; combination: number; debit: number; credit: number; summary: string }[] = []
  let current = -1
  let sheetId = load.firstSheet
  const readings: Intake['readings'] = []
  let written = new Uint8Array(1024)
  const used: UsedCombination[] = []
  const told = new Set<string>()
  let sheetName = ''
  const idOf = (local: number, row: number): number => {
    const known = ids[local]
    if (known !== undefined) return known
    const combination = combinations.all()[local]
    if (!combination) throw new RangeError(`no combination ${local}`)
    const items = combination.items.map(({ kind, text }) => [kind, text] as const)
    const { dimensions } = map(combination)
    used.push({ combination, dimensions, sheet: sheetName, row })
    return (ids[local] = load.combination(unit, { ...combination, items }, toStored(dimensions)))
  }
  const storedId = (voucher: number, day: string, number: string): number =>
    (known.size === 0 ? undefined : known.get(voucherKey(day, number))) ?? load.firstVoucher + voucher
  const flush = (): void => {
    if (current < 0) return
    const { day, number, isTransfer } = vouchers.get(current)
    const transfer = isTransfer ? 1 : 0
    const stored = storedId(current, day, number)
    if (current >= written.length) written = grown(written, current)
    if (written[current] === 0 && stored === load.firstVoucher + current) load.voucher(stored, day, number, isTransfer)
    written[current] = (written[current] ?? 0) | WRITTEN | (isTransfer ? AS_TRANSFER : AS_ORDINARY)
    for (const { row, combination, debit, credit, summary } of pending)
      load.entry(sheetId, row, stored, combination, transfer, debit, credit, summary)
    pending.length = 0
  }
  const file: FileContext = {
    ...base,
    combinations,
    vouchers,
    units: new Map(),
    months: new Set(),
    opened: new Set(),
    sink: {
      entry(row, voucher, combination, debit, credit, summary) {
        if (voucher !== current) flush()
        current = voucher
        pending.push({ row, combination: idOf(combination, row), debit, credit, summary })
      },
      indicator(row, combination, figures) {
        const id = idOf(combination, row)
        for (const key of indicatorKeys(id, figures)) told.add(key)
        load.indicator(sheetId, row, id, figures)
      },
      balance(row, combination, { opening, debit, credit, closing }) {
        load.balance(sheetId, row, idOf(combination, row), opening, debit, credit, closing)
      },
    },
  }
  return {
    file,
    readings,
    used: () => used,
    told,
    begin(index, name) {
      sheetName = name
      sheetId = load.firstSheet + index
      current = -1
    },
    endSheet(reading) {
      flush()
      readings.push({ reading, sheetId })
    },
    finish() {
      const late: number[] = []
      const early: number[] = []
      for (let id = 0; id < vouchers.count(); id++) {
        const isTransfer = vouchers.isTransfer(id)
        if (((written[id] ?? 0) & (isTransfer ? AS_ORDINARY : AS_TRANSFER)) !== 0)
          (isTransfer ? late : early).push(storedId(id, vouchers.get(id).day, vouchers.get(id).number))
      }
      load.markTransfers(late, true)
      load.markTransfers(early, false)
      load.finish()
    },
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(bytes.length * 2, at + 1))
  larger.set(bytes)
  return larger
}

const PROGRESS_EVERY_ROWS = 4096

async function readFile(
  path: string,
  intake: Intake,
  layouts: Parameters<typeof sheetReader>[2],
  { onProgress, signal }: LedgerImportOptions,
): Promise<void> {
  let reader: SheetReader | undefined
  let rows = 0
  let done = 0
  let total = 0
  const report = (): void => onProgress?.({ rows, done, total })
  await streamWorkbook(
    path,
    {
      sheet({ index, name, hidden }) {
        intake.begin(index, name)
        reader = sheetReader(intake.file, { name, hidden }, layouts)
        return true
      },
      row(row) {
        reader?.row(row)
        rows += 1
        if (rows % PROGRESS_EVERY_ROWS !== 0) return
        signal?.throwIfAborted()
        report()
      },
      sheetEnd() {
        if (reader) intake.endSheet(reader.end())
      },
    },
    {
      ...(signal === undefined ? {} : { signal }),
      onProgress(bytes, all) {
        done = bytes
        total = all
      },
    },
  )
  report()
}

function wholeFile(file: FileContext, unitName: string, readings: Intake['readings']): readonly LedgerFinding[] {
  const journals = readings.flatMap(({ reading }) => (reading.layout?.kind === 'journal' ? [reading.layout] : []))
  const isDetail = journals.some((layout) => isDetailLayout(columnsOf(layout)))
  return [...fileFindings(file, unitName, journals.length > 0, isDetail), ...saidTwice(file, readings)]
}

/** A journal and a detail ledger in one file are the same money twice. */
function saidTwice({ fileName }: FileContext, readings: Intake['readings']): readonly LedgerFinding[] {
  const journals = readings.flatMap(({ reading: { account, layout } }) =>
    layout?.kind === 'journal' && account.stored > 0
      ? [{ sheet: account.sheet, isDetail: isDetailLayout(columnsOf(layout)) }]
      : [],
  )
  const detail = journals.find(({ isDetail }) => isDetail)
  const whole = journals.find(({ isDetail }) => !isDetail)
  if (!detail || !whole) return []
  return [
    {
      code: 'LEDGER_TWICE',
      weight: 'refused',
      sheet: detail.sheet,
      row: undefined,
      message: `文件“${fileName}”里既有序时账（工作表“${whole.sheet}”）又有明细账（工作表“${detail.sheet}”），同一笔账会算两次。`,
      remedy: '只保留其中一种（序时账有全部科目），删去另一种的工作表后再导入。',
    },
  ]
}

/** Entries of some of the same months and accounts were imported before: only a file that has all of those may take their place. */
function overlaps(
  store: Store,
  report: Report,
  file: FileContext,
  ledgers: Intake['readings'],
): readonly LedgerFinding[] {
  const before = store.ledgers.sheets(report.id)
  return (['journal', 'payments'] as const).flatMap((kind) => {
    const layouts = ledgers.flatMap(({ reading: { account, layout } }) =>
      account.kind === kind && layout ? [layout] : [],
    )
    const earlier = Map.groupBy(
      before.filter((sheet) => sheet.kind === kind),
      ({ importId }) => importId,
    )
    if (layouts.length === 0 || earlier.size === 0) return []
    const own: Coverage = {
      isDetail: layouts.some((layout) => isDetailLayout(columnsOf(layout))),
      months: file.months,
      accounts: new Set(file.combinations.all().map(({ account }) => digitsOf(account))),
    }
    return [...earlier.values()].flatMap((sheets) => {
      const theirs = coverageOf(store, report.key.unit, sheets)
      const name = sheets[0]?.fileName ?? ''
      const relation = relationOf(own, theirs)
      if (relation === 'covers' && own.isDetail && !hasMostVouchers(store, file, sheets))
        return [otherLedger(file, name)]
      return relation === 'partly' ? [overlap(file.fileName, name, own, theirs)] : []
    })
  })
}

/** A detail ledger that is exported anew has the vouchers of the first; one of another 项目 of the same account has its own. */
function hasMostVouchers(store: Store, { vouchers }: FileContext, sheets: readonly LedgerSheet[]): boolean {
  const own = new Set<string>()
  for (let id = 0; id < vouchers.count(); id++) own.add(voucherKey(vouchers.get(id).day, vouchers.get(id).number))
  const theirs = store.ledgers.vouchersIn(sheets.map(({ id }) => id))
  const shared = theirs.filter(({ day, number }) => own.has(voucherKey(day, number)))
  return shared.length * 2 > theirs.length
}

function otherLedger({ fileName }: FileContext, before: string): LedgerFinding {
  return {
    code: 'LEDGER_OVERLAP',
    weight: 'refused',
    sheet: '',
    row: undefined,
    message: `文件“${fileName}”与已导入的“${before}”是同一科目的明细账，凭证却大多不同，可能按项目等辅助项分开导出，而表里没有写是哪一项。`,
    remedy: '导出带辅助项栏目的明细账或序时账；是改正后重新导出的，先撤销已导入的那个文件。',
  }
}

function overlap(fileName: string, before: string, own: Coverage, theirs: Coverage): LedgerFinding {
  const shared = [...theirs.months].filter((month) => own.months.has(month))
  const lacks = shared.length < theirs.months.size ? '月份' : '科目'
  return {
    code: 'LEDGER_OVERLAP',
    weight: 'refused',
    sheet: '',
    row: undefined,
    message: `文件“${fileName}”与已导入的“${before}”都有 ${shared.join('、')} 月的凭证，但不含后者的其他${lacks}。`,
    remedy: `先撤销已导入的那个文件；或导出包含那些${lacks}的整个文件再导入。`,
  }
}

/** Some of the indicators were imported before, and this file does not have all of them: neither may take the other's place. */
function indicatorOverlaps(store: Store, reportId: number, { file, told }: Intake): readonly LedgerFinding[] {
  return standingLedgers(store, reportId).indicators.flatMap((sheet): readonly LedgerFinding[] => {
    const before = indicatorKeysOf(store, sheet.id)
    const shared = before.filter((key) => told.has(key))
    if (shared.length === 0 || shared.length === before.length) return []
    return [
      {
        code: 'LEDGER_OVERLAP',
        weight: 'refused',
        sheet: '',
        row: undefined,
        message: `文件“${file.fileName}”与已导入的“${sheet.fileName}”有 ${shared.length} 项指标相同，但不含后者的其余 ${before.length - shared.length} 项。`,
        remedy: '先撤销已导入的那个文件；或导出含全部指标的文件再导入。',
      },
    ]
  })
}

/** A sheet beside the ledgers that looks like one and was not read. */
function unread(fileName: string, { sheet, why }: LayoutQuestion & { readonly sheet: string }): LedgerFinding {
  return {
    code: 'LEDGER_SHEET_UNREAD',
    weight: 'notice',
    sheet,
    row: undefined,
    message: `文件“${fileName}”的工作表“${sheet}”像是账表，但${why}，没有导入。`,
    remedy: '需要这张表的，为它指定各列后重新导入；不是账表的不用处理。',
  }
}

function noLedger(fileName: string): LedgerFinding {
  return {
    code: 'LEDGER_NONE',
    weight: 'refused',
    sheet: '',
    row: undefined,
    message: `文件“${fileName}”里没有认出序时账、明细账、科目余额表、支付明细或预算指标。`,
    remedy: '在财务软件中导出带表头的账表；是报表的，请按报表导入。',
  }
}

/** Rows read = rows stored + rows explained; anything else is a fault of this program, and then nothing may be stored. */
function requireAllRows(sheets: readonly SheetAccount[]): void {
  for (const { sheet, read, stored, explained } of sheets) {
    const told = Object.values(explained).reduce((sum, count) => sum + count, 0)
    if (read !== stored + told)
      throw new Error(`sheet ${sheet}: ${read} rows read, ${stored} stored, ${told} explained`)
  }
}

/** Excel column letters by role, for the addresses of entries. */
function columnsOf(layout: SheetLayout): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...layout.uses].flatMap(([column, use]) =>
      use.kind === 'role' ? [[use.role, address(0, column).replace(/\d+$/u, '')]] : [],
    ),
  )
}

function mappingHash(accept: ReadonlySet<string>, layouts: readonly string[]): string {
  if (accept.size === 0 && layouts.length === 0) return ''
  return createHash('sha256')
    .update(JSON.stringify([[...accept].toSorted(), layouts.toSorted()]))
    .digest('hex')
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}
