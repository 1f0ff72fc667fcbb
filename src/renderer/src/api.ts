import { ref } from 'vue'
import type { AnyEvent, Call, Carry, Connect, Emit } from '#core/contract/contract.ts'
import type { Result } from '#core/model/error.ts'

/** `refused`: another window is open already. `lost`: the program behind the window has gone. */
export const connection = ref<'open' | 'refused' | 'lost'>('open')

const listeners = new Set<Emit>()

/** Tells a listener everything that main says unasked; the answer ends it. */
export function listen(listener: Emit): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * The page is being left: what it still sends is to arrive all the same. Browsers take little more than 60 KB of that; what is
 * larger waits in the storage of the window, on this machine, until the page is there again.
 */
let isLeaving = false
const MOST_WHEN_LEAVING = 60_000
/** A few at a time of these are allowed, whatever else is under way. */
const SMALL = 1300
const UNSENT = 'mingzhang.unsent.'
let left = Promise.withResolvers<undefined>()
window.addEventListener('pagehide', () => {
  isLeaving = true
  left.resolve(undefined)
})
window.addEventListener('pageshow', () => {
  if (isLeaving) left = Promise.withResolvers<undefined>()
  isLeaving = false
})

/** Comes true when the page is being left: what still waits its turn must be sent now or never. */
export function leaving(): Promise<unknown> {
  return left.promise
}

/** The loopback host: calls by POST, events by an event stream; the cookie goes with both by itself. */
const connectLoopback: Connect = (listener) => {
  openStream(listener, 0)
  return async (channel, body) => {
    // A small change that is under way when the page is left arrives as well.
    const isShort = body.length < SMALL || (isLeaving && new Blob([body]).size < MOST_WHEN_LEAVING)
    if (isLeaving && !isShort) localStorage.setItem(`${UNSENT}${channel}`, body)
    const response = await fetch(`/call/${encodeURIComponent(channel)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: isShort,
    })
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    return text
  }
}

const RETRIES = 4

/** A reload may come before the host has noticed that the old page left: it is asked again a few times. */
function openStream(listener: (event: string) => void, attempt: number): void {
  const stream = new EventSource('/events')
  stream.onmessage = ({ data }: MessageEvent<string>) => {
    listener(data)
  }
  stream.onopen = () => {
    connection.value = 'open'
  }
  stream.onerror = () => {
    if (stream.readyState !== EventSource.CLOSED) {
      connection.value = 'lost'
      return
    }
    if (attempt < RETRIES)
      setTimeout(() => {
        openStream(listener, attempt + 1)
      }, 250)
    else connection.value = 'refused'
  }
}

function unreachable(error: unknown): Result<never> {
  return {
    ok: false,
    error: {
      code: 'APP_UNREACHABLE',
      message: '窗口联系不上程序，这一步没有做成。',
      remedies: [{ text: '程序可能已经关闭：重新打开明账，已经保存的内容都在。' }],
      detail: String(error),
    },
  }
}

const carry: Carry = (window.mingzhang ?? connectLoopback)((text) => {
  // The session wrote it; the contract holds both sides to it.
  const event = JSON.parse(text) as AnyEvent
  for (const listener of listeners) listener(event)
})

/** The one way from the window to main. */
export const call: Call = async (channel, request) => {
  try {
    // The session answers with the Result of this very channel; the contract holds both sides to it.
    return JSON.parse(await carry(channel, JSON.stringify(request))) as never
  } catch (error) {
    return unreachable(error)
  }
}

/** Errors of a request that nobody has looked at. */
const NOT_HEARD: readonly string[] = ['APP_UNREACHABLE', 'APP_SESSION_ENDED']

/** Sends what was too large to be sent when the page was left; whoever has it already finds nothing to change. */
export async function sendUnsent(): Promise<void> {
  for (const channel of ['texts:save', 'project:edit', 'cells:edit', 'drafts:keep'] as const) {
    const body = localStorage.getItem(`${UNSENT}${channel}`)
    if (body === null) continue
    // Main checks what it is sent, this too.
    const sent = await call(channel, JSON.parse(body) as never)
    if (sent.ok || !NOT_HEARD.includes(sent.error.code)) localStorage.removeItem(`${UNSENT}${channel}`)
  }
}
