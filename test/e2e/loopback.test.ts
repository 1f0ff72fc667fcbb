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

test('a session that dies does not take the window along: it is noted, and a later request opens the store anew', async () => {
  const threads = watchThreads()
  const { page, storePath, close } = await openLoopbackWindow(windows.browser())
  const log = (): string => readFileSync(join(dirname(storePath), '日志', '明账.log'), 'utf8')
  try {
    await page.getByText('从哪里开始？').waitFor()
    threads.order({ kind: 'throw', thread: 'session' })
    await expect.poll(log).toContain(' crash ')
    // Whatever is asked while the thread ends is refused; after that it is answered.
    const isAnswered = (): Promise<boolean> =>
      page.evaluate<boolean>(`fetch('/call/app%3Ainfo', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }).then((response) => response.json()).then(({ ok }) => ok)`)
    await expect.poll(isAnswered).toBe(true)
    expect(log().split(' crash ')[1]).toContain(' start loopback ')
    await go(page, '设置')
    await page.getByRole('button', { name: '现在备份' }).click()
    await page.getByRole('button', { name: '恢复到这时' }).waitFor()
  } finally {
    threads.end()
    await close()
  }
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
  const { page, host, foreign, close } = await openLoopbackWindow(windows.browser(), { store: inject('sampleStore') })
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
  } finally {
    unsubscribe('net.client.socket', note)
    threads.end()
    await close()
  }
})
