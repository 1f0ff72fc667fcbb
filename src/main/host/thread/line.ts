import { errorOf, failureOf, type Failure } from './failure.ts'

/** What one side may ask the other: by name, what is handed over and what comes back. Both must be plain data. */
type Asked<Q, N extends keyof Q> = Q[N] extends (asked: infer A) => unknown ? A : never
type Answered<Q, N extends keyof Q> = Q[N] extends (asked: never) => infer A ? A : never

export type Ask<Q> = <N extends keyof Q & string>(name: N, asked: Asked<Q, N>) => Promise<Answered<Q, N>>
export type Answerers<Q> = {
  readonly [N in keyof Q]: (asked: Asked<Q, N>) => Answered<Q, N> | Promise<Answered<Q, N>>
}

/** One end of the line between two threads. */
export interface Line<Theirs> {
  /** Errors: as the other side threw them, with their codes; the error of `cut`. */
  readonly ask: Ask<Theirs>
  /** The other side has gone: whoever waits for it is told, and whoever asks from now on. */
  readonly cut: (why: Error) => void
}

/** A thread as its starter sees it, or its starter as the thread does. */
interface Port {
  readonly postMessage: (message: Message, transfer: readonly ArrayBuffer[]) => void
  readonly on: (event: 'message', listener: (message: Message) => void) => unknown
}

type Message =
  | { readonly kind: 'ask'; readonly id: number; readonly name: string; readonly asked: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure }

/**
 * Asks the other side and answers it; both are asked in the order in which they were. Bytes of an answer are handed over, not
 * copied: the side that answers has them no more.
 */
export function openLine<Ours, Theirs>(port: Port, answerers: Answerers<Ours>): Line<Theirs> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let asked = 0
  let gone: Error | undefined
  const answer = async ({ id, name, asked: given }: Extract<Message, { kind: 'ask' }>): Promise<void> => {
    try {
      // The other end of this very line asks; its type holds it to our questions.
      const value: unknown = await answerers[name as keyof Ours](given as Asked<Ours, keyof Ours>)
      port.postMessage({ kind: 'answer', id, value }, buffersOf(value))
    } catch (error) {
      port.postMessage({ kind: 'failure', id, failure: failureOf(error) }, [])
    }
  }
  const settle = (id: number, how: (one: PromiseWithResolvers<unknown>) => void): void => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (one) how(one)
  }
  port.on('message', (message) => {
    switch (message.kind) {
      case 'ask':
        void answer(message)
        return
      case 'answer':
        settle(message.id, ({ resolve }) => {
          resolve(message.value)
        })
        return
      case 'failure':
        settle(message.id, ({ reject }) => {
          reject(errorOf(message.failure))
        })
    }
  })
  const ask = (name: string, given: unknown): Promise<unknown> => {
    if (gone) return Promise.reject(gone)
    const one = Promise.withResolvers<unknown>()
    asked += 1
    waiting.set(asked, one)
    port.postMessage({ kind: 'ask', id: asked, name, asked: given }, [])
    return one.promise
  }
  return {
    // Answered by the answerer of this very name.
    ask: ask as Ask<Theirs>,
    cut: (why) => {
      gone = why
      for (const { reject } of waiting.values()) reject(why)
      waiting.clear()
    },
  }
}

/** The buffers of bytes that are an answer or a part of it; a piece of a larger buffer stays where it is and is copied. */
function buffersOf(value: unknown): readonly ArrayBuffer[] {
  const parts: readonly unknown[] =
    typeof value === 'object' && value !== null && !(value instanceof Uint8Array) ? Object.values(value) : [value]
  return parts.flatMap((part) =>
    part instanceof Uint8Array && part.buffer instanceof ArrayBuffer && part.byteLength === part.buffer.byteLength
      ? [part.buffer]
      : [],
  )
}
