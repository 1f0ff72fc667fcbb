import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requests, type Handlers } from '#core/contract/contract.ts'
import { answerJson } from '#main/host/answer.ts'
import { openLoopback, type LoopbackHost } from '#main/host/loopback.ts'
import type { SessionPort } from '#main/host/session-port.ts'
import { previewAnswer } from '#main/host/window-files.ts'

let folder: string
let host: LoopbackHost
let cookie: string

const handlers = {
  ...Object.fromEntries(Object.keys(requests).map((channel) => [channel, () => []])),
  'imports:list': () => [],
} as unknown as Handlers

const PDF = '0123456789abcdef0123456789abcdef'
const session: SessionPort = {
  answer: (channel, request) => answerJson(handlers, channel, request),
  preview: (path) =>
    previewAnswer(path, {
      html: (report) => Promise.resolve(`<p>${report}</p>`),
      pdf: (name) => (name === PDF ? new Uint8Array([0x25, 0x50, 0x44, 0x46]) : undefined),
    }),
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-loopback-'))
  mkdirSync(join(folder, 'window'))
  writeFileSync(join(folder, 'window', 'index.html'), '<meta nonce="__CSP_NONCE__">')
  writeFileSync(join(folder, 'secret.html'), 'secret')
  host = await openLoopback({ window: join(folder, 'window'), session })
  const { headers } = await ask('GET', new URL(host.url).pathname + new URL(host.url).search, {})
  cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
})
afterEach(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the token is exchanged once for a cookie that scripts and other sites cannot use', async () => {
  const path = new URL(host.url).pathname + new URL(host.url).search
  expect((await ask('GET', path, {})).status).toBe(403)
  const fresh = await openLoopback({ window: folder, session })
  try {
    const url = new URL(fresh.url)
    const { status, headers } = await ask('GET', url.pathname + url.search, {}, '', fresh.port)
    expect(status).toBe(303)
    expect(headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(headers.location).toBe('/')
  } finally {
    await fresh.close()
  }
})

test('nothing is served without the cookie', async () => {
  for (const path of ['/', '/index.html', '/preview/1', `/preview/${PDF}.pdf`, '/events'])
    expect((await ask('GET', path, { cookie: 'mingzhang=wrong' })).status).toBe(403)
  expect((await ask('POST', '/call/packs:list', { 'content-type': 'application/json' }, '{}')).status).toBe(403)
})

test('another host name, origin or site is refused even with the cookie', async () => {
  const wrong: readonly OutgoingHttpHeaders[] = [
    { host: `localhost:${host.port}` },
    { host: 'evil.example' },
    { origin: 'http://evil.example' },
    { origin: `http://127.0.0.1:${host.port + 1}` },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of wrong) expect((await ask('GET', '/', { cookie, ...headers })).status).toBe(403)
  expect((await ask('GET', '/', { cookie })).status).toBe(200)
})

test('the page gets a nonce of its own and a policy that knows this program only', async () => {
  const [first, second] = [await ask('GET', '/', { cookie }), await ask('GET', '/', { cookie })]
  const policy = String(first.headers['content-security-policy'])
  const nonce = /nonce-([^']+)'/.exec(policy)?.[1] ?? ''
  expect(first.body).toBe(`<meta nonce="${nonce}">`)
  expect(second.body).not.toBe(first.body)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toContain('http')
})

test('no path leads out of the window folder', async () => {
  for (const path of [
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/..\\secret.html',
    '//secret.html',
  ])
    expect((await ask('GET', path, { cookie })).status).toBe(404)
})

test('a call is JSON of reasonable size; its answer is a result', async () => {
  const json = { cookie, 'content-type': 'application/json' }
  const answered = await ask('POST', '/call/imports%3Alist', json, '{"report":1}')
  expect(JSON.parse(answered.body)).toEqual({ ok: true, value: [] })
  expect(JSON.parse((await ask('POST', '/call/imports%3Alist', json, '{')).body)).toMatchObject({ ok: false })
  expect((await ask('POST', '/call/imports%3Alist', { cookie, 'content-type': 'text/plain' }, '{}')).status).toBe(415)
  expect((await ask('POST', '/call/imports%3Alist', json, ' '.repeat(17 * 1024 * 1024))).status).toBe(413)
  expect((await ask('PUT', '/', { cookie })).status).toBe(405)
})

test('the preview may run no script and ask for nothing', async () => {
  const { headers, body } = await ask('GET', '/preview/7', { cookie })
  expect(body).toBe('<p>7</p>')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).not.toContain('script-src')
})

test('a PDF is served under the name that the window was given, and may do nothing as a page', async () => {
  const { status, headers, body } = await ask('GET', `/preview/${PDF}.pdf`, { cookie })
  expect({ status, body }).toEqual({ status: 200, body: '%PDF' })
  expect(headers['content-type']).toBe('application/pdf')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
  expect((await ask('GET', `/preview/${PDF}.pdf`, {})).status).toBe(403)
  for (const path of [
    `/preview/${PDF.replace('0', 'f')}.pdf`,
    '/preview/1.pdf',
    `/preview/..%2f${PDF}.pdf`,
    `/preview/${PDF}`,
  ])
    expect((await ask('GET', path, { cookie })).status).toBe(404)
})

test('it listens on this machine only', async () => {
  expect(new URL(host.url).hostname).toBe('127.0.0.1')
  await expect(ask('GET', '/', { cookie }, '', host.port, '::1')).rejects.toThrow()
})

interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A plain request: fetch would tidy the path and set headers of its own. */
function ask(
  method: string,
  path: string,
  headers: OutgoingHttpHeaders,
  body = '',
  port = host.port,
  address = '127.0.0.1',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: address, port, method, path, headers }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces).toString('utf8'),
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
