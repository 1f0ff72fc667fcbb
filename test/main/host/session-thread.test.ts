import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Channel, Request, Responses } from '#core/contract/contract.ts'
import type { Result } from '#core/model/error.ts'
import { resourcesFolder } from '#main/cli/data-folder.ts'
import { openChromium } from '#main/host/chromium.ts'
import { startSession, type StartedSession } from '#main/host/thread/start-session.ts'
import type { PrintPort } from '#main/render/print-port.ts'
import { watchThreads, type WatchedThreads } from '#test/support/watched-threads.ts'

let folder: string
let watched: WatchedThreads
let session: StartedSession
/** The report of the sample unit. */
let report: number
const told: string[] = []
const shown: string[] = []
const chromium = openChromium()
/** What happens before a page is printed. */
let beforePrint: () => Promise<unknown> = () => Promise.resolve()
/** Prints as the loopback host does. */
let print: PrintPort = chromium

const start = (storePath: string): StartedSession =>
  startSession(
    {
      host: 'loopback',
      version: '0',
      storePath,
      resources: resourcesFolder,
      ownPacks: join(folder, 'packs'),
      exportFolder: join(folder, '公开材料'),
    },
    {
      print: {
        pdf: async (html, options) => {
          await beforePrint()
          return print.pdf(html, options)
        },
        png: (html, options) => print.png(html, options),
        close: () => chromium.close(),
      },
      desktop: {
        openFolder: (path) => {
          shown.push(path)
          return Promise.resolve()
        },
        openFile: () => Promise.reject(new Error('no desktop')),
      },
      emit: (event) => told.push(event),
    },
  )

/** One request as the window sends it. */
async function call<C extends Channel>(channel: C, request: Request<C>): Promise<Result<Responses[C]>> {
  return JSON.parse(await session.answer(channel, JSON.stringify(request))) as Result<Responses[C]>
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-thread-'))
  watched = watchThreads()
  session = start(join(folder, '明账.db'))
  await session.opened
  const sample = await call('import:sample', { task: 'sample' })
  if (!sample.ok) throw new Error(sample.error.message)
  report = sample.value.id
})
afterAll(async () => {
  await session.close()
  watched.end()
  rmSync(folder, { recursive: true, force: true })
})

test('what happens is told to the window as it goes on, before the answer', () => {
  expect(told.map((text) => JSON.parse(text) as unknown)).toContainEqual({
    event: 'progress',
    data: { task: 'sample', step: '存入数据文件', done: 4, total: 5 },
  })
})

test('the host goes on while the thread works, and a request that comes meanwhile waits for its turn', async () => {
  const order: string[] = []
  const edits = Array.from({ length: 300 }, (_, row) => ({
    ref: `支出决算表/${2100000 + row * 7}/基本支出`,
    text: String(row + 1),
  }))
  const work = call('cells:edit', { report, unit: '元', edits }).then(() => order.push('edited'))
  const behind = call('app:info', {}).then(() => order.push('info'))
  setImmediate(() => order.push('host'))
  await Promise.all([work, behind])
  expect(order).toEqual(['host', 'edited', 'info'])
  await call('edit:undo', { report })
})

test('an error of the host arrives with its code, and one that nobody foresaw as such', async () => {
  print = openChromium({ around: { platform: 'linux', env: {}, isProgram: () => false }, bundled: false })
  expect(await call('preview:pdf', { report, task: 'p' })).toMatchObject({
    ok: false,
    error: { code: 'DOC_NO_BROWSER', remedies: [{}, {}, {}] },
  })
  print = { ...chromium, pdf: () => Promise.reject(new TypeError('a slip of the host')) }
  expect(await call('preview:pdf', { report, task: 'p' })).toMatchObject({
    ok: false,
    error: { code: 'APP_UNEXPECTED', detail: expect.stringContaining('a slip of the host') as string },
  })
  print = chromium
})

