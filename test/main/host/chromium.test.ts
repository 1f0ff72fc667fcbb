import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { AppError } from '#core/model/error.ts'
import { unpackBundledBrowser } from '#main/host/chromium-bundled.ts'
import { openChromium } from '#main/host/chromium.ts'

import { pdfFacts } from '../render/pdf-facts.ts'

// Latin letters: these documents bring no fonts, and a bare machine has none for Chinese.
const port = openChromium()
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-test-'))
})
afterAll(async () => {
  await port.close()
  await rm(folder, { recursive: true, force: true })
})

describe('nothing leaves the machine', () => {
  let server: Server
  let connections = 0
  let address = ''
  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const bound = server.address()
    if (bound === null || typeof bound === 'string') throw new Error('no port')
    address = `http://127.0.0.1:${bound.port}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  /** Every way of asking for something that HTML and CSS have. */
  const page = (): string => `<!doctype html><html><head>
    <link rel="preconnect" href="${address}"><link rel="dns-prefetch" href="${address}"><link rel="prefetch" href="${address}/1">
    <link rel="preload" as="image" href="${address}/2"><link rel="stylesheet" href="${address}/3">
    <style>@import "${address}/4"; @font-face { font-family: x; src: url(${address}/5) } body { background: url(${address}/6); font-family: x }
    @page { @bottom-center { content: url(${address}/7) } }</style></head>
    <body>Body<img src="${address}/8"><iframe src="${address}/9"></iframe><object data="${address}/10"></object>
    <iframe srcdoc="<img src='${address}/11'>"></iframe><script src="${address}/12"></script><script>fetch('${address}/13')</script>
    <img src="https://198.51.100.7/14"><img src="https://example.invalid/15"><img src="/16"><img src="file:///etc/hostname"></body></html>`

  test('a document that asks for pictures, fonts, frames and scripts gets none of them and is printed all the same', async () => {
    const before = port.blockedRequests
    const { pages } = await pdfFacts(await port.pdf(page()))
    expect(pages[0]?.text).toContain('Body')
    expect(port.blockedRequests - before).toBeGreaterThanOrEqual(10)
    await port.png(page(), { width: 100, height: 100 })
    expect(connections).toBe(0)
  })

  test('a document that wants to go elsewhere is refused', async () => {
    const restless = `<!doctype html><meta http-equiv="refresh" content="0;url=${address}/next"><p>Body`
    const outcome = await port.pdf(restless).then(pdfFacts, (error: unknown) => error)
    const refused = outcome instanceof AppError && outcome.info.code === 'DOC_PRINT_FAILED'
    const printed = !(outcome instanceof Error) && JSON.stringify(outcome).includes('Body')
    expect(refused || printed).toBe(true)
    expect(connections).toBe(0)
  })

  test('scripts do not run, data: pictures and styles do work', async () => {
    const red = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>图</text></svg>'
    const html = `<!doctype html><body><p id="p">First</p><img src='${red}'><script>document.getElementById('p').textContent = 'Changed'</script></body>`
    const before = port.blockedRequests
    const { pages } = await pdfFacts(await port.pdf(html))
    expect(pages[0]?.text).toContain('First')
    expect(pages[0]?.text).not.toContain('Changed')
    expect(port.blockedRequests).toBe(before)
  })
})

describe('drafts and documents', () => {
  const document = (title: string, body: string): string =>
    `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`

  test('the final print has the new body, not that of the draft', async () => {
    await port.pdf(document('甲', '<p>Draft</p>'), { draft: true })
    const { pages } = await pdfFacts(await port.pdf(document('甲', '<p>Final</p>')))
    expect(pages.map(({ text }) => text)).toEqual(['Final'])
  })

  test('documents printed at once do not mix', async () => {
    const titles = ['A', 'B', 'C', 'D']
    const prints = titles.map(async (title, index) => {
      await port.pdf(document('同题', `<p>Draft${title}</p>`), { draft: true })
      const { pages } = await pdfFacts(await port.pdf(document('同题', `<p>${title}</p>`), { draft: index % 2 === 0 }))
      return pages.map(({ text }) => text).join('')
    })
    expect(await Promise.all(prints)).toEqual(titles)
  })

  test('only a final print carries bookmarks', async () => {
    const html = document('甲', '<h1>标题</h1>')
    expect((await pdfFacts(await port.pdf(html))).bookmarks).toEqual(['标题'])
  })
})

test.each([
  [{ width: 400, height: 300 }, 400, 300],
  [{ width: 400, height: 300, scale: 2 }, 800, 600],
])('a picture has the size asked for: %o', async (options, width, height) => {
  const picture = Buffer.from(await port.png('<!doctype html><body style="height:5000px">图', options))
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([width, height])
})

describe('the choice of the browser', () => {
  const bare = { platform: 'linux', isProgram: () => false } as const
  const outcomeOf = (env: Record<string, string>): Promise<unknown> =>
    openChromium({ around: { ...bare, env }, bundled: false })
      .pdf('<p>')
      .catch((error: unknown) => error)

  test('none to be had is said with what can be done', async () => {
    const error = await outcomeOf({})
    if (!(error instanceof AppError)) throw new Error('no AppError')
    expect(error.info.code).toBe('DOC_NO_BROWSER')
    expect(error.info.remedies.map(({ text }) => text).join()).toMatch(/Chrome.*MINGZHANG_BROWSER.*不选PDF/)
  })

  test('a wrong path in MINGZHANG_BROWSER is named, and no other browser is taken instead', async () => {
    const error = await outcomeOf({ MINGZHANG_BROWSER: '/no/such/browser' })
    if (!(error instanceof AppError)) throw new Error('no AppError')
    expect(error.info.code).toBe('DOC_NO_BROWSER')
    expect(error.info.message).toContain('/no/such/browser')
  })

  /** The bundled browser behind a script that leaves its process id and arguments. */
  async function wrapper(): Promise<string> {
    const { executable, libraryPath } = await unpackBundledBrowser()
    const path = join(folder, 'browser.sh')
    const script = `#!/bin/sh
echo $$ > '${folder}/pid'
for a in "$@"; do echo "$a"; done > '${folder}/arguments'
LD_LIBRARY_PATH='${libraryPath}' exec '${executable}' --no-sandbox "$@"
`
    await writeFile(path, script)
    await chmod(path, 0o700)
    return path
  }

  const argumentsGiven = async (): Promise<readonly string[]> =>
    (await readFile(join(folder, 'arguments'), 'utf8')).split('\n')

  function profileOf(given: readonly string[]): string {
    const option = '--user-data-dir='
    const profile = given.find((argument) => argument.startsWith(option))?.slice(option.length)
    if (profile === undefined) throw new Error('no profile')
    return profile
  }

  test('MINGZHANG_BROWSER is used; its empty profile goes when the port is closed; no debugging port is open', async () => {
    const chosen = openChromium({ around: { ...bare, env: { MINGZHANG_BROWSER: await wrapper() } }, bundled: false })
    await chosen.pdf('<p>')
    const given = await argumentsGiven()
    const profile = profileOf(given)
    expect(given).toContain('--remote-debugging-pipe')
    expect(given).toContain('--host-resolver-rules=MAP * ~NOTFOUND')
    expect(existsSync(profile)).toBe(true)
    await chosen.close()
    expect(existsSync(profile)).toBe(false)
  })

  test('a browser that died is started anew for the next document', async () => {
    const chosen = openChromium({ around: { ...bare, env: { MINGZHANG_BROWSER: await wrapper() } }, bundled: false })
    await chosen.pdf('<!doctype html><body>one</body>', { draft: true })
    const pid = Number.parseInt(await readFile(join(folder, 'pid'), 'utf8'), 10)
    process.kill(pid, 'SIGKILL')
    // Its end is noticed a moment later; a document that falls into that moment may fail, the next may not.
    await chosen.pdf('<!doctype html><body>two</body>').catch(() => undefined)
    const { pages } = await pdfFacts(await chosen.pdf('<!doctype html><body>three</body>'))
    // Not its text: this browser is started by hand, and on a bare machine it has no fonts at all.
    expect(pages).toHaveLength(1)
    await chosen.close()
  })

  test('a process that is told to end does so at once, and takes browser and profile with it', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'chromium-print-and-wait.ts')], {
      env: { ...process.env, MINGZHANG_BROWSER: await wrapper() },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    const profile = profileOf(await argumentsGiven())
    expect(existsSync(profile)).toBe(true)
    child.kill('SIGTERM')
    expect(await ended).toEqual([null, 'SIGTERM'])
    expect(existsSync(profile)).toBe(false)
  })
})
