/**
 * Loaded into every thread that is started while NODE_OPTIONS names it (see watched-threads.ts): tells the test which places the
 * thread connects to, and does in the thread what the test asks for.
 */
import { subscribe } from 'node:diagnostics_channel'
import { Socket } from 'node:net'
import { BroadcastChannel, threadName } from 'node:worker_threads'
import { WIRE, type ThreadOrder, type ThreadSight } from './watched-threads.ts'

const wire = new BroadcastChannel(WIRE)
wire.unref()

const tell = (place: string): void => {
  const sight: ThreadSight = { thread: threadName ?? '', place }
  wire.postMessage({ sight })
}

subscribe('net.client.socket', (message) => {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return
  if (message.socket instanceof Socket) message.socket.on('connectionAttempt', tell)
})

wire.onmessage = ({ data }: { readonly data: unknown }) => {
  if (typeof data !== 'object' || data === null || !('order' in data)) return
  const order = data.order as ThreadOrder // only watched-threads.ts gives orders
  if (order.thread !== threadName) return
  if (order.kind === 'reach') void fetch(order.address).catch(() => undefined)
  else
    setImmediate(() => {
      throw new Error('thrown by the test')
    })
}