test('a print that is cancelled ends after the page that is being made', async () => {
  let prints = 0
  beforePrint = () => {
    prints += 1
    return call('task:cancel', { task: 'cancelled' })
  }
  const result = await call('preview:pdf', { report, task: 'cancelled' })
  beforePrint = () => Promise.resolve()
  expect(result).toMatchObject({ ok: false, error: { code: 'APP_CANCELLED' } })
  expect(prints).toBe(1)
})

test('previews come as bytes of the host’s own, as often as they are asked for', async () => {
  const html = await session.preview(`/preview/${report}`)
  expect(Buffer.from(html?.body ?? []).toString('utf8')).toContain('<body')
  const made = await call('preview:pdf', { report, task: 'p' })
  const pdf = made.ok ? made.value.pdf : ''
  for (const turn of [1, 2]) {
    const found = await session.preview(`/preview/${pdf}.pdf`)
    expect({
      turn,
      start: Buffer.from(found?.body ?? [])
        .subarray(0, 5)
        .toString(),
    }).toEqual({ turn, start: '%PDF-' })
  }
  expect(await session.preview(`/preview/${'0'.repeat(32)}.pdf`)).toBeUndefined()
  await expect(session.preview('/preview/999')).rejects.toMatchObject({ info: { code: 'APP_REPORT_GONE' } })
})

test('the desktop is the host’s', async () => {
  const written = await call('findings:write', { report })
  expect(written).toMatchObject({ ok: true, value: { isShown: true } })
  expect(shown).toEqual([join(folder, '公开材料')])
  const made = await call('preview:pdf', { report, task: 'p' })
  const opened = await call('print:open', { pdf: made.ok ? made.value.pdf : '' })
  expect(opened).toMatchObject({ ok: true, value: { isShown: false } })
})

test('a thread that dies refuses what was under way, is noted in the log, and a new one goes on with what was saved', async () => {
  beforePrint = () => {
    watched.order({ kind: 'throw', thread: 'session' })
    return new Promise(() => undefined)
  }
  // As it stood it has been printed already.
  await call('cells:edit', { report, unit: '元', edits: [{ ref: '支出决算表/2010301/基本支出', text: '1' }] })
  const under = await call('preview:pdf', { report, task: 'p' })
  expect(under).toMatchObject({ ok: false, error: { code: 'APP_SESSION_ENDED', remedies: [{}, {}] } })
  beforePrint = () => Promise.resolve()
  expect(await call('units:list', {})).toMatchObject({ ok: true, value: { reports: [{ id: report }] } })
  const log = readFileSync(join(folder, '日志', '明账.log'), 'utf8')
  expect(log).toMatch(/ crash 0ms APP_UNEXPECTED Error\n/)
  expect(log).not.toContain('thrown by the test')
  expect(log.match(/ start loopback /g)).toHaveLength(2)
})

test('closing waits for the store; whoever asks afterwards is told', async () => {
  const last = call('units:list', {})
  await session.close()
  expect(await last).toMatchObject({ ok: true })
  expect(existsSync(join(folder, '明账.db-wal'))).toBe(false)
  expect(await call('units:list', {})).toMatchObject({ ok: false, error: { code: 'APP_SESSION_ENDED' } })
  expect(readFileSync(join(folder, '日志', '明账.log'), 'utf8')).toMatch(/ stop\n$/)
})

test('a store that does not open is refused with its code, and nothing is left running', async () => {
  const path = join(folder, '别的.db')
  writeFileSync(
    path,
    'no store, but long enough to have a header of its own, which is not ours, and then some more'.repeat(9),
  )
  const refused = start(path)
  const first = refused.answer('app:info', '{}')
  await expect(refused.opened).rejects.toMatchObject({ info: { code: 'DB_NOT_A_STORE' } })
  expect(JSON.parse(await first)).toMatchObject({ ok: false, error: { code: 'DB_NOT_A_STORE' } })
  await refused.close()
})
