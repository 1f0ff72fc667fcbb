/** How long the host's thread is kept by what the window asks: each step once, in a process of its own. Part of `npm run bench:ui`. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Channel, Request, Responses } from '#core/contract/contract.ts'
import type { Result } from '#core/model/error.ts'
import { SAMPLE } from '../e2e/support/window.ts'

/** What one step took of the host's thread, in milliseconds. */
export interface HostDelay {
  /** The longest time for which nothing else could be done, by the clock: what else the machine does counts. */
  readonly delay: number
  /** The longest stretch of work, by the processor time of this thread alone. */
  readonly longest: number
  /** All of its work in this step. */
  readonly cpu: number
}

export type HostOrder = 'begin' | 'end' | 'close'

interface HostStep {
  readonly name: string
  readonly delay: HostDelay
}

const ROWS = 2000
const LONG_TABLE = '支出决算表'
const CELL = '收入支出决算总表/上级补助收入/金额'
const PIECE = 768 * 1024

/**
 * The steps of a user one after the other, asked as the window asks, on a store that holds nothing.
 *
 * @param mode `own`: as the program is; `one`: with the session in the host's thread
 * @param folder of its own, for the store and the packages
 */
async function measureHost(mode: 'own' | 'one', folder: string): Promise<readonly HostStep[]> {
  const file = join(import.meta.dirname, 'host-delay-child.ts')
  const child = fork(file, [mode, join(folder, '明账.db'), join(folder, '公开材料')])
  const steps: HostStep[] = []
  try {
    const { url } = (await answerOf(child)) as { readonly url: string } // our own child
    const window = await openWindow(url)
    const end = async (name: string): Promise<void> => {
      const { delay } = (await tell(child, 'end')) as { readonly delay: HostDelay }
      steps.push({ name, delay })
    }
    const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      await tell(child, 'begin')
      await work()
      await end(name)
    }
    await window.files()
    await window.call('units:list', {})
    await end('启动，送出窗口的文件')
    const uploads = await window.upload(readdirSync(SAMPLE).map((name) => join(SAMPLE, name)))
    let report = 0
    await step('导入样例（两本工作簿）', async () => {
      await window.call('import:preview', { uploads, task: 'look' })
      report = (await window.call('import:apply', { uploads, task: 'store' })).id
    })
    await step('打开报表，第一次审核', () =>
      window.call('report:open', { report, show: { table: LONG_TABLE, unit: '元' } }),
    )
    const edit = (text: string): Promise<unknown> =>
      window.call('cells:edit', { report, unit: '元', edits: [{ ref: CELL, text }] })
    await step('改一个数', () => edit('5'))
    await edit('0')
    await step('预览（网页）', () => window.get(`/preview/${report}`))
    let folderOfPackage = ''
    await step('导出，带 PDF', async () => {
      folderOfPackage = (await window.call('export:run', { report, pdf: true, task: 'export' })).folder
    })
    await edit('7')
    await step('改数后再导出，带 PDF', () => window.call('export:run', { report, pdf: true, task: 'again' }))
    await edit('0')
    const draft = readdirSync(folderOfPackage).filter((name) => name.endsWith('.docx'))
    const [upload = ''] = await window.upload(draft.map((name) => join(folderOfPackage, name)))
    await step('校对所导出的文稿', () => window.call('draft:proofread', { report, upload }))
    const rows = Array.from({ length: ROWS }, (_, row) => ({
      ref: `${LONG_TABLE}/${2100000 + row * 7}/基本支出`,
      text: String(row + 1),
    }))
    await step(`粘贴 ${ROWS} 行未知代码`, () => window.call('cells:edit', { report, unit: '元', edits: rows }))
    await step(`${ROWS} 行时改一个数`, () => edit('6'))
    return steps
  } finally {
    child.send('close')
    await once(child, 'exit')
  }
}

/** A Markdown table of both modes side by side. */
export async function hostTable(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-host-delay-'))
  const measure = (mode: 'own' | 'one'): Promise<readonly HostStep[]> => {
    mkdirSync(join(folder, mode))
    return measureHost(mode, join(folder, mode))
  }
  const [one, own] = [await measure('one'), await measure('own')]
  rmSync(folder, { recursive: true, force: true })
  const cells = ({ delay, longest, cpu }: HostDelay): string =>
    [delay, longest, cpu].map((ms) => ms.toFixed(0)).join(' | ')
  const rows = own.map(({ name, delay }, index) => {
    const before = one[index]
    return `| ${name} | ${before ? cells(before.delay) : ''} | ${cells(delay)} |`
  })
  const head = ['停顿', '最长一段', '共']
  return [
    `| 宿主线程，毫秒 | ${[...head.map((name) => `同线程 ${name}`), ...head].join(' | ')} |`,
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [message]: readonly unknown[] = (await once(child, 'message')) as readonly unknown[]
  return message
}

function tell(child: ChildProcess, order: HostOrder): Promise<unknown> {
  const answer = answerOf(child)
  child.send(order)
  return answer
}

interface BenchWindow {
  readonly call: <C extends Channel>(channel: C, request: Request<C>) => Promise<Responses[C]>
  readonly get: (path: string) => Promise<unknown>
  /** The page and everything that it names. */
  readonly files: () => Promise<unknown>
  readonly upload: (paths: readonly string[]) => Promise<string[]>
}

/** What a window does with its host, without a browser: its work is not measured here. */
async function openWindow(url: string): Promise<BenchWindow> {
  const { origin } = new URL(url)
  const entered = await fetch(url, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const get = (path: string): Promise<ArrayBuffer> =>
    fetch(new URL(path, origin), { headers: { cookie } }).then((response) => response.arrayBuffer())
  const call: BenchWindow['call'] = async (channel, request) => {
    const response = await fetch(`${origin}/call/${encodeURIComponent(channel)}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
    const result = (await response.json()) as Result<Responses[typeof channel]>
    if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`)
    return result.value
  }
  return {
    call,
    get,
    files: async () => {
      const page = Buffer.from(await get('/')).toString('utf8')
      const named = [...page.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, path = '']) => path)
      await Promise.all(named.map((path) => get(new URL(path, `${origin}/`).pathname)))
    },
    upload: async (paths) => {
      const uploads: string[] = []
      for (const path of paths) {
        const bytes = readFileSync(path)
        const { upload } = await call('upload:begin', { name: path.split(/[\\/]/u).at(-1) ?? '', size: bytes.length })
        for (let from = 0; from < bytes.length; from += PIECE)
          await call('upload:append', { upload, piece: bytes.subarray(from, from + PIECE).toString('base64') })
        uploads.push(upload)
      }
      return uploads
    },
  }
}
