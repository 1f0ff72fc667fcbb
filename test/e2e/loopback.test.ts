import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { go } from './support/steps.ts'
import { openLoopbackWindow } from './support/window.ts'
import { useWindows } from './support/windows.ts'
import { watchThreads } from '#test/support/watched-threads.ts'

/** What only the loopback host has to prove: who may reach it, and that it reaches nobody. */

const windows = useWindows()

test('a second window is refused, and so is a used address', async () => {
  const { page, context, host, close } = await openLoopbackWindow(windows.browser())
  await page.getByText('从哪里开始？').waitFor()
  const second = await context.newPage()
  await second.goto(new URL('/', host.url).href)
  await second.getByText('明账已经在另一个窗口中打开').waitFor()
  await second.close()
  const stranger = await windows.browser().newContext()
  const refused = await (await stranger.newPage()).goto(host.url)
  expect(refused?.status()).toBe(403)
  await stranger.close()
  await page.reload()
  await page.getByText('从哪里开始？').waitFor()
  await close()
})

test('this process connects to nothing but this machine, in the host’s thread and in the session’s', async () => {
  const sockets: Socket[] = []
  const note = (message: unknown): void => {
    if (typeof message === 'object' && message !== null && 'socket' in message && message.socket instanceof Socket)
      sockets.push(message.socket)
  }
  subscribe('net.client.socket', note)
  const threads = watchThreads()
  const inSession = (): readonly string[] =>
    threads.seen.filter(({ thread }) => thread === 'session').map(({ place }) => place)
  const window = await openLoopbackWindow(windows.browser(), { store: inject('sampleStore') })
  const { page, host, storePath, foreign, close } = window
  try {
    await page.getByRole('button', { name: '打开', exact: true }).click()
    await page.getByRole('grid').waitFor()
    const reached = await fetch(new URL('/', host.url)).then(({ status }) => status)
    expect(reached).toBe(403)
    for (const name of ['情况说明', '审核', '预览与导出']) await page.getByRole('link', { name }).click()
    await page.getByText(/约 \d+ 页/).waitFor()
    expect(sockets.length).toBeGreaterThan(0) // the fetch above: the watch does watch
    const places = sockets.map(({ remoteAddress }) => remoteAddress).filter((place) => place !== undefined)
    expect(places.filter((place) => place !== '127.0.0.1')).toEqual([])
    expect(threads.seen).toEqual([]) // no other thread has connected to anything at all
    threads.order({ kind: 'reach', thread: 'session', address: host.url })
    threads.order({ kind: 'reach', thread: 'session', address: `http://127.0.0.2:${host.port}/` })
    await expect.poll(inSession).toEqual(['127.0.0.1', '127.0.0.2']) // that watch would have seen it
    expect(foreign).toEqual([])
    // A session that dies does not take the window along: the next request opens the store anew.
    threads.order({ kind: 'throw', thread: 'session' })
    const log = join(dirname(storePath), '日志', '明账.log')
    await expect.poll(() => readFileSync(log, 'utf8')).toContain(' crash ')
    await go(page, '报表')
    await page.getByRole('grid').waitFor()
    expect(readFileSync(log, 'utf8').split(' crash ')[1]).toContain(' start loopback ')
  } finally {
    unsubscribe('net.client.socket', note)
    threads.end()
    await close()
  }
})
