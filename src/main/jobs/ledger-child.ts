/** The import process: reads one ledger file and writes the store; rows never cross a process boundary. */
import { Worker } from 'node:worker_threads'
import { codeLists } from '#core/codes/code-lists.ts'
import { AppError } from '#core/model/error.ts'
import { openStore } from '#main/db/open-store.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import { openReport } from '#main/services/open-report.ts'
import type { LedgerAnswer, LedgerJob, LedgerRequest } from './ledger-messages.ts'

const PROGRESS_EVERY_MS = 100

const cancel = new AbortController()

/** Resolves when the program that asked says that the import may be stored. */
const allowed = Promise.withResolvers<undefined>()

const answer = (message: LedgerAnswer): void => {
  process.send?.(message)
}

async function work(job: LedgerJob): Promise<LedgerAnswer> {
  const store = openStore(job.store, { clock: () => new Date() })
  try {
    const report = store.reports.get(job.reportId)
    if (!report) throw new Error(`no report ${job.reportId}`)
    let reportedAt = 0
    const workspace = { store, actor: job.actor, codes: codeLists(job.codes) }
    const outcome = await importLedger(workspace, openReport({ store }, report), job.path, {
      accept: job.accept,
      signal: cancel.signal,
      beforeStoring() {
        answer({ kind: 'ready' })
        return allowed.promise
      },
      onProgress(progress) {
        const now = Date.now()
        if (now - reportedAt < PROGRESS_EVERY_MS) return
        reportedAt = now
        answer({ kind: 'progress', progress })
      },
    })
    return { kind: 'done', outcome, peakBytes: process.resourceUsage().maxRSS * 1024 }
  } finally {
    store.close()
  }
}

function failure(cause: unknown): LedgerAnswer {
  if (cause instanceof AppError) return { kind: 'failed', error: cause.info }
  return { kind: 'fault', detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }
}

function begin(job: LedgerJob): void {
  // No file is opened before the guard is on its post.
  const guard = new Worker(new URL('../files/reader/memory-guard.ts', import.meta.url), {
    workerData: String(job.memoryBytes),
  })
  guard.once('message', () => {
    void work(job)
      .catch(failure)
      .then((last) => process.send?.(last, () => process.exit(0)))
  })
}

process.on('message', (request: LedgerRequest) => {
  switch (request.kind) {
    case 'import':
      begin(request)
      return
    case 'store':
      allowed.resolve(undefined)
      return
    case 'cancel':
      cancel.abort()
      allowed.reject(cancel.signal.reason)
  }
})
// Whoever waits is told; a cancel before that is heard by the signal.
allowed.promise.catch(() => undefined)
// Without the program that asks there is nothing to do; the transaction that is open is rolled back.
process.on('disconnect', () => process.exit(0))
