import type { Pack } from '#core/packs/pack.ts'
import { askThread } from './ask-thread.ts'

/** What the thread is handed. */
export interface ParseJob {
  readonly archive: Uint8Array
  readonly digest: string
  /** Where parsed packs are kept; see files/packs/parsed-packs.ts. */
  readonly folder: string
}

/**
 * Parses an archived pack on a thread of its own: it takes several hundred milliseconds, for which the window must not wait. The
 * thread also keeps the pack parsed for the next time. Undefined when the thread could not do it; parsing here then says why.
 */
export async function parsePackAside(job: ParseJob): Promise<Pack | undefined> {
  // Only our own thread answers here.
  return (await askThread(new URL('./parse-pack-thread.ts', import.meta.url), job)) as Pack | undefined
}
