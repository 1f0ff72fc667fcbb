import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Pack } from '#core/packs/pack.ts'

/** What the thread is handed. */
export interface ParseJob {
  readonly archive: Uint8Array
  readonly digest: string
  /** Where parsed packs are kept; see files/packs/parsed-packs.ts. */
  readonly folder: string
}

/**
 * Parses an archived pack on a thread of its own: it takes several hundred milliseconds, for which the window must not wait. The
 * thread also keeps the pack parsed for the next time.
 * Undefined when the thread could not do it; parsing here then says why.
 */
export function parsePackAside(job: ParseJob): Promise<Pack | undefined> {
  return new Promise((resolve) => {
    const thread = new Worker(fileURLToPath(new URL('./parse-pack-thread.ts', import.meta.url)), {
      workerData: job,
      execArgv: [],
    })
    // A program that is being closed does not wait for it.
    thread.unref()
    thread.once('message', (pack: Pack) => {
      resolve(pack)
    })
    thread.once('error', () => {
      resolve(undefined)
    })
    thread.once('exit', () => {
      resolve(undefined)
    })
  })
}
