import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { SessionPort } from './session-port.ts'
import { isPreview, STRICT_HEADERS, windowFile, windowPolicy } from './window-files.ts'

/** What the host serves. */
export interface LoopbackOptions {
  /** Folder of the built window. */
  readonly window: string
  readonly session: SessionPort
}

export interface LoopbackHost {
  /** Opens the window once: it holds the token, which is exchanged for a cookie and then worth nothing. */
  readonly url: string
  readonly port: number
  /** Passes the JSON text of an event to the window. */
  readonly emit: (event: string) => void
  /** Comes true when the last window has been closed for a while. */
  readonly abandoned: Promise<void>
  readonly close: () => Promise<void>
}

const COOKIE = 'mingzhang'
/** One message: a paste of a whole sheet, or one piece of an upload. */
const MOST_BYTES = 16 * 1024 * 1024
/** A reload closes the window for a moment; only a longer absence means that the user has gone. */
const ABSENCE = 60_000

/** Serves the window on this machine only, on a port that the system chooses. See docs/adr/0008-window-security.md. */
export async function openLoopback(options: LoopbackOptions): Promise<LoopbackHost> {
  const gate = openGate()
  const events = openEvents()
  const server = createServer((request, response) => {
    serve(request, response, { ...options, gate, events, origin: originOf(server) }).catch(() => {
      if (!response.headersSent) response.writeHead(500, STRICT_HEADERS)
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, resolve)
  })
  const origin = originOf(server)
  return {
    url: `${origin}/?token=${gate.token}`,
    port: Number(new URL(origin).port),
    emit: events.emit,
    abandoned: events.abandoned,
    close: () =>
      new Promise((resolve) => {
        events.close()
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function originOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the loopback host has no port')
  return `http://127.0.0.1:${address.port}`
}

interface Serving extends LoopbackOptions {
  readonly gate: Gate
  readonly events: EventStream
  readonly origin: string
}

async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const { origin, gate, events } = serving
  // Joined as text: a path such as //name must stay a path.
  const url = new URL(`${origin}${request.url ?? '/'}`)
  if (!isOwn(request, origin)) {
    refuse(response, 403, '只接受本机窗口的请求。')
    return
  }
  if (request.method === 'GET' && url.pathname === '/' && url.searchParams.has('token')) {
    if (!gate.exchange(url.searchParams.get('token') ?? '')) {
      refuse(response, 403, USED)
      return
    }
    const cookie = `${COOKIE}=${gate.secret}; HttpOnly; SameSite=Strict; Path=/`
    response.writeHead(303, { ...STRICT_HEADERS, location: '/', 'set-cookie': cookie }).end()
    return
  }
  if (!gate.knows(request.headers.cookie)) refuse(response, 403, USED)
  else if (request.method === 'POST' && url.pathname.startsWith('/call/')) await call(request, response, url, serving)
  else if (request.method !== 'GET') refuse(response, 405, '不支持这种请求。')
  else if (url.pathname === '/events') events.open(response)
  else await file(response, url.pathname, serving)
}

const USED = '这个地址已经用过或不完整。请关闭程序，重新运行 npm start。'

async function call(request: IncomingMessage, response: ServerResponse, url: URL, { session }: Serving): Promise<void> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    refuse(response, 415, '请求的格式不对。')
    return
  }
  const body = await bodyOf(request)
  if (body === undefined) {
    refuse(response, 413, '请求过大。')
    return
  }
  const channel = decodeURIComponent(url.pathname.slice('/call/'.length))
  const result = await session.answer(channel, body)
  response.writeHead(200, { ...STRICT_HEADERS, 'content-type': 'application/json; charset=utf-8' })
  response.end(result)
}

async function file(response: ServerResponse, path: string, { window, session }: Serving): Promise<void> {
  const preview = isPreview(path) ? await session.preview(path) : undefined
  if (preview) {
    response.writeHead(200, { ...STRICT_HEADERS, ...preview.headers }).end(preview.body)
    return
  }
  const nonce = randomBytes(16).toString('base64')
  const found = await windowFile(window, path, nonce)
  if (!found) {
    refuse(response, 404, '没有这个文件。')
    return
  }
  const headers = { 'content-type': found.type, 'content-security-policy': windowPolicy(nonce) }
  response.writeHead(200, { ...STRICT_HEADERS, ...headers }).end(found.body)
}

/** A page of another origin cannot forge Host and Origin; a name that was made to resolve to this machine shows in Host. */
function isOwn({ headers }: IncomingMessage, origin: string): boolean {
  const site = headers['sec-fetch-site']
  return (
    `http://${headers.host ?? ''}` === origin &&
    (headers.origin === undefined || headers.origin === origin) &&
    (site === undefined || site === 'same-origin' || site === 'none')
  )
}

interface Gate {
  readonly token: string
  readonly secret: string
  /** True once. */
  readonly exchange: (token: string) => boolean
  readonly knows: (cookies: string | undefined) => boolean
}

function openGate(): Gate {
  const token = randomBytes(32).toString('hex')
  const secret = randomBytes(32).toString('hex')
  let used = false
  return {
    token,
    secret,
    exchange: (offered) => {
      if (used || !same(offered, token)) return false
      used = true
      return true
    },
    knows: (cookies) => (cookies ?? '').split('; ').some((cookie) => same(cookie, `${COOKIE}=${secret}`)),
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

interface EventStream {
  /** One window at a time: two would undo each other's steps. The second one is told 409. */
  readonly open: (response: ServerResponse) => void
  readonly emit: (event: string) => void
  readonly abandoned: Promise<void>
  readonly close: () => void
}

function openEvents(): EventStream {
  const { promise: abandoned, resolve } = Promise.withResolvers<undefined>()
  const abandon = (): void => {
    resolve(undefined)
  }
  let listening: ServerResponse | undefined
  let leaving: NodeJS.Timeout | undefined
  const left = (response: ServerResponse): void => {
    if (listening !== response) return
    listening = undefined
    leaving = setTimeout(abandon, ABSENCE)
  }
  return {
    open: (response) => {
      if (listening !== undefined) {
        refuse(response, 409, '明账已经在另一个窗口中打开。')
        return
      }
      clearTimeout(leaving)
      listening = response
      response.on('close', () => {
        left(response)
      })
      response.writeHead(200, { ...STRICT_HEADERS, 'content-type': 'text/event-stream; charset=utf-8' })
      response.write(': open\n\n')
    },
    emit: (event) => {
      listening?.write(`data: ${event}\n\n`)
    },
    abandoned,
    close: () => {
      clearTimeout(leaving)
      listening?.end()
    },
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...STRICT_HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(text)
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) return undefined
    length += piece.length
    // What is too long is read to its end all the same, or the sender would never hear the answer.
    if (length <= MOST_BYTES) pieces.push(piece)
  }
  return length > MOST_BYTES ? undefined : Buffer.concat(pieces).toString('utf8')
}
