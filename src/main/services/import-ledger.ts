import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import type { CodeLists } from '#core/codes/code-lists.ts'
import { unknownCodes } from '#core/ledger/code-findings.ts'
import { dimensionMapper } from '#core/ledger/dimensions.ts'
import type { LayoutQuestion } from '#core/ledger/layout.ts'
import type { LedgerFinding, SheetAccount } from '#core/ledger/model.ts'
import type { Store } from '#main/db/open-store.ts'
import type { LedgerLoad } from '#main/db/repositories/ledger-loading.ts'
import { fileBusy } from '#main/files/file-errors.ts'
import { columnsOf } from './ledger-coverage.ts'
import { openIntake, readIntoStore } from './ledger-intake.ts'
import { indicatorOverlaps, overlaps, wholeFile } from './ledger-overlaps.ts'
import { ledgerRules, loadLedgerSetup } from './ledger-setup.ts'
import { knownVouchers, settleTransfers } from './ledger-vouchers.ts'
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
  await readIntoStore(path, intake, setup.layouts, options)
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
