import { BroadcastChannel } from 'node:worker_threads'

export const WIRE = 'mingzhang-test'

/** A thread of the program began to connect to a place. */
export interface ThreadSight {
  readonly thread: string
  readonly place: string
}

export type ThreadOrder =
  | { readonly kind: 'reach'; readonly thread: string; readonly address: string }
  | { readonly kind: 'throw'; readonly thread: string }

export interface WatchedThreads {
  /** Every connection that one of them began. */
  readonly seen: readonly ThreadSight[]
  readonly order: (order: ThreadOrder) => void
  readonly end: () => void
}

/** Every thread of this process that is started from now on is watched, without a word of it in the program. */
export function watchThreads(): WatchedThreads {
  const before = process.env['NODE_OPTIONS']
  const watch = `--import=${new URL('./thread-watch.ts', import.meta.url).href}`
  process.env['NODE_OPTIONS'] = [before, watch].filter((one) => one !== undefined).join(' ')
  const seen: ThreadSight[] = []
  const wire = new BroadcastChannel(WIRE)
  wire.onmessage = ({ data }: { readonly data: unknown }) => {
    if (typeof data === 'object' && data !== null && 'sight' in data) seen.push(data.sight as ThreadSight)
  }
  return {
    seen,
    order: (order) => {
      wire.postMessage({ order })
    },
    end: () => {
      wire.close()
      if (before === undefined) delete process.env['NODE_OPTIONS']
      else process.env['NODE_OPTIONS'] = before
    },
  }
}
