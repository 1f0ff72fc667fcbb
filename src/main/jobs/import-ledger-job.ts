import { fork } from 'node:child_process'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeListRows, type CodeLists } from '#core/codes/code-lists.ts'
import { AppError } from '#core/model/error.ts'
import type { Store } from '#main/db/open-store.ts'
import { fileTooLarge, readerCrashed, readingCancelled } from '#main/files/file-errors.ts'
import { MEMORY_LIMIT_MARK } from '#main/files/reader/messages.ts'
import { deriveReport } from '#main/services/derive-report.ts'
import type { LedgerImportOutcome, LedgerProgress } from '#main/services/import-ledger.ts'
import { openReport } from '#main/services/open-report.ts'
import type { LedgerAnswer, LedgerJob, LedgerRequest } from './ledger-messages.ts'

/** Progress with the time that is left; undefined while nothing can be said of it. */
export interface JobProgress extends LedgerProgress {
  readonly millisecondsLeft: number | undefined
}

export interface LedgerJobOptions {
  readonly accept?: readonly string[]
  readonly onProgress?: (progress: JobProgress) => void
  readonly signal?: AbortSignal
  /** Resident memory at which the process is stopped. */
  readonly memoryBytes?: number
}

/**
 * Rows come and go at once. With a small nursery a million of them peak at 310 MB, with the usual one at 400 MB, in the same
 * processor time; 4 MB costs a tenth more time (docs/benchmarks.md).
 */
export const LEDGER_PROCESS_FLAGS: readonly string[] = ['--max-semi-space-size=8']

const MEMORY_BYTES = 2 ** 30
/**
 * A cancelled process that cannot stop by itself (an old .xls is read in one go, an index is built in one go) is ended after so
 * long: SQLite undoes the transaction when the store is next used.
 */
const GRACE_MS = 500

/**
 * Imports a ledger file in a process of its own and then derives the tables: the file is not trusted, and the window stays free.
 * Cancelling leaves the store as it was. While it runs, other writes to the store wait.
 *
 * Errors  AppError FILE_*, DB_*; FILE_CANCELLED
 */
export async function runLedgerJob(
  workspace: { readonly store: Store; readonly actor: string; readonly codes: CodeLists },
  reportId: number,
  path: string,
  options: LedgerJobOptions = {},
): Promise<LedgerImportOutcome> {
  const { store, actor } = workspace
  const outcome = await inProcess(
    {
      kind: 'import',
      store: store.path,
      reportId,
      path: resolve(path),
      actor,
      codes: codeListRows(workspace.codes),
      accept: options.accept ?? [],
      memoryBytes: options.memoryBytes ?? MEMORY_BYTES,
    },
    options,
  )
  const report = store.reports.get(reportId)
  if (outcome.kind === 'imported' && report) {
    store.write(actor, { action: 'derive', detail: { importId: outcome.importId } }, () => {
      deriveReport(store, openReport({ store }, report))
    })
  }
  return outcome
}

function inProcess(job: LedgerJob, { onProgress, signal }: LedgerJobOptions): Promise<LedgerImportOutcome> {
  const fileName = basename(job.path)
  if (signal?.aborted === true) return Promise.reject(readingCancelled(fileName))
  const child = fork(fileURLToPath(new URL('./ledger-child.ts', import.meta.url)), [], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    execArgv: [...LEDGER_PROCESS_FLAGS],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  const send = (request: LedgerRequest): void => {
    child.send(request, () => undefined)
  }
  const startedAt = performance.now()
  let complaint = ''
  let timer: NodeJS.Timeout | undefined
  /** True once the process was told to store: to end it then could not say any more whether the import stands. */
  let isStoring = false
  const cancel = (): void => {
    if (isStoring) return
    send({ kind: 'cancel' })
    timer ??= setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  }
  signal?.addEventListener('abort', cancel)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000)
  })
  const ended = new Promise<LedgerImportOutcome>((done, fail) => {
    child.on('message', (message) => {
      const reply = message as LedgerAnswer // only our own process writes to this channel
      switch (reply.kind) {
        case 'progress':
          onProgress?.({ ...reply.progress, millisecondsLeft: timeLeft(reply.progress, performance.now() - startedAt) })
          return
        case 'ready':
          if (signal?.aborted === true) return
          isStoring = true
          send({ kind: 'store' })
          return
        case 'done':
          done(reply.outcome)
          return
        case 'failed':
          fail(new AppError(reply.error))
          return
        case 'fault':
          fail(signal?.aborted === true ? readingCancelled(fileName) : readerCrashed(fileName, reply.detail))
      }
    })
    child.once('error', (cause) => {
      fail(readerCrashed(fileName, String(cause)))
    })
    // Not `exit`: the last message and the complaint may still be in their pipes then.
    child.once('close', (code, killed) => {
      if (signal?.aborted === true) fail(readingCancelled(fileName))
      else if (complaint.includes(MEMORY_LIMIT_MARK)) fail(fileTooLarge(fileName, '读取它所需的内存超过上限'))
      else fail(readerCrashed(fileName, `code ${code ?? '-'}, signal ${killed ?? '-'}\n${complaint}`))
    })
    send(job)
  })
  return ended.finally(() => {
    signal?.removeEventListener('abort', cancel)
    clearTimeout(timer)
  })
}

/** Building the index and storing take so much of the time of reading (measured with a million rows). */
export const AFTER_READING = 0.25

/** By the bytes that were taken in; nothing is said of the first moments. */
function timeLeft({ done, total }: LedgerProgress, elapsed: number): number | undefined {
  return done === 0 || elapsed < 500 ? undefined : (elapsed / done) * (total * (1 + AFTER_READING) - done)
}
