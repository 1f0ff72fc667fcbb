import { setImmediate } from 'node:timers/promises'

/** How much of a piece of work is done, in parts of any size. */
export interface Share {
  readonly done: number
  readonly total: number
}

/** How long work tells where it is, and hears that it is to stop. */
export interface Steps {
  readonly onProgress?: (step: string, share?: Share) => void
  /** Aborted with the error that the work is to end with. It is heard at the beginning of each step. */
  readonly signal?: AbortSignal
}

/**
 * Begins a step: tells it, lets a cancel come in that was sent while the last step kept everything busy, and hears it.
 * Errors: the reason of the signal.
 */
export async function beginStep({ onProgress, signal }: Steps, step: string, share?: Share): Promise<void> {
  onProgress?.(step, share)
  await setImmediate()
  signal?.throwIfAborted()
}
